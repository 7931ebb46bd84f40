"""Five shelves of people who use something already: the plan says what becomes of each product, and why."""

from collections.abc import Mapping
from typing import Any

import pytest

import milium
from shelves import active, case


def moved(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what becomes of each product; every plan here must pass the gate by itself."""
    assert "fault" not in found, found["fault"]
    rows = {row["product"]: row for row in found["moving_over"]}
    for row in rows.values():
        assert row["says"]
        if row["what"] == "dropped":
            assert row["rules"]
            assert not any(s["product"] == row["product"] for d in found["days"] for s in (*d["am"], *d["pm"]))
    return rows


@pytest.mark.parametrize("evenings", range(1, 8))
@pytest.mark.parametrize("since", ["2025-11-01", "2026-02-10", "2026-03-10"])
def test_retinol_so_often_is_kept_or_lowered_and_never_a_fault(evenings: int, since: str) -> None:
    row = moved(milium.plan(case(active("retinol", "Retinol", 0.2, evenings, since))))["retinol"]
    assert row["was"] == evenings
    assert row["what"] == ("kept" if row["evenings_per_week"] >= evenings else "lowered")
    assert 1 <= row["evenings_per_week"] <= min(evenings, 4)


def test_retinol_every_night_is_lowered_to_what_the_ladder_allows() -> None:
    row = moved(milium.plan(case(active("retinol", "Retinol", 0.2, 7))))["retinol"]
    assert (row["what"], row["evenings_per_week"]) == ("lowered", 4)
    assert "SR-45" in row["rules"]
    assert "4 evenings" in row["says"]
    assert "7 evenings" in row["says"]


def test_of_two_acids_one_goes_on_and_the_other_is_dropped_by_name() -> None:
    toner, liquid = active("toner", "Glycolic Acid", 7, 3, ph=3.8), active("liquid", "Salicylic Acid", 2, 7)
    rows = moved(milium.plan(case(toner, liquid)))
    whats = {row["what"] for row in rows.values()}
    assert "dropped" in whats
    assert len(whats) == 2
    dropped = next(row for row in rows.values() if row["what"] == "dropped")
    assert "SR-41" in dropped["rules"]


def test_prescribed_tretinoin_is_kept_as_prescribed_and_nothing_is_added() -> None:
    tretinoin = active("tretinoin", "Tretinoin", 0.025, 5, prescribed={"evenings_per_week": 5})
    rows = moved(milium.plan(case(tretinoin, active("retinol", "Retinol", 0.2, 2))))
    assert rows["tretinoin"]["what"] == "kept"
    assert rows["tretinoin"]["evenings_per_week"] is None
    assert "as prescribed" in rows["tretinoin"]["says"]
    assert rows["retinol"]["what"] == "dropped"
    assert "SR-55" in rows["retinol"]["rules"]


def test_in_pregnancy_even_prescribed_tretinoin_is_dropped_and_the_prescriber_called() -> None:
    tretinoin = active("tretinoin", "Tretinoin", 0.025, 5, prescribed={"evenings_per_week": 5})
    row = moved(milium.plan(case(tretinoin, profile={"pregnancy": "yes"})))["tretinoin"]
    assert row["what"] == "dropped"
    assert row["rules"][0] == "SR-10"
    assert "prescriber" in row["next_step"]
    assert "as prescribed" not in row["says"]


def test_an_acid_cleanser_beside_an_acid_toner_is_dropped_with_its_reason() -> None:
    wash = active("wash", "Salicylic Acid", 1, 7, use="rinse_off")
    rows = moved(milium.plan(case(wash, active("toner", "Glycolic Acid", 7, 2, ph=3.8))))
    assert rows["wash"]["what"] == "dropped"
    assert "rinsed off" in rows["wash"]["says"]
    assert rows["toner"]["what"] in {"kept", "lowered"}


def test_retinol_under_the_eye_is_dropped_however_well_it_is_tolerated() -> None:
    row = moved(milium.plan(case(active("eye", "Retinol", 0.1, 4, where="around_eye"))))["eye"]
    assert row["what"] == "dropped"
    assert "SR-20" in row["rules"]
    assert "eye" in row["says"]


def test_of_two_retinoids_at_most_one_stays() -> None:
    rows = moved(milium.plan(case(active("one", "Retinol", 0.2, 3), active("two", "Retinal", 0.05, 2))))
    assert sorted(row["what"] == "dropped" for row in rows.values()) == [False, True]


def test_what_is_too_strong_is_dropped_even_when_it_is_tolerated() -> None:
    row = moved(milium.plan(case(active("strong", "Retinol", 1.0, 3))))["strong"]
    assert (row["what"], row["rules"]) == ("dropped", ["SR-48"])


def test_before_a_waxing_it_rests_and_comes_back_on_a_date() -> None:
    dated = [{"kind": "waxing", "date": "2026-03-24"}]
    row = moved(milium.plan(case(active("retinol", "Retinol", 0.2, 3), dated=dated)))["retinol"]
    assert row["what"] == "paused"
    assert "2026-03-2" in row["says"]
    assert row["rules"][0] == "SR-50"


def test_who_waits_keeps_nothing_strong_and_is_told_so() -> None:
    found = milium.plan({**case(active("retinol", "Retinol", 0.2, 3)), "wishes": {"choose": "watch"}})
    assert moved(found)["retinol"]["what"] == "dropped"
    assert "SR-85" in moved(found)["retinol"]["rules"]


def test_who_uses_nothing_yet_moves_nothing() -> None:
    assert milium.plan(case())["moving_over"] == []
