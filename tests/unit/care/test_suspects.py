"""Which of my creams? What counts as a suspect, what is said of each, and the one change."""

from typing import Any

import pytest

from milium import wiring
from milium.errors import BadInput

HEAVY, LIGHT = "Aqua, Petrolatum, Lanolin, Glycerin", "Aqua, Glycerin, Carbomer, Niacinamide"
Row = dict[str, Any]


def cream(ident: str, label: str = HEAVY, since: str | None = "2026-05-01", **keys: Any) -> Row:
    item = {"id": ident, "name": f"{ident.title()} cream", "label": label, "where": "face", **keys}
    return {**item, "used_since": since} if since else item


def case(*shelf: Row, **keys: Any) -> Row:
    answers = {"site": "cheek_forehead_chin", "flags": [], **keys.pop("answers", {})}
    profile = {"age": {"years": 34}, **keys.pop("profile", {})}
    base = {"today": "2026-11-01", "bumps_since": "2026-07-10", "profile": profile, "answers": answers}
    return {**base, "shelf": list(shelf), **keys}


def ask(*shelf: Row, **keys: Any) -> Row:
    return wiring.care().suspects(case(*shelf, **keys))


def ids(answer: Row) -> list[str]:
    return [one["product"] for one in answer["suspects"]]


def reasons(answer: Row) -> dict[str, str]:
    return {one["product"]: one["reason"] for one in answer["others"]}


def said(rows: list[Row]) -> str:
    return " ".join(row["says"] for row in rows)


def test_what_was_there_first_stands_first_and_what_came_later_is_less_likely() -> None:
    answer = ask(cream("new", since="2026-08-01"), cream("old"), cream("older", since="2025-01-01"))
    assert ids(answer) == ["older", "old", "new"]
    assert [one["began"] for one in answer["suspects"]] == ["before", "before", "after"]
    assert "It was there first. Used since May 2026; the bumps came in July 2026." in said(
        answer["suspects"][1]["says"]
    )
    assert said(answer["suspects"][2]["says"]).startswith("Less likely. Used since August 2026")
    assert "So it did not start them." in said(answer["suspects"][2]["says"])


def test_one_without_a_date_stands_between_and_is_asked() -> None:
    answer = ask(cream("new", since="2026-08-01"), cream("some", since=None), cream("old"))
    assert ids(answer) == ["old", "some", "new"]
    assert "You did not say since when" in said(answer["suspects"][1]["says"])


def test_without_a_day_the_answer_about_how_long_gives_a_span() -> None:
    answers = {"duration": "6w_6m"}
    answer = ask(cream("a", since="2026-01-01"), cream("b", since="2026-07-01"), answers=answers, bumps_since=None)
    assert answer["onset"] == {"earliest": "2026-05-01", "latest": "2026-09-20", "said": False}
    assert [one["began"] for one in answer["suspects"]] == ["before", "unclear"]
    assert "between May 2026 and September 2026" in said(answer["suspects"][0]["says"])


def test_for_more_than_two_years_nothing_is_surely_before() -> None:
    answer = ask(cream("a", since="2010-01-01"), answers={"duration": "over_2y"}, bumps_since=None)
    assert (answer["onset"]["earliest"], answer["suspects"][0]["began"]) == (None, "unclear")


def test_without_any_word_about_the_bumps_the_order_is_still_that_of_time() -> None:
    answer = ask(cream("b", since="2026-02-01"), cream("a", since="2026-03-01"), bumps_since=None)
    assert (answer["onset"], ids(answer)) == (None, ["b", "a"])
    assert "You did not say when the bumps came" in said(answer["suspects"][0]["says"])


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"use": "rinse_off"}, "washed_off"),
        ({"where": "body"}, "elsewhere"),
        ({"where": "around_eye"}, "elsewhere"),
        ({"label": LIGHT}, "light"),
        ({"label": "", "name": "Some lotion"}, "no_list"),
        ({"label": "", "name": "Konjac sponge"}, "tool"),
        ({"prescribed": {"evenings_per_week": 3}}, "prescribed"),
        ({"label": "Aqua, Tretinoin, Petrolatum"}, "prescribed"),
    ],
)
def test_what_is_no_suspect_says_why(keys: Row, reason: str) -> None:
    answer = ask({**cream("a"), **keys})
    assert (ids(answer), reasons(answer)) == ([], {"a": reason})
    assert answer["others"][0]["says"][0]["facts"]


def test_a_medicine_is_never_a_suspect() -> None:
    medicine = {"kind": "other", "name": "Petrolix"}
    answer = ask(cream("a", name="Petrolix ointment"), profile={"medicines": [medicine]})
    assert reasons(answer) == {"a": "medicine"}


def test_an_eye_cream_is_one_for_bumps_round_the_eye() -> None:
    answer = ask(cream("a", where="around_eye"), answers={"site": "around_eye"})
    assert (ids(answer), answer["suspects"][0]["sites"]) == (["a"], ["around_eye"])


def test_a_place_nobody_named_may_be_where_the_bumps_are_and_that_is_said() -> None:
    item = cream("a", name="Rich stuff")
    del item["where"]
    answer = ask(item)
    assert (ids(answer), answer["suspects"][0]["where"]) == (["a"], None)
    assert "You did not say where you use it" in said(answer["suspects"][0]["says"])


def test_older_lab_tests_make_a_suspect_that_says_so() -> None:
    answer = ask(cream("a", "Aqua, Isopropyl Myristate, Ethylhexyl Palmitate, Glycerin"))
    assert answer["suspects"][0]["why"] == "studies"
    assert "older lab tests" in said(answer["suspects"][0]["says"])


def test_a_balm_without_a_list_is_one_by_its_texture() -> None:
    answer = ask({"id": "a", "name": "Winter balm", "where": "face"}, cream("b", label="", texture="balm", name="B"))
    assert {one["product"]: (one["why"], one["texture_from"]) for one in answer["suspects"]} == {
        "a": ("texture", "name"),
        "b": ("texture", "said"),
    }


@pytest.mark.parametrize(
    ("item", "texture", "basis"),
    [
        ({"texture": "gel", "name": "Night cream"}, "gel", "said"),
        ({"name": "Night cream"}, "cream", "name"),
        ({"name": "Crème de jour"}, "cream", "name"),
        ({"name": "Gesichtsöl"}, "oil", "name"),
        ({"name": "Aqua gel cream"}, "gel", "name"),
        ({"name": "Wundsalbe"}, "balm", "name"),
        ({"name": "X", "label": "Petrolatum, Cera Alba"}, "balm", "label"),
        ({"name": "X", "label": "Squalane, Rosa Canina Fruit Oil"}, "oil", "label"),
        ({"name": "X", "label": LIGHT}, "gel", "label"),
        ({"name": "X"}, "cream", "label"),
        ({"name": "Oil-free fluid"}, "lotion", "name"),
    ],
)
def test_the_texture_is_stated_or_inferred_and_says_which(item: Row, texture: str, basis: str) -> None:
    answer = ask({**cream("a"), **item})
    one = (*answer["suspects"], *answer["others"])[0]
    assert one["texture"] == texture
    if one["product"] in ids(answer):
        assert one["texture_from"] == basis


def test_one_change_is_proposed_with_a_count_twelve_weeks_on() -> None:
    change = ask(cream("a"), cream("b", since="2026-06-01"))["change"]
    assert (change["status"], change["product"], change["from"]) == ("proposed", "a", "2026-11-01")
    assert change["recount"] == "2027-01-24"
    assert "Count again on 24 January 2027." in said(change["says"])


def test_a_suspect_put_aside_is_the_running_change_until_its_count() -> None:
    gone = {"kind": "product_removed", "date": "2026-10-01", "product": "a"}
    shelf = (cream("a"), cream("b", since="2026-06-01"))
    change = ask(*shelf, log=[gone])["change"]
    assert (change["status"], change["product"], change["recount"]) == ("running", "a", "2026-12-24")
    later = ask(*shelf, log=[gone], today="2026-12-24")["change"]
    assert (later["status"], later["product"]) == ("count_now", "a")
    count = {"kind": "count", "date": "2026-12-24", "count": 5}
    after = ask(*shelf, log=[gone, count], today="2026-12-25")["change"]
    assert (after["status"], after["product"]) == ("proposed", "b")


def test_one_put_back_on_the_shelf_ends_its_change() -> None:
    gone = {"kind": "product_removed", "date": "2026-10-01", "product": "a"}
    back = {"kind": "product_added", "date": "2026-10-05", "item": cream("a")}
    assert ask(cream("a"), log=[gone, back])["change"]["status"] == "proposed"


def test_taking_off_what_is_no_suspect_is_no_change() -> None:
    gone = {"kind": "product_removed", "date": "2026-10-01", "product": "gel"}
    assert ask(cream("a"), cream("gel", LIGHT), log=[gone])["change"]["status"] == "proposed"


def test_the_only_sunscreen_is_first_replaced() -> None:
    spf = cream("a", "Aqua, Petrolatum, Octocrylene, Ethylhexyl Triazone", name="Sun cream SPF 50", spf=50)
    other = {"id": "b", "name": "Sun gel SPF 50", "spf": 50, "broad_spectrum": True, "where": "face"}
    assert "First get another one" in said(ask(spf)["change"]["says"])
    other["label"] = "Aqua, Octocrylene, Ethylhexyl Triazone, Carbomer"
    assert "First get another one" not in said(ask(spf, other)["change"]["says"])


def test_with_only_a_later_one_nothing_much_is_promised() -> None:
    change = ask(cream("a", since="2026-08-01"))["change"]
    assert "It did not start them" in said(change["says"])


def test_a_baby_is_told_water_and_time() -> None:
    answer = ask(cream("a"), profile={"age": {"days": 20}}, answers={"age": "newborn_0_28d"})
    assert (answer["suspects"], answer["others"], answer["change"]) == ([], [], None)
    assert "No cream has to do with them" in said(answer["says"])


def test_an_empty_shelf_and_a_light_one_are_answers() -> None:
    assert "nothing on the shelf yet" in said(ask()["says"])
    assert "Nothing on your shelf looks worth changing" in said(ask(cream("a", LIGHT))["says"])


def test_what_cannot_be_read_is_an_issue_and_the_rest_is_answered() -> None:
    answer = ask(cream("a", since=None, used_since="soon"), cream("b"), bumps_since="2027-01-01")
    assert ids(answer) == ["b", "a"]
    assert {issue["where"] for issue in answer["issues"]} >= {"shelf[0].used_since", "bumps_since"}


def test_no_case_is_said_with_the_way_out() -> None:
    with pytest.raises(BadInput, match="expected keys and values"):
        wiring.care().suspects([])  # type: ignore[arg-type]


def test_the_audit_tells_beside_the_film_whether_it_was_there_first() -> None:
    care = wiring.care()
    for since, ident in (("2026-05-01", "time.before"), ("2026-08-01", "time.after"), ("2026-07-10", "time.unclear")):
        found = care.audit({"text": HEAVY, "used_since": since, "where": "face", "person": case()})
        assert [f["id"] for f in found["findings"]][:2] == ["film.heavy", ident]
        assert found["verdict"] == "swap"
    untold = care.audit({"text": HEAVY, "where": "face", "person": case()})
    assert untold["findings"][1]["id"] == "time.unknown"
    assert not [f for f in care.audit({"text": LIGHT, "person": case()})["findings"] if f["id"].startswith("time.")]


def test_a_cream_without_a_list_is_not_cleared_by_it() -> None:
    answer = ask(cream("light", LIGHT), cream("mystery", ""))
    assert said(answer["says"]).startswith("Nothing that we could read looks worth changing")
    assert reasons(answer)["mystery"] == "no_list"
    assert said(ask(cream("light", LIGHT))["says"]).startswith("Nothing on your shelf looks worth changing")
