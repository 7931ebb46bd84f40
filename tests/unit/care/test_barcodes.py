"""Barcodes: the check digit, the own shelf, the own table, and nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium import wiring
from milium.care import Care
from milium.domain import gtin
from milium.errors import BadInput

GOOD = "4006381333931"
LABEL = "Aqua, Retinol, Squalane, Glycerin"


class Table:
    """A person's own table with one product."""

    def find(self, code: str) -> Mapping[str, Any] | None:
        row = {"gtin": code, "name": "Night serum", "brand": "B", "label": LABEL, "spf": None}
        return row if code == gtin.normal("96385074") else None


def care() -> Care:
    return Care(wiring.care().knowledge, lambda: date(2026, 11, 1), products=Table())


@given(st.sampled_from([7, 11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)), st.data())
def test_one_wrong_digit_is_always_found(head: str, data: st.DataObject) -> None:
    code = head + str(gtin.check_digit(head))
    assert gtin.normal(code) == code.zfill(14)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    with pytest.raises(BadInput, match="does not fit"):
        gtin.normal(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", [GOOD, "4006381-333931", " 4006381 333931 ", int(GOOD), "04006381333931"])
def test_a_barcode_is_read_as_people_write_it(code: object) -> None:
    assert gtin.normal(code) == "04006381333931"


@pytest.mark.parametrize("code", ["", "abc", "123", GOOD[:-1] + "2", "٤٠٠٦٣٨١٣٣٣٩٣١", True, None, 1.5, "9" * 60])
def test_what_is_no_barcode_says_what_to_do(code: object) -> None:
    with pytest.raises(BadInput) as error:
        gtin.normal(code)
    assert error.value.fix


def test_the_own_shelf_is_asked_first_and_knows_more_than_a_table() -> None:
    item = {"id": "n", "name": "My serum", "label": LABEL, "gtin": "96385074", "strength_pct": {"RETINOL": 0.2}}
    person = {"shelf": [item], "answers": {"flags": []}}
    answer = care().audit({"gtin": "96385074", "person": person})
    assert (answer["found_in"], answer["name"]) == ("shelf", "My serum")
    assert answer["actives"][0]["strength_pct"] == 0.2
    assert not [f for f in answer["findings"] if f["id"] == "shelf.same_family"], "it is no twin of itself"


def test_the_own_table_is_asked_next() -> None:
    answer = care().audit({"gtin": "96385074"})
    assert (answer["found_in"], answer["name"], answer["families"]) == ("products", "Night serum", ["retinoid"])


def test_what_nobody_knows_is_said_with_the_way_out() -> None:
    with pytest.raises(BadInput, match="no product with the barcode") as error:
        care().audit({"gtin": GOOD})
    assert "products import" in error.value.fix


def test_a_wrong_check_digit_on_the_shelf_is_an_issue_and_stops_nothing() -> None:
    item = {"id": "n", "name": "Serum", "label": LABEL, "gtin": GOOD[:-1] + "2"}
    answer = care().shelf_view({"shelf": [item]})
    assert [issue["where"] for issue in answer["issues"]] == ["shelf[0].gtin"]
    assert len(answer["products"]) == 1
    log = [{"kind": "product_added", "date": "2026-10-01", "item": item}]
    reading = care().read({"today": "2026-11-01", "log": log})
    assert (len(reading.issues), reading.blocking) == (1, ())


def test_a_label_that_lies_on_the_shelf_is_no_twin_of_itself() -> None:
    item = {"id": "n", "name": "My serum", "label": LABEL}
    person = {"shelf": [item], "answers": {"flags": []}}
    same, other = (care().audit({"text": text, "person": person}) for text in (f" {LABEL}\n", "Aqua, Retinal"))
    assert not [f for f in same["findings"] if f["id"] == "shelf.same_family"]
    assert [f for f in other["findings"] if f["id"] == "shelf.same_family"]
