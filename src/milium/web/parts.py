"""What the shell works with, made once: care, texts and templates, the store, the clock."""

from functools import cache

from milium import wiring
from milium.adapters.clock import SystemClock
from milium.adapters.packfiles import ENGLISH, languages
from milium.adapters.pagefiles import templates
from milium.adapters.store.log import DjangoStore
from milium.care import Care
from milium.care.ports import Clock, EventStore
from milium.errors import MiliumError
from milium.pages import Look
from milium.web.remembering import Memory


def care(language: str | None = None) -> Care:
    """Return the use cases, speaking a language; English where its words cannot be read."""
    try:
        return wiring.care(language)
    except MiliumError:
        return wiring.care(ENGLISH)


@cache
def look(language: str | None = None) -> Look:
    """Return texts and templates in a language."""
    return Look(templates(), care(language).knowledge, languages())


@cache
def store() -> EventStore:
    """Return the event log."""
    return DjangoStore()


@cache
def memory() -> Memory:
    """Return what this process remembers of the log."""
    return Memory(store())


@cache
def clock() -> Clock:
    """Return the clock."""
    return SystemClock()
