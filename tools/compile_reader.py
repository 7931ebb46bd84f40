"""Compile the reader of labels with mypyc, where a C compiler is at hand: the same files, the same answers, sooner.

Run: python tools/compile_reader.py (make compiled does). Without a compiler it says so and leaves plain Python
to read. What was made from other files is thrown away first. Why it is so: docs/decisions/0033-compiled-reader.md.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from milium.compiled import HOME, LIBRARY, MADE_FROM, SUFFIX, sources

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "milium"
FIRST = "engine.audit.read"
_IMPORT = re.compile(r"^from milium\.(engine\.audit\.\w+|domain\.(?:lettering|near)) import", re.MULTILINE)
_NO_ROOM = re.compile("import .*(?:cached_property|once)")  # mypyc's classes have no room for what these remember


def main() -> int:
    """Compile the reader unless it is there already; return 1 when a compiler is there but did not manage."""
    home = PACKAGE / HOME
    made_from = sources(str(PACKAGE))
    if _fits(home, made_from):
        return 0
    shutil.rmtree(home, ignore_errors=True)
    lacking = _lacking()
    if lacking:
        print(f"compiled reader: not made, for {lacking}; labels are read by plain Python")
        return 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="milium-compiled-") as folder:
        command = [sys.executable, __file__, folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            print("\n".join((done.stdout + done.stderr).splitlines()[-20:]), file=sys.stderr)
            print("compiled reader: not made, see above; labels are read by plain Python", file=sys.stderr)
            return 1
        _put(Path(folder), home, made_from)
    print(f"compiled reader: made in {time.monotonic() - start:.0f} s")
    return 0


def _fits(home: Path, made_from: bytes) -> bool:
    made = home / MADE_FROM
    return made.is_file() and made.read_bytes() == made_from and any(home.glob(f"*{SUFFIX}"))


def _lacking() -> str:
    """Return what this machine lacks to compile, in a few words; "" when nothing."""
    compiler = str(sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"there is no C compiler ({compiler})"
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        return "Python's own header files are absent"
    absent = [name for name in ("mypyc", "setuptools") if find_spec(name) is None]
    return f"{' and '.join(absent)} is not installed (make setup-dev)" if absent else ""


def _put(built: Path, home: Path, made_from: bytes) -> None:
    """Move what was built to its place, the mark that it is whole last."""
    home.mkdir()
    for file in sorted((built / "out").rglob(f"*{SUFFIX}")):
        module = file.relative_to(built / "out").as_posix().removesuffix(SUFFIX).replace("/", ".")
        shutil.copyfile(file, home / f"{module}{SUFFIX}")
    (home / MADE_FROM).write_bytes(made_from)


def modules() -> list[str]:
    """Return the modules that a label goes through, but for those that mypyc cannot compile."""
    seen, todo = dict[str, str](), [FIRST]
    while todo:
        module = todo.pop()
        if module not in seen:
            seen[module] = _file(module).read_text(encoding="utf-8")
            todo += _IMPORT.findall(seen[module])
    return sorted(module for module, text in seen.items() if not _NO_ROOM.search(text))


def _file(module: str) -> Path:
    return (PACKAGE / module.replace(".", os.sep)).with_suffix(".py")


def compile_into(folder: Path) -> None:
    """Compile the modules into `folder`/out; raises what mypyc and setuptools raise."""
    from mypyc.build import mypycify

    files = [str(_file(module).relative_to(ROOT)) for module in modules()]
    made = mypycify(files, opt_level="2", debug_level="0", group_name=LIBRARY, target_dir=str(folder / "c"))
    out = ["--build-lib", str(folder / "out"), "--build-temp", str(folder / "objects")]
    setup = import_module("setuptools").setup  # it has no types where it is not installed
    setup(name="milium-reader", packages=[], py_modules=[], ext_modules=made, script_args=["-q", "build_ext", *out])


if __name__ == "__main__":
    if sys.argv[1:]:
        compile_into(Path(sys.argv[1]))
    else:
        raise SystemExit(main())
