"""Persons on either side of every border: a gap of 13, 14 and 15 days, a medicine that ended 7 or 8 days ago, an age.

Each is an adult with milia on the cheeks who differs from the next by a day or by one answer, so that a border that
moves by one changes what one of them gets. `bordering` makes them all, by topic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import people as p
from milium.domain.case import Case, Dated, LogEntry
from milium.domain.identify import Assessment, Triage
from milium.domain.label import Product
from milium.domain.person import Age, AgeRange, Medicine
from milium.domain.progress import Progress

SLOW = {"phototype": 5}
AGREED = {"confirmed": ("adapalene", "azelaic acid")}
PAIR = ("glycolic", "retinol")


@dataclass(frozen=True, slots=True)
class Bordering:
    """A person beside a border, with what is said about the bumps."""

    name: str
    case: Case
    products: Mapping[str, Product]
    assessment: Assessment


def own(ident: str, **item: Any) -> Product:
    """Make one of the products, by shelf id."""
    if ident in {"pha", "tretinoin", "bpo"}:
        inci = {"pha": "GLUCONOLACTONE", "tretinoin": "TRETINOIN", "bpo": "BENZOYL PEROXIDE"}[ident]
        return p.acid(ident, inci, {"pha": 6, "tretinoin": 0.025, "bpo": 2.5}[ident], **item)
    make = {
        **{"glycolic": p.glycolic, "retinol": p.retinol, "salicylic": p.salicylic, "mandelic": p.mandelic},
        **{"adapalene": p.adapalene, "azelaic": p.azelaic, "lactic": p.lactic},
    }[ident]
    return make(**item)


def bordering(
    name: str,
    *owned: str | Product,
    today: int = 0,
    log: tuple[LogEntry, ...] = (),
    profile: Mapping[str, Any] | None = None,
    assessment: Assessment | None = None,
    spf: bool = True,
    **keys: Any,
) -> Bordering:
    """Make one person; `owned` are shelf ids or products, `today` a day as in `people.day`."""
    products = p.shelf(*(own(o) if isinstance(o, str) else o for o in owned), spf=spf)
    day = p.day(today)
    case = p.person(*products, today=day, log=log, profile={**AGREED, **(profile or {})}, **keys)
    return Bordering(name, case, p.by_id(products), assessment or p.assessed())


def calm(today: int, *ago: int, **keys: Any) -> tuple[LogEntry, ...]:
    """Check-ins some days ago."""
    return tuple(p.check_in(p.day(today - n), **keys) for n in ago)


def used(ident: str, today: int, first: int, last: int = 1, every: int = 3) -> tuple[LogEntry, ...]:
    """Say of a product that it was used from `first` to `last` days ago, the spot test passed before."""
    days = [p.day(today - n) for n in range(first, last - 1, -every)]
    return (p.spot_test(p.day(today - first), ident), *p.ticks(ident, *days))


WEEKLY = (1, 8, 15, 22, 29, 36)
KINDS = ("glycolic", "retinol", "salicylic", "adapalene", "pha", "azelaic")


def gaps() -> Iterator[Bordering]:
    """Somebody stops for some days: one product, or one of two."""
    for n, (gap, ident) in enumerate(zip((6, 7, 8, 12, 13, 14, 15, 27, 28, 29, 13, 14, 28, 29), cycle(KINDS))):
        t = n % 7
        slow = SLOW if n % 3 == 2 else {}
        log = (*used(ident, t, 120, gap, 2 + n % 3), *calm(t, *WEEKLY))
        yield bordering(f"{ident} laid aside {gap} days", ident, today=t, log=log, profile=slow)
    for n, gap in enumerate((12, 13, 14, 15, 27, 28, 29)):
        log = (*used("glycolic", n, 150, 2), *used("retinol", n, 80, gap), *calm(n, *WEEKLY))
        yield bordering(f"retinol laid aside {gap} days beside glycolic", *PAIR, today=n, log=log)
        log = (*used("glycolic", n, 150, gap, 4), *used("retinol", n, 80, 3, 4), *calm(n, *WEEKLY))
        yield bordering(f"glycolic laid aside {gap} days beside retinol", *PAIR, today=n, log=log)


def starts() -> Iterator[Bordering]:
    """Somebody began some days ago and kept to it."""
    ago = (1, 2, 6, 7, 8, 13, 14, 15, 27, 28, 29, 41, 42, 43, 55, 56, 57, 83, 84, 85, 111, 112, 139, 167, 168, 169)
    for n, (first, ident) in enumerate(zip(ago, cycle(KINDS))):
        t = n % 7
        log = (*used(ident, t, first, 1, (7, 4, 3, 2)[n % 4]), *calm(t, *WEEKLY))
        yield bordering(f"{ident} since {first} days", ident, today=t, log=log, profile=SLOW if n % 4 == 3 else {})
    for n, first in enumerate((54, 55, 56, 57, 83, 84, 85)):
        log = (*used("glycolic", n, first, 1, 3), *calm(n, *WEEKLY), p.spot_test(p.day(n - 3), "retinol"))
        slow = SLOW if first > 80 else {}
        yield bordering(f"the second one, {first} days after", *PAIR, today=n, log=log, profile=slow)
    for n, since in enumerate((1, 2, 7, 13, 14, 27, 28, 55, 56, 57, 84, 85, 112, 167, 168, 169, 182)):
        item = own(KINDS[n % 6], in_use=p.in_use(p.day(n % 7 - since), 1 + n % 7))
        yield bordering(f"{item.item.id} in use since {since} days", item, "mandelic", today=n % 7)


def in_use_and_ticked() -> Iterator[Bordering]:
    """A product in use before the record: its first tick on the day it was in use from, just before or after."""
    for n, since in enumerate((1, 7, 13, 14, 15, 28, 29, 56, 57)):
        for first in (since + 1, since, since - 1):
            item = own(("retinol", "glycolic", "azelaic")[n % 3], in_use=p.in_use(p.day(n % 7 - since), 2 + n % 3))
            log = tuple(p.tick(p.day(n % 7 - ago), item.item.id) for ago in (first, first - 3, first - 7) if ago > 0)
            dated = (Dated("sunburn", p.day(n % 7 - since - 5)),) if n % 2 else ()
            name = f"{item.item.id} in use since {since}, ticked from {first}"
            yield bordering(name, item, "mandelic", today=n % 7, log=(*log, *calm(n % 7, 1, 8)), dated=dated)


def healing() -> Iterator[Bordering]:
    """A procedure that healed late, or early, or whose end was told alone."""
    for n, kind in enumerate(sorted(p.safety().windows)):
        for key, days in (("healed", 3), ("healed", 25), ("until", 10), ("back_on", 9), ("off_before_days", 12)):
            ahead = -2 if n % 2 else 6
            more: dict[str, Any] = {key: days if key == "off_before_days" else p.day(ahead + days)}
            log = (*used("salicylic", 0, 120, 2, 3), *used("retinol", 0, 50, 1, 4), *calm(0, *WEEKLY))
            dated = (Dated(kind, p.day(ahead), **more),)
            yield bordering(f"{kind} in {ahead}, {key} {days}", "salicylic", "retinol", log=log, dated=dated)


def tests_of_a_spot() -> Iterator[Bordering]:
    """A spot test some days ago."""
    for n, ago in enumerate((0, 1, 2, 3, 4, 10, 13, 14, 15, 17)):
        for result in ("ok", "reacted") if ago in {0, 3, 14} else ("ok",):
            log = (p.spot_test(p.day(n % 7 - ago), "retinol", result),)
            yield bordering(f"spot test {result} {ago} days ago", "retinol", today=n % 7, log=log)


def sore_weeks() -> Iterator[Bordering]:
    """Irritation of one, two or three, some days ago, once or twice."""
    for n, ago in enumerate((0, 1, 2, 3, 4, 5, 6, 7, 8, 13)):
        for score in (1, 2, 3):
            ident = KINDS[(n + score) % 6]
            log = (*used(ident, n % 7, 70, ago + 1, 2 + score % 2), *calm(n % 7, *(w + ago for w in (7, 14, 21, 28))))
            log += calm(n % 7, ago, irritation=score)
            slow = SLOW if (n + score) % 3 == 0 else {}
            yield bordering(f"{ident}, {score} {ago} days ago", ident, today=n % 7, log=log, profile=slow)
    for n, (first, second, apart) in enumerate(
        ((1, 1, 5), (1, 1, 6), (1, 1, 7), (2, 2, 7), (2, 1, 7), (3, 0, 6), (3, 0, 7), (3, 1, 7), (2, 0, 3), (2, 3, 1))
    ):
        log = (*used("adapalene", n % 7, 60, 2, 2), *used("glycolic", n % 7, 130, 2, 4))
        log += (*calm(n % 7, 15 + apart), *calm(n % 7, 1 + apart, irritation=first), *calm(n % 7, 1, irritation=second))
        for slow in ({}, SLOW):
            name = f"{first}, then {second} after {apart} days{', slow' if slow else ''}"
            yield bordering(name, "adapalene", "glycolic", today=n % 7, log=log, profile=slow)


def check_ins() -> Iterator[Bordering]:
    """Check-ins missed, near one another, poor or answered by halves."""
    for n, ago in enumerate((5, 6, 9, 10, 11, 12, 26, 27, 28, 29)):
        log = (*used("retinol", n % 7, 60, 1), *calm(n % 7, ago, ago + 7))
        yield bordering(f"last heard {ago} days ago", "retinol", today=n % 7, log=log)
    for n, (one, other) in enumerate(((0, 2), (2, 0), (3, 1), (None, 2), (1, 1))):
        log = (*used("retinol", n, 60, 1), *calm(n, 3, irritation=one), *calm(n, 3, irritation=other), *calm(n, 10, 17))
        yield bordering(f"{one} and {other} on one day", "retinol", today=n, log=log)
    for n, apart in enumerate((4, 5, 6, 7, 9, 10, 11)):
        log = (*used("salicylic", n % 7, 40, 1), *calm(n % 7, 1, 1 + apart))
        yield bordering(f"two calm weeks {apart} days apart", "salicylic", today=n % 7, log=log)
    poor: tuple[dict[str, Any], ...] = (
        {"spf": "poor"}, {"spf": None}, {"adherence": "poor"}, {"adherence": None}, {"bumps": "more"},
        {"bumps": "larger"}, {"bumps": None}, {"skin_now": ("broken",)}, {"skin_now": None}, {"flags": None},
        {"skin_now": ("sunburn",)}, {"skin_now": ("infection",)}, {"irritation": None},
        {"flags": ("eye_red_or_painful",)},
    )  # fmt: skip
    for n, keys in enumerate(poor):
        for times in (1, 2, 3):
            log = (*used("glycolic", n % 7, 90, 1, 4), *used("azelaic", n % 7, 30, 1, 4), *calm(n % 7, 22, 29))
            log += tuple(e for k in range(times) for e in calm(n % 7, 1 + 7 * k, **keys))
            name = f"{', '.join(f'{k} {v}' for k, v in keys.items())}, {times} times"
            yield bordering(name, "glycolic", "azelaic", today=n % 7, log=log)


def procedures() -> Iterator[Bordering]:
    """Every dated kind before and after its day, also healed early, late, and with the days a clinic gave."""
    for n, kind in enumerate(sorted(p.safety().windows)):
        for off in (-22, -2, 0, 1, 16):
            t = (n + off) % 7
            more: dict[str, Any] = {}
            if (n + off) % 3 == 0:
                more = {"healed": p.day(t + off + 5), "until": p.day(t + off + 9)}
            if (n + off) % 5 == 0:
                more = {"off_before_days": 10, "back_on": p.day(t + off + 12)}
            log = (*used("glycolic", t, 120, 2, 3), *used("retinol", t, 50, 1, 4), *calm(t, *WEEKLY))
            dated = (Dated(kind, p.day(t + off), **more),)
            profile = {"past_dark_marks": off == 0}
            wishes = {"steam": True}
            name = f"{kind} in {off} days{' with dates' if more else ''}"
            yield bordering(name, *PAIR, today=t, log=log, dated=dated, profile=profile, wishes=wishes)


def medicines() -> Iterator[Bordering]:
    """A medicine that ended, or will, or that goes on."""
    rows: tuple[tuple[str, str, tuple[int | None, ...]], ...] = (
        ("photosensitising", "doxycycline", (-8, -7, -6, -1, 0, 5, None)),
        ("photosensitising", "amiodarone", (-184, -183, -182, None)),
        ("isotretinoin", "", (-184, -183, -182, 0, 3, None)),
        ("prescription_topical", "", (-15, -14, -13, 0, 3, None)),
        ("steroid_topical", "", (-1, 0, 3, None)),
        ("other", "lymecycline", (-7, None)),
        ("ciclosporin", "", (0, None)),
    )
    for kind, name, ends in rows:
        for n, end in enumerate(ends):
            medicine = Medicine(kind, name, p.day(-300), None if end is None else p.day(end))
            profile = {"medicines": (medicine,), **({"confirmed": ("glycolic acid",)} if n % 2 else {})}
            wishes = {"steam": n % 2 == 0}
            yield bordering(f"{kind} {name} ended {end}", "glycolic", "salicylic", profile=profile, wishes=wishes)
    begins = Medicine("photosensitising", "doxycycline", p.day(5), p.day(15))
    yield bordering("doxycycline from day 5 to 15", *PAIR, profile={"medicines": (begins,)})


def answers_about() -> Iterator[Bordering]:
    """One answer about the person or the bumps differs."""
    years = (0, 1, 11, 12, 13, 17, 18, 39, 40, 41, 54, 55, 56)
    for age in (*(Age(y, "years") for y in years), *(Age(m, "months") for m in (5, 6, 11, 12)), Age(9, "days")):
        for many in ("single", "6_20") if age.unit == "years" and age.value >= 12 else ("6_20",):
            profile = {"age": age, "guardian_agrees": True if age.value % 2 else None}
            yield bordering(
                f"{age.value} {age.unit}, {many}", "salicylic", "adapalene", "glycolic", profile=profile,
                answers={"count": many}, wishes={"steam": True}, age=age.as_range(),
            )  # fmt: skip
    yield bordering("17 or 18 years", "salicylic", profile={"age": None}, age=AgeRange(17 * 12, 18 * 12 + 11))
    changes: dict[str, tuple[Any, ...]] = {
        "pregnancy": ("yes", "trying", "unsure", None),
        "breastfeeding": (True, None),
        "phototype": (1, 3, 4, 6, "unknown", None),
        "past_dark_marks": (True, None),
        "conditions": (
            *(("eczema",), ("rosacea",), ("visible_vessels",), ("fever",), ("immune_weak",), ("asthma_heat",), None),
        ),
        "skin_now": (("broken",), ("sunburn",), ("infection",), ("peeling",), None),
        "allergies": (("salicylate",), ("sunscreen",), ("GLYCERIN",), ("RETINOL",), None),
        "sunscreen_ok": (False, None),
        "region": ("US", "UK", "other", None),
        "skin": ("dry", "sensitive", None),
        "tools": (("brush",), None),
        "confirmed": ((), ("salicylic acid",), ("bha",), ("glycolic acid", "retinoid")),
        "medicines": (None,),
    }
    for key, values in changes.items():
        for value in values:
            wishes = {"steam": True}
            yield bordering(
                f"{key} {value}", "salicylic", "glycolic", "azelaic", "retinol", profile={key: value}, wishes=wishes
            )
    for key, word in (
        *(("site", w) for w in ("nose", "around_eye", "lash_line", "injured_or_treated_skin", "lips_mouth")),
        *(("count", w) for w in ("single", "2_5", "over_20", None)),
        *(("site", None), ("duration", None), ("duration", "under_6_weeks"), ("grouping", "linear")),
    ):
        more = {"duration": "under_6_weeks"} if word == "injured_or_treated_skin" else {}
        yield bordering(f"{key} {word}", "mandelic", "lactic", answers={key: word, **more}, wishes={"steam": True})


def said_of_the_bumps() -> Iterator[Bordering]:
    """Probabilities at their borders, flags old and new, cleared or not, and somebody who was seen."""
    for milia in (0.59, 0.60, 0.61, 0.79, 0.80, 0.81):
        found = p.assessed(("milia_primary", milia), ("syringoma", round(1 - milia, 2)))
        yield bordering(f"milia {milia}", "pha", assessment=found)
    for cancer in (0.19, 0.20, 0.21):
        found = p.assessed(("milia_primary", round(0.9 - cancer, 2)), ("bcc", cancer), ("closed_comedone", 0.1))
        yield bordering(f"bcc {cancer}", "pha", assessment=found)
        secondary = p.assessed(("milia_secondary", 0.7), ("milia_en_plaque", cancer))
        yield bordering(f"plaque {cancer}", "pha", assessment=secondary)
    for ago in (182, 183, 184):
        for found in (p.assessed(("milia_en_plaque", 0.9)), p.assessed(flags=(("RF12", "routine clinician"),))):
            profile = {"seen_by_clinician": p.day(-ago)}
            name = f"seen {ago} days ago, {'a flag' if found.seen else 'plaque'}"
            yield bordering(name, "glycolic", profile=profile, assessment=found)
    urgency: Triage
    for urgency in ("pharmacist", "routine clinician", "urgent", "emergency"):
        for clear in (None, -20, -3):
            seen = p.assessed(seen=(("RF9", urgency, p.day(-10)),))
            log = (*used("glycolic", 0, 60, 11), *calm(0, 1, 8, 15))
            log += () if clear is None else (p.cleared(p.day(clear), "RF9"),)
            yield bordering(f"{urgency} flag 10 days ago, cleared {clear}", *PAIR, log=log, assessment=seen)
    for flags in (("eye_red_or_painful",), ("pregnant",), ("transplant_or_immune_weak",), None):
        for clear in (False, True):
            log = (p.cleared(p.day(-1), (flags or ("x",))[0]),) if clear else ()
            wishes = {"steam": clear or flags is None}
            yield bordering(f"flags {flags}, cleared {clear}", "glycolic", flags=flags, log=log, wishes=wishes)


def mishaps() -> Iterator[Bordering]:
    """Picked, burnt or swollen some days ago, and bought or removed since."""
    for n, ago in enumerate((0, 1, 5, 6, 7, 8, 13)):
        for what in ("picked", "burn", "swelling"):
            log = (*used("glycolic", n, 60, ago + 1), *used("salicylic", n, 9, 1, 4), *calm(n, 1, 8, 15))
            log += (p.reaction(p.day(n - ago), what),)
            wishes = {"steam": True}
            yield bordering(f"{what} {ago} days ago", "glycolic", "salicylic", today=n, log=log, wishes=wishes)
    for n, ago in enumerate((0, 1, 6, 7, 8)):
        scrub = p.product("scrub", "PUMICE", roles=("scrub",), use="rinse_off")
        log = (*used("retinol", n, 30, 2), p.tick(p.day(n - ago), "scrub"), p.tick(p.day(n - ago), "retinol", "am"))
        yield bordering(f"scrubbed {ago} days ago", "retinol", scrub, today=n, log=log)
        log = (p.tick(p.day(n - ago), "gone"), *used("retinol", n, 30, 2), *calm(n, 1, 8))
        yield bordering(f"an unknown product {ago} days ago", "retinol", today=n, log=log)


def on_the_shelf() -> Iterator[Bordering]:
    """Strengths at their borders, two of a kind, dates of use, and places."""
    for pct in (None, 3.9, 4, 8, 8.1, 10, 10.1, 30):
        for ph in (None, 3.4, 3.5, 3.6):
            yield bordering(f"glycolic {pct} at pH {ph}", p.glycolic(pct, ph=ph))
    for make, strengths in (
        *((p.salicylic, (None, 0.5, 2, 2.1)), (p.retinol, (None, 0.1, 0.3, 0.31, 1))),
        *((p.adapalene, (None, 0.1, 0.3)), (p.azelaic, (None, 9.9, 10, 15, 20, 21))),
    ):
        for pct in strengths:
            for teen in (False, True):
                profile = {"age": Age(16, "years"), "guardian_agrees": True} if teen else {"phototype": 4}
                name = f"{make.__name__} {pct}{' at 16' if teen else ''}"
                yield bordering(name, make(pct), profile=profile, age=AgeRange(16 * 12, 16 * 12) if teen else None)
    for ahead in (-1, 0, 1, 13, 14, 20):
        day = {"use_by": p.day(ahead)}
        opened = {"opened": p.day(ahead - 365), "pao_months": 12}
        for more in (day, opened):
            yield bordering(f"{next(iter(more))}, {ahead} days left", own("glycolic", **more), own("retinol"))
    both = p.product("both", strength={"GLYCOLIC ACID": 5, "RETINOL": 0.1})
    wash = p.product("wash", strength={"SALICYLIC ACID": 1.0}, roles=("cleanser",), use="rinse_off")
    rows: tuple[tuple[str, tuple[str | Product, ...]], ...] = (
        ("five", ("glycolic", "mandelic", "salicylic", "retinol", "azelaic")),
        ("two retinoids", ("retinol", "adapalene")),
        ("gentle", ("lactic", "pha", "mandelic")),
        ("duo", (both, "pha")),
        ("wash", (wash, "salicylic", "retinol")),
        ("around the eye", (own("retinol", where="around_eye"), "glycolic")),
        ("body", (own("glycolic", where="body"), "retinol")),
        ("prescribed", ("tretinoin", "glycolic")),
        ("prescribed pace", (own("tretinoin", prescribed=3), "glycolic")),
        ("prescribed adapalene", (own("adapalene", prescribed=2), "azelaic")),
        ("peroxide", ("bpo", "glycolic")),
        ("spf 29", (p.product("spf29", "SILICA", roles=("sunscreen",), spf=29.0, broad_spectrum=True), "glycolic")),
        ("spf 30", (p.product("spf30", "SILICA", roles=("sunscreen",), spf=30.0, broad_spectrum=True), "glycolic")),
        ("narrow", (p.product("spf60", "SILICA", roles=("sunscreen",), spf=60.0, broad_spectrum=False), "retinol")),
    )
    for name, owned in rows:
        spf = not name.startswith(("spf", "narrow"))
        for phototype in (2, 5):
            yield bordering(f"{name}, {phototype}", *owned, spf=spf, profile={"phototype": phototype})


def liked() -> Iterator[Bordering]:
    """Wishes: weekdays, evenings off, night shifts, events, which first, waiting, steam, and going on when clear."""
    wishes: tuple[dict[str, Any], ...] = (
        {"prefer": {"retinoid": (0, 3)}}, {"prefer": {"glycolic": (2,), "retinol": (5,)}}, {"first": "acid"},
        {"first": "retinoid"}, {"evenings_off": (0, 2, 4)}, {"evenings_off": (0, 1, 2, 3, 4, 5)},
        {"dates_off": (p.day(0), p.day(3), p.day(20))}, {"night_shifts": (p.day(2), p.day(5), p.day(9), p.day(16))},
        {"shift_weekdays": (1, 5)}, {"before_events": (p.day(3), p.day(10), p.day(18))}, {"choose": "watch"},
        {"choose": "plan"}, {"steam": True}, {"steam": True, "evenings_off": (0, 2, 4, 6)},
    )  # fmt: skip
    for wish in wishes:
        new = tuple(p.spot_test(p.day(-4), ident) for ident in PAIR)
        yield bordering(f"new, {sorted(wish)}", *PAIR, wishes=wish, log=new)
        log = (*used("glycolic", 0, 150, 2, 4), *used("retinol", 0, 90, 3, 4), *calm(0, *WEEKLY))
        yield bordering(f"settled, {sorted(wish)}", *PAIR, wishes=wish, log=log)
    for keep in (None, "lowest_rung"):
        log = (*used("glycolic", 0, 150, 2, 4), *calm(0, *WEEKLY))
        progress = Progress("improving", cleared=True)
        yield bordering(f"clear, {keep}", *PAIR, log=log, wishes={"maintenance": keep}, progress=progress)
    for improving in (False, True):
        for first in (83, 84, 85, 160, 170):
            log = (*used("glycolic", 0, first, 2, 4), *calm(0, *WEEKLY))
            progress = Progress("improving" if improving else "unclear")
            yield bordering(f"improving {improving} since {first}", "glycolic", log=log, progress=progress)
    for ago in (0, 1, 6, 13, 27, 28):
        log = (*used("glycolic", 0, 100, 2, 4), *calm(0, *WEEKLY))
        progress = Progress("worse", worse_since=p.day(-ago))
        yield bordering(f"worse since {ago} days", "glycolic", log=log, progress=progress)


def on_ticked_days() -> Iterator[Bordering]:
    """Tonight was ticked already, in the morning or the evening, once or more."""
    for n, ticked in enumerate(
        (("glycolic",), ("retinol",), PAIR, ("salicylic",), ("gone",), ("cream",), ("glycolic", "glycolic"))
    ):
        for slot in ("am", "pm"):
            log = (*used("glycolic", n, 150, 2, 4), *used("retinol", n, 90, 3, 4), *calm(n, *WEEKLY))
            log += tuple(p.tick(p.day(n), i, slot) for i in ticked)
            wishes = {"steam": n % 2 == 0}
            yield bordering(f"ticked {' '.join(ticked)} {slot}", *PAIR, "salicylic", today=n, log=log, wishes=wishes)


TOPICS = {
    **{"gaps": gaps, "starts": starts, "in-use": in_use_and_ticked, "healing": healing, "spot": tests_of_a_spot},
    **{"sore": sore_weeks, "check-ins": check_ins, "procedures": procedures, "medicines": medicines},
    **{"answers": answers_about, "bumps": said_of_the_bumps, "mishaps": mishaps, "shelf": on_the_shelf},
    **{"wishes": liked, "ticked": on_ticked_days},
}
