"""A damaged pack is said and held; it never crashes, never guesses, never loosens a rule."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from damage import broken, places
from milium.adapters.packfiles import PACKS, PARTS, load_part, open_knowledge
from milium.domain.findings import Issue
from milium.domain.texts import PLACEHOLDER
from milium.errors import KnowledgeMissing
from milium.knowledge.facade import Knowledge
from milium.knowledge.library import build_facts, build_sources
from milium.knowledge.safety import build_safety
from milium.knowledge.texts import build_texts, entries
from milium.knowledge.vocabulary import build_vocabulary

Build = Callable[[Mapping[str, Any], list[Issue]], Any]
HOWS = ("deleted", "emptied", "of another type", "negative")
FILES = sorted(f"{part}/{p.name}" for part in PARTS for p in (PACKS / part).glob("*") if p.suffix in {".yaml", ".csv"})
ATTRIBUTE = {"case": "vocabulary"}
# Without one of these the same active or rung falls back to something stricter.
STRICTER = {"top_from_week", "glycolic acid", "lactic acid"}


def plain(part: str) -> Any:
    """The part as its compiled form holds it: no shared objects, keys are text."""
    return json.loads(json.dumps(load_part(part)))


SAFETY, CASE, FACTS, TEXTS = plain("safety"), plain("case"), plain("facts"), plain("texts")
WALLS = ("safety/walls.yaml", "safety/walls_words.yaml")
SAFETY_PLACES = [p for p in places(SAFETY) if p[0] not in WALLS]
WALL_PLACES = [p for p in places(SAFETY) if p[0] in WALLS]


def said(build: Build, data: Any) -> bool:
    """Whether the damage was said; a part that is neither built nor explained is a fault."""
    issues: list[Issue] = []
    built = build(data, issues)
    assert (built is None) == bool(issues)
    assert all(issue.where and issue.problem and issue.fix for issue in issues)
    return built is None


@given(st.sampled_from(SAFETY_PLACES), st.sampled_from(HOWS))
@settings(max_examples=400)
def test_one_damaged_cell_breaks_the_safety_tables(path: tuple[str | int, ...], how: str) -> None:
    data = broken(SAFETY, path, how)
    assume(data is not None)
    assert said(build_safety, data) or (how == "deleted" and STRICTER.intersection(map(str, path)))


@given(st.sampled_from(WALL_PLACES), st.sampled_from(HOWS))
@settings(max_examples=100)
def test_damaged_walls_never_let_a_looser_table_pass(path: tuple[str | int, ...], how: str) -> None:
    data = broken(SAFETY, path, how)
    assume(data is not None)
    issues: list[Issue] = []
    facts = build_safety(data, issues)
    assert facts is None or facts == build_safety(SAFETY, [])


@given(st.sampled_from([p for p in places(CASE) if isinstance(p[-1], str)]))
@settings(max_examples=60)
def test_a_word_list_of_another_type_breaks_the_vocabulary(path: tuple[str | int, ...]) -> None:
    data = broken(CASE, path, "of another type")
    inside_a_map = len(path) > 2 and path[1] in {"flags_of_profile"}
    assert said(build_vocabulary, data) or inside_a_map


@given(st.sampled_from(list(places(FACTS))), st.sampled_from(HOWS))
@settings(max_examples=200)
def test_damaged_facts_are_said_or_only_fewer(path: tuple[str | int, ...], how: str) -> None:
    data = broken(FACTS, path, how)
    assume(data is not None)
    before = build_facts(FACTS, [])
    assert before is not None
    for build in (build_sources, build_facts):
        assert said(build, data) in {True, False}
    after = build_facts(data, [])
    if after is not None:
        kept = {k: f for k, f in after.items() if before[k] != f}
        assert all(before[k].says == f.says and before[k].sources == f.sources for k, f in kept.items())


@given(st.sampled_from(list(places(TEXTS))), st.sampled_from(HOWS))
@settings(max_examples=150)
def test_damaged_texts_are_said_or_only_fewer(path: tuple[str | int, ...], how: str) -> None:
    data = broken(TEXTS, path, how)
    assume(data is not None)
    issues: list[Issue] = []
    texts, before = build_texts(data, issues), build_texts(TEXTS, [])
    assert before is not None
    assert texts is None or all(before.rows[k].says == text.says for k, text in texts.rows.items())


def part_of(knowledge: Knowledge, part: str) -> object:
    return getattr(knowledge, ATTRIBUTE.get(part, part))


@pytest.fixture(scope="module")
def copy_of_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "packs"
    shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns("_compiled"))
    return folder


@pytest.fixture
def damage(copy_of_packs: Path) -> Iterator[Callable[[str, str], Knowledge]]:
    """Damage one file of a copy of the packs and open it; afterwards the file is whole again."""
    mended: dict[Path, bytes] = {}

    def damaged(name: str, how: str) -> Knowledge:
        path = copy_of_packs / name
        mended[path] = path.read_bytes()
        DAMAGES[how](path)
        return open_knowledge(copy_of_packs)

    yield damaged
    for path, content in mended.items():
        path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda p: p.unlink(),
    "empty": lambda p: p.write_text(""),
    "a list": lambda p: p.write_text("- a\n- b\n"),
    "binary": lambda p: p.write_bytes(b"\xff\xfe\x00\x80" * 50),
    "cut in a line": lambda p: p.write_bytes(p.read_bytes()[:200] + b"\n  {cut: [here\n"),
    "a key written twice": lambda p: p.write_text(p.read_text() + "\nzz: {a: 1, a: 2}\n"),
}


EVERYWHERE = ("missing", "a list", "cut in a line")
FIRST = {part: next(name for name in FILES if name.startswith(part) and name.endswith(".yaml")) for part in PARTS}
PAIRS = [(name, how) for name in FILES for how in DAMAGES if how in EVERYWHERE or name in FIRST.values()]


def use(knowledge: Knowledge, name: str) -> None:
    """Use what stands in a file: its part, or for a file of texts its first text."""
    part = name.partition("/")[0]
    part_of(knowledge, part)
    if part == "texts":
        key, entry = next(entries(TEXTS[name], name, []))
        knowledge.texts.get(key, **dict.fromkeys(PLACEHOLDER.findall(entry["says"]), "x"))


@pytest.mark.parametrize(("name", "how"), PAIRS)
def test_a_damaged_file_breaks_its_part_and_no_other(
    name: str, how: str, damage: Callable[[str, str], Knowledge]
) -> None:
    knowledge = damage(name, how)
    with pytest.raises(KnowledgeMissing) as error:
        use(knowledge, name)
    assert error.value.where
    assert error.value.fix
    assert part_of(knowledge, "safety" if name.startswith("case") else "case")


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_used_when_it_is_whole(name: str) -> None:
    use(open_knowledge(), name)


def test_a_broken_about_file_is_said_and_stops_nothing(damage: Callable[[str, str], Knowledge]) -> None:
    knowledge = damage("pack.yaml", "cut in a line")
    assert knowledge.pack()["version"] == "unreadable"
    assert knowledge.pack()["reviewed"] is None
    assert knowledge.safety.rules
