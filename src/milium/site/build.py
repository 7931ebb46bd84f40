"""Put the phone edition together: one folder of static files for any web space."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from milium import __version__, pages, wiring
from milium.adapters import pagefiles
from milium.adapters.packfiles import languages
from milium.care import Care
from milium.domain.events import PERSON, Event
from milium.knowledge.languages import ENGLISH
from milium.pages.journal import ME
from milium.site import frozen, policy, runtime

SITE = Path(__file__).resolve().parent
SIZES = SITE / "node" / "sizes.mjs"
MOST_BROTLI = 4_800_000  # bytes: what a person downloads once, at most
LIST, INDEX = "files.json", "index.html"
HEAVY = "py/"  # what Python is made of: it begins to come before it is asked for
MARK = "/*BUILD*/null"
LICENCES = """milium is under the Apache License 2.0.

In this folder are also, unchanged or compiled:
Pyodide {pyodide} (npm package "pyodide"; source: the repository pyodide/pyodide), Mozilla Public License 2.0.
CPython and its standard library, in parts, Python Software Foundation License 2.
Jinja2 and MarkupSafe, BSD 3-Clause, below."""
SOME_DAY = datetime(2026, 1, 1, 20, tzinfo=UTC)  # a page that is made here shows no date


class Size(NamedTuple):
    """How large a file is, in bytes: as it is, with gzip, with brotli."""

    name: str
    raw: int
    gzip: int
    brotli: int


def build(out: Path, cache: Path) -> list[Size]:
    """Build the edition into `out`, which is emptied first, and return the size of every file.

    Args:
        out: A folder that is ours: empty, missing, or built by an earlier call.
        cache: Where the fetched runtime is kept.

    Raises:
        milium.site.runtime.CannotBuild: npm or Node is absent, a file is not ours to replace, or it got too large.
    """
    put_together(out, cache)
    found = sizes(out)
    total = sum(size.brotli for size in found)
    if total > MOST_BROTLI:
        raise runtime.CannotBuild(
            f"it has {total:,} bytes with brotli, more than {MOST_BROTLI:,}.", where=str(out), fix="Leave more out."
        )
    return found


def put_together(out: Path, cache: Path) -> None:
    """Build the edition into `out` without looking at its size."""
    _refuse_foreign(out)
    python = runtime.fetch(cache)
    part = out.with_name(f"{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    (part / "py").mkdir(parents=True)
    _python(python, part / "py")
    frozen.words(part)
    _small_files(python, part)
    _write_index(part)
    _write_manifest(part)
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)


def sizes(out: Path) -> list[Size]:
    """Return the size of every file in `out`, the largest first."""
    names = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    rows = json.loads(runtime.node(SIZES, *(str(out / name) for name in names)))
    found = [Size(name, *row[1:]) for name, row in zip(names, rows, strict=True)]
    return sorted(found, key=lambda size: -size.brotli)


def _refuse_foreign(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / LIST).is_file():
        raise runtime.CannotBuild("is not empty, and not ours.", where=str(out), fix="Name another folder.")


def _python(python: Path, out: Path) -> None:
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        shutil.copyfile(python / name, out / name)
    library = python / f"stdlib-{hashlib.sha256(_recipe()).hexdigest()[:12]}.zip"
    if not library.is_file():
        frozen.standard_library(python / "python_stdlib.zip", library)
    shutil.copyfile(library, out / "stdlib.zip")
    frozen.program(python, out / "milium.zip")


def _recipe() -> bytes:
    """Return what the trimmed library depends on, so that it is made anew when that changes."""
    return frozen.KEPT_FILE.read_bytes() + frozen.FREEZE.read_bytes()


def _small_files(python: Path, out: Path) -> None:
    for folder in ("js", "icons"):
        for path in sorted((SITE / folder).iterdir()):
            shutil.copyfile(path, out / path.name)
    lock = json.loads((python / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    _fill(out / "worker.js", {"info": lock, "packages": {}})
    _fill(
        out / "code.js", {"code": file_hash(out / "py" / "milium.zip"), "languages": [one.code for one in languages()]}
    )
    (out / "licences.txt").write_text(_licences(), encoding="utf-8")
    for name, content in pagefiles.static_files().items():
        (out / name).write_bytes(content)


def _licences() -> str:
    """Return whose work is in the edition, and under which terms."""
    parts = [LICENCES.format(pyodide=runtime.VERSION)]
    for name in frozen.LIBRARIES:
        found = [f for f in metadata.files(name) or () if f.name.upper().startswith("LICENSE")]
        parts += [f"{name}\n\n{file.read_text()}" for file in found]
    return "\n\n".join(parts)


def _write_index(out: Path) -> None:
    """Write the one page there is, in each language: the first screen, and the scripts that go on from it."""
    for one in languages():
        name = INDEX if one is ENGLISH else f"index.{one.code}.html"
        (out / name).write_text(_index(one.code), encoding="utf-8")


def _index(language: str) -> str:
    care = wiring.care(language)
    look = pages.Look(frozen.templates(), care.knowledge, languages())
    page = _screen("/", (), care, look)
    words = {"policy": policy.IN_PAGE, "base": _body(_screen("/tonight", _gentle(), care, look))}
    whole, found = re.subn(r"<head>.*?</head>", lambda _: look.render("phone_head.html", words), page, flags=re.DOTALL)
    if found != 1:
        raise runtime.CannotBuild("has no head.", where="the first screen", fix="Look at base.html.")
    return whole


def _screen(path: str, events: tuple[Event, ...], care: Care, look: pages.Look) -> str:
    request = pages.Request("GET", path, {}, SOME_DAY.date(), SOME_DAY, lambda: UUID(int=0), root="#")
    return pages.open(request, care, events, look).html


def _gentle() -> tuple[Event, ...]:
    """Return the log of somebody who owns nothing strong: Tonight is then the base week, for everybody.

    They have a name, so that the page has a place for the one of whoever it is shown to.
    """
    told: tuple[tuple[str, dict[str, object]], ...] = (
        ("answers", {"answers": {"flags": []}}),
        ("started", {}),
        (PERSON, {"name": "-", "colour": "teal"}),
    )
    return tuple(Event(UUID(int=n), ME, SOME_DAY, SOME_DAY.date(), kind, body) for n, (kind, body) in enumerate(told))


def _body(page: str) -> str:
    """Return what stands in the body, without the date."""
    body = page[page.index("<body>") + len("<body>") : page.index("</body>")]
    return re.sub(r'<p class="label">.*?</p>', "", body, count=1)


def _write_manifest(out: Path) -> None:
    files = {
        name: {"hash": file_hash(out / name), "headers": policy.headers_of(name), "heavy": name.startswith(HEAVY)}
        for name in sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
        if name != "sw.js"
    }
    version = f"{__version__}-{_digest(files)}"
    (out / LIST).write_text(
        json.dumps({"version": version, "files": {n: f["hash"] for n, f in files.items()}}, indent=1), encoding="utf-8"
    )
    _fill(out / "sw.js", {"version": version, "files": files})


def _fill(script: Path, told: Mapping[str, object]) -> None:
    """Write into a script what only the build knows."""
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace(MARK, json.dumps(told, separators=(",", ":"))), encoding="utf-8")


def _digest(files: Mapping[str, Mapping[str, object]]) -> str:
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:12]


def file_hash(path: Path) -> str:
    """Return the hash of a file as browsers write it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode("ascii")
