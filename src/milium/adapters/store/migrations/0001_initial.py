"""The first table."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Make the table."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="StoredEvent",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("case", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("local_date", models.DateField()),
                ("kind", models.CharField(max_length=32)),
                ("body", models.TextField()),
                ("schema", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["case", "local_date", "at", "id"], name="store_case_order")],
            },
        ),
    ]
