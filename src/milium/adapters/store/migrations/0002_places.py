"""Every event gets its place in the log, so that a device can ask for what came after one."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

BATCH = 500


def number(apps: Any, schema_editor: Any) -> None:
    """Give the events that are there their places, in the order in which they were entered."""
    using = schema_editor.connection.alias
    events = apps.get_model("store", "StoredEvent").objects.using(using)
    ids = list(events.order_by("at", "id").values_list("id", flat=True))
    for start in range(0, len(ids), BATCH):
        rows = [events.model(id=ident, seq=start + n) for n, ident in enumerate(ids[start : start + BATCH], start=1)]
        events.bulk_update(rows, ["seq"])
    apps.get_model("store", "StoredLog").objects.using(using).create(id=1, name=uuid4(), last=len(ids), erased=0)


class Migration(migrations.Migration):
    """Add places and the row of the log."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0001_initial")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="StoredLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.UUIDField()),
                ("last", models.BigIntegerField()),
                ("erased", models.BigIntegerField()),
            ],
        ),
        migrations.AddField("storedevent", "seq", models.BigIntegerField(null=True)),
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
