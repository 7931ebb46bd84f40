"""Red flags, eyes and bumps that are not for home care (SR-04, 06, 16, 20-22, 80, 83, 84, 87)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from milium.domain.identify import FlagSeen
from milium.domain.plan import Violation
from milium.engine.check.scene import BREASTFEEDING, PREGNANT_FLAG, Scene, must_refer, over_steps

REFERS = ("emergency", "urgent", "routine clinician")
LASH_LINE = "lash_line"
AROUND_EYE = "around_eye"
LASH_LINE_FLAG = "RF11"
NOT_SURE_FLAG = "RF20"
# What SR-06 and SR-83 are about: a clinician who has seen the bumps lifts these with them (M4).
SEEN_LIFTS = ("RF10", "RF13", "RF14", "RF15", "RF16", "RF17")
EYE_ABOUT = ("RF12", "RF3", "SR-22")
NO_SIGNS = (PREGNANT_FLAG, BREASTFEEDING)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clinician's entry that closes what it is about, from its day on (M6)."""

    day: int
    about: str


def cleared(scene: Scene) -> tuple[Cleared, ...]:
    """Return the entries of clinicians that clear something, in date order."""
    return tuple(
        Cleared(e.date.toordinal(), str(e.get("about")).strip().lower())
        for e in scene.case.entries("clinician")
        if e.get("what") == "cleared"
    )


def open_red_flags(scene: Scene) -> tuple[FlagSeen, ...]:
    """Return every red flag that calls for a clinician and that nobody has cleared, by id."""
    seen = list(scene.assessment.seen)
    known = {s.flag.id for s in seen}
    seen.extend(FlagSeen(f, date.min) for f in scene.assessment.now.red_flags if f.id not in known)
    lifted = seen_lately(scene)
    clears = cleared(scene)
    return tuple(
        s
        for s in sorted(seen, key=lambda s: (s.flag.id, s.on))
        if _refers(scene, s)
        and not (lifted and s.flag.id in SEEN_LIFTS and s.flag.urgency == "routine clinician")
        and not _closed(scene, clears, (s.flag.id.lower(),), s.on.toordinal())
    )


def _refers(scene: Scene, seen: FlagSeen) -> bool:
    if seen.flag.id == LASH_LINE_FLAG:
        return LASH_LINE in (*scene.sites(), scene.site())
    return seen.flag.id != NOT_SURE_FLAG and seen.flag.urgency in REFERS


def _closed(scene: Scene, clears: Sequence[Cleared], about: Iterable[str], since: int) -> bool:
    """Tell whether it was cleared on or after `since`, and no sign came back after that."""
    days = [c.day for c in clears if c.about in about and c.day >= since]
    return bool(days) and not _came_back(scene, days[-1])


def _came_back(scene: Scene, day: int) -> bool:
    """Tell whether a flag told by `day` was told again later."""
    before = set(scene.case.answers.flags or ())
    before.update(f for c in scene.check_ins if c.day <= day for f in c.flags)
    return any(f in before and f not in NO_SIGNS for c in scene.check_ins if c.day > day for f in c.flags)


def seen_lately(scene: Scene) -> bool:
    """Tell whether a clinician looked at these bumps lately, and no new flag came since (M4)."""
    days = [e.date.toordinal() for e in scene.case.entries("clinician") if e.get("what") == "saw"]
    if scene.profile.seen_by_clinician is not None:
        days.append(scene.profile.seen_by_clinician.toordinal())
    days = [d for d in days if d <= scene.today and scene.today - d <= scene.limits.seen_by_clinician_days]
    if not days:
        return False
    told = any(c.day > max(days) and any(f not in NO_SIGNS for f in c.flags) for c in scene.check_ins)
    return not told and all(s.on.toordinal() <= max(days) for s in scene.assessment.seen)


def eye_days(scene: Scene) -> tuple[tuple[str, int, int | None], ...]:
    """Return each eye sign: its flag, the day it was told, and the day a clinician cleared it or None."""
    told = [(f, date.min.toordinal()) for f in scene.case.answers.flags or ()]
    told.extend((f, c.day) for c in scene.check_ins for f in c.flags)
    about = {a.lower() for a in EYE_ABOUT}
    out = []
    for flag, day in told:
        if flag in scene.persons.eye_flags:
            ends = [c.day for c in cleared(scene) if c.day >= day and c.about in {flag.lower(), *about}]
            out.append((flag, day, ends[0] if ends else None))
    return tuple(out)


def sr_04(scene: Scene) -> Iterator[Violation]:
    """No plan while a red flag of the answers is open; flags not asked: no X."""
    found = [s for s in open_red_flags(scene) if s.on == date.min]
    if found:
        yield from _stopped(scene, "SR-04", f"Open: {', '.join(s.flag.id for s in found)}.")
    if scene.case.answers.flags is None:
        yield from over_steps("SR-04", scene.x_steps(), "answers.flags is missing, so no active on any day.")


def sr_80(scene: Scene) -> Iterator[Violation]:
    """A red flag of a check-in freezes the plan until a clinician clears it."""
    found = [s for s in open_red_flags(scene) if s.on != date.min]
    if found:
        ids = ", ".join(f"{s.flag.id} since {s.on}" for s in found)
        yield from _stopped(scene, "SR-80", f"A check-in opened {ids}.")


def sr_06(scene: Scene) -> Iterator[Violation]:
    """A single bump from 40 on, or any after skin cancer or with weak immunity: a clinician looks first."""
    count, persons = scene.case.answers.get("count"), scene.persons
    if count is None:
        yield from over_steps("SR-06", scene.x_steps(), "answers.count is missing, so no active on any day.")
    old = scene.age is None or scene.age.may_be_at_least_years(scene.limits.years_single_bump)
    immune = any(f in persons.immune_flags for f in scene.words)
    immune = immune or any(c in persons.immune_conditions for c in scene.profile.conditions or ())
    if ((count == "single" and old and scene.age is not None) or immune) and not seen_lately(scene):
        why = "weak immunity or past skin cancer" if immune else "a single bump at 40 or older"
        yield from _stopped(scene, "SR-06", f"{why} that no clinician has looked at.")


def sr_16(scene: Scene) -> Iterator[Violation]:
    """Swelling, hives or trouble breathing after a product: nothing active, emergency first."""
    seen = [e for e in scene.case.entries("reaction") if e.get("what") in scene.persons.emergency_reactions]
    if seen:
        yield from _stopped(scene, "SR-16", f"{seen[0].get('what')} was logged on {seen[0].date}.")


def sr_20(scene: Scene) -> Iterator[Violation]:
    """No X when the bumps are at the eye, and never in the zone round it."""
    sites, own = scene.sites(), scene.site()
    if own is None:
        yield from over_steps("SR-20", scene.x_steps(), "answers.site is missing, so no active on any day.")
    elif AROUND_EYE in (*sites, own) and not any(s in scene.persons.sites_for_actives for s in sites):
        yield from over_steps("SR-20", scene.x_steps(), "The bumps are around the eye.")
    there = [p for p in scene.x_steps() if any(z in scene.persons.sites_never for z in p.step.zones)]
    yield from over_steps("SR-20", there, "An active is placed in a zone at the eye.")


def sr_21(scene: Scene) -> Iterator[Violation]:
    """Bumps on the lash line: clinician only."""
    if LASH_LINE in (*scene.sites(), scene.site()):
        yield from _stopped(scene, "SR-21", "Bumps on the lash line.")


def sr_22(scene: Scene) -> Iterator[Violation]:
    """A sore red eye or changed sight: no X until a clinician clears it."""
    still = sorted({flag for flag, _, end in eye_days(scene) if end is None})
    if still:
        yield from _stopped(scene, "SR-22", f"{', '.join(still)} is open.")


def sr_83(scene: Scene) -> Iterator[Violation]:
    """Milia of a special kind are suspected: no home actives before a clinician."""
    persons, answers = scene.persons, scene.case.answers
    why = []
    if answers.get("grouping") in persons.special_groupings:
        why.append("beads together on a red raised patch")
    if answers.get("change") == "sudden_crop" and answers.get("count") == "over_20":
        why.append("a sudden crop of many")
    why.extend(f for f in scene.words if f in persons.special_flags)
    kinds = (*(k for k in persons.special_medicines if k != "steroid_topical"), "isotretinoin")
    why.extend(m.kind for m in scene.profile.medicines or () if m.kind in kinds and _current(m.ended, scene.case.today))
    chance = scene.assessment.now.probability(*persons.special_milia)
    if chance >= scene.limits.class_probability_refers:
        why.append(f"a special kind has a probability of {chance:.2f}")
    if why and not seen_lately(scene):
        yield from _stopped(scene, "SR-83", f"Suspected special milia: {', '.join(why)}.")


def _current(ended: date | None, today: date) -> bool:
    return ended is None or ended >= today


def sr_84(scene: Scene) -> Iterator[Violation]:
    """No active on a bump that is not probably a milium or closed comedone, nor elsewhere than on the face."""
    chance = scene.assessment.now.probability(*scene.persons.milia_or_comedone)
    if chance < scene.limits.milia_probability_at_least:
        text = f"Milia or closed comedones have a probability of only {chance:.2f}."
        yield from over_steps("SR-84", scene.x_steps(), text)
    sites = scene.sites()
    wanted = (*scene.persons.sites_for_actives, *scene.persons.sites_never)
    if sites and not any(s in wanted for s in sites):
        yield from over_steps("SR-84", scene.x_steps(), f"No active at this site: {', '.join(sites)}.")


def sr_87(scene: Scene) -> Iterator[Violation]:
    """A baby with fever or unwell, with any rash: emergency."""
    baby = scene.age is None or scene.age.may_be_under_months(scene.limits.months_no_products_under)
    if baby and "fever_or_unwell_baby" in scene.words:
        yield from must_refer(scene, "SR-87", "A baby with fever or unwell.")


def _stopped(scene: Scene, rule: str, why: str) -> Iterator[Violation]:
    """No X on any day, and the decision is refer."""
    yield from over_steps(rule, scene.x_steps(), why)
    yield from must_refer(scene, rule, why)
