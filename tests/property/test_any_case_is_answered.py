"""Whatever a case file holds, there is an answer or one clear refusal, and junk never opens a plan."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lives import MONDAY, plain_case
from milium.adapters.packfiles import load_knowledge
from milium.care import Care
from milium.errors import BadInput

CARE = Care(load_knowledge(), lambda: MONDAY)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def paths(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a case, itself left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [p for key, part in inner for p in ((*here, key), *paths(part, (*here, key)))]


FULL = plain_case(
    dated=[{"kind": "waxing", "date": "2026-03-20", "clinic_says": {"off_before": 3, "back_on": "2026-03-28"}}],
    log=[
        {"kind": "spot_test", "date": "2026-02-20", "product": "glycolic", "result": "ok"},
        {"kind": "check_in", "date": "2026-02-27", "irritation": 0, "spf": "ok", "skin_now": [], "flags": []},
        {"kind": "tick", "date": "2026-02-28", "slot": "pm", "product": "cream"},
        {"kind": "profile", "date": "2026-02-28", "set": {"phototype": 3}},
        {"kind": "product_added", "date": "2026-02-28", "item": {"id": "x", "label": "Aqua, Glycerin"}},
    ],
    wishes={"choose": "plan", "evenings_off": ["sat"], "prefer": {"aha": ["mon"]}},
    started="2026-03-02",
)
PLACES = paths(FULL)
SHOWN = [{"kind": "shown", "date": "2026-02-25", "plan": {"decision": "base", "days": []}}]


def replaced(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """The same data with junk at one place."""
    if not path:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], junk)
    return copy


def answer_or_refusal(call: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """The answer, or None for a refusal that says where and what to do."""
    try:
        return call()
    except BadInput as error:
        return None if error.where and error.fix else {}


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), JUNK)
def test_junk_anywhere_in_a_case_is_an_answer_or_a_refusal(path: tuple[Any, ...], junk: Any) -> None:
    case = replaced(FULL, path, junk)
    plan = answer_or_refusal(lambda: CARE.plan(case, weeks=4))
    if plan is None:
        return
    assert "fault" not in plan, plan["fault"]
    assert {"watch", "see_clinician"} <= set(plan["options"])
    assert len(plan["days"]) == 28


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), JUNK)
def test_junk_anywhere_in_a_case_is_replayed_or_refused(path: tuple[Any, ...], junk: Any) -> None:
    case = replaced({**FULL, "log": [*FULL["log"], *SHOWN]}, path, junk)
    found = answer_or_refusal(lambda: CARE.replay(case))
    if found is not None:
        assert found["faults"] == []
        assert {week["result"] for week in found["weeks"]} <= {"same", "differs", "derived"}


@settings(max_examples=120, deadline=None)
@given(JUNK)
def test_junk_instead_of_a_case_a_plan_or_answers_is_an_answer_or_a_refusal(junk: Any) -> None:
    calls = (
        lambda: CARE.plan(junk),
        lambda: CARE.identify(junk),
        lambda: CARE.audit(junk),
        lambda: CARE.check(junk, FULL),
        lambda: CARE.replay(junk),
        lambda: CARE.replay({**FULL, "log": [{"kind": "shown", "date": "2026-02-25", "plan": junk, "numbers": junk}]}),
        lambda: CARE.replay({**FULL, "log": [*SHOWN, {"kind": "changed", "date": "2026-02-27", "was": junk}]}),
        lambda: CARE.check({"days": [junk]}, FULL),
        lambda: CARE.identify({"answers": junk}),
        lambda: CARE.audit({"text": "Aqua, Glycerin", "person": junk, "strength_pct": junk}),
    )
    for call in calls:
        found = answer_or_refusal(call)
        assert found is None or "pack" in found
