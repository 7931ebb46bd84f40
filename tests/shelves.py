"""Cases as plain data: a healthy adult with three plain products, and what else stands on the shelf."""

from collections.abc import Mapping
from typing import Any

from people import CHEEKS

TODAY = "2026-03-16"
PLAIN: list[dict[str, Any]] = [
    {"id": "cleanser", "name": "Gel", "use": "rinse_off", "label": "Aqua, Glycerin, Coco-Glucoside, Phenoxyethanol"},
    {"id": "cream", "name": "Light cream", "use": "leave_on", "label": "Aqua, Glycerin, Squalane, Cetyl Alcohol"},
    {"id": "spf", "name": "SPF 50", "use": "leave_on", "label": "Aqua, Zinc Oxide", "spf": 50, "broad_spectrum": True},
]
PROFILE = {
    "age": {"years": 34},
    "pregnancy": "no",
    "breastfeeding": False,
    "phototype": 2,
    "past_dark_marks": False,
    "conditions": [],
    "skin_now": [],
    "medicines": [],
    "allergies": [],
    "sunscreen_ok": True,
    "region": "EU",
}
ANSWERS = {**CHEEKS, "flags": []}


def active(
    ident: str, inci: str, pct: float | None, evenings: int, since: str = "2025-11-01", **keys: Any
) -> dict[str, Any]:
    item = {"id": ident, "name": ident, "use": "leave_on", "label": f"Aqua, {inci}, Glycerin", **keys}
    item["in_use"] = {"since": since, "evenings_per_week": evenings}
    return item if pct is None else {**item, "strength_pct": {inci.upper(): pct}}


def case(*items: Mapping[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "today": TODAY,
        "profile": {**PROFILE, **other.pop("profile", {})},
        "answers": {**ANSWERS, **other.pop("answers", {})},
        "shelf": [*PLAIN, *items],
        "wishes": {"choose": "plan"},
        **other,
    }
