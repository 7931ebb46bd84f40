"""A product that has left the house was used all the same: a second active waits for it (SR-42)."""

from typing import Any

from lives import ACTIVES, CLEANSER, CREAM, MONDAY, SUNSCREEN, plain_case
from milium.adapters.packfiles import load_knowledge
from milium.care import Care

CARE = Care(load_knowledge(), lambda: MONDAY)
BY_ID = {p["id"]: p for p in ACTIVES}
DAY = MONDAY.isoformat()


def first_use(gone: str, new: str, **item: Any) -> str | None:
    """The first evening with `new` after `gone` was used, or was in use, and thrown away."""
    shelf = [CLEANSER, CREAM, SUNSCREEN, {**BY_ID[gone], **item}, BY_ID[new]]
    log: list[dict[str, Any]] = [{"kind": "product_removed", "date": DAY, "product": gone}]
    log = [{"kind": "spot_test", "date": "2026-02-25", "product": new, "result": "ok"}, *log]
    if not item:
        log = [{"kind": "tick", "date": DAY, "slot": "pm", "product": gone}, *log]
    plan = CARE.plan(plain_case(shelf=shelf, log=log), weeks=16)
    assert "fault" not in plan, plan["fault"]
    return next((d["date"] for d in plan["days"] if any(s["product"] == new for s in d["pm"])), None)


def test_a_new_active_waits_for_one_that_was_used_and_thrown_away() -> None:
    assert first_use("bpo", "salicylic") == "2026-04-27"  # 56 days


def test_an_acid_that_was_thrown_away_is_swapped_without_the_long_wait() -> None:
    found = first_use("glycolic", "salicylic")
    assert found is not None
    assert found < "2026-03-09"


def test_a_new_active_needs_two_calm_check_ins_after_one_that_was_in_use_and_thrown_away() -> None:
    used = {"since": "2025-12-29", "evenings_per_week": 1}
    found = first_use("adapalene", "salicylic", in_use=used)
    assert found is not None
    assert found >= "2026-03-16", "on the firm days nobody has checked in"
