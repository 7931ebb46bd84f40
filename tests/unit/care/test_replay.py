"""A past week is made again from what stood in the log then, and what differs is named with its cause."""

import json
from datetime import date
from typing import Any

from lives import CLEANSER, CREAM, GLYCOLIC, MONDAY, PROFILE, SUNSCREEN, live_calmly, plain_case
from milium.adapters.packfiles import load_knowledge, load_part
from milium.care import Care
from milium.care.comparing import causes, differences, rules_changed
from milium.care.past import Moment, case_then, fingerprint, late_rows
from milium.care.records import kept, numbers_of
from milium.knowledge import Knowledge
from years import stamp

CARE = Care(load_knowledge(), lambda: MONDAY, "1")


def weeks_lived(count: int, care: Care = CARE, **changes: Any) -> dict[str, Any]:
    case = plain_case(started=stamp(0), **changes)
    for _ in range(count):
        case = {**case, "log": [*case["log"], care.record(case)]}
        case = live_calmly(case, care.plan(case, weeks=2))
    return case


CASE = weeks_lived(6)


def results(answer: dict[str, Any]) -> list[str]:
    return [week["result"] for week in answer["weeks"]]


def without(kind: str, case: dict[str, Any] = CASE, **keys: Any) -> dict[str, Any]:
    rows = [e for e in case["log"] if e["kind"] != kind or any(e.get(k) != v for k, v in keys.items())]
    return {**case, "log": rows}


def record_on(case: dict[str, Any], day: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in case["log"] if e["kind"] == "shown" and e["date"] == day)
    return found


def edited(case: dict[str, Any], day: str, **plan: Any) -> dict[str, Any]:
    """The case with other words in one record; None takes a key out."""
    copy: dict[str, Any] = json.loads(json.dumps(case))
    record = record_on(copy, day)
    record["plan"] = {k: v for k, v in {**record["plan"], **plan}.items() if v is not None}
    return copy


# -- the answer ---------------------------------------------------------------------------------


def test_a_life_that_was_recorded_is_the_same_every_week() -> None:
    answer = CARE.replay(CASE)
    assert results(answer) == ["same"] * 6
    assert answer["faults"] == []
    assert answer["counts"] == {"same": 6, "differs": 0, "derived": 0}
    assert [p["since"] for w in answer["weeks"] for p in w["plans"]] == [[]] * 6


def test_a_week_without_a_record_is_derived_and_never_called_the_same() -> None:
    answer = CARE.replay(without("shown", date=stamp(4)))
    assert results(answer)[4] == "derived"
    assert answer["weeks"][4]["plans"][0]["evenings"]
    assert results(CARE.replay(without("shown"))) == ["derived"] * 6


def test_a_case_that_begins_today_has_no_past_week() -> None:
    assert CARE.replay(plain_case())["weeks"] == []
    assert CARE.replay(plain_case(started=stamp(3)))["weeks"] == []


def test_a_start_in_another_century_is_cut_short_and_said() -> None:
    answer = CARE.replay(plain_case(started="1990-01-01"))
    assert len(answer["weeks"]) == CARE.knowledge.vocabulary.weeks["replayed_at_most"]
    assert "1990-01-01" in answer["issues"][-1]["problem"]


def test_a_whole_plan_in_our_json_is_a_record_too() -> None:
    case = plain_case(started=stamp(0))
    whole = {**case, "log": [{"kind": "shown", "date": stamp(0), "plan": CARE.plan(case)}], "today": stamp(1)}
    assert results(CARE.replay(whole)) == ["same"]
    assert CARE.read(whole).issues == ()


def test_nothing_recorded_is_read_as_something_that_happened_to_the_person() -> None:
    bare = without("shown")
    assert CARE.read(CASE).case.log == CARE.read(bare).case.log
    last = record_on(CASE, stamp(5))["plan"]
    assert CARE.plan(CASE) == CARE.plan({**bare, "shown": last}), "the plan shown last is the plan in hand"


def test_a_record_that_cannot_be_read_is_an_issue_and_blocks_no_plan() -> None:
    broken = {**CASE, "log": [*CASE["log"], {"kind": "shown", "date": stamp(6), "plan": "none", "plam": {}}]}
    reading = CARE.read(broken)
    assert len(reading.issues) == 2
    assert reading.blocking == ()


# -- why ----------------------------------------------------------------------------------------


def test_same_pack_same_entries_another_plan_is_a_fault() -> None:
    answer = CARE.replay(edited(CASE, stamp(3), decision="watch"))
    assert answer["faults"] == [stamp(3)]
    because = answer["weeks"][3]["plans"][0]["because"]
    assert because[0] == {"what": "fault"}
    assert answer["weeks"][3]["plans"][0]["differences"][0] == {"what": "decision", "was": "watch", "is": "regimen"}


def test_another_program_another_pack_or_an_older_record_is_no_fault() -> None:
    for change, what in (
        ({"milium": "0"}, "program"),
        ({"pack": {"version": "x", "hash": "y"}}, "pack"),
        ({"of": None}, "unsaid"),
        ({"pack": None}, "unsaid"),
    ):
        answer = CARE.replay(edited(CASE, stamp(3), decision="watch", **change))
        assert answer["faults"] == []
        assert answer["weeks"][3]["plans"][0]["because"][0]["what"] == what


def test_an_entry_that_came_later_is_named_as_the_cause() -> None:
    told = {"kind": "check_in", "date": stamp(3), "irritation": 3}
    place = next(i for i, e in enumerate(CASE["log"]) if e["kind"] == "shown" and e["date"] == stamp(3))
    case = {**CASE, "log": [*CASE["log"][:place], told, *CASE["log"][place:]]}
    plan = CARE.replay(case)["weeks"][3]["plans"][0]
    assert plan["result"] == "differs"
    assert {"what": "told", "parts": ["log"]} in plan["because"]
    assert any(row.get("rule") == "SR-46" for row in plan["because"])


def test_what_is_known_since_later_does_not_count_for_the_week_and_is_said() -> None:
    told = {"kind": "check_in", "date": stamp(2, 6), "known": stamp(5), "irritation": 3}
    plan = CARE.replay({**CASE, "log": [*CASE["log"], told]})["weeks"][3]["plans"][0]
    assert plan["result"] == "same"
    assert plan["late"] == [{"where": f"log[{len(CASE['log'])}]", **{k: told[k] for k in ("kind", "date", "known")}}]
    assert plan["with_late"], "a burn changes the plan"


def test_a_dated_event_without_the_day_it_became_known_counts_from_the_beginning_and_is_listed() -> None:
    wax = {"kind": "waxing", "date": stamp(4)}
    assert CARE.replay({**CASE, "dated": [wax]})["always_known"] == ["dated[0]"]
    known = CARE.replay({**CASE, "dated": [{**wax, "known": stamp(5, 1)}]})
    assert known["always_known"] == []
    assert results(known) == ["same"] * 6
    assert known["weeks"][4]["plans"][0]["late"][0]["kind"] == "waxing"


def test_a_wish_that_changed_later_is_undone_for_the_past() -> None:
    change = {"kind": "changed", "date": stamp(6), "was": {"wishes": {"evenings_off": None}}}
    case = {**CASE, "wishes": {"evenings_off": ["mon", "wed"]}}
    assert results(CARE.replay({**case, "log": [*CASE["log"], change]})) == ["same"] * 6
    plan = CARE.replay(case)["weeks"][0]["plans"][0]
    assert {"what": "told", "parts": ["wishes"]} in plan["because"]


def test_another_pack_names_its_numbers_and_the_rule_that_takes_an_evening() -> None:
    def load(part: str) -> dict[str, Any]:
        files: dict[str, Any] = json.loads(json.dumps(load_part(part)))
        if part == "safety":
            files["safety/ladders.yaml"]["aha"]["rung_days"] = 28
        return files

    tighter = Care(Knowledge(load, version="2", digest="tighter", reviewed=None), lambda: MONDAY, "1")
    answer = tighter.replay(CASE)
    assert "differs" in results(answer)
    number = {"what": "number", "id": "ladders.aha.normal.rung_days", "was": 14, "is": 28}
    assert answer["packs"][0]["numbers"] == [number]
    other = [p for w in answer["weeks"] for p in w["plans"] if p["result"] == "differs"]
    assert all(number in p["because"] for p in other)
    assert any(row.get("rule") == "SR-45" and row["what"] == "evening" for p in other for row in p["because"])
    assert "SR-45" in answer["facts"]


def test_the_numbers_of_a_pack_are_recorded_once() -> None:
    assert [bool(e.get("numbers")) for e in CASE["log"] if e["kind"] == "shown"] == [True] + [False] * 5
    assert numbers_of(CARE.knowledge.safety)["limits.firm_days"] == 14


# -- the case as it stood -----------------------------------------------------------------------


def test_the_case_then_holds_nothing_of_later_and_not_tonights_own_ticks() -> None:
    day = date.fromisoformat(stamp(3))
    then = case_then(CASE, Moment(day))
    assert max(e["date"] for e in then["log"]) <= stamp(3)
    assert not [e for e in then["log"] if e["kind"] == "tick" and e["date"] == stamp(3)]
    assert not [e for e in then["log"] if e["kind"] == "shown"]
    assert then["shown"] == record_on(CASE, stamp(2))["plan"]


def test_a_fingerprint_does_not_depend_on_how_a_case_is_written() -> None:
    base = plain_case(log=[{"kind": "tick", "date": stamp(0), "product": "a"}, {"kind": "photo", "date": stamp(0)}])
    other = {**base, "log": [dict(reversed(e.items())) for e in reversed(base["log"])], "started": None}
    other["log"][1]["date"] = MONDAY
    assert fingerprint(base) == fingerprint(other)
    assert fingerprint(base) != fingerprint({**base, "profile": {**PROFILE, "skin_now": ["broken"]}})
    assert late_rows(base, Moment(MONDAY)) == []


# -- comparing ----------------------------------------------------------------------------------


def evening(day: int, *products: str) -> dict[str, Any]:
    return {"date": stamp(0, day), "pm": [{"step": "exfoliate", "product": p} for p in products]}


def test_an_evening_within_a_week_is_moved_and_one_further_off_is_gone_and_come() -> None:
    was = kept({"decision": "regimen", "days": [evening(0, "a"), evening(2), evening(7, "a"), evening(14)]})
    now = kept({"decision": "regimen", "days": [evening(0), evening(2, "a"), evening(7), evening(14, "a")]})
    assert differences(was, now) == [
        {"what": "moved", "product": "a", "step": "exfoliate", "was": stamp(0, 0), "is": stamp(0, 2)},
        {"what": "removed", "product": "a", "step": "exfoliate", "date": stamp(0, 7)},
        {"what": "added", "product": "a", "step": "exfoliate", "date": stamp(0, 14)},
    ]
    assert differences(was, was) == []


def test_holds_that_came_went_or_end_another_day_are_told_apart() -> None:
    was = kept({"days": [evening(0)], "holds": [{"reason": "SR-1", "products": ["a"], "until": stamp(1)}]})
    now = kept({"days": [evening(0)], "holds": [{"reason": "SR-1", "products": ["a", "b"], "until": stamp(2)}]})
    assert rules_changed(was, now) == [
        {"what": "rule_new", "rule": "SR-1", "products": ["b"]},
        {"what": "rule_until", "rule": "SR-1", "product": "a", "was": stamp(1), "is": stamp(2)},
    ]
    assert rules_changed(now, was)[0] == {"what": "rule_gone", "rule": "SR-1", "products": ["b"]}


def test_a_record_of_the_first_shape_says_only_its_evenings() -> None:
    old = kept({"days": [evening(0, "a")]})
    assert (old.decision, old.pack, old.of, old.holds) == (None, None, None, None)
    assert causes(old, kept({"days": []}), ()) == [{"what": "unsaid", "parts": ["of", "pack", "milium"]}]


def test_the_gentle_steps_are_compared_by_their_fingerprint() -> None:
    with_cream = CARE.plan(plain_case(), weeks=2)
    without_cream = CARE.plan(plain_case(shelf=[CLEANSER, SUNSCREEN, GLYCOLIC]), weeks=2)
    assert differences(kept(with_cream), kept(without_cream)) == [{"what": "care"}]
    assert CREAM["id"] in {s["product"] for s in with_cream["days"][0]["pm"]}
