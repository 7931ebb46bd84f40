"""Build the typed facts of the identification from the files of `packs/identify`."""

from collections.abc import Mapping
from typing import Any

from milium.domain.findings import Fact, Issue
from milium.domain.identify import TRIAGE, Triage
from milium.domain.identify_facts import (
    AGE,
    FLAGS,
    Choice,
    Condition,
    ContextFlags,
    Contradiction,
    Floor,
    IdentifyFacts,
    Level,
    Pair,
    Question,
    RedFlagRule,
    Weighing,
)
from milium.knowledge.identify_rows import Patterns, Row, reads
from milium.knowledge.identify_tables import read_priors, read_ratios, read_shares, tempered
from milium.knowledge.seals import identify_seals

FILES = ("questions", "conditions", "red_flags", "pairs", "figures")
OURS = {"product-judgement", "general-knowledge"}
OUR_SOURCE = ("product-judgement",)
BOUNDS = 2


def build_identify(files: Mapping[str, Any], issues: list[Issue]) -> IdentifyFacts | None:
    """Build the facts, or return None and append every issue.

    Args:
        files: Path inside the pack ("identify/questions.yaml") -> parsed content; tables are
            lists of rows.
        issues: Collected problems.
    """
    before = len(issues)
    top = {name: Row(files.get(f"identify/{name}.yaml"), f"identify/{name}.yaml", issues, KEYS[name]) for name in FILES}
    questions = _questions(top["questions"], issues)
    if FLAGS not in questions or AGE not in questions:
        issues.append(Issue("identify/questions.yaml", "age or flags is missing.", "Restore the file."))
        return None
    rules = top["red_flags"]
    patterns = Patterns(questions, rules.mapping("words"), issues)
    conditions = _conditions(top["conditions"], patterns, issues)
    profiled = tuple(c.id for c in conditions if c.profiled)
    shares = read_shares(files, questions, profiled, issues)
    figures = top["figures"]
    weighing = _weighing(figures, issues)
    red_flags = _red_flags(rules, patterns, issues)
    read_questions, read_flags = _read_by(red_flags, questions)
    floors = _floors(figures, patterns, profiled, issues)
    pairs = _pairs(top["pairs"], {c.id for c in conditions}, questions, issues)
    parts = {
        "contradictions": _contradictions(rules, patterns, questions, issues),
        "while_open": rules.word("while_open", TRIAGE),
        "context": _context(rules, issues),
        "ask_first": figures.words("ask_first", questions),
        "harm": _harm(figures, issues),
        "levels": _levels(figures, issues),
    }
    if len(issues) > before:
        return None
    priors = read_priors(files, shares, profiled, issues)
    ratios = read_ratios(files, questions[FLAGS].words, questions[AGE].words, profiled, issues)
    fact_rows = _fact_rows(top, issues)
    if len(issues) == before:
        issues.extend(identify_seals(files))
    if len(issues) > before:
        return None
    return IdentifyFacts(
        questions=questions,
        conditions={c.id: c for c in sorted(conditions, key=lambda c: not c.profiled)},
        profiled=profiled,
        likelihood=shares,
        evidence=tempered(shares, weighing.temper),
        priors=priors,
        ratios=ratios,
        red_flags=red_flags,
        read_questions=read_questions,
        read_flags=read_flags,
        pairs=pairs,
        weighing=weighing,
        floors=floors,
        fact_rows=fact_rows,
        **parts,
    )


KEYS = {
    "questions": "questions",
    "conditions": "conditions",
    "red_flags": "words context while_open red_flags contradictions",
    "pairs": "pairs",
    "figures": "weighing ask_first harm floors levels notes",
}
CONDITION_KEYS = "id name names looks course care on_wish raised profiled first_when sources grade judgement"
RED_FLAG_KEYS = "id says tell next_step cases same_day offer offer_when sources grade judgement"
PAIR_KEYS = "id sides ask keys weight harmless sources grade judgement"
NOTE_KEYS = "id says sources grade judgement"
WEIGHTS = ("strong", "must ask", "medium")


def _entries(top: Row, name: str, keys: str, issues: list[Issue]) -> list[Row]:
    return [Row(data, f"{top.where} {name}[{i}]", issues, keys) for i, data in enumerate(top.rows(name))]


def _questions(top: Row, issues: list[Issue]) -> dict[str, Question]:
    found = {}
    for row in _entries(top, "questions", "key ask why more many answers", issues):
        choices = []
        for i, data in enumerate(row.rows("answers")):
            answer = Row(data, f"{row.where}.answers[{i}]", issues, "key says months")
            months = answer.get("months", list, [])
            if months and len(months) != BOUNDS:
                answer.issue(".months", "expected two numbers.", "Write [first, last].")
            bounds = (int(months[0]), int(months[1])) if len(months) == BOUNDS else None
            choices.append(Choice(answer.get("key", str), answer.get("says", str), bounds))
        key = row.get("key", str)
        if key in found:
            row.issue("", f"the question {key} is there twice.", "Keep one.")
        found[key] = Question(
            key,
            row.get("ask", str),
            row.get("why", str),
            tuple(choices),
            row.get("more", str, ""),
            row.get("many", bool, False),
        )
    return found


def _conditions(top: Row, patterns: Patterns, issues: list[Issue]) -> list[Condition]:
    found = []
    for row in _entries(top, "conditions", CONDITION_KEYS, issues):
        found.append(
            Condition(
                id=row.get("id", str),
                name=row.get("name", str),
                names=row.words("names"),
                looks=row.get("looks", str),
                course=row.get("course", str),
                care=row.word("care", TRIAGE),
                on_wish=row.get("on_wish", bool, False),
                raised=patterns.cases(row.rows("raised"), f"{row.where}.raised"),
                profiled=row.get("profiled", bool, True),
                first_when=row.words("first_when"),
            )
        )
    if len({c.id for c in found}) < len(found):
        top.issue(" conditions", "an id is there twice.", "Keep one.")
    return found


def _red_flags(top: Row, patterns: Patterns, issues: list[Issue]) -> tuple[RedFlagRule, ...]:
    found = []
    for row in _entries(top, "red_flags", RED_FLAG_KEYS, issues):
        offered = row.raw("offer_when")
        found.append(
            RedFlagRule(
                id=row.get("id", str),
                says=row.get("says", str),
                tell=row.get("tell", str),
                next_step=row.get("next_step", str),
                cases=patterns.cases(row.rows("cases"), f"{row.where}.cases"),
                same_day=row.get("same_day", bool, False),
                offer=row.get("offer", str, ""),
                offer_when=None if offered is None else patterns.read(offered, f"{row.where}.offer_when"),
            )
        )
    if not found or len({r.id for r in found}) < len(found):
        top.issue(" red_flags", "are missing, or an id is there twice.", "Restore the file.")
    return tuple(found)


def _read_by(
    rules: tuple[RedFlagRule, ...], questions: Mapping[str, Question]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked: set[str] = set()
    ticked: set[str] = set()
    for rule in rules:
        for case in rule.cases:
            read_questions, read_flags = reads(case.when)
            asked |= read_questions
            ticked |= read_flags
    return tuple(q for q in questions if q in asked), tuple(f for f in questions[FLAGS].words if f in ticked)


def _contradictions(
    top: Row, patterns: Patterns, questions: Mapping[str, Question], issues: list[Issue]
) -> tuple[Contradiction, ...]:
    found = []
    for row in _entries(top, "contradictions", "id says when", issues):
        when = patterns.read(row.raw("when"), f"{row.where}.when")
        asked, _ = reads(when)
        found.append(
            Contradiction(row.get("id", str), row.get("says", str), when, tuple(q for q in questions if q in asked))
        )
    return tuple(found)


def _context(top: Row, issues: list[Issue]) -> ContextFlags:
    row = Row(top.raw("context"), f"{top.where} context", issues, "immune_weak fever medicines")
    medicines = {str(k): str(v) for k, v in row.mapping("medicines").items()}
    return ContextFlags(row.get("immune_weak", str), row.get("fever", str), medicines)


def _pairs(top: Row, ids: set[str], questions: Mapping[str, Question], issues: list[Issue]) -> tuple[Pair, ...]:
    found = []
    for row in _entries(top, "pairs", PAIR_KEYS, issues):
        sides = tuple(tuple(str(name) for name in side) for side in row.rows("sides") if isinstance(side, list))
        unknown = [name for side in sides for name in side if name not in ids]
        if unknown or len(sides) < BOUNDS:
            row.issue(".sides", f"unknown or missing conditions: {', '.join(unknown)}.", "Write [[a], [b]].")
        found.append(
            Pair(
                id=row.get("id", str),
                sides=sides,
                ask=row.get("ask", str),
                keys=row.words("keys", questions),
                weight=row.word("weight", WEIGHTS),
                harmless=row.get("harmless", bool, False),
            )
        )
    return tuple(found)


def _weighing(top: Row, issues: list[Issue]) -> Weighing:
    names = tuple(Weighing.__dataclass_fields__)
    row = Row(top.raw("weighing"), f"{top.where} weighing", issues, " ".join(names))
    values = {name: row.get(name, float) for name in names}
    for name, value in values.items():
        if not 0 < value <= 1:
            row.issue(f".{name}", f"{value} is not between 0 and 1.", "Write it as 0.6.")
    return Weighing(**values)


def _harm(top: Row, issues: list[Issue]) -> dict[Triage, float]:
    return _by_level(top, "harm", issues, lambda data, where: _weight(data, where, issues))


def _weight(data: Any, where: str, issues: list[Issue]) -> float:
    if isinstance(data, int | float) and not isinstance(data, bool) and data > 0:
        return float(data)
    issues.append(Issue(where, f"{data!r} is not a positive number.", "Write it as 4."))
    return 0.0


def _levels(top: Row, issues: list[Issue]) -> dict[Triage, Level]:
    def level(data: Any, where: str) -> Level:
        row = Row(data, where, issues, "says how_soon same_day")
        return Level(row.get("says", str), row.get("how_soon", str), row.get("same_day", str, ""))

    return _by_level(top, "levels", issues, level)


def _by_level(top: Row, name: str, issues: list[Issue], read: Any) -> dict[Triage, Any]:
    data = top.mapping(name)
    if tuple(data) != TRIAGE:
        issues.append(
            Issue(f"{top.where} {name}", "must name every care level, mildest first.", f"Use {', '.join(TRIAGE)}.")
        )
        return {}
    return {level: read(data[level], f"{top.where} {name}.{level}") for level in TRIAGE}


def _floors(top: Row, patterns: Patterns, profiled: tuple[str, ...], issues: list[Issue]) -> tuple[Floor, ...]:
    found = []
    for row in _entries(top, "floors", "id conditions share when", issues):
        names = row.words("conditions", profiled)
        places = tuple(profiled.index(name) for name in names if name in profiled)
        found.append(
            Floor(
                row.get("id", str), places, row.get("share", float), patterns.read(row.raw("when"), f"{row.where}.when")
            )
        )
    return tuple(found)


def _fact_rows(top: Mapping[str, Row], issues: list[Issue]) -> tuple[Fact, ...]:
    """Return every fact of this part, in the order of the files."""
    figures = top["figures"]
    rows = [
        *(
            (row, f"condition.{row.get('id', str)}", _about(row))
            for row in _plain(top["conditions"], "conditions", issues)
        ),
        *((row, row.get("id", str), row.get("says", str)) for row in _plain(top["red_flags"], "red_flags", issues)),
        *((row, row.get("id", str), row.get("ask", str)) for row in _plain(top["pairs"], "pairs", issues)),
        *((row, row.get("id", str), row.get("says", str)) for row in _entries(figures, "notes", NOTE_KEYS, issues)),
    ]
    ours = [Row(data, "", issues) for data in top["red_flags"].rows("contradictions")]
    return (
        *(_fact(row, name, says, issues) for row, name, says in rows),
        *(Fact(row.get("id", str), row.get("says", str), "J", judgement=True, sources=OUR_SOURCE) for row in ours),
    )


def _plain(top: Row, name: str, issues: list[Issue]) -> list[Row]:
    """Return the entries again; their keys were checked when they were read."""
    return [Row(data, f"{top.where} {name}[{i}]", issues) for i, data in enumerate(top.rows(name))]


def _about(row: Row) -> str:
    return f"{row.get('name', str)}: {row.get('looks', str)} {row.get('course', str)}"


def _fact(row: Row, name: str, says: str, issues: list[Issue]) -> Fact:
    sources = row.words("sources")
    if not sources or not row.raw("grade"):
        issues.append(Issue(row.where, "has no source or no grade.", "Add sources: [..] and grade."))
    judgement = row.get("judgement", bool, False) or OURS.issuperset(sources)
    return Fact(name, says, str(row.raw("grade")), judgement, sources)
