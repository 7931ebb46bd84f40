"""Why an evening is as it is, what was used beside the plan, what changed, and how a course ends."""

import re
from datetime import timedelta

from pages_app import App, acid_night, planned, shelf

RETINOL = "Aqua, Squalane, Glycerin, Retinol, Tocopherol"


def ident(app: App, name: str) -> str:
    return next(item["id"] for item in shelf(app) if item["name"] == name)


def two_strong() -> App:
    """Return a person on an acid night who also owns a retinol serum, which waits."""
    app = acid_night().product(RETINOL, "Retinol serum")
    return app.post(f"/shelf/{ident(app, 'Retinol serum')}", {"pct RETINOL": "0.3"})


def both_used() -> App:
    app = two_strong().post("/tonight/tick", choice="all", slot="pm")
    return app.post("/used", product=ident(app, "Retinol serum"))


def kinds(app: App) -> list[str]:
    return re.findall(r'<li class="night ([a-z_]+)', app.page)


def test_every_evening_of_the_plan_leads_to_its_steps_with_why() -> None:
    app = acid_night().get("/plan")
    assert re.findall(r'href="/evening/(\d+)"', app.page) == [str(n) for n in range(14)]
    app.get("/evening/0")
    assert app.title == "Acid"
    assert "Mandelic serum, a thin layer." in app.says
    assert app.page.count("<summary>Why?</summary>") >= 2
    assert 'data-facts="' in app.page.split('class="steps"')[1]


def test_a_product_that_rests_on_an_evening_has_its_rule_and_the_rule_its_facts() -> None:
    page = two_strong().get("/evening/0").page
    found = re.findall(r"<summary dir=\"auto\">(.*?)</summary>\s*<p data-facts=\"([^\"]+)\">(.*?)</p>", page)
    assert [name for name, _, _ in found] == ["Retinol serum"]
    assert found[0][1] == "SR-15"
    assert "Test it behind the ear first" in found[0][2]


def test_an_active_night_says_too_why_another_product_rests() -> None:
    app = two_strong().get("/tonight")
    assert app.title == "Tonight: acid."
    assert "Why does Retinol serum rest tonight?" in app.says
    assert "Why does Mandelic serum rest tonight?" not in app.says


def test_an_evening_beyond_the_two_weeks_or_none_at_all_leads_to_the_plan() -> None:
    for path in ("/evening/14", "/evening/x", "/evening/-1", "/evening/²"):
        assert planned().get(path).path == "/plan", path
    assert App().get("/evening/0").title == "No plan yet"


def test_two_strong_products_in_one_night_get_a_calm_word_and_change_tomorrow() -> None:
    app = two_strong()
    assert "More was used than a plan would hold" not in app.get("/tonight").says
    before = kinds(app.get("/plan"))
    app = both_used()
    assert app.path == "/tonight"
    assert "More was used than a plan would hold, lately. That happens" in app.says
    assert "Tomorrow evening: rest." in app.says
    after = kinds(app.get("/plan"))
    assert after[0] == before[0], "tonight stays as it was"
    assert "More was used than a plan would hold" in app.says
    app.today += timedelta(days=1)
    assert app.get("/tonight").title == "Tonight: rest."
    assert "More was used than a plan would hold" in app.says


def test_after_another_strong_product_tonight_asks_for_no_second_one() -> None:
    app = two_strong()
    app.post("/used", product=ident(app, "Retinol serum"))
    assert app.title == "Tonight: rest."
    assert "Mandelic serum, a thin layer." not in app.says
    assert "Why does Mandelic serum rest tonight? Two strong products in one night can leave skin raw." in app.says
    assert "Why does Retinol serum rest tonight?" not in app.says
    assert "Counted for tonight: Retinol serum" in app.says
    assert kinds(app.get("/plan"))[0] == "rest"
    assert "Planned now: Sunday 29" not in app.says
    assert "I used Mandelic serum" in app.get("/used").says
    app.post("/tonight/tick", row=f"exfoliate:{ident(app, 'Mandelic serum')}", slot="pm", choice="tick")
    used = {e.body.get("product") for e in app.events if e.kind == "tick" and e.local_date == app.today}
    assert ident(app, "Mandelic serum") not in used
    app.post("/used", product=ident(app, "Retinol serum"))
    assert app.title == "Tonight: acid."


def test_what_was_used_beside_the_plan_can_be_taken_back() -> None:
    app = both_used().get("/used")
    assert "Used: Retinol serum. Take it back" in app.says
    app.post("/used", product=ident(app, "Retinol serum"))
    assert "More was used than a plan would hold" not in app.says
    assert "I used Retinol serum" in app.get("/used").says


def test_only_strong_products_that_tonight_does_not_hold_can_be_told_as_used() -> None:
    app = two_strong().get("/used")
    assert "I used Retinol serum" in app.says
    assert "Mandelic" not in app.page.split("<main", 1)[1].split("<footer", 1)[0]
    assert "Gel cleanser" not in app.says
    ticks = [e for e in app.events if e.kind == "tick"]
    app.post("/used", product=ident(app, "Gel cleanser")).post("/used", product="nothing")
    assert [e for e in app.events if e.kind == "tick"] == ticks


def test_an_empty_shelf_says_that_there_is_nothing_to_count() -> None:
    app = App().interview().profile().post("/plan/start").get("/used")
    assert "There is nothing else on your shelf" in app.says


def test_red_skin_is_told_with_the_evenings_that_change_and_why() -> None:
    app = acid_night().post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    app.post("/week", {"skin": "2", "new": ["nothing"], "nights": "yes", "sun": "ok"})
    assert app.path == "/week/done"
    for page in (app.says, app.get("/plan").says):
        assert "What changed" in page
        assert re.search(r"Mandelic serum (Rests|Planned) now: ", page)
        assert "Your skin is irritated" in page


def test_an_unchanged_plan_has_nothing_to_tell_about_changes() -> None:
    app = planned().post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    assert "What changed" not in app.get("/plan").says


def test_a_new_product_is_told_with_the_evenings_of_its_spot_test() -> None:
    app = planned().post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    app.product("Aqua, Lactic Acid, Glycerin, Sodium Hydroxide", "Lactic serum")
    app.post(f"/shelf/{ident(app, 'Mandelic serum')}").post("/shelf/remove", product=ident(app, "Mandelic serum"))
    app.post(f"/shelf/{ident(app, 'Lactic serum')}", {"pct LACTIC ACID": "5", "ph": "3.8"}).get("/plan")
    assert re.search(r"What changed.*Lactic serum Spot test: Tuesday 24", app.says)


def test_the_check_in_ends_with_the_evenings_ahead() -> None:
    app = acid_night().post("/week", {"skin": "0", "new": ["nothing"], "nights": "more", "sun": "ok"})
    assert "The evenings ahead" in app.says
    assert len(kinds(app)) == 7


def in_use(since: str) -> App:
    """Return a person who has used the mandelic serum three evenings a week since a day."""
    app = planned()
    return app.post(f"/shelf/{ident(app, 'Mandelic serum')}", {"used_since": since, "evenings": "3"})


def test_the_review_at_twelve_weeks_is_on_the_plan_tonight_and_the_week_and_leads_to_the_count() -> None:
    app = in_use("2026-08-24")
    for path in ("/plan", "/tonight", "/week"):
        card = re.search(r'<section class="card ask-card">.*?</section>', app.get(path).page, re.DOTALL)
        assert card, path
        assert "Twelve weeks are over." in card[0]
        assert 'href="/count"' in card[0]
    app.post("/count", count="9", day=app.today.isoformat())
    assert "Twelve weeks are over." not in app.get("/plan").says


def test_an_end_that_lies_ahead_is_not_told_as_if_it_were_over() -> None:
    says = in_use("2026-08-24").get("/plan").says
    assert "This one goes on for 24 weeks at most" in says
    assert "You gave it a fair try" not in says
    assert "This is about: Mandelic serum" in says


def test_the_end_at_24_weeks_is_kind_and_sends_nobody_to_a_doctor_first() -> None:
    app = in_use("2026-05-25").get("/plan")
    assert app.title == "You gave it a fair try."
    assert "let a doctor look" not in app.says
    assert 'href="/out"' in app.page
    assert 'value="leave"' in app.page
    assert "Until a doctor has looked" not in app.get("/tonight").says


def test_who_needs_help_at_once_is_shown_nothing_to_put_on_the_face() -> None:
    app = planned().post("/help")
    for path in ("/plan", "/tonight"):
        says = app.get(path).says
        assert "Call your emergency number now." in says, path
        assert "light cream" not in says, path
        assert "Wash gently" not in says, path
    assert "/evening/" not in app.get("/plan").page


def test_the_day_they_are_taken_out_goes_into_the_plan_and_strong_products_rest_round_it() -> None:
    app = acid_night()
    day = app.today + timedelta(days=9)
    app.post("/out", day=day.isoformat())
    assert "In your plan" in app.says
    nights = kinds(app.get("/plan"))
    assert "acid" not in nights[2:14]
    app.post("/out", day=(app.today + timedelta(days=90)).isoformat())
    assert len([e for e in app.events if e.kind == "dated"]) == 2
    assert "acid" in kinds(app.get("/plan"))[2:14], "the new day takes the place of the old one"


def test_a_day_out_of_reach_is_asked_again() -> None:
    app = planned()
    for day in ("2020-01-01", "2099-01-01", "soon"):
        assert app.post("/out", day=day).status == 400
        assert "Pick a day" in app.says
    assert not [e for e in app.events if e.kind == "dated"]


def test_what_asks_for_something_stands_first_on_the_shelf() -> None:
    app = planned().product("Aqua, Glycerin, Lanolin, Petrolatum, Phenoxyethanol", "Night cream").get("/shelf")
    assert re.findall(r'<h2 dir="auto">(.*?)</h2>', app.page)[0] == "Night cream"
