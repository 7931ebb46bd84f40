"""Judge one product for one person: a word (keep, swap, ask, stop) with its findings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Product
from milium.domain.person import AgeRange
from milium.domain.safety import SafetyFacts
from milium.domain.verdict import VERDICTS, Finding, Person, Verdict, most_careful
from milium.engine.audit.evidence import Seen, fill
from milium.engine.audit.findings_actives import active_findings, is_prescription
from milium.engine.audit.findings_blocked import blocked_findings
from milium.engine.audit.findings_film import film_findings
from milium.engine.audit.findings_health import health_findings, is_medicine_of
from milium.engine.audit.findings_label import SWALLOWED, label_findings, note_findings
from milium.engine.audit.findings_limits import limit_findings
from milium.engine.audit.findings_person import person_findings, person_is_baby
from milium.engine.audit.findings_sunscreen import first_get_another, sunscreen_findings
from milium.engine.audit.findings_time import time_findings
from milium.engine.audit.findings_tools import tool_findings
from milium.engine.audit.marks import (
    ACTIVES,
    ALLERGEN,
    BABY,
    BLEACH,
    ESSENTIAL_OIL,
    FRAGRANCE,
    HEAVY,
    LIMITED,
    LISTED,
    MERCURY,
    NO_LIST,
    PERSONAL,
    PHRASES,
    REMEDY,
    SAID,
    STEROID,
    STUDIED,
    SUNSCREEN,
    TOLD,
    UNSURE,
)

# Each check with what may set it off: where none of that is there, it has nothing to find.
CHECKS: tuple[tuple[int, Callable[[Seen], Iterator[Finding]]], ...] = (
    (NO_LIST | UNSURE | ACTIVES | PHRASES, label_findings),
    (NO_LIST, tool_findings),
    (ACTIVES | BABY, person_findings),
    (PERSONAL, health_findings),
    (ACTIVES | SAID | PHRASES, active_findings),
    (STEROID | BLEACH | MERCURY | REMEDY | ESSENTIAL_OIL | SAID, blocked_findings),
    (LIMITED, limit_findings),
    (HEAVY | TOLD | STUDIED | LISTED, film_findings),
    (SUNSCREEN, sunscreen_findings),
    (ALLERGEN | FRAGRANCE | PHRASES, note_findings),
)
UNSURE_HOWS = ("unknown", "spelling")
SENDS_AWAY = frozenset({"stop", "swap"})
TALK = "prescription.talk"
# SR-01: nothing is exchanged for something else on a baby, and no strength is looked up.
FOR_A_BABY = ("baby.", "sunscreen.", "prescription.", "medicine.")


def judge(
    product: Product,
    person: Person | None,
    facts: JudgingFacts,
    safety: SafetyFacts,
    shelf: Sequence[Product] = (),
    *,
    told: bool = True,
) -> Verdict:
    """Judge a product.

    Args:
        product: From `class_product`.
        person: For whom; None = an adult with bumps on the cheeks, and the verdict says so.
        facts: Facts of judging.
        safety: Facts of the safety rules.
        shelf: Everything the person owns; the product itself may be among it.
        told: With words and spans; without them a finding is its id, its verdict and its facts.

    Returns:
        The most careful word of all findings, in the order stop, ask, swap, keep: what we do not
        know may still turn out to be a stop. A prescribed product or a named medicine is never
        stopped or swapped (SR-55, SR-56), but for a retinoid in pregnancy (SR-10, SR-11). A
        sunscreen that should go comes with "first get another one" unless a usable one is on
        the shelf (SR-66).

    Raises:
        KnowledgeMissing: The pack lacks a finding that is needed.
    """
    seen = Seen(product, _whole(person, facts), facts, safety, tuple(shelf), told)
    may = may_set_off(seen)
    findings = [one for marks, check in CHECKS if may & marks for one in check(seen)]
    if not SENDS_AWAY.isdisjoint([f.verdict for f in findings]) and (
        is_prescription(product, safety) or is_medicine_of(product, seen.person, facts)
    ):
        findings = [_softened(finding, seen) for finding in findings]
    if may & BABY:
        findings = [f for f in findings if f.verdict == "stop" or f.id.startswith(FOR_A_BABY)]
    if any(f.id == SWALLOWED for f in findings):  # then films and notes mean nothing; what asks or stops stays
        findings = [f for f in findings if f.verdict in ("ask", "stop")]
    word = most_careful({f.verdict for f in findings})
    if len(findings) > 1:
        findings.sort(key=lambda f: -VERDICTS.index(f.verdict))  # stable: equal ones stay in order
    findings[1:1] = time_findings(seen, findings)
    findings[1:1] = first_get_another(seen, findings)  # told right beside what sends it away
    return Verdict(word, facts.verdict_says[word], tuple(findings), _assumes(seen) if told else ())


def may_set_off(seen: Seen) -> int:
    """Return the marks of all that may set a check off: names of the label, the product, the person."""
    product, profile, label = seen.product, seen.person.profile, seen.label
    item, roles = product.item, product.roles
    personal = profile.allergies or profile.medicines or profile.skin_now
    return (
        label.anywhere
        | (0 if product.reading.has_list else NO_LIST)
        | (0 if label.hows.isdisjoint(UNSURE_HOWS) else UNSURE)
        | (ACTIVES if product.actives else 0)
        | (SAID if item.name or item.prescribed is not None or "scrub" in roles else 0)
        | (PHRASES if seen.says_phrases else 0)
        | (PERSONAL if personal else 0)
        | (BABY if person_is_baby(seen) else 0)
        | (SUNSCREEN if "sunscreen" in roles else 0)
    )


def assumed_person(facts: JudgingFacts) -> Person:
    """Return the adult a verdict holds for when nobody was named."""
    found: Person | None = facts.kept.get(assumed_person)
    if found is None:
        low, high = facts.assumed.age_months
        found = Person(age=AgeRange(low, high), bump_sites=facts.assumed.bump_sites, assumed=True)
        facts.kept[assumed_person] = found
    return found


def _whole(person: Person | None, facts: JudgingFacts) -> Person:
    """Return the person with what an assumed one lacks; a real one stays as told."""
    if person is None:
        return assumed_person(facts)
    if not person.assumed:
        return person
    stand_in = assumed_person(facts)
    return replace(person, age=person.age or stand_in.age, bump_sites=person.bump_sites or stand_in.bump_sites)


def _softened(finding: Finding, seen: Seen) -> Finding:
    """Turn a stop or swap of a prescribed product into "ask the prescriber"."""
    if finding.verdict not in SENDS_AWAY or seen.facts.findings[finding.id].even_if_prescribed:
        return finding
    talk = seen.finding(TALK)
    facts = tuple(dict.fromkeys((*finding.facts, *talk.facts)))
    return replace(finding, verdict=talk.verdict, do=talk.do, facts=facts)


def _assumes(seen: Seen) -> tuple[str, ...]:
    words, item = seen.facts.words, seen.product.item
    out = [words["adult_cheeks"]] if seen.person.assumed else []
    if item.use is None and seen.product.reading.has_list:
        out.append(words["leave_on" if seen.stays_on else "washed_off"])
    if item.where is None and seen.place is not None:
        out.append(fill(words["taken_place"], {"place": words[f"where_{seen.place}"]}, "assumes.taken_place"))
    return tuple(out)
