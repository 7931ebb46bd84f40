"""The table of the log, and one row that says which log it is and how far it has come."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import models


class StoredEvent(models.Model):
    """An event as a row; written once, never changed.

    The body is JSON kept as ASCII text, not as the database's own JSON type: so SQLite and
    PostgreSQL take and give back exactly the same text, order of keys and odd signs included.
    """

    objects: ClassVar[models.Manager["StoredEvent"]] = models.Manager()

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, editable=False)
    case: "models.CharField[str, str]" = models.CharField(max_length=64)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    local_date: "models.DateField[date, date]" = models.DateField()
    kind: "models.CharField[str, str]" = models.CharField(max_length=32)
    body: "models.TextField[str, str]" = models.TextField()
    schema: "models.PositiveSmallIntegerField[int, int]" = models.PositiveSmallIntegerField()
    seq: "models.BigIntegerField[int, int]" = models.BigIntegerField(unique=True)

    class Meta:
        """Read by case in order, by case from a place on, by place, and by kind."""

        app_label = "store"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "local_date", "at", "id"], name="store_case_order"),
            models.Index(fields=["case", "seq"], name="store_case_seq"),
            models.Index(fields=["kind", "seq"], name="store_kind_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class StoredLog(models.Model):
    """The one row of a log: its name, the place of its last event, and how often something was erased.

    Every writer takes this row first and keeps it until it commits. So places are given in the
    order of commits, on both databases, and who has read up to a place has missed nothing before it.
    """

    objects: ClassVar[models.Manager["StoredLog"]] = models.Manager()

    name: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    last: "models.BigIntegerField[int, int]" = models.BigIntegerField()
    erased: "models.BigIntegerField[int, int]" = models.BigIntegerField()

    class Meta:
        """One row, never more."""

        app_label = "store"

    def __str__(self) -> str:
        return f"log {self.name}"
