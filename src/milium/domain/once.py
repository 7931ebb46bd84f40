"""A property that is worked out when first asked for."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

_Owner = TypeVar("_Owner")
_Value = TypeVar("_Value")


class once(Generic[_Owner, _Value]):  # noqa: N801 (a decorator)
    """As `functools.cached_property`, without its lock: what is asked a million times must cost little.

    Two threads may work the value out at the same time, so it must follow from the object alone.

    Args:
        work: The method.
    """

    def __init__(self, work: Callable[[_Owner], _Value]) -> None:
        self._work, self.__doc__ = work, work.__doc__
        self._name = work.__name__

    @overload
    def __get__(self, owner: None, kind: type[_Owner]) -> Self: ...
    @overload
    def __get__(self, owner: _Owner, kind: type[_Owner]) -> _Value: ...
    def __get__(self, owner: _Owner | None, kind: type[_Owner]) -> Self | _Value:
        """Work the value out and keep it in the object, where it is found from then on."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._work(owner)
        return value
