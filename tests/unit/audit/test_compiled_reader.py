"""The compiled reader is the plain one, only quicker; one made from other files is never taken."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from label_scores import own_labels
from milium import compiled
from milium.adapters.packfiles import load_part
from milium.engine.audit.read import read_text
from milium.knowledge.naming import build_names
from scans import scanned

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(compiled.__file__).parent
FILES = ("own_labels.yaml", "golden_languages.yaml", "golden_forms.yaml", "golden_scripts.yaml", "golden_fresh.yaml")
READ = """
import json, sys
from milium.adapters.packfiles import load_part
from milium.compiled import is_taken
from milium.engine.audit import read
from milium.knowledge.naming import build_names
assert is_taken() and not read.__file__.endswith(".py"), read.__file__
names = build_names(load_part("audit"), [])
json.dump([repr(read.read_text(text, names)) for text in json.load(sys.stdin)], sys.stdout)
"""
OF_READING = (
    *(f"tests/unit/audit/test_{name}.py" for name in ("reading_parts", "damaged_names", "own_labels", "golden")),
    *(f"tests/property/test_{name}.py" for name in ("reading_laws", "near_words", "reader_never_fails")),
    "tests/property/test_catalog_is_the_audit.py",
)


def with_the_compiled_one() -> dict[str, str]:
    return {**os.environ, "MILIUM_READER": "compiled", "PYTHONPATH": str(PACKAGE.parent)}


@pytest.fixture(scope="module")
def made() -> None:
    home = PACKAGE / compiled.HOME
    if not home.is_dir() or not compiled.CompiledReader(str(PACKAGE)).fits():
        pytest.skip("the compiled reader was not made from these files: make compiled, with a C compiler")


def texts() -> list[str]:
    """Labels as written, damaged, and put together anew from their pieces."""
    labels = [label.text for label in own_labels(*FILES)]
    luck = random.Random(8)
    pieces = [piece for text in labels for piece in text.split(",")]
    lines = [line for text in labels for line in text.split("\n")]
    out = [*labels, *(scanned(text, rate, 3) for text in labels for rate in (0.02, 0.06))]
    out += [",".join(luck.sample(pieces, luck.randint(2, 30))) for _ in range(100)]
    out += ["\n".join(luck.sample(lines, luck.randint(2, 6))) for _ in range(100)]
    signs = "aA1 ,.;:()[]{}*%/\\\n\t\0-+'\"éß中\u0301\ud800\U0001f600"
    return [*out, *("".join(luck.choices(signs, k=luck.randint(0, 60))) for _ in range(200))]


def test_the_compiled_reader_gives_the_answers_of_the_plain_one(made: None) -> None:
    given = texts()
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(given),
        env=with_the_compiled_one(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    names = build_names(load_part("audit"), [])
    assert names is not None
    for text, answer in zip(given, json.loads(done.stdout), strict=True):
        assert answer == repr(read_text(text, names)), text


@pytest.mark.slow
def test_what_holds_of_the_plain_reader_holds_of_the_compiled_one(made: None) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", *OF_READING]
    done = subprocess.run(command, cwd=ROOT, env=with_the_compiled_one(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def small_package(folder: Path) -> Path:
    """A package of two rooms with a compiled module that was made from it."""
    package = folder / "milium"
    for room in compiled.ROOMS:
        (package / room).mkdir(parents=True)
        (package / room / "near.py").write_text("FAR = 1\n")
    home = package / compiled.HOME
    home.mkdir()
    (home / f"milium.domain.near{compiled.SUFFIX}").write_bytes(b"")
    (home / compiled.MADE_FROM).write_bytes(compiled.sources(str(package)))
    return package


def found(package: Path, name: str = "milium.domain.near") -> str | None:
    spec = compiled.CompiledReader(str(package)).find_spec(name)
    return spec.origin if spec else None


def test_a_reader_made_from_these_files_is_taken_and_only_for_its_own_modules(tmp_path: Path) -> None:
    package = small_package(tmp_path)
    assert found(package) == str(package / compiled.HOME / f"milium.domain.near{compiled.SUFFIX}")
    assert found(package, "milium.domain.far") is None


@pytest.mark.parametrize("change", ["edited", "added", "removed", "not finished", "of another Python"])
def test_a_reader_made_from_other_files_is_never_taken(tmp_path: Path, change: str) -> None:
    package = small_package(tmp_path)
    home, file = package / compiled.HOME, package / compiled.ROOMS[1] / "near.py"
    if change == "edited":
        file.write_text("FAR = 2\n")
    elif change == "added":
        (package / "domain" / "new.py").write_text("")
    elif change == "removed":
        file.unlink()
    elif change == "not finished":
        (home / compiled.MADE_FROM).unlink()
    else:
        so = next(home.glob("*.so"))
        so.rename(home / "milium.domain.near.cpython-39-sparc-solaris.so")
    assert found(package) is None


def test_whoever_wishes_the_plain_reader_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = small_package(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setenv("MILIUM_READER", "plain")
    compiled.begin(str(package))
    assert not compiled.is_taken()
    monkeypatch.setenv("MILIUM_READER", "")
    compiled.begin(str(package))
    assert compiled.is_taken()


def test_without_a_compiler_an_old_reader_is_thrown_away_and_plain_python_reads(tmp_path: Path) -> None:
    for part in ("tools/compile_reader.py", "src/milium/__init__.py", "src/milium/compiled.py"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / part, tmp_path / part)
    package = small_package(tmp_path / "old")
    shutil.copytree(package, tmp_path / "src" / "milium", dirs_exist_ok=True)
    (tmp_path / "src" / "milium" / "domain" / "near.py").write_text("FAR = 2\n")
    done = run_tool(tmp_path, PATH="")
    assert done.returncode == 0
    assert "labels are read by plain Python" in done.stdout
    assert not (tmp_path / "src" / "milium" / compiled.HOME).exists()


def run_tool(root: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    command: Sequence[str] = (sys.executable, str(root / "tools" / "compile_reader.py"))
    env = {**os.environ, "PYTHONPATH": str(root / "src"), **more}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)
