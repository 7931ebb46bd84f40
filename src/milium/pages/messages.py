"""What comes in at the door of the pages and what goes out: no framework, only values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from milium.domain.events import Event

OK, SEE_OTHER, BAD_REQUEST, STALE, NOT_FOUND, NOT_ALLOWED, TOO_LARGE, TROUBLE = 200, 303, 400, 403, 404, 405, 413, 500


@dataclass(frozen=True, slots=True)
class Request:
    """One visit to one screen.

    Attributes:
        method: GET or POST.
        path: Path below the root, "/" first; it never holds anything about a person.
        form: Fields of the form, each with all its values, in order.
        today: The person's date (an evening ends at 04:00 local).
        now: The moment, with zone; only orders the log.
        new_id: Gives a fresh random id.
        hidden: Fields that every form must send back (a shell's token against forged forms).
        root: What stands before every path ("" or "/milium").
        whose: Case of the person this device is with.
    """

    method: str
    path: str
    form: Mapping[str, Sequence[str]]
    today: date
    now: datetime
    new_id: Callable[[], UUID]
    hidden: Mapping[str, str] = field(default_factory=dict)
    root: str = ""
    whose: str = "me"

    def one(self, name: str) -> str:
        """Return the last value of a field, without blanks at its ends; "" when it is missing."""
        values = self.form.get(name) or ("",)
        return clean(values[-1]).strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field, once each, in order."""
        return tuple(dict.fromkeys(clean(v).strip() for v in self.form.get(name) or ()))

    def text(self, name: str) -> str:
        """Return a longer text as typed."""
        return clean((self.form.get(name) or ("",))[-1]).replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a screen answers: a page, or the path to go to, and the events to keep first.

    Attributes:
        status: HTTP status.
        html: The page; "" for a redirect.
        location: Path below the root to go to next, or None.
        events: To be kept, all or none, before anything is shown.
        whose: Case of the person this device is with from now on; None leaves it as it is.
        language: Code of the language this device speaks from now on; None leaves it as it is.
    """

    status: int = OK
    html: str = ""
    location: str | None = None
    events: tuple[Event, ...] = ()
    whose: str | None = None
    language: str | None = None


def clean(text: str) -> str:
    """Return `text` without signs that no store keeps: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
