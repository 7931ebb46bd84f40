"""The one table of the log."""

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

    class Meta:
        """Ordered reading of one case is the only query."""

        app_label = "store"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "local_date", "at", "id"], name="store_case_order")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
