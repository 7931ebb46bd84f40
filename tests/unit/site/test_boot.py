"""What an import makes anew is taken from the build where it is there, and made as ever where it is not."""

import dataclasses
import hashlib
import marshal
import re
import sys
import zipfile
from pathlib import Path
from re import _compiler  # type: ignore[attr-defined]
from typing import Any

import pytest

from milium.site import boot


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return `begun(methods, patterns)`: an archive with these, begun."""

    def begun(methods: dict[bytes, Any], patterns: dict[Any, Any]) -> None:
        archive = tmp_path / f"{len(list(tmp_path.iterdir()))}.zip"  # Python remembers an archive by its path
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr(boot.MODULES, marshal.dumps({}))
            file.writestr(boot.READY, marshal.dumps({"methods": methods, "patterns": patterns}))
        monkeypatch.setattr(boot, "ARCHIVE", str(archive))
        monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
        monkeypatch.setattr(dataclasses, "exec", exec, raising=False)
        monkeypatch.setattr(_compiler, "compile", _compiler.compile)
        boot.begin()

    yield begun
    re.purge()


def test_a_dataclass_and_a_pattern_that_the_build_never_saw_are_made_as_ever(begun: Any) -> None:
    begun({}, {})

    @dataclasses.dataclass(frozen=True, slots=True)
    class Bead:
        size_mm: float
        place: str = "cheek"

    assert repr(Bead(1.5)) == f"{Bead.__qualname__}(size_mm=1.5, place='cheek')"
    assert Bead(1.5) == Bead(1.5, "cheek") != Bead(2.0)
    found = re.compile(r"(?P<milia>\d+) never seen", re.IGNORECASE).match("12 NEVER seen")
    assert found is not None
    assert found["milia"] == "12"


def test_what_the_build_compiled_is_taken(begun: Any) -> None:
    sources: list[str] = []
    begun({}, {})
    anew = vars(dataclasses)["exec"]

    def told(text: str, *more: Any) -> None:
        sources.append(text)
        anew(text, *more)

    vars(dataclasses)["exec"] = told
    made = dataclasses.make_dataclass("Made", ["number"])
    known = {
        hashlib.sha256(text.encode()).digest()[: boot.KEY]: text.replace("(number=", "(taken=") for text in sources
    }
    begun({key: compile(text, "<string>", "exec") for key, text in known.items()}, {})
    assert repr(made(1)) == "Made(number=1)"
    assert repr(dataclasses.make_dataclass("Made", ["number"])(1)) == "Made(taken=1)"
