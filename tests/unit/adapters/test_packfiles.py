import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from milium.adapters import packfiles
from milium.adapters.locales import codes, compiled_name
from milium.adapters.packfiles import (
    COMPILED,
    META,
    PACKS,
    PARTS,
    check,
    compile_packs,
    load_part,
    open_knowledge,
    pack_hash,
    read_yaml,
)
from milium.errors import KnowledgeMissing


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs, compiled."""
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns(COMPILED))
    compile_packs(folder / COMPILED, folder)
    return folder


def plain(value: Any) -> Any:
    """Facts taken apart into plain data: they are never compared at run time, so they cannot be."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def test_compiled_packs_say_the_same_as_their_sources(packs: Path) -> None:
    compiled = open_knowledge(packs)
    shutil.rmtree(packs / COMPILED)
    sources = open_knowledge(packs)
    assert compiled.pack() == sources.pack()
    for part in ("safety", "texts", "facts", "sources", "vocabulary"):
        assert plain(getattr(compiled, part)) == plain(getattr(sources, part))


def test_compiled_packs_that_fit_are_used_in_silence(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_knowledge(packs).vocabulary
    assert capsys.readouterr().err == ""


def test_stale_compiled_packs_are_said_in_one_line_and_not_used(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packs / "safety" / "limits.yaml"
    path.write_text(path.read_text().replace("second_active_days: 56", "second_active_days: 70"))
    knowledge = open_knowledge(packs)
    assert knowledge.safety.limits.second_active_days == 70
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"hash": 3}'])
def test_a_damaged_meta_file_counts_as_stale(content: str, packs: Path) -> None:
    (packs / COMPILED / META).write_text(content)
    assert open_knowledge(packs).safety.rules


def test_a_cut_compiled_part_is_read_from_its_sources(packs: Path) -> None:
    path = packs / COMPILED / "safety.json"
    path.write_text(path.read_text()[:1000])
    assert len(open_knowledge(packs).safety.rules) == 60


def test_a_broken_source_is_not_compiled(packs: Path) -> None:
    (packs / "safety" / "limits.yaml").write_text("a: [")
    with pytest.raises(KnowledgeMissing, match=r"limits\.yaml line"):
        compile_packs(packs / COMPILED, packs)
    assert not (packs / COMPILED / META).exists()


def test_not_a_number_is_not_compiled(packs: Path) -> None:
    (packs / "case" / "more.yaml").write_text("a: .nan\n")
    with pytest.raises(KnowledgeMissing, match="packs/case"):
        compile_packs(packs / COMPILED, packs)


def test_every_source_file_changes_the_hash(packs: Path) -> None:
    before = pack_hash(packs)
    for part in PARTS:
        for path in sorted((packs / part).glob("*.*")):
            path.write_bytes(path.read_bytes() + b"\n")
            assert pack_hash(packs) != before
            before = pack_hash(packs)


def test_what_a_renamed_file_holds_changes_the_hash(packs: Path) -> None:
    before = pack_hash(packs)
    (packs / "case" / "words.yaml").rename(packs / "case" / "word.yaml")
    assert pack_hash(packs) != before


def test_check_reports_a_file_it_cannot_read_and_goes_on(packs: Path) -> None:
    (packs / "safety" / "limits.yaml").write_text("a: [")
    (packs / "facts" / "units.yaml").unlink()
    places = " ".join(issue.where for issue in check(packs))
    assert "limits.yaml" in places
    assert "units.yaml" in places


def test_an_absent_part_is_said(tmp_path: Path) -> None:
    assert load_part("safety", tmp_path) == {}
    with pytest.raises(KnowledgeMissing):
        _ = open_knowledge(tmp_path).safety


def test_yaml_is_not_imported_when_the_compiled_packs_fit(packs: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from milium.adapters.packfiles import open_knowledge;"
        f"k = open_knowledge(Path({str(packs)!r})); k.safety, k.texts, k.facts, k.vocabulary;"
        "print([m for m in ('yaml', 'csv') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_pack_says_its_version_and_that_nobody_has_reviewed_it() -> None:
    pack = packfiles.load_knowledge().pack()
    assert pack["version"] == "2026.11"
    assert pack["reviewed"] is None


def test_yaml_words_stay_words() -> None:
    data = read_yaml(
        "{a: no, b: 6_20, c: 2026-03-16, d: 0.30, e: ~, f: 012, g: yes, h: 1e3, i: 08, j: 0o14, k: 0xc, l: -7}"
    )
    assert data == {
        "a": "no",
        "b": "6_20",
        "c": "2026-03-16",
        "d": 0.3,
        "e": None,
        "f": 12,
        "g": "yes",
        "h": 1000.0,
        "i": 8,
        "j": 12,
        "k": 12,
        "l": -7,
    }


def test_a_key_written_twice_is_an_error() -> None:
    with pytest.raises(yaml.YAMLError, match="twice"):
        read_yaml("a: 1\nb: {c: 1, c: 2}\n")


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 5_000 + "x"])
def test_bottomless_nesting_is_an_error_and_no_crash(text: str) -> None:
    with pytest.raises(yaml.YAMLError, match="nested too deeply"):
        read_yaml(text)


def test_compiled_files_are_plain_json(packs: Path) -> None:
    names = {path.name for path in (packs / COMPILED).iterdir()}
    assert names == {META, *(f"{part}.json" for part in PARTS), *map(compiled_name, codes(packs))}
    for name in names:
        assert isinstance(json.loads((packs / COMPILED / name).read_text()), dict)
