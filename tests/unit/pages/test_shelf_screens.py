"""The shelf as a whole on the screens: which of my creams, two side by side, one more, barcodes and things."""

from datetime import timedelta

import pytest

from milium.domain.gtin import check_digit
from pages_app import App

HEAVY, LIGHT = "Aqua, Petrolatum, Lanolin, Glycerin", "Aqua, Glycerin, Carbomer, Niacinamide"
HEAD = "400638133393"
CODE = HEAD + str(check_digit(HEAD))


def with_creams() -> App:
    app = App().interview()
    app.product(HEAVY, "Night cream")
    app.product(LIGHT, "Day gel")
    return app


def item_id(app: App, name: str) -> str:
    items = [e.body["item"] for e in app.events if e.kind == "product_added"]
    return next(str(i["id"]) for i in items if i["name"] == name)  # type: ignore[index]


def test_the_shelf_says_what_is_missing_by_its_properties() -> None:
    says = with_creams().get("/shelf").says
    assert "a broad-spectrum sunscreen, SPF 30 or more, that is light" in says
    assert "Night cream has a thick film where your bumps are" in says
    assert "Which of my creams?" in says


def test_a_strong_product_is_not_called_its_own_twin() -> None:
    app = App().interview().product("Aqua, Mandelic Acid, Glycerin", "Serum")
    assert "Of the same kind on your shelf" not in app.get("/shelf").says


def test_which_of_my_creams_asks_for_the_day_and_then_knows_the_order() -> None:
    app = with_creams()
    app.post(f"/shelf/{item_id(app, 'Night cream')}", used_since="2026-05-01")
    assert "You did not say when the bumps came." in app.get("/which").says
    app.post("/bump/duration", duration="6m_2y")
    assert "We cannot tell whether the bumps came before or after" in app.get("/which").says
    app.post("/which", bumps_since="2026-07-10")
    assert "It was there first. Used since May 2026; the bumps came in July 2026." in app.get("/which").says
    assert "We have: 10 July 2026" in app.says
    assert "Count again on 15 February 2027." in app.says


def test_a_cream_that_could_not_be_read_is_not_among_those_that_are_cleared() -> None:
    app = with_creams()
    app.product("Softens the skin. See the box for what is inside.", "Mystery cream of a friend")
    app.get("/which")
    assert "We cannot tell" in app.says
    cleared = app.page[app.page.index("<details") :]
    assert "Day gel" in cleared
    assert "Mystery cream" not in cleared


@pytest.mark.parametrize("typed", ["", "soon", "2999-01-01"])
def test_a_day_that_cannot_be_is_not_kept(typed: str) -> None:
    app = with_creams()
    before = len(app.events)
    app.post("/which", bumps_since=typed)
    assert (len(app.events), app.status) == (before, 200)


def test_putting_one_aside_is_the_running_change() -> None:
    app = with_creams()
    ident = item_id(app, "Night cream")
    assert "Put Night cream aside" in app.get("/which").says
    app.post("/shelf/remove", product=ident)
    app.today += timedelta(days=20)
    assert "One change at a time: change nothing more until" in app.get("/which").says
    assert "Put Night cream aside" not in app.says


def test_the_product_answer_tells_whether_it_was_there_first() -> None:
    app = with_creams()
    app.post(f"/shelf/{item_id(app, 'Night cream')}", used_since="2026-08-01")
    app.post("/which", bumps_since="2026-07-10")
    assert "Less likely. Used since August 2026" in app.get("/which").says


def test_two_products_stand_side_by_side() -> None:
    app = with_creams()
    one, two = item_id(app, "Night cream"), item_id(app, "Day gel")
    assert app.post("/compare", one=one, two=one).status == 400
    app.post("/compare", one=one, two=two)
    assert app.status == 200
    assert "Day gel leaves the lighter film." in app.says
    assert "We give no points" in app.says


def test_trying_one_more_keeps_nothing_and_says_what_would_change() -> None:
    app = with_creams()
    before = len(app.events)
    fields: dict[str, str | list[str]] = {
        "label": "Aqua, Petrolatum, Glycerin",
        "name": "Balm",
        "where": "face",
        "use": "leave_on",
    }
    assert "What would change?" in app.post("/product", fields).says
    app.post("/shelf/try", fields)
    assert "It is thick, and you would leave it on" in app.says
    assert len(app.events) == before


def test_a_brush_goes_on_the_shelf_by_its_name_alone() -> None:
    app = App().interview()
    app.post("/product", label="", name="Cleansing brush", where="face")
    assert "rubs the skin" in app.says
    app.post("/shelf/add", label="", name="Cleansing brush", where="face", use="leave_on")
    assert "Cleansing brush" in app.get("/shelf").says
    assert "Paste or type the ingredients first." in app.post("/product", label="", name="Cream", where="face").says


def test_a_barcode_finds_the_product_on_the_own_shelf() -> None:
    app = with_creams()
    app.post(f"/shelf/{item_id(app, 'Night cream')}", gtin=CODE, texture="balm")
    item = [e.body["item"] for e in app.events if e.kind == "product_added"][-1]
    assert (item["gtin"], item["texture"]) == (CODE.zfill(14), "balm")  # type: ignore[index]
    app.post("/product", label="", gtin=CODE, where="face", use="leave_on")
    assert "Night cream" in app.says
    wrong = HEAD + str((check_digit(HEAD) + 1) % 10)
    assert "These digits are no barcode." in app.post("/product", label="", gtin=wrong, where="face").says
    unknown = "96385074"
    assert "We do not know this barcode." in app.post("/product", label="", gtin=unknown, where="face").says
