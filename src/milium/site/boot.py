"""Bring milium's modules into the browser's Python: all of them lie in one file, each as compiled there.

The library's own way (zipimport) reads each module twice. Whoever imports `boot` finds them all afterwards.
"""

import marshal
import sys
import zipimport
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

ARCHIVE, MODULES = "/milium.zip", "modules.bin"


class Modules:
    """Finds and runs modules: name -> (is it a package, its compiled code)."""

    def __init__(self, modules: Mapping[str, tuple[bool, bytes]]) -> None:
        self._modules = modules

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: object = None) -> ModuleSpec | None:
        """Return where a module comes from, or None when it is not one of these."""
        found = self._modules.get(name)
        return ModuleSpec(name, self, is_package=found[0]) if found else None  # type: ignore[arg-type]

    def create_module(self, _spec: ModuleSpec) -> None:
        """Leave making the module to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code in it."""
        assert module.__spec__ is not None
        _, code = self._modules[module.__spec__.name]
        exec(marshal.loads(code), module.__dict__)  # noqa: S102, S302  (compiled by our own build, checked by hash)


def begin() -> None:
    """Find modules in the archive from now on."""
    read = zipimport.zipimporter(ARCHIVE).get_data
    sys.meta_path.insert(0, Modules(marshal.loads(read(MODULES))))  # noqa: S302
