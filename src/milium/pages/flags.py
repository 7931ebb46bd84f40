"""The screen of red flags: what each tick means in answers and flags, and what to ask about it."""

from collections.abc import Mapping, Sequence
from typing import Any

# What a tick sets; a locked question is not asked again, because it was just answered.
FIRST_FLAGS: Mapping[str, Mapping[str, Any]] = {
    "bleeds": {"answers": {"bleed_crust": "repeated_or_scab"}},
    "grows": {
        "answers": {"count": "single", "grouping": "scattered", "change": "fast_growth"},
        "lock": ["count", "grouping", "change"],
    },
    "pearl": {"flags": ["visible_branching_vessels"], "answers": {"colour": "pearly_see_through"}, "lock": ["colour"]},
    "dark": {"flags": ["darkly_pigmented_spot"]},
    "edge": {"answers": {"site": "lash_line"}, "sites": ["lash_line"], "follow": "lashes"},
    "eye": {"flags": ["eye_red_or_painful"], "follow": "sight"},
    "hot": {"flags": ["spreading_hot_redness"], "follow": "fever"},
}
# Follow-up -> the flag that "yes" sets; "not sure" counts as yes, the more careful of the two.
FOLLOW_UPS: Mapping[str, str] = {"lashes": "lashes_lost", "sight": "vision_change", "fever": "fever"}
ABOUT_FLAGS: Mapping[str, str] = {
    "skin_cancer_before": "skin_cancer_before",
    "transplant_or_immune_weak": "transplant_or_immune_weak",
    "cancer_medicine": "cancer_medicine",
    "came_back_same_place": "came_back_same_place",
    "skin_blisters_easily": "skin_blisters_easily",
    "relatives": "relatives_with_same_or_skin_cancers",
    "sparse_hair": "sparse_hair_or_skin_pits",
    "seizures": "seizures_or_pale_patches",
    "down_syndrome": "down_syndrome",
}
_NEVER_BLED = "never"


def first_answers(
    ticked: Sequence[str], old: Mapping[str, Any], *, unsure: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the first screen changes in the answers, and the state of the new round.

    "I am not sure" leaves the flags unanswered, which never leads to self-care alone.
    """
    answers: dict[str, Any] = {"bleed_crust": None if unsure else _NEVER_BLED}
    kept = [f for f in old.get("flags") or [] if f in ABOUT_FLAGS.values()]
    flags, locked = set(kept), [] if unsure else ["bleed_crust"]
    follow: list[str] = []
    sites: list[str] = []
    for tick in ticked:
        row = FIRST_FLAGS[tick]
        answers.update(row.get("answers") or {})
        flags.update(row.get("flags") or [])
        locked.extend(row.get("lock") or [])
        sites.extend(row.get("sites") or [])
        if "follow" in row:
            follow.append(row["follow"])
    answers["flags"] = sorted(flags) if flags or not unsure else None
    round_: dict[str, Any] = {"asked": ["flags", *locked], "given": locked, "follow": follow, "unsure": unsure}
    changes: dict[str, Any] = {"answers": answers}
    if sites:
        round_["asked"].append("site")
        changes["bump_sites"] = sites
    return changes, round_


def follow_answers(
    key: str, choice: str, old: Mapping[str, Any], round_: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a follow-up changes: anything but a clear "no" sets its flag."""
    flags = {*(old.get("flags") or [])}
    if choice != "no":
        flags.add(FOLLOW_UPS[key])
    else:
        flags.discard(FOLLOW_UPS[key])
    waiting = [f for f in round_.get("follow") or [] if f != key]
    return {"answers": {"flags": sorted(flags)}}, {**round_, "follow": waiting}
