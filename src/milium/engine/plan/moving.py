"""Moving over: what a finished plan makes of every product that was in use before it (M3)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

from milium.domain.findings import Hold
from milium.domain.label import Product
from milium.domain.plan import Day, Moved, Plan
from milium.domain.safety import SafetyFacts
from milium.domain.texts import Texts
from milium.engine.plan.eligibility import is_active, is_prescription

REASONS_TOLD = 2
Lowering = Callable[[str, Sequence[date]], tuple[str, ...]]
_PRESCRIBED = "SR-55"
_PREGNANT = ("SR-10", "SR-11", "SR-12", "SR-13", "SR-14")  # these win over a prescription
_PAST = "step.use-by"
_USUAL = "SR-45"  # the ladder: what is left when no dated rule speaks


def moving_over(
    plan: Plan, products: Mapping[str, Product], facts: SafetyFacts, texts: Texts, lowering: Lowering
) -> tuple[Moved, ...]:
    """Say of every product in use what the plan makes of it, in the order of the shelf.

    Args:
        plan: The finished plan, as it will be shown.
        products: Products on the shelf today, by id.
        facts: Words of the rules.
        texts: Words for each outcome.
        lowering: Gives the rules that keep a product off some of the given days.

    Returns:
        One entry per product with `in_use`, or with a pace that a prescriber set. What the plan
        never uses is dropped, by the rules of its holds. A prescription is kept as prescribed
        unless a rule that wins over it speaks.
    """
    return tuple(
        _moved(plan, products[ident], facts, texts, lowering)
        for ident in sorted(products)
        if products[ident].item.in_use or _set_pace(products[ident])
    )


def _set_pace(product: Product) -> int:
    """Return the evenings a week that a prescriber set; 0 for none."""
    return product.item.prescribed or 0


def _moved(plan: Plan, product: Product, facts: SafetyFacts, texts: Texts, lowering: Lowering) -> Moved:
    ident, was = product.item.id, _was(product)
    holds = [hold for hold in plan.holds if ident in hold.products and hold.reason != _PAST]
    used = [day for day in plan.days if any(step.product == ident for step in (*day.am, *day.pm))]
    firm = [day for day in plan.days if day.firm]
    week = facts.limits.week_days
    pace = _most_in_a_week(firm, ident, week) if is_active(product) else was
    if not used:
        return _unused(product, was, _most_telling(holds) or plan.holds[:1], facts, texts)
    waits = [hold.reason for hold in holds if hold.until] if not _most_in_a_week(firm[:week], ident, week) else []
    if pace >= was and not waits:
        says = texts.get("plan.moving.kept.says", evenings=_evenings(pace, texts)).says
        return Moved(ident, "kept", was, pace, (), says)
    free = [day.date for day in firm if day not in used]
    rules = tuple(dict.fromkeys((*waits, *lowering(ident, free)))) or (_USUAL,)
    what: Literal["lowered", "paused"] = "paused" if waits or not pace else "lowered"
    words = {"now": _evenings(pace, texts), "was": _evenings(was, texts), "date": used[0].date.isoformat()}
    says = f"{texts.get(f'plan.moving.{what}.says', **words).says} {_why(rules[0], holds, facts, texts)}"
    return Moved(ident, what, was, pace, rules, says, texts.get(f"plan.moving.{what}.next_step").says)


def _unused(product: Product, was: int, holds: Sequence[Hold], facts: SafetyFacts, texts: Texts) -> Moved:
    """Return what is said of a product that no day uses: kept as prescribed, or dropped and why."""
    ident, rules = product.item.id, tuple(dict.fromkeys(hold.reason for hold in holds if hold.reason in facts.rules))
    if is_prescription(product, facts) and not any(rule in _PREGNANT for rule in rules):
        says, following = (texts.get(f"plan.moving.prescribed.{key}").says for key in ("says", "next_step"))
        return Moved(ident, "kept", was, None, (_PRESCRIBED,), says, following)
    first = texts.get("plan.moving.dropped.says").says
    why = " ".join(dict.fromkeys(hold.says for hold in holds[:REASONS_TOLD]))
    following = holds[0].next_step if holds else texts.get("plan.moving.dropped.next_step").says
    return Moved(ident, "dropped", was, 0, rules, f"{first} {why}".strip(), following)


def _most_telling(holds: Sequence[Hold]) -> list[Hold]:
    """Return the holds of a product: first what wins over a prescription, then what speaks of it alone."""
    won = [hold for hold in holds if hold.reason in _PREGNANT]
    told = [hold for hold in holds if not (won and hold.reason == _PRESCRIBED)]
    return sorted(told, key=lambda hold: (hold.reason not in _PREGNANT, len(hold.products)))


def _why(rule: str, holds: Sequence[Hold], facts: SafetyFacts, texts: Texts) -> str:
    """Return the words of a rule: those of its hold where the plan has one."""
    if rule == _USUAL:
        return texts.get("plan.moving.ladder.says").says
    said = next((hold.says for hold in holds if hold.reason == rule), None)
    return said or (facts.rules[rule].tell if rule in facts.rules else "")


def _was(product: Product) -> int:
    use = product.item.in_use
    return use.evenings_per_week if use else _set_pace(product)


def _most_in_a_week(days: Sequence[Day], ident: str, week: int) -> int:
    """Return the most evenings with a product in any 7 consecutive days."""
    marks = [int(any(step.product == ident for step in day.pm)) for day in days]
    return max((sum(marks[at : at + week]) for at in range(max(1, len(marks) - week + 1))), default=0)


def _evenings(count: int, texts: Texts) -> str:
    """Return "1 evening" or "3 evenings"."""
    return texts.get("plan.moving.one_evening" if count == 1 else "plan.moving.evenings", count=count).says
