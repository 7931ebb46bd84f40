"""Fetch Python for the browser (Pyodide), pinned by version and hash, through the npm client."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import ClassVar

from milium.errors import MiliumError

VERSION = "314.0.7"
# The hash of the package file, as `npm pack --json` tells it: another file is refused.
INTEGRITY = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", "package.json")
FETCH_S, RUN_S = 300, 300


class CannotBuild(MiliumError):
    """The phone edition cannot be built here."""

    code: ClassVar[str] = "cannot_build"


def fetch(cache: Path) -> Path:
    """Return the folder with the runtime's files; fetched once, then taken from the folder `cache`.

    Args:
        cache: Any folder of one's own; it is made if it is missing.

    Raises:
        CannotBuild: There is no npm, it could not fetch, or what came is not the pinned file.
    """
    folder = cache / f"pyodide-{VERSION}"
    if all((folder / name).is_file() for name in FILES):
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    package = cache / f"pyodide-{VERSION}.tgz"
    if not package.is_file():
        run([program("npm"), "pack", f"pyodide@{VERSION}", "--pack-destination", str(cache)], "fetch Pyodide", FETCH_S)
    found = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode("ascii")
    if found != INTEGRITY:
        package.unlink()
        raise CannotBuild(f"its hash is {found[:16]}..., not the pinned one.", where=package.name, fix="Try again.")
    _unpack(package, folder)
    return folder


def node(script: Path, *words: str) -> str:
    """Run one of our scripts under Node and return what it writes.

    Raises:
        CannotBuild: There is no Node, or the script failed.
    """
    return run([program("node"), "--no-warnings", str(script), *words], f"run {script.name}", RUN_S)


def program(name: str) -> str:
    """Return the path of `npm` or `node`.

    Raises:
        CannotBuild: It is not installed.
    """
    found = shutil.which(name)
    if found is None:
        raise CannotBuild(
            f"{name} is not installed.",
            where="milium site build",
            fix="Run apt-get install npm (it brings Node), or make site, which does. Running the app needs neither.",
        )
    return found


def run(command: list[str], what: str, timeout_s: int) -> str:
    """Run a program and return its standard output.

    Raises:
        CannotBuild: It failed or took too long.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise CannotBuild(
            f"could not {what} in {timeout_s} s.", where=Path(command[0]).name, fix="Try again."
        ) from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()[-1][:300]
        raise CannotBuild(f"could not {what}: {last}.", where=Path(command[0]).name, fix="Mend that and try again.")
    return done.stdout


def _unpack(package: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with tarfile.open(package) as archive:
        for name in FILES:
            source = archive.extractfile(f"package/{name}")
            assert source is not None, name
            (folder / name).write_bytes(source.read())
