"""Gates of the whole plan: what refers, what means watching, what leaves the base week only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from milium.domain.case import Case
from milium.domain.identify import Assessment, FlagSeen, RedFlag, Triage
from milium.domain.safety import SafetyFacts
from milium.engine.plan.bars import Bar
from milium.engine.plan.situation import Situation

_REFERS: tuple[Triage, ...] = ("routine clinician", "urgent", "emergency")
_NOT_SURE_FLAG = "RF20"
_LASH_LINE_FLAG, _LASH_LINE = "RF11", "lash_line"
# Red flags that say the same as SR-06 and SR-83: a clinician who has looked answers them (M4).
_ANSWERED_BY_A_LOOK = ("RF10", "RF13", "RF14", "RF15", "RF16", "RF17")
_SUDDEN_CROP = ("sudden_crop", "over_20")
_FEVER_FLAG = "fever_or_unwell_baby"


@dataclass(frozen=True, slots=True)
class Gates:
    """What keeps every active out of the whole plan, by what it makes of the decision."""

    refer: tuple[Bar, ...]
    watch: tuple[Bar, ...]
    base: tuple[Bar, ...]

    @property
    def closed(self) -> bool:
        """Tell whether no active may be placed on any day."""
        return bool(self.refer or self.watch or self.base)


def read_gates(
    case: Case,
    s: Situation,
    assessment: Assessment,
    facts: SafetyFacts,
    *,
    prescribed: tuple[str, ...],
    steroids: tuple[str, ...],
) -> Gates:
    """Return every gate that is closed for the person.

    Args:
        case: The case, for its log and answers.
        s: The person today.
        assessment: What the bumps may be, and every red flag with its first date.
        facts: The facts of the safety rules.
        prescribed: Shelf ids of prescribed or prescription-only products (SR-55).
        steroids: Shelf ids of products with a steroid (SR-71, RF16).
    """
    looked = _looked_at(case, s, assessment, facts)
    refer: tuple[Bar, ...] = (
        *_emergencies(case, s, facts),
        *_flags(case, s, assessment, looked=looked),
        *_eyes(case, s, facts),
        *_eye_margin(s),
        *_single_bump(case, s, facts, looked=looked),
        *_medicines_refer(s),
        *_special(case, s, assessment, facts, looked=looked),
        *_infection(s, facts),
        *((Bar("SR-71", steroids, also=("RF16",), urgency="routine clinician"),) if steroids and not looked else ()),
    )
    return Gates(refer, tuple(_watch(case, s)), tuple(_base(case, s, assessment, facts, prescribed)))


def cleared_on(case: Case, about: str, since: date) -> date | None:
    """Return the first date on or after `since` on which a clinician cleared `about` (M6)."""
    return next(
        (
            e.date
            for e in case.entries("clinician")
            if e.get("what") == "cleared" and e.get("about") == about and e.date >= since
        ),
        None,
    )


def open_flags(case: Case, s: Situation, assessment: Assessment, *, looked: bool) -> tuple[RedFlag, ...]:
    """Return the red flags that are open today and send the person to someone."""
    seen = {f.flag.id: f for f in assessment.seen}
    for flag in assessment.now.red_flags:
        seen.setdefault(flag.id, FlagSeen(flag, date.min))
    return tuple(
        seen[key].flag
        for key in sorted(seen)
        if _refers(seen[key].flag, s, looked=looked) and cleared_on(case, key, seen[key].on) is None
    )


def flagged_check_ins(case: Case, facts: SafetyFacts) -> tuple[tuple[date, date | None, str], ...]:
    """Return (first date, date it was cleared or None, flag) of every eye or reaction flag of a check-in."""
    out = []
    for entry in case.entries("check_in"):
        for flag in entry.words("flags"):
            if flag in facts.persons.eye_flags:
                out.append((entry.date, _eye_cleared(case, flag, entry.date), flag))
    return tuple(out)


def _looked_at(case: Case, s: Situation, assessment: Assessment, facts: SafetyFacts) -> bool:
    """Tell whether a clinician looked lately and nothing new came up since (M4)."""
    on = s.profile.seen_by_clinician
    if on is None or not 0 <= (s.today - on).days <= facts.limits.seen_by_clinician_days:
        return False
    fresh = any(f.on > on for f in assessment.seen)
    return not fresh and not any(e.words("flags") for e in case.entries("check_in") if e.date > on)


def _refers(flag: RedFlag, s: Situation, *, looked: bool) -> bool:
    if flag.urgency not in _REFERS or flag.id == _NOT_SURE_FLAG:
        return False
    if flag.id == _LASH_LINE_FLAG and _LASH_LINE not in s.sites:
        return False
    return not (looked and flag.id in _ANSWERED_BY_A_LOOK and flag.urgency == _REFERS[0])


def _emergencies(case: Case, s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    words = facts.persons.emergency_reactions
    seen = [str(e.get("what")) for e in case.entries("reaction")]
    seen += [flag for e in case.entries("check_in") for flag in e.words("flags")]
    if any(word in words for word in seen):
        yield Bar("SR-16", urgency="emergency")
    if s.baby and _FEVER_FLAG in (s.flags or ()):
        yield Bar("SR-87", urgency="emergency")


def _flags(case: Case, s: Situation, assessment: Assessment, *, looked: bool) -> Iterator[Bar]:
    later = {f.flag.id for f in assessment.seen if f.on > date.min}
    for flag in open_flags(case, s, assessment, looked=looked):
        yield Bar("SR-80" if flag.id in later else "SR-04", also=(flag.id,), urgency=flag.urgency)


def _eyes(case: Case, s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    ticked = [f for f in s.flags or () if f in facts.persons.eye_flags and _eye_cleared(case, f, date.min) is None]
    open_now = ticked + [flag for _, cleared, flag in flagged_check_ins(case, facts) if cleared is None]
    if open_now:
        yield Bar("SR-22", urgency="urgent")


def _eye_cleared(case: Case, flag: str, since: date) -> date | None:
    """Return when an eye flag was cleared, by its own name, its rule or its red flag."""
    dates = [cleared_on(case, about, since) for about in (flag, "SR-22", "RF12")]
    return min((d for d in dates if d is not None), default=None)


def _eye_margin(s: Situation) -> Iterator[Bar]:
    if _LASH_LINE in s.sites:
        yield Bar("SR-21", urgency="routine clinician")


def _single_bump(case: Case, s: Situation, facts: SafetyFacts, *, looked: bool) -> Iterator[Bar]:
    persons = facts.persons
    old_enough = s.age is not None and s.age.may_be_at_least_years(facts.limits.years_single_bump)
    single = case.answers.get("count") == "single" and old_enough
    weak = any(f in persons.immune_flags for f in s.flags or ())
    weak = weak or any(c in persons.immune_conditions for c in s.profile.conditions or ())
    if (single or weak) and not looked:
        yield Bar("SR-06", question="profile.seen_by_clinician", urgency="routine clinician")


def _medicines_refer(s: Situation) -> Iterator[Bar]:
    for medicine in s.profile.medicines or ():
        stopped = medicine.ended is not None and medicine.ended < s.today
        if medicine.kind == "isotretinoin" and not stopped:
            yield Bar("SR-54", urgency="routine clinician")
        if medicine.kind == "steroid_topical" and not stopped:
            yield Bar("SR-56", urgency="routine clinician")


def _special(case: Case, s: Situation, assessment: Assessment, facts: SafetyFacts, *, looked: bool) -> Iterator[Bar]:
    persons, answers = facts.persons, case.answers
    crop = (answers.get("change"), answers.get("count")) == _SUDDEN_CROP and not s.baby
    suspected = (
        answers.get("grouping") in persons.special_groupings
        or crop
        or any(m.kind in persons.special_medicines for m in s.profile.medicines or ())
        or any(f in persons.special_flags for f in s.flags or ())
        or assessment.now.probability(*persons.special_milia) >= facts.limits.class_probability_refers
    )
    if suspected and not looked:
        yield Bar("SR-83", question="profile.seen_by_clinician", urgency="routine clinician")


def _infection(s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    if facts.persons.infection in (s.skin_now or ()):
        yield Bar("SR-05", also=("RF4",), question="profile.skin_now", urgency="routine clinician")


def _watch(case: Case, s: Situation) -> Iterator[Bar]:
    if s.baby:
        yield Bar("SR-01")
    elif s.child:
        yield Bar("SR-02")
    if case.wishes.choose == "watch":
        yield Bar("SR-85", question="wishes.choose")


# Which rule says best why an answer is needed.
_ASKED_FOR = {
    "age": "SR-02",
    "pregnancy": "SR-11",
    "breastfeeding": "SR-12",
    "skin_now": "SR-05",
    "medicines": "SR-60",
    "allergies": "SR-14",
    "sunscreen_ok": "SR-65",
    "answers.site": "SR-84",
    "answers.count": "SR-06",
    "answers.flags": "SR-04",
}


def _base(
    case: Case, s: Situation, assessment: Assessment, facts: SafetyFacts, prescribed: tuple[str, ...]
) -> Iterator[Bar]:
    for key in s.asks:
        question = key if key.startswith("answers.") else f"profile.{key}"
        yield Bar(_ASKED_FOR.get(key, "SR-04"), question=question, text="plan.missing")
    if is_cleared(case) and case.wishes.maintenance is None:
        yield Bar("SR-81", question="wishes.maintenance", also=("track.cleared",), text="plan.cleared")
    yield from _place(case, s, assessment, facts)
    yield from _medicines_base(s, facts)
    if prescribed:
        yield Bar("SR-55", products=prescribed, text="plan.prescribed")
        yield Bar("SR-55", question="shelf")


def is_cleared(case: Case) -> bool:
    """Tell whether the latest counts were none (fact `track.cleared`)."""
    return case.progress is not None and case.progress.cleared


def _place(case: Case, s: Situation, assessment: Assessment, facts: SafetyFacts) -> Iterator[Bar]:
    persons = facts.persons
    if s.sites and not any(site in persons.sites_for_actives for site in s.sites):
        near_eye = any(site in persons.sites_never for site in s.sites)
        yield Bar("SR-20" if near_eye else "SR-84", text=None if near_eye else "plan.site")
    if persons.fresh_injury_site in s.sites:
        duration = case.answers.get("duration")
        if duration is None or duration in persons.fresh_injury_durations:
            yield Bar("SR-05", question="answers.duration", text="plan.fresh_injury")
    if assessment.now.probability(*persons.milia_or_comedone) < facts.limits.milia_probability_at_least:
        yield Bar("SR-84", question=assessment.now.next_question and f"answers.{assessment.now.next_question}")


def _medicines_base(s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    limits = facts.limits
    for medicine in s.profile.medicines or ():
        ended = medicine.ended
        if medicine.kind == "isotretinoin" and ended is not None and ended < s.today:
            until = _after(ended, limits.isotretinoin_after_days)
            if until > s.today:
                yield Bar("SR-54", until=until)
        if medicine.kind == "prescription_topical":
            until_or_open = None if ended is None else _after(ended, limits.prescription_after_days)
            if until_or_open is None or until_or_open > s.today:
                yield Bar("SR-55", until=until_or_open, question=None if ended else "profile.medicines")


def _after(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)
