"""Whatever a case or a product holds, the questions about the shelf get an answer or one clear refusal."""

import json
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
KEYS = [
    "id",
    "name",
    "label",
    "use",
    "where",
    "texture",
    "strength_pct",
    "ph",
    "spf",
    "used_since",
    "gtin",
    "prescribed",
]
ITEMS = st.dictionaries(st.sampled_from(KEYS), JUNK | st.text(max_size=60), max_size=6)
DAYS = st.dates(min_value=MONDAY.replace(year=1990)).map(str) | st.text(max_size=12)
LABELS = st.sampled_from(
    ["", "Aqua, Petrolatum, Lanolin", "Aqua, Retinol", "CERA ALBA", "no list at all", "Aqua, Octocrylene, Homosalate"]
)
SHELVES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.text(max_size=3),
            "name": st.text(max_size=20),
            "label": LABELS,
            "used_since": DAYS,
            "where": st.sampled_from(["face", "body", "moon"]),
        },
    )
    | ITEMS,
    max_size=5,
)
TOP = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("bumps_since", "today"), DAYS),
        "shelf": SHELVES,
        **dict.fromkeys(("log", "answers", "profile"), JUNK),
    },
)
QUICK = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def answered(call: Callable[[], dict[str, Any]]) -> None:
    refusal, answer = None, {}
    try:
        answer = call()
    except BadInput as error:
        refusal = error
    if refusal is not None:
        assert refusal.where
        assert refusal.fix
        return
    json.dumps(answer, allow_nan=False)
    assert {"facts", "pack", "issues"} <= set(answer)


@QUICK
@given(TOP)
def test_any_case_gets_its_suspects_and_its_shelf(case: dict[str, Any]) -> None:
    answered(lambda: CARE.suspects(case))
    answered(lambda: CARE.shelf_view(case))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(ITEMS, st.text(max_size=80) | LABELS)
def test_any_product_can_be_tried_and_compared(item: dict[str, Any], text: str) -> None:
    answered(lambda: CARE.with_one_more(plain_case(), {**item, "text": text}))
    answered(lambda: CARE.compare({**item, "text": text}, {"text": "Aqua, Glycerin"}, plain_case()))


@QUICK
@given(JUNK)
def test_any_barcode_is_one_or_is_refused(code: object) -> None:
    answered(lambda: CARE.audit({"gtin": code if code is not None else ""}))
