"""Take the compiled reader of labels where it was made from these very files; everywhere else plain Python reads.

`make compiled` makes it from the same modules, with mypyc. One changed sign in any module it depends on, or
another Python, and it is left alone: modules in it call each other directly, so it is taken whole or not at all.
`MILIUM_READER=plain` leaves it alone as well.
"""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from types import ModuleType

HOME = "_compiled"  # beside this module; a tree without it has the plain reader
MADE_FROM = "made_from"  # the files it was made from, as they were
ROOMS = ("domain", os.path.join("engine", "audit"))  # noqa: PTH118  (pathlib would cost each command a millisecond)
SUFFIX = EXTENSION_SUFFIXES[0]
LIBRARY = "milium_reader"  # what mypyc puts all code in; each module is a small door to it
_WISH, _PLAIN = "MILIUM_READER", "plain"


def sources(package: str) -> bytes:
    """Return the files the compiled reader depends on, one after the other.

    Args:
        package: Folder of milium.
    """
    out: list[bytes] = []
    for room in ROOMS:
        folder = f"{package}{os.sep}{room}"
        for name in sorted(os.listdir(folder)):  # noqa: PTH208  (see above)
            if name.endswith(".py"):
                with open(f"{folder}{os.sep}{name}", "rb") as file:  # noqa: PTH123
                    out += (f"{room}/{name}\n".encode(), file.read())
    return b"".join(out)


class CompiledReader:
    """Finds the compiled modules.

    Args:
        package: Folder of milium.
    """

    def __init__(self, package: str) -> None:
        self._package = package
        self._home = f"{package}{os.sep}{HOME}"
        files = os.listdir(self._home)  # noqa: PTH208
        self._names = {name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)}
        self._fits: bool | None = None

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a compiled module is, or None when it is none or the plain one is to be taken."""
        if name not in self._names or not self.fits():
            return None
        file = f"{self._home}{os.sep}{name}{SUFFIX}"
        spec = ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
        spec.has_location = True
        return spec

    def fits(self) -> bool:
        """Tell whether it was made from the files as they are; they are read once in a process."""
        if self._fits is None:
            self._fits = bool(self._names) and self._made_from() == sources(self._package)
        return self._fits

    def _made_from(self) -> bytes | None:
        try:
            with open(f"{self._home}{os.sep}{MADE_FROM}", "rb") as file:  # noqa: PTH123
                return file.read()
        except OSError:  # one that was not finished
            return None


def begin(package: str) -> None:
    """Take the compiled reader from now on, where there is one that fits."""
    if os.environ.get(_WISH) != _PLAIN:
        sys.meta_path.insert(0, CompiledReader(package))


def is_taken() -> bool:
    """Tell whether labels are read by the compiled reader in this process."""
    return any(isinstance(finder, CompiledReader) and finder.fits() for finder in sys.meta_path)
