"""What the rules need to know about a person on one date, with every doubt resolved the careful way."""

from dataclasses import dataclass, replace
from datetime import date

from milium.domain.case import Case, LogEntry
from milium.domain.person import AgeRange, Profile
from milium.domain.safety import SafetyFacts

_PREGNANT_FLAG, _BREASTFEEDING_FLAG = "pregnant", "breastfeeding"
_DEFAULT_REGION = "EU"


@dataclass(frozen=True, slots=True)
class Situation:
    """A person today, as the rules read them.

    Attributes:
        today: T, the first day of the plan.
        age: Youngest and oldest possible age, None when not asked.
        pregnancy, breastfeeding: The stricter of profile and answers, None when not asked.
        sites: Every place with bumps.
        skin_now: Troubles of the skin that stand in the profile or the latest check-in; None when
            not asked.
        flags: Flags of the answers; None when not asked.
        slow: A slow person (safety rules 0.5).
        minor: May be under the age from which actives need no confirmation.
        asks: Keys of the missing answers without which no active is placed (0.7).
    """

    today: date
    profile: Profile
    age: AgeRange | None
    pregnancy: str | None
    breastfeeding: bool | None
    sites: tuple[str, ...]
    skin_now: tuple[str, ...] | None
    flags: tuple[str, ...] | None
    region: str
    slow: bool
    minor: bool
    baby: bool
    child: bool
    asks: tuple[str, ...]

    def confirms(self, active: str, family: str) -> bool:
        """Tell whether a professional agreed to an active; a family name counts but for retinoid."""
        said = self.profile.confirmed
        return active in said or (family in said and family != "retinoid")


def read_situation(case: Case, facts: SafetyFacts) -> Situation:
    """Return what the rules read about the person of `case` on its date."""
    profile, age, limits = case.profile_on(case.today), case.age, facts.limits
    if age is None and profile.age is not None:
        age = profile.age.as_range()
    flags = case.answers.flags
    ticked = flags or ()
    pregnancy = "yes" if _PREGNANT_FLAG in ticked else profile.pregnancy
    breastfeeding = True if _BREASTFEEDING_FLAG in ticked else profile.breastfeeding
    site = case.answers.get("site")
    found = Situation(
        today=case.today,
        profile=profile,
        age=age,
        pregnancy=pregnancy,
        breastfeeding=breastfeeding,
        sites=tuple(dict.fromkeys((*case.bump_sites, *((site,) if site else ())))),
        skin_now=_skin_now(case, profile),
        flags=flags,
        region=profile.region or _DEFAULT_REGION,
        slow=is_slow(profile, facts),
        minor=age is not None and age.may_be_under_years(limits.years_confirm_under),
        baby=age is not None and age.may_be_under_months(limits.months_no_products_under),
        child=age is not None and age.may_be_under_years(limits.years_no_actives_under),
        asks=(),
    )
    return _with_asks(found, case, facts)


def is_slow(profile: Profile, facts: SafetyFacts) -> bool:
    """Tell whether the ladder goes slowly: darker or unknown phototype, marks, eczema, rosacea."""
    persons = facts.persons
    phototype = profile.phototype
    if not isinstance(phototype, int) or phototype in persons.slow_phototypes:
        return True
    if profile.past_dark_marks is not False or profile.conditions is None:
        return True
    return any(c in persons.slow_conditions for c in profile.conditions)


def latest(entries: tuple[LogEntry, ...], key: str) -> LogEntry | None:
    """Return the last entry that holds `key`, or None."""
    return next((e for e in reversed(entries) if e.get(key) is not None), None)


def _skin_now(case: Case, profile: Profile) -> tuple[str, ...] | None:
    check = latest(case.entries("check_in"), "skin_now")
    said = check.words("skin_now") if check else ()
    if profile.skin_now is None:
        return None if check is None else said
    return tuple(dict.fromkeys((*profile.skin_now, *said)))


def _with_asks(found: Situation, case: Case, facts: SafetyFacts) -> Situation:
    missing = tuple(key for key in facts.persons.needed_for_actives if _is_missing(key, found, case, facts))
    return replace(found, asks=missing)


def _is_missing(key: str, s: Situation, case: Case, facts: SafetyFacts) -> bool:
    if key == "age":
        return s.age is None
    if key in {"pregnancy", "breastfeeding"}:
        return _pregnancy_matters(s.age, facts) and (s.pregnancy if key == "pregnancy" else s.breastfeeding) is None
    if key == "skin_now":
        return s.skin_now is None
    if key == "answers.flags":
        return s.flags is None
    if key.startswith("answers."):
        return case.answers.get(key.removeprefix("answers.")) is None
    return getattr(s.profile, key) is None


def _pregnancy_matters(age: AgeRange | None, facts: SafetyFacts) -> bool:
    """Tell whether the person may be of the age at which pregnancy is asked; unknown age counts."""
    limits = facts.limits
    if age is None:
        return True
    past_it = not age.may_be_under_years(limits.years_pregnancy_asked_to + 1)
    return age.may_be_at_least_years(limits.years_pregnancy_asked_from) and not past_it
