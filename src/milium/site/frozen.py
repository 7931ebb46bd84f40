"""Choose what of Python, of the templates' engine and of milium goes to the phone, and have it compiled there."""

import importlib.util
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from jinja2 import DictLoader

from milium import __version__
from milium.adapters import locales, pagefiles
from milium.adapters.packfiles import COMPILED, META, PACKS, PARTS, compile_packs, languages, load_part, pack_hash
from milium.knowledge.languages import ENGLISH
from milium.pages.look import environment_of
from milium.proof.proving import code_hash
from milium.site import runtime

SITE = Path(__file__).resolve().parent
MILIUM = SITE.parent
FREEZE = SITE / "node" / "freeze.mjs"
# Rooms that run inside the browser; the others need a computer.
ROOMS = ("domain", "engine", "knowledge", "care", "pages")
SINGLE = ("__init__.py", "errors.py", "adapters/__init__.py", "adapters/clock.py", "adapters/ical.py")
OF_SITE = ("__init__.py", "boot.py", "door.py", "carried.py", "forecast.py", "screens.py", "drawn.py")
LIBRARIES = ("jinja2", "markupsafe")
KEPT_FILE = SITE / "kept.txt"


def standard_library(stock: Path, out: Path) -> None:
    """Write the trimmed standard library, compiled, to `out`.

    Raises:
        milium.site.runtime.CannotBuild: Node is absent or failed.
    """
    with tempfile.TemporaryDirectory(prefix="milium-site-") as folder:
        with zipfile.ZipFile(stock) as archive:
            lists = kept()
            archive.extractall(folder, [name for name in archive.namelist() if is_kept(name, lists)])
        runtime.node(FREEZE, str(stock.parent), folder, str(out))


def kept() -> tuple[frozenset[str], frozenset[str]]:
    """Return the modules and packages that go to the phone, and the parts of those packages that do not."""
    lines = KEPT_FILE.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    left = frozenset(word[1:] for word in words if word.startswith("-"))
    return frozenset(word for word in words if not word.startswith("-")), left


def is_kept(name: str, lists: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Tell whether a file of the stock library ("asyncio/events.py") goes to the phone."""
    if not name.endswith(".py"):
        return False
    parts = name.removesuffix(".py").split("/")
    within = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    taken, left = lists
    return bool(within & taken) and not within & left


def program(runtime_folder: Path, out: Path) -> None:
    """Write milium, its libraries, compiled templates and compiled packs to `out`.

    Raises:
        milium.errors.KnowledgeMissing: A pack cannot be read.
        milium.site.runtime.CannotBuild: Node is absent or failed.
    """
    with tempfile.TemporaryDirectory(prefix="milium-site-") as folder:
        for path, source in _sources():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        shutil.copyfile(SITE / "boot.py", Path(folder) / "boot.py")
        _templates(Path(folder) / "templates")
        about = {"milium": __version__, "code": code_hash()}
        (Path(folder) / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        _packs(Path(folder) / "packs")
        runtime.node(FREEZE, str(runtime_folder), folder, str(out), "together")


def _templates(out: Path) -> None:
    """Write every template as the Python that Jinja makes of it: `NAME.html.py`."""
    out.mkdir()
    sources = templates()
    environment = environment_of(DictLoader(sources))
    for name, text in sources.items():
        (out / f"{name}.py").write_text(environment.compile(text, name=name, raw=True), encoding="utf-8")


def words(out: Path) -> None:
    """Copy the compiled words of every other language into the folder `out`; each is fetched when it is chosen.

    Raises:
        milium.errors.MiliumError: A translation cannot be read.
    """
    digest = pack_hash()
    for language in languages():
        if language is not ENGLISH:
            data = locales.read_compiled(language.code, PACKS, digest, PACKS / COMPILED)
            if data is None:
                parts = {part: load_part(part) for part in PARTS}
                data = locales.compiled(language.code, PACKS, digest, parts)
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            (out / locales.compiled_name(language.code)).write_text(text, encoding="utf-8")


def templates() -> dict[str, str]:
    """Return every template of the pages, and those of this edition alone."""
    own = {path.name: path.read_text(encoding="utf-8") for path in sorted((SITE / "templates").glob("*.html"))}
    return {**pagefiles.templates(), **own}


def _sources() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted((MILIUM / room).rglob("*.py")):
            yield f"milium/{path.relative_to(MILIUM).as_posix()}", path
    for name in SINGLE:
        yield f"milium/{name}", MILIUM / name
    for name in OF_SITE:
        yield f"milium/site/{name}", MILIUM / "site" / name
    for name in LIBRARIES:
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        home = Path(spec.submodule_search_locations[0])
        for path in sorted(home.glob("*.py")):
            yield f"{name}/{path.name}", path


def _packs(out: Path) -> None:
    """Copy the compiled packs; compile them where their compiled form does not fit the sources."""
    fits = (PACKS / COMPILED / META).is_file() and pack_hash() in (PACKS / COMPILED / META).read_text(encoding="utf-8")
    if not fits:
        compile_packs(out)
        return
    out.mkdir()
    for name in (META, *(f"{part}.json" for part in PARTS)):
        shutil.copyfile(PACKS / COMPILED / name, out / name)
