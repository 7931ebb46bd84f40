"""The plan page in plain words: each product once, no word of the contract, and the plan in hand."""

import re
from datetime import date, timedelta

from pages_app import App, acid_night, planned, shelf

HEAVY = "Aqua, Glycerin, Lanolin, Petrolatum, Phenoxyethanol"


def journal(app: App) -> list[str]:
    return [e.kind for e in app.events]


def test_an_age_that_does_not_fit_is_told_with_the_plain_label_and_a_way_to_mend_it() -> None:
    app = planned().post("/about/age", years="70").get("/plan")
    assert "The age does not fit your first answer (18 to 39 years)" in app.says
    assert 'href="/about/age"' in app.page


def test_no_word_of_the_contract_reaches_the_plan_page() -> None:
    app = planned().product("Our lovely cream", "Balm").post("/about/age", years="70")
    app.post(f"/shelf/{shelf(app)[0]['id']}", ph="20", spf="0")
    assert not re.search(r"\b[a-z]+_[a-z_0-9]+\b|profile\.|shelf\[|answers\.", app.get("/plan").says)


def test_every_product_of_the_shelf_is_in_a_step_or_told_once_with_why() -> None:
    app = planned().product(HEAVY, "Night cream").product("Our lovely cream", "Mystery balm")
    app.product("Aqua, Benzoyl Peroxide 5%, Glycerin", "Spot gel").get("/plan")
    told = re.sub(r"<details class=\"stands\">.*?</details>", "", app.page, flags=re.DOTALL)
    for name in ("Night cream", "Mystery balm", "Spot gel", "Mandelic serum"):
        assert name in told, name
    assert "On your shelf, but in no step" in told
    assert told.count("We have no ingredient list of this one") == 1


def test_two_products_that_wait_for_the_same_reason_are_told_together() -> None:
    app = planned().product("Our lovely cream", "Balm one").product("Our lovely cream!", "Balm two").get("/plan")
    assert re.search(r"Balm (one|two), Balm (one|two)", app.says)


def test_the_nights_of_a_spot_test_name_the_product_that_is_tested() -> None:
    assert "Mandelic serum" in re.findall(r'<li class="night spot_test.*?</li>', planned().get("/plan").page, re.S)[0]
    assert "Put a drop of Mandelic serum behind your ear" in planned().get("/tonight").says


def test_a_spot_test_has_only_the_nights_that_are_left_of_it() -> None:
    app = planned()
    begun = app.today
    for done in range(4):
        app.today = begun + timedelta(days=done)
        assert app.get("/plan").page.count('class="night spot_test"') == max(3 - done, 0), done
        app.post("/tonight/tick", choice="all", slot="pm")


def test_the_plan_in_hand_is_kept_once_a_day_with_the_first_thing_done_and_only_when_it_changed() -> None:
    app = planned()
    assert journal(app).count("shown") == 0
    app.get("/plan").get("/tonight")
    assert journal(app).count("shown") == 0
    for _ in range(2):
        app.post("/tonight/tick", row="moisturise:", slot="pm", choice="tick")
        app.post("/tonight/tick", row="moisturise:", slot="pm", choice="untick")
    assert journal(app).count("shown") == 1
    plan = next(e.body["plan"] for e in app.events if e.kind == "shown")
    assert isinstance(plan, dict)
    assert len(plan["days"]) == 14
    assert {s["step"] for day in plan["days"] for s in day["pm"]} <= {"retinoid", "exfoliate", "treat", "spot_test"}
    assert len(str(plan)) < 2_000


def test_a_plan_in_hand_gives_the_same_nights_again() -> None:
    app = planned().get("/plan")
    nights = re.findall(r'class="night [^"]*"', app.page)
    app.post("/tonight/tick", choice="all", slot="pm").get("/plan")
    assert re.findall(r'class="night [^"]*"', app.page) == nights


def test_ticking_every_rest_night_never_puts_the_first_strong_night_off() -> None:
    first = acid_night().today
    app = planned()
    begun = app.today
    for day in range((first - begun).days):
        app.today = begun + timedelta(days=day)
        if "How is the spot?" in app.get("/tonight").page:
            app.post("/spot", product=next(i["id"] for i in shelf(app) if i["name"] == "Mandelic serum"), choice="ok")
        app.post("/tonight/tick", choice="all", slot="pm")
    app.today = first
    assert app.get("/tonight").title == "Tonight: acid."


def test_a_rest_night_says_why_each_strong_product_of_the_plan_waits() -> None:
    app = acid_night()
    app.post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    told = re.findall(r"<details class=\"why\"><summary dir=\"auto\">.*?</details>", app.get("/tonight").page, re.S)
    assert len(told) == 1
    assert "Why does Mandelic serum rest tonight?" in told[0]
    assert "rest nights between strong ones" in told[0]


def test_who_must_be_seen_is_not_told_of_having_chosen_to_leave_them() -> None:
    app = planned().post("/week", {"skin": "0", "new": ["bleeds"], "nights": "yes", "sun": "ok"}).get("/plan")
    assert "You chose to leave them" not in app.says
    assert 'href="/looked"' in app.page


def details(app: App, name: str, **fields: str) -> App:
    """Fill in what the pack and the person know beyond the list."""
    ident = next(item["id"] for item in shelf(app) if item["name"] == name)
    return app.post(f"/shelf/{ident}", {**fields})


def test_a_product_in_use_is_told_as_kept_lowered_or_out() -> None:
    app = planned(today=date(2026, 11, 23))
    assert "What becomes of what you use" not in app.get("/plan").says
    details(app, "Mandelic serum", used_since="2026-08-01", evenings="7")
    says = app.get("/plan").says
    assert "What becomes of what you use" in says
    assert "Mandelic serum: less often" in says
    assert "So far it was 7 evenings" in says


def test_a_pace_without_the_day_it_began_is_not_kept() -> None:
    app = details(planned(), "Mandelic serum", evenings="3")
    assert all("in_use" not in item for item in shelf(app))
    assert all("in_use" not in item for item in shelf(details(app, "Mandelic serum", evenings="12")))


def test_a_cream_past_its_time_is_spoken_of_without_being_called_unused() -> None:
    app = details(planned(), "Gel cleanser", opened="2025-01-01", pao_months="12")
    says = app.get("/plan").says
    assert "open for longer than the 12 months on its pack" in says
    assert "This is about: Gel cleanser" in says
    assert "Not used for now: Gel cleanser" not in says


def test_a_sunscreen_past_its_time_holds_the_acid_back() -> None:
    app = details(planned(), "Light fluid", opened="2025-01-01", pao_months="12")
    says = app.get("/plan").says
    assert "Your sunscreen is past its time" in says
    assert "may protect less" in says
