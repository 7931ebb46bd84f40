"""Every active, and every word that keeps a product off, at its borders: what planner and checker make of it.

One long shelf, read by the reader of labels, before eight persons. The planner's bars and candidates, what the checker
takes each product for, and what it finds in a plan that uses each once. A change that is meant is written with
`--update-golden`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any
from zlib import crc32

import people as p
from milium.adapters.packfiles import load_knowledge
from milium.care.desk import Desk
from milium.domain.case import Case
from milium.domain.label import Product, ShelfItem
from milium.domain.person import Age, AgeRange, Medicine
from milium.domain.plan import Day, Step, Violation
from milium.domain.safety import Active
from milium.engine.check import check
from milium.engine.check.families import class_shelf
from milium.engine.plan.bars import merge
from milium.engine.plan.eligibility import read_shelf
from milium.engine.plan.situation import read_situation

FACTS = p.safety()
PERSONS: dict[str, dict[str, Any]] = {
    "adult": {},
    "pregnant": {"pregnancy": "yes"},
    "trying, agreed": {
        "pregnancy": "trying",
        "confirmed": ("salicylic acid", "bha", "benzoyl peroxide", "azelaic acid"),
    },
    "breastfeeding in Canada": {"breastfeeding": True, "region": "CA"},
    "teen": {"age": Age(15, "years"), "guardian_agrees": True, "confirmed": ("adapalene", "salicylic acid")},
    "child": {"age": Age(7, "years")},
    "allergic": {"allergies": ("salicylate", "GLYCERIN", "Lactic acid"), "region": "US", "phototype": 5},
    "on doxycycline": {"medicines": (Medicine("photosensitising", "doxycycline"),), "confirmed": ("glycolic acid",)},
}
PLAIN = ("cleanser", "cream", "spf")
PACE = tuple(f"SR-{n:02}" for n in (5, 43, 44, 45))  # when it is used, which is not what these plans are about
A_TIME, WORDS_TOLD, NAMED = 14, 3, 12
Golden = Callable[[str, str], None]


def test_what_the_planner_makes_of_every_product(golden: Golden) -> None:
    golden("products/planner.txt", "".join(_planned(name) for name in PERSONS))


def test_what_the_checker_takes_every_product_for(golden: Golden) -> None:
    golden("products/classed.txt", "".join(f"{line}\n" for line in _classed()))


def test_what_the_checker_finds_where_each_is_used_once(golden: Golden) -> None:
    golden("products/found.txt", "".join(_found(name) for name in PERSONS))


@cache
def _shelf() -> tuple[Product, ...]:
    desk = Desk(load_knowledge(), lambda: p.MONDAY)
    return tuple(desk.classed(item) for item in _items())


def _items() -> Iterator[ShelfItem]:
    yield from (product.item for product in p.shelf())
    for active in FACTS.actives:
        yield from _at_its_borders(active)
    for n, name in enumerate((*FACTS.blocked.first, *FACTS.blocked.any_place[:4], *FACTS.scrubs[:3])):
        pct = {} if n % 2 else {name: FACTS.blocked.essential_oil_pct - (0.1 if n % 3 == 0 else 0)}
        label = f"Aqua, {name.title()}, Glycerin" if n % 3 == 0 else f"Aqua, Glycerin, {name.title()}"
        yield ShelfItem(f"block-{n}", f"Oil {n}", label, "rinse_off" if n % 5 == 0 else "leave_on", strength_pct=pct)
    words = (
        *FACTS.blocked.name_words,
        *FACTS.blocked.never_home_words,
        *FACTS.name_words,
        "Molecule",
        "phase",
        "scrub",
    )
    for n, word in enumerate(words):
        label = "Aqua, Glycerin, Lactic Acid, Citric Acid, Squalane"
        yield ShelfItem(f"word-{n}", f"{word} gel", label, "leave_on")
        yield ShelfItem(f"said-{n}", "A gel", f"For {word}s. Ingredients: {label}", "leave_on")
    yield from _odd_ones()


def _at_its_borders(active: Active) -> Iterator[ShelfItem]:
    """One product without a number and some with; names further on in the list take turns."""
    cap = max([x for x in (active.cap_pct, active.declared_pct) if x is not None], default=1.0)
    least = [x for x in (active.not_below_pct, active.declared_pct, active.start_pct) if x is not None]
    for n, pct in enumerate((None, cap, cap * 1.01, *least, *(x * 0.99 for x in least))):
        inci = active.inci[n % len(active.inci)]
        label = f"Aqua, Glycerin, {inci.title()}" if n % 2 else f"Aqua, Squalane, Glycerin, Silica, {inci.title()}"
        strength, ph = {} if pct is None else {inci: pct}, (None, 3.4, 3.5)[n % 3]
        yield ShelfItem(f"{active.id}-{n}", f"Serum {n}", label, "leave_on", strength_pct=strength, ph=ph)
    yield ShelfItem(f"{active.id}-wash", "Wash", f"Aqua, {active.inci[0].title()}", "rinse_off")


def _odd_ones() -> Iterator[ShelfItem]:
    """Two actives in one, other places, other uses, sunscreens and labels that say more than a list."""
    label = "Aqua, Glycolic Acid, Retinol, Glycerin"
    for n, (first, second) in enumerate(((5, 0.1), (5, None), (9.9, 0.1), (10.1, None), (None, None), (4, 0.3))):
        strength = {k: v for k, v in (("GLYCOLIC ACID", first), ("RETINOL", second)) if v is not None}
        yield ShelfItem(f"two-{n}", "Night duo", label, "leave_on", strength_pct=strength)
    for n, (aha, pha) in enumerate(((5, 5), (5, 5.1), (6, 4), (2, 1.9), (10, 0))):
        strength = {"GLYCOLIC ACID": float(aha), "GLUCONOLACTONE": float(pha)}
        label = (
            "Aqua, Glycolic Acid, Gluconolactone, Salicylic Acid" if n % 2 else "Aqua, Glycolic Acid, Gluconolactone"
        )
        yield ShelfItem(f"sum-{n}", "Toner", label, "leave_on", strength_pct=strength, ph=3.6)
    for where in ("around_eye", "lips", "hair", "body", "face"):
        yield ShelfItem(f"at-{where}", "Cream", "Aqua, Retinol", "leave_on", where=where, strength_pct={"RETINOL": 0.2})
        yield ShelfItem(f"plain-{where}", "Eye cream" if where == "face" else "Lip balm", "Aqua, Retinol", where=where)
    for n, spf in enumerate((None, 15, 29.9, 30, 50)):
        more: dict[str, Any] = {"spf": spf, "broad_spectrum": (True, None, False)[n % 3]}
        yield ShelfItem(f"sun-{n}", "Sunscreen", "Aqua, Zinc Oxide, Silica", "leave_on", **more)
        yield ShelfItem(f"sun-x-{n}", "Sun fluid SPF 50", "Aqua, Retinyl Palmitate, Zinc Oxide", "leave_on", **more)
    labels = (
        "", "Aqua, Glycerin. May contain: Retinol", "Active: Salicylic Acid 2%. Inactive: Aqua, Glycerin",
        "Aqua, Salycilic Acid, Glycerin", "Peel-off mask. Aqua, Glycolic Acid 5%", "Aqua, Citrus Sinensis Peel Oil",
        "Aqua, Retinyl Newoate, Glycerin", "Aqua, Salix Alba Bark Extract", "Broad spectrum SPF 30. Aqua, Zinc Oxide",
        "Aqua, Bakuchiol, Ethylhexyl Salicylate", "Glycolic Acid, Aqua 12M", "Aqua, Lactic Acid 5%, Glycolic Acid 6%",
    )  # fmt: skip
    for n, text in enumerate(labels):
        yield ShelfItem(f"label-{n}", f"Item {n}", text, None if n % 2 else "leave_on")
        yield ShelfItem(f"label-{n}-prescribed", f"Item {n}", text, "leave_on", prescribed=n % 3)
    dates = ((-31, 1, None), (-28, 1, 3), (-365, 12, None), (-366, 12, None), (0, 6, -1))
    for n, (opened, months, by) in enumerate(dates):
        strength, use_by = {"GLYCOLIC ACID": 5.0}, None if by is None else p.day(by)
        item = ShelfItem(f"old-{n}", "Toner", "Aqua, Glycolic Acid", "leave_on", pao_months=months, use_by=use_by)
        yield replace(item, opened=p.day(opened), strength_pct=strength)


# -- what is told -----------------------------------------------------------------------------


def _person(name: str, shelf: Sequence[Product]) -> Case:
    keys = dict(PERSONS[name])
    age = keys["age"].as_range() if "age" in keys else AgeRange(28 * 12, 28 * 12 + 11)
    return p.person(*shelf, profile=keys, age=age)


def _planned(name: str) -> str:
    case = _person(name, _shelf())
    candidates, bars = read_shelf(case, p.by_id(_shelf()), read_situation(case, FACTS), FACTS)
    lines = [f"{name}:"]
    for bar in merge(bars):
        lines.append(f"  {' '.join(str(x) for x in (bar.rule, bar.question, bar.text) if x)}: {' '.join(bar.products)}")
    for c in candidates.values():
        marks = [word for word in ("half_pace", "sun", "sun_agreed") if getattr(c, word)]
        lines.append(
            f"  {c.id} {c.kind} {c.ladder.start}-{c.ladder.top}/{c.ladder.rung_days} {' '.join(marks)}".rstrip()
        )
    return "\n".join(lines) + "\n"


def _classed() -> Iterator[str]:
    for ident, c in class_shelf(_shelf(), FACTS).items():
        found = " ".join(f"{f.active.id}={f.strength_pct}{'!' if f.counts else ''}" for f in c.found)
        marks = f"{'scrub ' if c.scrub else ''}{'' if c.readable else 'unread '}{c.good_until or ''}"
        words = " ".join(c.words.split())
        yield f"{ident}: {' '.join(c.families)} | {found} | {c.first} | {c.spf} {c.broad_spectrum} {marks}| {words}"


def _found(name: str) -> str:
    """What is found where a plan uses some products, one an evening: each rule with the products, and its words."""
    told: dict[str, dict[str, None]] = {}
    words: dict[str, dict[str, None]] = {}
    others = [product for product in _shelf() if product.item.id not in PLAIN]
    for first in range(0, len(others), A_TIME):
        for found, ident in _of_some(name, others[first : first + A_TIME]):
            if found.rule not in PACE:
                slot = "" if found.slot == "pm" else f"/{found.slot}"
                told.setdefault(found.rule, {})[f"{ident}{slot}"] = None
                words.setdefault(found.rule, {})[found.text] = None
    lines = [f"{name}:"]
    for rule in sorted(told):
        named = ", ".join(told[rule]) if len(told[rule]) <= NAMED else f"{len(told[rule])} products"
        sums = [f"{crc32(repr([*said]).encode()):08x}" for said in (told[rule], words[rule])]
        lines += [f"  {rule}: {named} {' '.join(sums)}", *(f"    {text}" for text in [*words[rule]][:WORDS_TOLD])]
    return "\n".join(lines) + "\n"


def _of_some(name: str, some: Sequence[Product]) -> Iterator[tuple[Violation, str]]:
    """Yield each finding, with the product of its day."""
    shelf = (*_shelf()[: len(PLAIN)], *some)
    case, days = _person(name, shelf), []
    for n, product in enumerate(some):
        ident = product.item.id
        am = (Step("cleanse"), Step("moisturise"), Step("sunscreen", ident if "sun" in ident else "spf"))
        days.append(Day(case.today + timedelta(days=n), n < A_TIME, am, (Step("cleanse"), Step("treat", ident))))
    options = ("plan", "watch", "see_clinician")
    for found in check(days, "regimen", options, case, p.by_id(shelf), p.assessed(), FACTS):
        yield found, some[(found.date - case.today).days].item.id
