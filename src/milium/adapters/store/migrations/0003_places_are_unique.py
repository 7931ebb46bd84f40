"""No two events share a place; apart from the numbering, which PostgreSQL wants to have committed first."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Make places needed and unique, and the indexes."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0002_places")]

    operations: ClassVar[list[Operation]] = [
        migrations.AlterField("storedevent", "seq", models.BigIntegerField(unique=True)),
        migrations.AddIndex("storedevent", models.Index(fields=["case", "seq"], name="store_case_seq")),
        migrations.AddIndex("storedevent", models.Index(fields=["kind", "seq"], name="store_kind_seq")),
    ]
