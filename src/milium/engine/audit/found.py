"""One canonical name found in a printed one."""

from typing import NamedTuple

from milium.domain.label import How, Percent


class Found(NamedTuple):
    """One canonical name in a printed one.

    Attributes:
        name: Canonical, or as printed in upper case when unknown.
        start, end: Half-open span within the printed name.
        how: The way it was recognised.
        read_as: The printed word when the name is a reading of it.
        maybe: A flagged active an unknown word may mean: the person is asked.
        share: Declared share, or None.
    """

    name: str
    start: int
    end: int
    how: How
    read_as: str | None = None
    maybe: str | None = None
    share: Percent | None = None
