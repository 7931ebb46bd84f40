"""Findings for this person: pregnancy and breastfeeding, age."""

from collections.abc import Iterator

from milium.domain.label import ActiveFound
from milium.domain.safety import SafetyFacts
from milium.domain.verdict import Finding, Person
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import RETINOID, counting, is_prescription, weighty
from milium.engine.audit.findings_label import maybe_actives

RETINOID_BY_STATE = {
    "yes": "pregnancy.retinoid",
    "unsure": "pregnancy.retinoid_unsure",
    "trying": "pregnancy.retinoid_trying",
    "breastfeeding": "breastfeeding.retinoid",
}
ASKED_ABOUT = ("retinoid", "bha")  # pregnancy is asked only when one of these is found
STRICT = ("free", "confirmed", "never")


def person_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what pregnancy, breastfeeding and age mean for this product."""
    yield from _pregnancy(seen)
    yield from _age(seen)


def is_confirmed(one: ActiveFound, seen: Seen) -> bool:
    """Tell whether a clinician or pharmacist agreed to this active (safety rules 0.7)."""
    confirmed = seen.person.profile.confirmed
    active = seen.safety.active_of(one.name)
    by_family = one.family != RETINOID and one.family in confirmed
    return by_family or (active is not None and active.id in confirmed) or one.name.lower() in confirmed


def person_is_baby(seen: Seen) -> bool:
    """Tell whether the person may be under 12 months (SR-01)."""
    return is_baby(seen.person, seen.safety)


def is_baby(person: Person, safety: SafetyFacts) -> bool:
    """Tell whether a person may be under 12 months."""
    return person.age is not None and person.age.may_be_under_months(safety.limits.months_no_products_under)


def states(seen: Seen) -> tuple[str, ...]:
    """Return which of yes, unsure, trying, breastfeeding hold."""
    profile = seen.person.profile
    pregnancy = (profile.pregnancy,) if profile.pregnancy in RETINOID_BY_STATE else ()
    return (*pregnancy, *(("breastfeeding",) if profile.breastfeeding else ()))


def _pregnancy(seen: Seen) -> Iterator[Finding]:
    if not seen.product.actives:
        return
    held = states(seen)
    found = weighty(seen)
    maybe = maybe_actives(seen)
    retinoids = [a for a in found if a.family == RETINOID]
    certain = [a for a in retinoids if a.counts or a not in maybe]
    if held:
        if certain:
            yield seen.about(_retinoid_finding(seen, held[0]), certain)
        elif retinoids:
            yield seen.about("pregnancy.maybe_retinoid", retinoids)
        yield from _others(seen, [a for a in found if a.family != RETINOID], held)
    elif _must_ask(seen):
        asked = [a for a in found if a.family in ASKED_ABOUT]
        told = seen.person.assumed or seen.person.profile.pregnancy is not None
        if asked:
            yield seen.about("pregnancy.note" if told else "pregnancy.not_asked", asked)


def _retinoid_finding(seen: Seen, state: str) -> str:
    prescribed = is_prescription(seen.product, seen.safety)
    return "pregnancy.retinoid_prescribed" if state == "yes" and prescribed else RETINOID_BY_STATE[state]


def _others(seen: Seen, found: list[ActiveFound], held: tuple[str, ...]) -> Iterator[Finding]:
    """SR-13 and table 0.6, the stricter column when several hold."""
    by_rule: dict[str, list[ActiveFound]] = {}
    for one in found:
        trace = not one.counts and one.family in ("aha", "pha", "vitamin_c")
        if not trace:
            by_rule.setdefault(_rule(seen, one, held), []).append(one)
    accepted = seen.facts.labels.usually_accepted  # never in a plan of ours, but nothing to stop
    never = by_rule.get("never", [])
    if stop := [a for a in never if a.family not in accepted]:
        yield seen.about("pregnancy.not_this", stop)
    ask = [a for a in by_rule.get("confirmed", ()) if not is_confirmed(a, seen)]
    if ask := [*ask, *(a for a in never if a.family in accepted)]:
        yield seen.about("pregnancy.ask_first", ask)


def _rule(seen: Seen, one: ActiveFound, held: tuple[str, ...]) -> str:
    table = seen.safety.persons.pregnancy
    active = seen.safety.active_of(one.name)
    row = table.get(active.id if active else "") or table.get(one.family, {})
    # An active that the table does not know is never free by accident.
    return max((row.get(state, "never") for state in held), key=STRICT.index)


def _must_ask(seen: Seen) -> bool:
    """0.7: pregnancy and breastfeeding must be known from 12 to 55 years."""
    profile, age, limits = seen.person.profile, seen.person.age, seen.safety.limits
    if profile.pregnancy is not None and profile.breastfeeding is not None:
        return False
    if age is None:
        return True
    return age.may_be_at_least_years(limits.years_pregnancy_asked_from) and age.may_be_under_years(
        limits.years_pregnancy_asked_to + 1
    )


def _age(seen: Seen) -> Iterator[Finding]:
    age, limits = seen.person.age, seen.safety.limits
    if age is None:
        if counting(seen):
            yield seen.about("age.not_asked", counting(seen))
    elif person_is_baby(seen):
        yield from _baby(seen)
    elif age.may_be_under_years(limits.years_no_actives_under):
        yield from _child(seen)
    elif age.may_be_under_years(limits.years_confirm_under):
        yield from _teen(seen)


def _baby(seen: Seen) -> Iterator[Finding]:
    """SR-01 and SR-64: nothing but, from 6 months on, a sunscreen without actives."""
    age, limits = seen.person.age, seen.safety.limits
    if "sunscreen" not in seen.product.roles or weighty(seen):
        yield seen.finding("baby.nothing")
    elif age is not None and age.may_be_under_months(limits.months_sunscreen_from):
        yield seen.finding("baby.sunscreen_early")
    else:
        yield seen.finding("baby.sunscreen")


def _child(seen: Seen) -> Iterator[Finding]:
    found, maybe = weighty(seen), maybe_actives(seen)
    certain = [a for a in found if a.counts or (a.family == RETINOID and a not in maybe)]
    if certain:
        yield seen.about("child.active", certain)
    elif found:
        yield seen.about("child.active_small", found)


def _teen(seen: Seen) -> Iterator[Finding]:
    """SR-03: only three actives, only once confirmed; the caps are those of every adult."""
    found = counting(seen)
    allowed = [a for a in found if _teen_may(a, seen)]
    if others := [a for a in found if a not in allowed]:
        yield seen.about("teen.not_this", others)
    if ask := [a for a in allowed if not is_confirmed(a, seen)]:
        yield seen.about("teen.ask_first", ask)


def _teen_may(one: ActiveFound, seen: Seen) -> bool:
    active = seen.safety.active_of(one.name)
    if active is None or active.id not in seen.safety.persons.minor_actives:
        return False
    limits = seen.safety.limits
    most = {
        "retinoid": limits.minor_adapalene_at_most_pct,
        "bha": limits.minor_bha_at_most_pct,
        "azelaic": limits.minor_azelaic_at_most_pct,
    }[one.family]
    return one.strength_pct is None or one.strength_pct <= most
