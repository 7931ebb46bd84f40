"""Each predicate of the planner, made to allow everything: the checker must object.

This shows two things at once: that the predicate matters, and that the checker does not lean on it.
"""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

import people as p
from milium.domain.case import Dated
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.person import Age, Medicine
from milium.engine.check import check
from milium.engine.plan import make_plan
from milium.engine.plan.controller import _answers
from milium.engine.plan.gates import Gates

PLAN = "milium.engine.plan."
CALM = tuple(p.check_in(p.day(-7 * week)) for week in range(1, 7))


def nothing(*args: Any, **keys: Any) -> tuple[()]:
    return ()


def yes(*args: Any, **keys: Any) -> bool:
    return True


def no(*args: Any, **keys: Any) -> bool:
    return False


def none(*args: Any, **keys: Any) -> None:
    return None


def no_days(*args: Any, **keys: Any) -> frozenset[int]:
    return frozenset()


def alone(*args: Any, **keys: Any) -> tuple[bool, ...]:
    """The answers to the table `evening`, as if no other active had begun."""
    answers = list(_answers(*args, **keys))
    answers[list(p.safety().tables["evening"].inputs).index("beside")] = False
    return tuple(answers)


def found(
    product: Product, *more: Product, spf: bool = True, likely: Assessment | None = None, **keys: Any
) -> set[str]:
    """Return the rules that the checker finds broken in our plan."""
    shelf = p.shelf(product, *more, spf=spf)
    case, assessed = p.person(*shelf, **keys), likely or p.assessed()
    plan = make_plan(case, p.by_id(shelf), assessed, p.safety(), 16)
    broken = check(plan.days, plan.decision, plan.options, case, p.by_id(shelf), assessed, p.safety())
    return {v.rule for v in broken}


def used(ident: str, every: int = 3) -> dict[str, Any]:
    return {"log": (*p.ticks(ident, *(p.day(-d) for d in range(every, 43, every))), *CALM)}


FAULTS: list[tuple[str, Any, Callable[[], set[str]], str]] = [
    ("window_dp.legal+schedule.legal+rounds.legal", yes, lambda: found(p.glycolic()), "SR-43"),
    ("window_dp.legal+schedule.legal+rounds.legal", yes, lambda: found(p.retinol()), "SR-45"),
    ("window_dp.legal+schedule.legal+rounds.legal", yes, lambda: found(p.glycolic()), "SR-44"),
    ("timeline.Timeline.ready", yes, lambda: found(p.glycolic()), "SR-15"),
    ("timeline.Timeline.held_by", none, lambda: found(p.retinol(), dated=(Dated("waxing", p.day(40)),)), "SR-50"),
    ("timeline.Timeline.held_by", none, lambda: found(p.retinol(), dated=(Dated("peel", p.day(40)),)), "SR-51"),
    (
        "timeline.Timeline.held_by",
        none,
        lambda: found(p.retinol(), dated=(Dated("microdermabrasion", p.day(42)),)),
        "SR-52",
    ),
    ("timeline.Timeline.held_by", none, lambda: found(p.retinol(), dated=(Dated("laser", p.day(40)),)), "SR-53"),
    (
        "timeline.Timeline.held_by",
        none,
        lambda: found(p.glycolic(), dated=(Dated("sunny_travel", p.day(40)),)),
        "SR-63",
    ),
    (
        "ground.read_spells",
        nothing,
        lambda: found(p.glycolic(), log=(p.spot_test(p.day(-3), "glycolic"),), profile={"skin_now": ("broken",)}),
        "SR-05",
    ),
    (
        "controller.held_by",
        nothing,
        lambda: found(p.retinol(), log=(*used("retinol")["log"], p.check_in(p.day(0), 3))),
        "SR-46",
    ),
    ("controller._answers", alone, lambda: found(p.glycolic(), p.retinol()), "SR-42"),
    (
        "controller.calm_pair",
        yes,
        lambda: found(p.retinol(), log=(*used("retinol", 7)["log"], p.check_in(p.day(-1), 0, adherence="poor"))),
        "SR-45",
    ),
    ("eligibility.too_strong", nothing, lambda: found(p.retinol(0.5)), "SR-48"),
    ("eligibility._pregnancy_bars", nothing, lambda: found(p.retinol(), profile={"pregnancy": "yes"}), "SR-10"),
    ("eligibility._pregnancy_bars", nothing, lambda: found(p.retinol(), profile={"pregnancy": "trying"}), "SR-11"),
    ("eligibility._pregnancy_bars", nothing, lambda: found(p.retinol(), profile={"breastfeeding": True}), "SR-12"),
    ("eligibility._pregnancy_bars", nothing, lambda: found(p.glycolic(), profile={"pregnancy": "yes"}), "SR-13"),
    ("eligibility.allergic", no, lambda: found(p.salicylic(), profile={"allergies": ("salicylate",)}), "SR-14"),
    ("eligibility._minor_bars", nothing, lambda: found(p.adapalene(), profile={"age": Age(15, "years")}), "SR-03"),
    ("eligibility.has_sunscreen", yes, lambda: found(p.glycolic(), spf=False), "SR-65"),
    (
        "eligibility.sun_medicine_for_good",
        no,
        lambda: found(p.glycolic(), profile={"medicines": (Medicine("photosensitising", "doxycycline"),)}),
        "SR-60",
    ),
    ("eligibility._never_at_home", no, lambda: found(p.glycolic(name="Glycolic peel")), "SR-07"),
    ("eligibility._blocked", no, lambda: found(p.glycolic(name="Tea tree oil acid")), "SR-71"),
    ("gates._place", nothing, lambda: found(p.glycolic(), answers={"site": "around_eye"}), "SR-20"),
    ("gates._place", nothing, lambda: found(p.glycolic(), answers={"site": "lips_mouth"}), "SR-84"),
    ("gates._eye_margin", nothing, lambda: found(p.glycolic(), bump_sites=("nose", "lash_line")), "SR-21"),
    (
        "gates._single_bump",
        nothing,
        lambda: found(p.glycolic(), profile={"age": Age(50, "years")}, answers={"count": "single"}),
        "SR-06",
    ),
    (
        "gates._special",
        nothing,
        lambda: found(p.glycolic(), answers={"change": "sudden_crop", "count": "over_20"}),
        "SR-83",
    ),
    (
        "gates._medicines_base",
        nothing,
        lambda: found(p.glycolic(), profile={"medicines": (Medicine("prescription_topical"),)}),
        "SR-55",
    ),
    (
        "gates._medicines_refer",
        nothing,
        lambda: found(p.glycolic(), profile={"medicines": (Medicine("isotretinoin"),)}),
        "SR-54",
    ),
    (
        "gates._flags",
        nothing,
        lambda: found(p.glycolic(), likely=p.assessed(flags=(("RF9", "urgent"),))),
        "SR-04",
    ),
    ("gates._emergencies", nothing, lambda: found(p.glycolic(), log=(p.reaction(p.day(-1), "hives"),)), "SR-16"),
    ("gates._eyes", nothing, lambda: found(p.glycolic(), flags=("eye_red_or_painful",)), "SR-22"),
    ("gates._watch", nothing, lambda: found(p.glycolic(), wishes={"choose": "watch"}), "SR-85"),
    (
        "ground.read_gates",
        lambda *a, **k: Gates((), (), ()),
        lambda: found(p.glycolic(), profile={"age": Age(11, "years")}),
        "SR-02",
    ),
    (
        "steam._bars",
        nothing,
        lambda: found(p.glycolic(), profile={"conditions": ("rosacea",)}, wishes={"steam": True}),
        "SR-33",
    ),
    (
        "steam._bars",
        nothing,
        lambda: found(p.glycolic(), profile={"age": Age(17, "years")}, wishes={"steam": True}),
        "SR-31",
    ),
    ("steam._active_days", no_days, lambda: found(p.glycolic(), wishes={"steam": True}), "SR-34"),
]


@pytest.mark.parametrize(
    ("where", "allow", "person", "rule"), FAULTS, ids=[f"{rule} {where}" for where, _, _, rule in FAULTS]
)
def test_the_checker_objects_when_a_predicate_allows_everything(
    where: str, allow: Any, person: Callable[[], set[str]], rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert person() == set(), "the shipped planner passes"
    for place in where.split("+"):
        module, *path = place.split(".")
        owner: Any = importlib.import_module(PLAN + module)
        for name in path[:-1]:
            owner = getattr(owner, name)
        monkeypatch.setattr(owner, path[-1], allow)
    _forget_moves()
    try:
        assert rule in person()
    finally:
        monkeypatch.undo()
        _forget_moves()


def _forget_moves() -> None:
    importlib.import_module(PLAN + "window_dp")._table.cache_clear()
