"""Put one change into the running engine: new code for one function, or a changed module for the next import."""

import importlib.util
import inspect
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from mutants.changes import Change, mutant
from mutants.sample import ENGINE, module_of, source_of

Function = tuple[str, str]  # file below engine/, name of the outermost function or method


def outermost(change: Change) -> Function | None:
    """Return the function or method that holds the change, when Python can give it new code."""
    found = _live(change)
    return (change.file, found.__qualname__) if found else None


def _live(change: Change) -> FunctionType | None:
    owner: Any = sys.modules[module_of(change)]
    for name in change.inside.split(".") if change.inside else ():
        raw = inspect.getattr_static(owner, name, None)
        owner = raw if isinstance(raw, type) else _function(raw)
        if isinstance(owner, FunctionType):
            return owner
        if owner is None:
            return None
    return None


def _function(raw: Any) -> FunctionType | None:
    """Return the function behind a property, a class method or a cache."""
    if isinstance(raw, classmethod | staticmethod):
        raw = raw.__func__
    if isinstance(raw, property):
        raw = raw.fget
    raw = inspect.unwrap(raw) if callable(raw) else raw
    return raw if isinstance(raw, FunctionType) else None


def give_new_code(change: Change) -> bool:
    """Change the living function; False when the change lies outside its code, in a default for example."""
    live = _live(change)
    if live is None:
        return False
    path = str(ENGINE / change.file)
    new = _inner(mutant(source_of(change), change.number, path), live.__qualname__)
    old = _inner(compile(source_of(change), path, "exec"), live.__qualname__)
    if new is None or new == old:
        return False
    live.__code__ = new
    for module in [m for name, m in sys.modules.items() if name.startswith("milium.engine.")]:
        for value in list(vars(module).values()):
            clear: Callable[[], None] | None = getattr(value, "cache_clear", None)
            if clear is not None:
                clear()
    return True


def _inner(code: CodeType, qualname: str) -> CodeType | None:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if const.co_qualname == qualname:
                return const
            if qualname.startswith(const.co_qualname + "."):
                return _inner(const, qualname)
    return None


class Finder:
    """Finds the one changed module, before Python finds the good one."""

    def __init__(self, change: Change) -> None:
        self.name, self.path = module_of(change), ENGINE / change.file
        self.code = mutant(source_of(change), change.number, str(self.path))

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return the changed module for its own name."""
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=_Loader(name, self.path, self.code))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self.code = code

    def get_code(self, fullname: str) -> CodeType:
        return self.code


def import_anew(change: Change) -> None:
    """Forget everything of milium but plain data, and let the next import find the changed module."""
    kept = ("milium.domain", "milium.errors")
    for name in [n for n in sys.modules if n.startswith("milium") and n != "milium" and not n.startswith(kept)]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder(change))
