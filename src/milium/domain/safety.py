"""The facts of the safety rules, typed: actives, ladders, windows, limits and persons.

Built by `milium.knowledge` from the pack; controller, planner and checker read the same values
and share nothing else. Source: the rules of `packs/safety`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from milium.domain.decisions import DecisionTable


@dataclass(frozen=True, slots=True, repr=False)
class Active:
    """One active of safety rules 0.3 and 0.4. Strengths in % w/w; None = no such limit.

    Attributes:
        id: Name a clinician confirms ("salicylic acid").
        inci: Canonical INCI names that are this active.
        counts: always, strong, or never.
        declared_pct: With counts = strong: declared at this or more counts.
        position_counts: With counts = strong: a place among the first names after water counts.
        not_below_pct: Declared below this it is a preservative and does not count.
        leave_on_only: Counts only in leave-on products.
        ladder: Key of the ladder; None = never placed.
        equivalent: Factor to retinol equivalents, for the cap of retinol and its esters.
        unknown_strength: ask, refuse, or region_cap (taken as the cap in `region_cap_in`).
        prescription: Prescription-only at any strength (SR-55).
        prescription_above_pct: Prescription-only above this strength.
        free_in: Regions where an adult needs no confirmation; () = not restricted that way.
    """

    id: str
    inci: tuple[str, ...]
    family: str
    counts: str
    declared_pct: float | None = None
    position_counts: bool = False
    not_below_pct: float | None = None
    leave_on_only: bool = False
    ladder: str | None = None
    cap_pct: float | None = None
    cap_pct_in: Mapping[str, float] | None = None
    equivalent: float = 1.0
    start_pct: float | None = None
    unknown_strength: str = "refuse"
    region_cap_in: tuple[str, ...] = ()
    prescription: bool = False
    prescription_above_pct: float | None = None
    free_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Blocked:
    """What no plan holds (SR-71, SR-07): names of ingredients and words of product names."""

    first: tuple[str, ...]
    name_words: tuple[str, ...]
    essential_oil_pct: float
    any_place: tuple[str, ...]
    steroids: tuple[str, ...]
    never_home_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Ladder:
    """Rungs of one kind of active: most uses in any 7 consecutive evenings.

    Attributes:
        start: First rung.
        rung_days: Days each rung lasts at least; `rung_days_at` has the exceptions by rung.
        top: Last rung; `top_from_week` raises it from a course week on.
    """

    start: int
    rung_days: int
    rung_days_at: Mapping[int, int]
    top: int
    top_from_week: Mapping[int, int]

    def days_at(self, rung: int) -> int:
        """Return how many days `rung` lasts at least."""
        return self.rung_days_at.get(rung, self.rung_days)

    def top_in(self, week: int) -> int:
        """Return the highest rung in course week `week`."""
        return max([self.top, *(t for w, t in self.top_from_week.items() if week >= w)])

    def highest(self) -> int:
        """Return the highest rung of any week."""
        return max([self.top, *self.top_from_week.values()])


@dataclass(frozen=True, slots=True, repr=False)
class Window:
    """Days off round a dated event: from D+first to D+last, both included.

    Attributes:
        of: x, x_but_retinoid, retinoid, aha_pha, or steam.
        slow_first: Replaces `first` for slow persons.
        until: True when the entry's own end date replaces `last`.
        closed_days: SR-53: day after D on which the skin is taken as closed, and
            `after_closed_days` more days off; a later `healed` moves both.
        off_before: True when a clinic's own "off before" may lengthen it.
    """

    rule: str
    of: str
    first: int
    last: int
    slow_first: int | None = None
    until: bool = False
    closed_days: int | None = None
    after_closed_days: int = 0
    off_before: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Limits:
    """Every single number of the rules; names and meanings as in `packs/safety/limits.yaml`."""

    firm_days: int
    course_gap_days: int
    week_days: int
    years_no_actives_under: int
    years_confirm_under: int
    months_no_products_under: int
    months_sunscreen_from: int
    years_pregnancy_asked_from: int
    years_pregnancy_asked_to: int
    years_single_bump: int
    seen_by_clinician_days: int
    spot_test_from_days: int
    spot_test_to_days: int
    load_normal: tuple[tuple[int | None, int], ...]
    load_slow: tuple[tuple[int | None, int], ...]
    no_neighbours_until_week: int
    acid_evenings_in_7: int
    azelaic_may_share_from_week: int
    second_active_days: int
    second_active_days_slow: int
    second_active_rung_stable_days: int
    no_third_active_weeks: int
    most_active_products: int
    calm_irritation: int
    calm_pair_apart_days: int
    calm_pair_latest_days: int
    no_step_up_without_check_in_days: int
    no_actives_without_check_in_days: int
    assumed_check_in_every_days: int
    reentry_one_lower_days: int
    reentry_start_days: int
    slow_start_rung_days: int
    irritation_2_off_days: int
    irritation_2_start_rung_off_days: int
    irritation_3_off_days: int
    slow_repeat_irritation: int
    slow_repeat_apart_days: int
    aha_pha_ph_at_least: float
    aha_pha_unknown_ph_at_most_pct: float
    aha_pha_sum_at_most_pct: float
    bha_pregnancy_at_most_pct: float
    azelaic_pregnancy_at_most_pct: float
    minor_bha_at_most_pct: float
    minor_azelaic_at_most_pct: float
    minor_adapalene_at_most_pct: float
    peel_check_in_from_days: int
    isotretinoin_after_days: int
    prescription_after_days: int
    photosensitising_after_days: int
    photosensitising_long_after_days: int
    sunscreen_after_days: int
    sunscreen_spf_at_least: float
    spf_poor_in_a_row: int
    steam_apart_days: int
    steam_in_7_planned: int
    steam_in_7_at_most: int
    steam_minutes: int
    scrub_apart_days: int
    review_days: int
    course_at_most_days: int
    more_bumps_in_a_row: int
    class_probability_refers: float
    milia_probability_at_least: float
    picked_days: int
    skin_now_firm_days: int
    acid_wait_minutes: int
    retinoid_wait_minutes: int
    reapply_hours: int
    spot_test_nights: int

    def load_cap(self, week: int, *, slow: bool) -> int:
        """Return the most active evenings in any 7 in course week `week` (SR-43)."""
        table = self.load_slow if slow else self.load_normal
        return next(cap for last, cap in table if last is None or week <= last)


@dataclass(frozen=True, slots=True, repr=False)
class Persons:
    """Word lists about persons; names and meanings as in `packs/safety/persons.yaml`."""

    slow_phototypes: tuple[int, ...]
    slow_conditions: tuple[str, ...]
    needed_for_actives: tuple[str, ...]
    sites_for_actives: tuple[str, ...]
    sites_never: tuple[str, ...]
    fresh_injury_site: str
    fresh_injury_durations: tuple[str, ...]
    milia_or_comedone: tuple[str, ...]
    special_milia: tuple[str, ...]
    special_groupings: tuple[str, ...]
    special_flags: tuple[str, ...]
    special_medicines: tuple[str, ...]
    immune_flags: tuple[str, ...]
    immune_conditions: tuple[str, ...]
    eye_flags: tuple[str, ...]
    emergency_reactions: tuple[str, ...]
    no_steam_conditions: tuple[str, ...]
    infection: str
    fever: str
    minor_actives: tuple[str, ...]
    pregnancy: Mapping[str, Mapping[str, str]]
    photosensitising_names: tuple[str, ...]
    photosensitising_long: tuple[str, ...]
    acid_order: Mapping[str, tuple[str, ...]]
    gentle_skin: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Rule:
    """One safety rule as the product tells it.

    Attributes:
        id: SR-01 .. SR-88.
        says: The rule, for a clinician.
        tell: One or two plain sentences for the person it holds back.
        next_step: What the person can do.
        severity: hard or soft.
        certainty: Grade of the best source, with J for judgement ("B/J").
        judgement: True when a number or direction is ours and needs a clinician's signature.
        sources: Ids of sources.
        where: Who keeps it: controller planner identify audit texts screens privacy.
        kind: What it speaks about: nights, persons, windows, texts or order.
    """

    id: str
    says: str
    tell: str
    next_step: str
    severity: str
    certainty: str
    judgement: bool
    sources: tuple[str, ...]
    where: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, repr=False)
class SafetyFacts:
    """All facts of the safety rules."""

    actives: tuple[Active, ...]
    first_names: int
    name_words: tuple[str, ...]
    never_actives: tuple[str, ...]
    salicylate_allergy: tuple[str, ...]
    salicylate_allergy_ask: tuple[str, ...]
    blocked: Blocked
    ladders: Mapping[str, tuple[Ladder, Ladder]]  # (normal, slow)
    windows: Mapping[str, tuple[Window, ...]]
    limits: Limits
    persons: Persons
    rules: Mapping[str, Rule]
    scrubs: tuple[str, ...] = ()
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    _by_name: dict[str, Active] = field(default_factory=dict, init=False, compare=False)

    def active_of(self, inci_name: str) -> Active | None:
        """Return the active that `inci_name` is, or None."""
        if not self._by_name:
            self._by_name.update({name: a for a in reversed(self.actives) for name in a.inci})
        return self._by_name.get(inci_name)
