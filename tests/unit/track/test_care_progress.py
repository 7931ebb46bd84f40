"""Progress as care answers it: rows, tables and cases in, words and issues out; and what the plan makes of it."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from milium import BadInput
from milium.adapters.packfiles import load_knowledge, load_part
from milium.care import Care
from milium.cli import main
from milium.knowledge import Knowledge
from people import CHEEKS

TODAY = date(2026, 11, 2)
CARE = Care(load_knowledge(), lambda: TODAY)
START = date(2026, 1, 5)
SENSIBLE = [30, 28, 26, 25, 24, 22, 20, 19, 17, 16, 14, 13, 12, 11, 10, 9, 8]
EXAMPLE = Path(__file__).resolve().parents[3] / "example" / "ana.yaml"


def rows(counts: list[int], **more: Any) -> list[dict[str, Any]]:
    days = [(START + timedelta(weeks=i)).isoformat() for i in range(len(counts))]
    return [{"date": d, "count": n, **more} for d, n in zip(days, counts, strict=True)]


def case(log: list[dict[str, Any]], *, today: date, since: date, **wishes: Any) -> dict[str, Any]:
    """A healthy adult with a glycolic gel in use."""
    check_ins = [
        {"kind": "check_in", "date": (today - timedelta(days=d)).isoformat(), "irritation": 0, "spf": "ok",
         "adherence": "good", "bumps": "same", "skin_now": [], "flags": []} for d in (9, 2)
    ]  # fmt: skip
    return {
        "id": "ana",
        "today": today.isoformat(),
        "profile": {
            "age": {"years": 34}, "pregnancy": "no", "breastfeeding": False, "phototype": 2, "conditions": [],
            "skin_now": [], "medicines": [], "allergies": [], "sunscreen_ok": True, "past_dark_marks": False,
            "region": "EU", "skin": "mixed", "contact_lenses": False, "tools": [],
        },
        "answers": {**CHEEKS, "flags": []},
        "shelf": [
            {"id": "cleanser", "use": "rinse_off", "label": "Aqua, Glycerin, Coco-Glucoside"},
            {"id": "cream", "use": "leave_on", "where": "face", "texture": "lotion",
             "label": "Aqua, Glycerin, Squalane, Sodium Hyaluronate"},
            {"id": "acid", "use": "leave_on", "where": "face", "texture": "gel", "ph": 3.8,
             "strength_pct": {"GLYCOLIC ACID": 6}, "label": "Aqua, Glycolic Acid, Propanediol, Sodium Hydroxide",
             "in_use": {"since": since.isoformat(), "evenings_per_week": 2}},
            {"id": "sun", "use": "leave_on", "where": "face", "texture": "lotion", "spf": 50, "broad_spectrum": True,
             "label": "Aqua, Ethylhexyl Salicylate, Dibutyl Adipate, Silica"},
        ],
        "wishes": {"choose": "plan", **wishes},
        "log": [*log, *check_ins],
    }  # fmt: skip


def counted(counts: list[int], start: date, every: int = 7) -> list[dict[str, Any]]:
    return [
        {"kind": "count", "date": (start + timedelta(days=every * i)).isoformat(), "count": n, "by": "eye"}
        for i, n in enumerate(counts)
    ]


def evenings(plan: dict[str, Any]) -> list[str]:
    return [d["date"] for d in plan["days"] for s in d["pm"] if s["product"] == "acid" and s["step"] != "spot_test"]


def texts(plan: dict[str, Any]) -> str:
    return " ".join(h["says"] for h in plan["holds"])


def test_rows_are_answered_with_every_key_of_the_contract() -> None:
    found = CARE.progress({"id": 7, "counts": rows(SENSIBLE, adherence="good")})
    assert found["id"] == 7
    assert found["decision"] == "improving"
    assert found["change"]["low"] < found["change"]["factor"] < found["change"]["high"] < 1
    assert [look["week"] for look in found["looks"]] == [8, 12, 16]
    assert found["next"] >= TODAY.isoformat()
    assert {"facts", "pack", "issues", "adherence", "outcome"} <= set(found)
    assert found["issues"] == []


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({"date": "2026-02-30", "count": 3}, "counts[1].date"),
        ({"date": "2026-02-03", "count": -3}, "counts[1].count"),
        ({"date": "2026-02-03", "count": 10**6}, "counts[1].count"),
        ({"date": "2026-02-03", "count": 2.5}, "counts[1].count"),
        ({"date": "2026-02-03"}, "counts[1].count"),
        ({"date": "2027-02-03", "count": 3}, "counts[1].date"),
        ({"date": "2026-02-03", "count": 3, "adherence": "so so"}, "counts[1].adherence"),
        ({"date": "2026-02-03", "count": 3, "adherence": 7}, "counts[1].adherence"),
        ({"date": "2026-02-03", "count": 3, "by": "ear"}, "counts[1].by"),
        ({"date": "2026-01-05", "count": 3}, "counts"),
        ({"date": "2025-12-05", "count": 3}, "counts"),
        ({"date": "2026-02-03", "kount": 3, "count": 3}, "counts[1].kount"),
    ],
)
def test_a_row_that_cannot_be_used_is_an_issue_and_never_a_guess(row: dict[str, Any], where: str) -> None:
    found = CARE.progress({"counts": [{"date": "2026-01-05", "count": 9}, row]})
    assert [issue["where"] for issue in found["issues"]] == [where]
    assert found["decision"] == "unclear"


def test_two_different_counts_of_one_day_are_neither_believed() -> None:
    day = {"date": "2026-01-05"}
    found = CARE.progress({"counts": [{**day, "count": 9}, {**day, "count": 2}]})
    assert found["counts"] == []
    assert CARE.progress({"counts": [{**day, "count": 9}, {**day, "count": 9}]})["counts"][0]["count"] == 9


def test_five_bumps_get_a_sentence() -> None:
    found = CARE.progress({"counts": rows([5, 4, 2])})
    assert found["decision"] == "unclear"
    assert found["says"][0].startswith("3 of your 5 are gone.")


def test_neither_counts_nor_a_case_is_bad_input() -> None:
    with pytest.raises(BadInput, match="counts are missing"):
        CARE.progress({"id": 1})


def test_a_case_gives_counts_adherence_and_what_fell_together() -> None:
    start = date(2026, 3, 2)
    log = counted([90, 93, 87, 90, 93, 90, 45, 45, 42, 45, 48, 45, 45], start)
    log.append({"kind": "product_removed", "date": (start + timedelta(days=36)).isoformat(), "product": "cream"})
    found = CARE.progress(case(log, today=date(2026, 6, 15), since=start))
    assert [c["what"] for c in found["coincidences"]] == ["removed cream"]
    assert found["coincidences"][0]["high"] < 1
    assert found["adherence"]["score"] == 1.0
    assert found["outcome"] == "review"


def test_details_written_anew_are_no_change_of_a_product() -> None:
    start = date(2026, 3, 2)
    log = counted([90, 93, 87, 90, 93, 90, 45, 45, 42, 45, 48, 45, 45], start)
    item = {"id": "cream", "name": "Cream", "label": "Aqua, Glycerin"}
    days = [start - timedelta(days=200), start + timedelta(days=36)]
    log += [{"kind": "product_added", "date": day.isoformat(), "item": item} for day in days]
    found = CARE.progress(case(log, today=date(2026, 6, 15), since=start))
    assert found["coincidences"] == []


def test_the_course_ends_after_24_weeks_unless_the_counts_clearly_fell() -> None:
    today = date(2026, 10, 26)
    since = today - timedelta(days=180)
    unclear = CARE.plan(case(counted([30, 29, 30], since, 28), today=today, since=since), weeks=2)
    assert unclear["decision"] == "refer"
    assert evenings(unclear) == []
    better = CARE.plan(case(counted(SENSIBLE, since), today=today, since=since), weeks=2)
    assert better["decision"] == "regimen"
    assert evenings(better)
    assert "fault" not in better


def test_counts_that_grew_stop_every_step_up_and_ask_again() -> None:
    today = date(2026, 8, 31)
    since = today - timedelta(days=119)
    grew = case(counted(SENSIBLE[::-1], since), today=today, since=since)
    plan = CARE.plan(grew, weeks=4)
    assert "fault" not in plan
    assert "SR-82" in {h["reason"] for h in plan["holds"]}
    same = CARE.plan(case([], today=today, since=since), weeks=4)
    assert len(evenings(plan)) <= len(evenings(same))


def test_cleared_skin_gets_no_active_and_an_honest_word() -> None:
    today = date(2026, 8, 31)
    since = today - timedelta(days=119)
    log = counted([12, 6, 2, 0, 0], since, 28)
    plan = CARE.plan(case(log, today=today, since=since), weeks=4)
    assert plan["decision"] == "base"
    assert evenings(plan) == []
    assert "come back" in texts(plan)
    assert "watch" in plan["options"]
    assert any(step["step"] == "sunscreen" for step in plan["days"][0]["am"])


def test_by_choice_cleared_skin_keeps_the_lowest_rung_and_the_checker_knows_both() -> None:
    today = date(2026, 8, 31)
    since = today - timedelta(days=119)
    log = counted([12, 6, 2, 0, 0], since, 28)
    chosen = case(log, today=today, since=since, maintenance="lowest_rung")
    plan = CARE.plan(chosen, weeks=8)
    used = [date.fromisoformat(d) for d in evenings(plan)]
    assert "fault" not in plan
    assert used
    assert all((b - a).days >= 7 for a, b in pairwise(used))
    assert CARE.check(plan, chosen)["violations"] == []
    unasked = CARE.check(plan, case(log, today=today, since=since))["violations"]
    assert "plan.cleared" in {v["rule"] for v in unasked}
    more = CARE.plan(case([], today=today, since=since), weeks=8)
    assert "plan.cleared" in {v["rule"] for v in CARE.check(more, chosen)["violations"]}


def test_an_unknown_wish_is_an_issue_with_the_nearest_word() -> None:
    found = CARE.plan(case([], today=TODAY, since=TODAY, maintenance="lowest_run"), weeks=2)
    (issue,) = [i for i in found["issues"] if i["where"] == "wishes.maintenance"]
    assert "lowest_rung" in issue["fix"]


def test_the_review_at_12_weeks_is_said_until_a_count_is_there() -> None:
    today = date(2026, 8, 31)
    since = today - timedelta(days=90)
    asked = CARE.plan(case([], today=today, since=since), weeks=2)
    assert "This is the review" in texts(asked)
    counted_now = case(counted([9], today - timedelta(days=1)), today=today, since=since)
    assert "This is the review" not in texts(CARE.plan(counted_now, weeks=2))


def test_the_command_reads_csv_json_lines_and_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("date,count,adherence\n" + "".join(f"{r['date']},{r['count']},good\n" for r in rows(SENSIBLE)))
    assert main(["progress", str(table), "--today", "2026-06-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["decision"] == "improving"
    lines = tmp_path / "rows.jsonl"
    lines.write_text(json.dumps({"id": "a", "counts": rows(SENSIBLE)}) + "\n[]\n")
    assert main(["progress", str(lines), "--jsonl", "--today", "2026-06-01"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["decision"] == "improving"
    assert "error" in second
    assert main(["progress", str(EXAMPLE)]) == 0
    assert "no count yet" in capsys.readouterr().out


def test_a_broken_protocol_is_a_hold_never_a_crash() -> None:
    whole = load_knowledge()

    def load(part: str) -> Mapping[str, Any]:
        return {} if part == "track" else load_part(part)

    care = Care(Knowledge(load, version=whole.version, digest=whole.hash, reviewed=None), lambda: TODAY)
    found = care.progress({"counts": rows(SENSIBLE)})
    assert found["decision"] == "unclear"
    assert found["holds"][0]["reason"] == "knowledge"
    plan = care.plan(case(counted([9, 8], date(2026, 9, 1)), today=TODAY, since=date(2026, 8, 1)), weeks=2)
    assert evenings(plan) == []
    assert plan["holds"][0]["reason"] == "knowledge"
