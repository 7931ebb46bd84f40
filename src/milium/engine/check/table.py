"""All 60 safety rules and how the checker treats each: a function here, or the place where it lives."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from milium.domain.plan import Violation
from milium.engine.check import (
    decision,
    flags,
    holds,
    medicines,
    nights,
    persons,
    plan_shape,
    products,
    rise,
    steam,
    sun,
)
from milium.engine.check.scene import Scene

RuleCheck = Callable[[Scene], Iterator[Violation]]


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one rule is kept.

    Attributes:
        check: The checker's function, or None when a plan cannot show it.
        module: Module of `milium.engine.check` that holds it; "" without one.
        lives_in: Where it is kept, or kept as well: texts, screens, identify, audit, privacy, planner.
        note: What the checker leaves to that place.
    """

    check: RuleCheck | None
    module: str = ""
    lives_in: tuple[str, ...] = ()
    note: str = ""


RULES: Mapping[str, Treatment] = {
    "SR-01": Treatment(persons.sr_01, "persons", ("planner", "texts")),
    "SR-02": Treatment(persons.sr_02, "persons", ("planner",)),
    "SR-03": Treatment(persons.sr_03, "persons", ("planner",)),
    "SR-04": Treatment(flags.sr_04, "flags", ("identify", "planner")),
    "SR-05": Treatment(holds.sr_05, "holds", ("planner",)),
    "SR-06": Treatment(flags.sr_06, "flags", ("identify", "planner")),
    "SR-07": Treatment(
        products.sr_07,
        "products",
        ("audit", "texts"),
        "The verdict stop, and that no text names these as a thing to do.",
    ),
    "SR-10": Treatment(persons.sr_10, "persons", ("planner", "audit")),
    "SR-11": Treatment(persons.sr_11, "persons", ("planner", "audit")),
    "SR-12": Treatment(persons.sr_12, "persons", ("planner", "texts"), "Skin that the baby touches is a text."),
    "SR-13": Treatment(
        persons.sr_13, "persons", ("planner", "texts"), "Half the face at most is a text: area is no input."
    ),
    "SR-14": Treatment(products.sr_14, "products", ("planner", "audit")),
    "SR-15": Treatment(
        rise.sr_15, "rise", ("planner", "texts"), "That projected days wait for the spot test is a text."
    ),
    "SR-16": Treatment(
        flags.sr_16, "flags", ("screens", "texts"), "The order of screens: the emergency text comes first."
    ),
    "SR-20": Treatment(flags.sr_20, "flags", ("planner", "texts"), "The distance to the lids is a text on each step."),
    "SR-21": Treatment(flags.sr_21, "flags", ("identify", "planner")),
    "SR-22": Treatment(flags.sr_22, "flags", ("planner",)),
    "SR-23": Treatment(None, "", ("texts",), "Soft: a tip on steps with an active."),
    "SR-30": Treatment(steam.sr_30, "steam", ("planner",)),
    "SR-31": Treatment(steam.sr_31, "steam", ("planner", "texts"), "Children and pets in the room are a checklist."),
    "SR-32": Treatment(
        steam.sr_32, "steam", ("planner", "texts"), "Minutes, distance and water are texts; inner values are soft."
    ),
    "SR-33": Treatment(steam.sr_33, "steam", ("planner",)),
    "SR-34": Treatment(steam.sr_34, "steam", ("planner",)),
    "SR-35": Treatment(None, "", ("texts",), "A fixed text wherever steam is shown."),
    "SR-40": Treatment(nights.sr_40, "nights", ("planner",)),
    "SR-41": Treatment(products.sr_41, "products", ("planner",)),
    "SR-42": Treatment(rise.sr_42, "rise", ("planner",)),
    "SR-43": Treatment(nights.sr_43, "nights", ("planner",)),
    "SR-44": Treatment(nights.sr_44, "nights", ("planner",)),
    "SR-45": Treatment(rise.sr_45, "rise", ("planner",)),
    "SR-46": Treatment(rise.sr_46, "rise", ("planner",)),
    "SR-47": Treatment(nights.sr_47, "nights", ("planner",)),
    "SR-48": Treatment(products.sr_48, "products", ("planner", "audit")),
    "SR-49": Treatment(nights.sr_49, "nights", ("planner",)),
    "SR-50": Treatment(holds.sr_50, "holds", ("planner",)),
    "SR-51": Treatment(holds.sr_51, "holds", ("planner",)),
    "SR-52": Treatment(holds.sr_52, "holds", ("planner",)),
    "SR-53": Treatment(holds.sr_53, "holds", ("planner",)),
    "SR-54": Treatment(medicines.sr_54, "medicines", ("planner", "texts")),
    "SR-55": Treatment(medicines.sr_55, "medicines", ("planner", "audit")),
    "SR-56": Treatment(medicines.sr_56, "medicines", ("audit", "texts"), "No verdict stop on a medicine."),
    "SR-60": Treatment(medicines.sr_60, "medicines", ("planner",)),
    "SR-61": Treatment(sun.sr_61, "sun", ("planner",)),
    "SR-62": Treatment(None, "", ("texts",), "Soft: a reminder on outdoor days."),
    "SR-63": Treatment(
        holds.sr_63, "holds", ("planner", "texts"), "Retinoids on a trip are soft; sunbeds are never a step."
    ),
    "SR-64": Treatment(sun.sr_64, "sun", ("planner",)),
    "SR-65": Treatment(sun.sr_65, "sun", ("planner",)),
    "SR-66": Treatment(products.sr_66, "products", ("audit",), "The verdict on the only sunscreen."),
    "SR-70": Treatment(rise.sr_70, "rise", ("planner",)),
    "SR-71": Treatment(products.sr_71, "products", ("planner", "audit")),
    "SR-72": Treatment(products.sr_72, "products", ("planner", "texts"), "Brushes and other tools are a text."),
    "SR-80": Treatment(flags.sr_80, "flags", ("identify", "planner")),
    "SR-81": Treatment(rise.sr_81, "rise", ("planner",)),
    "SR-82": Treatment(rise.sr_82, "rise", ("planner", "identify")),
    "SR-83": Treatment(flags.sr_83, "flags", ("identify", "planner")),
    "SR-84": Treatment(flags.sr_84, "flags", ("identify", "planner")),
    "SR-85": Treatment(decision.sr_85, "decision", ("planner", "screens")),
    "SR-86": Treatment(None, "", ("texts",), "A lint over every text."),
    "SR-87": Treatment(flags.sr_87, "flags", ("identify", "screens"), "That it comes before any question."),
    "SR-88": Treatment(None, "", ("privacy",), "An explicit act before a child's photo leaves the device."),
}

PLAN_CHECKS: Mapping[str, RuleCheck] = {
    "plan.days": plan_shape.plan_days,
    "plan.step": plan_shape.plan_steps,
    "plan.product": plan_shape.plan_products,
    "plan.decision": decision.decision_fits,
    "plan.cleared": rise.cleared,
}
