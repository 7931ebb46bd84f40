"""The event store of `milium.care.ports` over Django's ORM."""

import json
import re
from collections.abc import Iterable, Sequence

from django.db import transaction

from milium.adapters.store.models import StoredEvent
from milium.domain.events import Event
from milium.errors import BadInput

BATCH = 500
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


class DjangoStore:
    """Fulfils `milium.care.ports.EventStore`.

    Args:
        using: Django's name of the database.
    """

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def add(self, events: Iterable[Event]) -> int:
        """Keep events, all or none; return how many were new when the transaction began.

        Raises:
            BadInput: An event cannot be kept as it is; then none is kept.
        """
        rows = {event.id: _row(event) for event in reversed(list(events))}
        with transaction.atomic(using=self._using):
            known = set(self._known(list(rows)))
            new = [row for row in reversed(rows.values()) if row.id not in known]
            StoredEvent.objects.using(self._using).bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
        return len(new)

    def events(self, case: str) -> Sequence[Event]:
        """Return all events of a case, ordered by local date, moment and id."""
        rows = StoredEvent.objects.using(self._using).filter(case=case).order_by("local_date", "at", "id")
        return tuple(_event(row) for row in rows.iterator())

    def cases(self) -> Sequence[str]:
        """Return the ids of all cases, sorted."""
        cases = StoredEvent.objects.using(self._using).values_list("case", flat=True).distinct()
        return tuple(sorted(cases))

    def erase(self, case: str) -> None:
        """Remove a case and all its events for good."""
        StoredEvent.objects.using(self._using).filter(case=case).delete()

    def _known(self, ids: Sequence[object]) -> Iterable[object]:
        table = StoredEvent.objects.using(self._using)
        for start in range(0, len(ids), BATCH):
            yield from table.filter(id__in=ids[start : start + BATCH]).values_list("id", flat=True)


def _row(event: Event) -> StoredEvent:
    where = f"event {event.id}"
    for name, value in (("case", event.case), ("kind", event.kind)):
        if not NAME.fullmatch(value):
            raise BadInput(
                f"{name} {value[:70]!r} is not a plain name.", where=where, fix="Use letters, digits, _ and -."
            )
    if event.at.tzinfo is None:
        raise BadInput("its moment has no zone.", where=where, fix="Take the moment from the clock.")
    try:
        body = json.dumps(event.body, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise BadInput("its body is not plain JSON.", where=where, fix="Keep text, numbers, lists and keys.") from error
    return StoredEvent(
        id=event.id,
        case=event.case,
        at=event.at,
        local_date=event.local_date,
        kind=event.kind,
        body=body,
        schema=event.schema,
    )


def _event(row: StoredEvent) -> Event:
    return Event(row.id, row.case, row.at, row.local_date, row.kind, json.loads(row.body), row.schema)
