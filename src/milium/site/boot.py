"""Bring milium's modules into the browser's Python: all of them lie in one file, each as compiled there.

The library's own way (zipimport) reads each module twice. Whoever imports `boot` finds them all afterwards.
What Python would compile anew at each start, the methods of dataclasses and patterns, was compiled by our own
build, by this same Python; whatever is not among it is compiled as ever.
"""

import _sre  # type: ignore[import-not-found]  # what `re` itself stands on
import dataclasses
import hashlib
import marshal
import sys
import zipimport
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from re import _compiler  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

ARCHIVE, MODULES, READY = "/milium.zip", "modules.bin", "ready.bin"
KEY = 16  # bytes of the hash of a source that its compiled form lies under


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
    """Find modules in the archive from now on, and what they make when they are imported."""
    read = zipimport.zipimporter(ARCHIVE).get_data
    sys.meta_path.insert(0, Modules(marshal.loads(read(MODULES))))  # noqa: S302
    made = marshal.loads(read(READY))  # noqa: S302
    methods, patterns, anew = made["methods"], made["patterns"], _compiler.compile

    def run(text: str, names: dict[str, Any], into: dict[str, Any]) -> None:
        ready = methods.get(hashlib.sha256(text.encode()).digest()[:KEY])
        exec(ready or text, names, into)  # noqa: S102  (a name in `dataclasses` hides the builtin one)

    def pattern(source: Any, flags: int = 0) -> Any:
        known = patterns.get((source, flags)) if isinstance(source, str | bytes) else None
        return _sre.compile(source, *known) if known else anew(source, flags)

    vars(dataclasses)["exec"], vars(_compiler)["compile"] = run, pattern
