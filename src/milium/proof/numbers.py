"""Things met in a search, each with a number of its own: a number is quicker to look up than what it stands for."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Numbers(Generic[T]):
    """Each thing met, with a number of its own."""

    def __init__(self) -> None:
        self.known: list[T] = []
        self._places: dict[T, int] = {}

    def number(self, thing: T) -> int:
        """Return the number of a thing, a new one when it was never met."""
        place = self._places.get(thing)
        if place is None:
            place = self._places[thing] = len(self.known)
            self.known.append(thing)
        return place
