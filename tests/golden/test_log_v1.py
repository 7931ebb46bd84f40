"""The log of schema 1 is kept for ever: it must fold into the same case in every later version."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from milium import wiring
from milium.care.journal import case_data
from milium.domain.events import Event

HERE = Path(__file__).parent
TODAY = date(2026, 3, 16)


def events() -> Iterator[Event]:
    for line in (HERE / "log_v1.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at, day = datetime.fromisoformat(row["at"]), date.fromisoformat(row["local_date"])
        yield Event(UUID(row["id"]), row["case"], at, day, row["kind"], row["body"], row["schema"])


def test_the_log_of_schema_1_still_folds_into_its_case() -> None:
    kept = json.loads((HERE / "log_v1.case.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(case_data(events(), TODAY))) == kept


def test_the_order_in_which_its_events_come_changes_nothing() -> None:
    shuffled = [*events(), *events()]
    Random(1).shuffle(shuffled)
    assert case_data(shuffled, TODAY) == case_data(events(), TODAY)


def test_its_case_can_be_read_without_any_issue() -> None:
    assert wiring.care().read(case_data(events(), TODAY), TODAY).issues == ()
