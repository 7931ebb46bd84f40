"""Laws of the checker over wild cases: pregnancies, ages, flags, logs, dated events, odd shelves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import people
import plan_cases
from milium.domain.case import Case, Dated, LogEntry
from milium.domain.identify import Assessment, Triage
from milium.domain.label import Product
from milium.domain.person import Age, Medicine
from milium.domain.plan import Day, Step, Violation
from milium.engine.check import check

IDS = tuple(sorted(plan_cases.shelf_of_all()))
ACTIVE_IDS = tuple(i for i in IDS if plan_cases.product_of(i, {}).families)
FACTS = people.safety()
OPTIONS = ("plan", "watch", "see_clinician")
WEEKS = 6
# Rules that measure a day against the days before it: one more evening may be what was missing.
MEASURED_BY_HISTORY = {"SR-15", "SR-42", "SR-43", "SR-45", "SR-81", "SR-82", "plan.decision"}

days_back = st.integers(-200, 0)
ages = st.one_of(
    st.none(),
    st.builds(Age, st.integers(0, 60), st.just("days")),
    st.builds(Age, st.integers(1, 23), st.just("months")),
    st.builds(Age, st.integers(1, 90), st.just("years")),
)
kinds = st.sampled_from(
    [
        "photosensitising",
        "isotretinoin",
        "prescription_topical",
        "steroid_topical",
        "targeted_cancer",
        "ciclosporin",
        "other",
    ]
)
medicines = st.builds(
    Medicine,
    kinds,
    st.sampled_from(["", "doxycycline", "amiodarone"]),
    st.none() | days_back.map(people.day),
    st.none() | st.integers(-200, 60).map(people.day),
)
profiles = st.fixed_dictionaries(
    {
        "age": ages,
        "pregnancy": st.sampled_from([None, "no", "yes", "trying", "unsure"]),
        "breastfeeding": st.sampled_from([None, True, False]),
        "phototype": st.sampled_from([None, "unknown", 1, 2, 4, 6]),
        "past_dark_marks": st.sampled_from([None, True, False]),
        "conditions": st.none()
        | st.lists(st.sampled_from(["eczema", "rosacea", "immune_weak", "fever"]), max_size=2).map(tuple),
        "skin_now": st.none() | st.lists(st.sampled_from(["broken", "sunburn", "infection"]), max_size=1).map(tuple),
        "medicines": st.none() | st.lists(medicines, max_size=2).map(tuple),
        "allergies": st.none()
        | st.lists(st.sampled_from(["salicylate", "sunscreen", "GLYCERIN"]), max_size=2).map(tuple),
        "sunscreen_ok": st.sampled_from([None, True, False]),
        "region": st.sampled_from([None, "EU", "US", "other"]),
        "confirmed": st.lists(st.sampled_from(["adapalene", "salicylic acid", "glycolic acid", "aha"]), max_size=2).map(
            tuple
        ),
        "seen_by_clinician": st.none() | days_back.map(people.day),
    }
)
answers = st.fixed_dictionaries(
    {
        "site": st.sampled_from(
            [None, "around_eye", "lash_line", "nose", "cheek_forehead_chin", "injured_or_treated_skin", "lips_mouth"]
        ),
        "count": st.sampled_from([None, "single", "6_20", "over_20"]),
        "duration": st.sampled_from([None, "days", "under_6_weeks", "6m_2y"]),
        "change": st.sampled_from(["stable", "sudden_crop"]),
    }
)
flag_words = st.sampled_from(
    ["pregnant", "breastfeeding", "fever", "eye_red_or_painful", "skin_cancer_before", "fever_or_unwell_baby"]
)
check_ins = st.builds(
    lambda on, irritation, spf, adherence, bumps, flags: people.check_in(
        people.day(on), irritation, spf=spf, adherence=adherence, bumps=bumps, flags=flags
    ),
    days_back,
    st.sampled_from([None, 0, 0, 1, 2, 3]),
    st.sampled_from([None, "ok", "poor"]),
    st.sampled_from([None, "good", "poor"]),
    st.sampled_from([None, "same", "more", "fewer"]),
    st.lists(flag_words, max_size=1).map(tuple),
)
ticks = st.builds(
    lambda on, ident, slot: people.tick(people.day(on), ident, slot),
    days_back,
    st.sampled_from(IDS),
    st.sampled_from(["am", "pm"]),
)
others = st.one_of(
    st.builds(
        lambda on, what: people.reaction(people.day(on), what), days_back, st.sampled_from(["hives", "picked", "burn"])
    ),
    st.builds(
        lambda on, about: people.cleared(people.day(on), about), days_back, st.sampled_from(["RF9", "SR-22", "RF16"])
    ),
    st.builds(
        lambda on, i, r: people.spot_test(people.day(on), i, r),
        days_back,
        st.sampled_from(IDS),
        st.sampled_from(["ok", "reacted"]),
    ),
    st.builds(lambda on: LogEntry("profile", people.day(on), {"set": {"pregnancy": "yes"}}), days_back),
)
events = st.builds(
    lambda kind, on, until: Dated(kind, people.day(on), until=None if until is None else people.day(on + until)),
    st.sampled_from(["waxing", "peel", "laser", "sunny_travel", "sunburn", "sunbed", "outdoor_day", "something_new"]),
    st.integers(-60, 60),
    st.none() | st.integers(0, 20),
)
urgencies: st.SearchStrategy[Triage] = st.sampled_from(("urgent", "routine clinician", "pharmacist"))
red_flags = st.lists(st.tuples(st.sampled_from(["RF9", "RF10", "RF11", "RF16", "RF20"]), urgencies), max_size=2)


@st.composite
def wild_cases(draw: st.DrawFn) -> tuple[Case, dict[str, Product], Assessment]:
    """Any person at all: most of them contradict themselves."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=8))
    uses = draw(st.lists(st.sampled_from(ids), max_size=2)) if ids else []
    pace = {
        i: {"in_use": {"since": people.day(draw(days_back)), "evenings_per_week": draw(st.integers(0, 9))}}
        for i in uses
    }
    products = tuple(plan_cases.product_of(i, pace.get(i, {})) for i in ids)
    log = [
        *draw(st.lists(check_ins, max_size=6)),
        *draw(st.lists(ticks, max_size=12)),
        *draw(st.lists(others, max_size=3)),
    ]
    case = people.person(
        *products,
        profile=draw(profiles),
        answers=draw(answers),
        flags=draw(st.none() | st.lists(flag_words, max_size=2).map(tuple)),
        wishes={"choose": draw(st.sampled_from([None, "plan", "watch"])), "steam": draw(st.booleans())},
        log=tuple(log),
        dated=tuple(draw(st.lists(events, max_size=3))),
    )
    flags = draw(red_flags)
    seen = tuple((i, u, people.day(draw(days_back))) for i, u in draw(red_flags))
    chances = draw(
        st.sampled_from([(), (("milia_primary", 0.3), ("bcc", 0.7)), (("milia_drug", 0.4), ("milia_primary", 0.6))])
    )
    return case, people.by_id(products), people.assessed(*chances, flags=tuple(flags), seen=seen)


def base_week(case: Case, weeks: int = 2) -> list[Day]:
    """Cleanse, moisturise, sunscreen, all without a product; no sunscreen on the youngest."""
    age = case.age
    young = age is not None and age.may_be_under_months(FACTS.limits.months_sunscreen_from)
    am = [Step("cleanse"), Step("moisturise"), *([] if young else [Step("sunscreen")])]
    return [Day(people.day(n), n < 14, tuple(am), (Step("cleanse"), Step("moisturise"))) for n in range(7 * weeks)]


def found_in(
    days: Sequence[Day], decision: str, person: tuple[Case, Mapping[str, Product], Assessment]
) -> tuple[Violation, ...]:
    case, products, assessment = person
    return check(days, decision, OPTIONS, case, products, assessment, FACTS)


@st.composite
def wild_plans(draw: st.DrawFn) -> tuple[list[Day], tuple[Case, dict[str, Product], Assessment]]:
    """A wild person, and a plan with actives anywhere."""
    person = draw(wild_cases())
    ids = [i for i in person[1] if i in ACTIVE_IDS]
    days = base_week(person[0], WEEKS)
    for _ in range(draw(st.integers(0, 12)) if ids else 0):
        days = with_step(days, *draw(_spots(ids)))
    return days, person


def _spots(ids: Sequence[str]) -> st.SearchStrategy[tuple[int, str, str]]:
    return st.tuples(
        st.integers(0, 7 * WEEKS - 1), st.sampled_from(["am", "pm", "pm", "pm"]), st.sampled_from(sorted(ids))
    )


def with_step(days: Sequence[Day], at: int, slot: str, ident: str) -> list[Day]:
    """Return the days with one more step."""
    day, step = days[at], Step("treat", ident)
    more: dict[str, Any] = {"am": (*day.am, step)} if slot == "am" else {"pm": (*day.pm, step)}
    return [*days[:at], replace(day, **more), *days[at + 1 :]]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild_cases())
def test_the_base_week_passes_for_everybody_with_one_decision(
    person: tuple[Case, dict[str, Product], Assessment],
) -> None:
    days = base_week(person[0])
    passes = [d for d in ("base", "watch", "refer") if not found_in(days, d, person)]
    assert "refer" in passes, found_in(days, "refer", person)
    told = {v.rule for v in found_in(days, "base", person)}
    assert "base" in passes or told <= REFERS_OR_WATCHES, found_in(days, "base", person)


REFERS_OR_WATCHES = {f"SR-{n:02}" for n in (1, 2, 4, 5, 6, 16, 21, 22, 54, 56, 80, 81, 83, 85, 87)}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild_plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_shelf_changes_no_finding(
    made: tuple[list[Day], tuple[Case, dict[str, Product], Assessment]], random: Any
) -> None:
    days, (case, products, assessment) = made
    items, keys = list(case.shelf), list(products)
    random.shuffle(items)
    random.shuffle(keys)
    shuffled = (replace(case, shelf=tuple(items)), {k: products[k] for k in keys}, assessment)
    assert found_in(days, "regimen", (case, products, assessment)) == found_in(days, "regimen", shuffled)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild_plans(), st.data())
def test_one_more_active_takes_no_finding_away(
    made: tuple[list[Day], tuple[Case, dict[str, Product], Assessment]], data: st.DataObject
) -> None:
    days, person = made
    ids = [i for i in person[1] if i in ACTIVE_IDS]
    if not ids:
        return
    at, slot, ident = data.draw(_spots(ids))
    before = _days_told(found_in(days, "regimen", person))
    after = _days_told(found_in(with_step(days, at, slot, ident), "regimen", person))
    assert before <= after


def _days_told(found: Sequence[Violation]) -> set[tuple[str, Any]]:
    return {(v.rule, d) for v in found if v.rule not in MEASURED_BY_HISTORY for d in v.days}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild_plans())
def test_what_a_plan_claims_of_families_is_not_believed(
    made: tuple[list[Day], tuple[Case, dict[str, Product], Assessment]],
) -> None:
    days, person = made
    lying = [
        replace(
            d,
            am=tuple(replace(s, families=("retinoid",) if s.step == "cleanse" else ()) for s in d.am),
            pm=tuple(replace(s, families=()) for s in d.pm),
        )
        for d in days
    ]
    assert found_in(days, "regimen", person) == found_in(lying, "regimen", person)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild_plans())
def test_what_a_product_claims_of_families_is_not_believed(
    made: tuple[list[Day], tuple[Case, dict[str, Product], Assessment]],
) -> None:
    days, (case, products, assessment) = made
    blank = {k: replace(p, families=(), present=(), actives=()) for k, p in products.items()}
    assert found_in(days, "regimen", (case, products, assessment)) == found_in(
        days, "regimen", (case, blank, assessment)
    )
