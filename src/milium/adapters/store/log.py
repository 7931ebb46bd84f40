"""The event store of `milium.care.ports` over Django's ORM."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connections, transaction

from milium.adapters.store.models import StoredEvent, StoredLog
from milium.care.ports import LogState
from milium.domain.events import Event
from milium.errors import BadInput

BATCH = 500
FIELDS = ("id", "case", "at", "local_date", "kind", "body", "schema")  # in the order of an Event
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


class DjangoStore:
    """Fulfils `milium.care.ports.EventStore`.

    Args:
        using: Django's name of the database.
    """

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def add(self, events: Iterable[Event]) -> int:
        """Keep events, all or none; return how many were new.

        Raises:
            BadInput: An event cannot be kept as it is; then none is kept.
        """
        rows = {event.id: _row(event) for event in reversed(list(events))}
        with transaction.atomic(using=self._using):
            log = self._locked()
            known = set(self._known(list(rows)))
            new = [row for row in reversed(rows.values()) if row.id not in known]
            for row in new:
                log.last += 1
                row.seq = log.last
            StoredEvent.objects.using(self._using).bulk_create(new, batch_size=BATCH)
            if new:
                log.save(using=self._using, update_fields=["last"])
        return len(new)

    def events(self, case: str) -> Sequence[Event]:
        """Return all events of a case, ordered by local date, moment and id."""
        rows = StoredEvent.objects.using(self._using).filter(case=case).order_by("local_date", "at", "id")
        return tuple(_event(*row) for row in rows.values_list(*FIELDS).iterator())

    def cases(self) -> Sequence[str]:
        """Return the ids of all cases, sorted."""
        cases = StoredEvent.objects.using(self._using).values_list("case", flat=True).distinct()
        return tuple(sorted(cases))

    def log(self) -> LogState:
        """Return which log this is and how far it has come."""
        row = StoredLog.objects.using(self._using).get()
        return LogState(row.name, row.last, row.erased)

    def since(self, place: int, most: int | None = None, case: str | None = None) -> Sequence[tuple[int, Event]]:
        """Return events with their places, from behind `place` on, in the order of places."""
        rows = StoredEvent.objects.using(self._using).filter(seq__gt=place).order_by("seq")
        if case is not None:
            rows = rows.filter(case=case)
        return [(seq, _event(*row)) for seq, *row in rows.values_list("seq", *FIELDS)[:most]]

    def of_kind(self, kind: str) -> Sequence[Event]:
        """Return the events of a kind in all cases, in the order of places."""
        rows = StoredEvent.objects.using(self._using).filter(kind=kind).order_by("seq")
        return tuple(_event(*row) for row in rows.values_list(*FIELDS))

    def everything(self) -> Iterator[Event]:
        """Yield every event of every case, in the order of places, without holding all of them at once."""
        rows = StoredEvent.objects.using(self._using).order_by("seq")
        return (_event(*row) for row in rows.values_list(*FIELDS).iterator(chunk_size=BATCH))

    def erase(self, case: str) -> None:
        """Remove a case and all its events for good."""
        with transaction.atomic(using=self._using):
            log = self._locked()
            StoredEvent.objects.using(self._using).filter(case=case).delete()
            log.erased += 1
            log.save(using=self._using)

    def erase_all(self) -> None:
        """Remove every event for good, from the file too; what comes after is another log."""
        with transaction.atomic(using=self._using):
            log = self._locked()
            StoredEvent.objects.using(self._using).all().delete()
            log.name, log.last, log.erased = uuid4(), 0, log.erased + 1
            log.save(using=self._using)
        self._leave_nothing()

    def _leave_nothing(self) -> None:
        """Rewrite the file, so that no page and no journal of it still holds what was erased."""
        connection = connections[self._using]
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                cursor.execute(f"VACUUM FULL {StoredEvent._meta.db_table}")

    def _locked(self) -> StoredLog:
        """Take the row of the log until the transaction ends: one writer at a time."""
        return StoredLog.objects.using(self._using).select_for_update().get()

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


def _event(ident: UUID, case: str, at: datetime, day: date, kind: str, body: str, schema: int) -> Event:  # noqa: PLR0917
    return Event(ident, case, at, day, kind, json.loads(body), schema)
