"""Build the protocol of counting from `packs/track`, inside its walls."""

from collections.abc import Iterator, Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.progress import TrackFacts
from milium.knowledge.reading import convert, read, table

PATH = "track/progress.yaml"
NO_WALL = frozenset({"look_weeks", "count_error_share"})


def build_track(files: Mapping[str, Any], issues: list[Issue]) -> TrackFacts | None:
    """Build the protocol, or return None and append every issue.

    Args:
        files: Path inside the pack -> parsed content.
        issues: Collected problems.
    """
    before = len(issues)
    data = table(files, PATH, issues)
    facts = read(TrackFacts, {k: v for k, v in data.items() if k != "walls"}, PATH, issues)
    walls = convert(Mapping[str, tuple[float, float]], data.get("walls"), f"{PATH} walls", issues)
    if facts is None or len(issues) > before:
        return None
    issues.extend(_wall_issues(facts, walls))
    issues.extend(_look_issues(facts))
    return facts if len(issues) == before else None


def _wall_issues(facts: TrackFacts, walls: Mapping[str, tuple[float, float]]) -> Iterator[Issue]:
    names = set(TrackFacts.__dataclass_fields__) - NO_WALL
    for name in sorted(names ^ set(walls)):
        yield Issue(f"{PATH} walls.{name}", "is missing or belongs to no number.", "One wall per number.")
    for name in sorted(names & set(walls)):
        value, (low, high) = getattr(facts, name), walls[name]
        for number in value if isinstance(value, tuple) else (value,):
            if number is not None and not low <= number <= high:
                yield Issue(f"{PATH} {name}", f"{number:g} is outside {low:g}-{high:g}.", "Correct it.")


def _look_issues(facts: TrackFacts) -> Iterator[Issue]:
    weeks = facts.look_weeks
    if not weeks or list(weeks) != sorted(set(weeks)) or weeks[0] < 1:
        yield Issue(f"{PATH} look_weeks", "do not rise from 1.", "Write them in order, like [8, 12, 16].")
    for name in ("improving_alpha", "worse_alpha", "not_improving_alpha"):
        alphas = getattr(facts, name)
        if len(alphas) != len(weeks) or any(a is not None and a <= 0 for a in alphas):
            yield Issue(f"{PATH} {name}", "needs one share above 0 per look.", "Give as many as look_weeks.")
    if set(facts.count_error_share) != {"eye", "photo"}:
        yield Issue(f"{PATH} count_error_share", "names other than eye and photo.", "Give both.")
