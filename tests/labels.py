"""Makers of labels as if they had been read, of shelf items, and short ways to class and judge them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from milium.adapters.packfiles import load_knowledge, load_part
from milium.domain.findings import Issue
from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import How, Ingredient, Percent, Product, Reading, ShelfItem
from milium.domain.person import Age, Profile
from milium.domain.safety import SafetyFacts
from milium.domain.verdict import Person, Verdict
from milium.engine.audit import class_product, judge
from milium.knowledge.judging import build_judging

HEALTHY = Profile(
    age=Age(28, "years"),
    pregnancy="no",
    breastfeeding=False,
    phototype=2,
    skin_now=(),
    medicines=(),
    allergies=(),
    region="EU",
)
CHEEKS = ("cheek_forehead_chin",)
PLAIN = ("AQUA", "GLYCERIN", "CETEARYL ALCOHOL", "PANTHENOL", "CARBOMER", "PHENOXYETHANOL")
HEAVY = ("AQUA", "PETROLATUM", "GLYCERIN", "CETEARYL ALCOHOL", "PANTHENOL", "CARBOMER")
LIGHT_SPF = ("AQUA", "OCTOCRYLENE", "ETHYLHEXYL TRIAZONE", "SILICA")


@cache
def facts() -> JudgingFacts:
    """Return the facts of judging, as shipped."""
    issues: list[Issue] = []
    built = build_judging(load_part("audit"), issues)
    assert built is not None, issues
    return built


@cache
def safety() -> SafetyFacts:
    """Return the facts of the safety rules, as shipped."""
    return load_knowledge().safety


def reading(
    *names: str,
    declared: Mapping[str, float] | None = None,
    may: Sequence[str] = (),
    active: Sequence[str] = (),
    how: Mapping[str, tuple[How, str | None]] | None = None,
    **rest: Any,
) -> Reading:
    """Make a label as if it had been read.

    Args:
        names: Canonical names in label order.
        declared: Name -> % on the label.
        may: Names under "may contain".
        active: Names under the active ingredients.
        how: Name -> (how it was read, the printed word).
        rest: Further fields of the reading.
    """
    rows: list[Ingredient] = []
    at = 0
    for section, group in (("active", active), ("list", names), ("may_contain", may)):
        for name in group:
            way, printed = (how or {}).get(name, ("exact", None))
            percent = Percent(declared=(declared or {}).get(name))
            rows.append(
                Ingredient(name, at, at + len(name), way, printed, section == "may_contain", percent, section)  # type: ignore[arg-type]
            )
            at += len(name) + 2
    text = ", ".join(i.name for i in rows)
    fields = {"text": text, "has_list": bool(rows), "ingredients": tuple(rows), **rest}
    return Reading(**fields)


def product(label: Reading | Sequence[str], **item: Any) -> Product:
    """Class a product: a reading, or names in label order; a leave-on for the face unless said."""
    read = label if isinstance(label, Reading) else reading(*label)
    keys = {"id": "p", "use": "leave_on", "where": "face", **item}
    return class_product(ShelfItem(**keys), read, facts(), safety())


def somebody(years: int = 28, sites: tuple[str, ...] = CHEEKS, months: int | None = None, **profile: Any) -> Person:
    """Make a person: healthy, 28, bumps on the cheeks unless said; None in `profile` = not asked."""
    age = Age(years, "years") if months is None else Age(months, "months")
    return Person(replace(HEALTHY, age=age, **profile), age.as_range(), sites)


def judged(one: Product, person: Person | None = None, *shelf: Product) -> Verdict:
    """Judge for `person`; the healthy adult with bumps on the cheeks when None."""
    return judge(one, person or somebody(), facts(), safety(), shelf)


def ids(verdict: Verdict) -> set[str]:
    """Return the ids of the findings."""
    return {f.id for f in verdict.findings}


def see(names: Reading | Sequence[str], person: Person | None = None, *shelf: Product, **item: Any) -> Verdict:
    """Class and judge in one go."""
    return judged(product(names, **item), person, *shelf)


def spf(ident: str = "spf", *names: str, **item: Any) -> Product:
    """Make a light sunscreen, SPF 50 and broad spectrum unless said."""
    keys = {"id": ident, "spf": 50.0, "broad_spectrum": True, **item}
    return product([*LIGHT_SPF, *names], **keys)
