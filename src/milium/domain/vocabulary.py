"""The closed word lists of a case, from `packs/case/words.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ProfileWords:
    """Allowed words of a profile, by key."""

    pregnancy: tuple[str, ...]
    conditions: tuple[str, ...]
    skin: tuple[str, ...]
    skin_now: tuple[str, ...]
    medicines: tuple[str, ...]
    tools: tuple[str, ...]
    region: tuple[str, ...]
    phototypes: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShelfWords:
    """Allowed words of a shelf item, by key."""

    use: tuple[str, ...]
    where: tuple[str, ...]
    texture: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WishWords:
    """Allowed words of the wishes, by key; weekdays from Monday."""

    choose: tuple[str, ...]
    first: tuple[str, ...]
    weekdays: tuple[str, ...]
    prefer: tuple[str, ...]
    maintenance: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Vocabulary:
    """Every word a case may hold.

    Attributes:
        dated: Kinds of dated events; `dated_unnamed` is how an unknown kind is taken.
        log: Kind of log entry -> its keys.
        log_words: Key of a log entry -> its words.
        irritation: Scores from calm to worst.
        age_limits: Unit -> highest value we believe.
        weeks: default and most weeks of a plan; `planned_at_least` are planned, also when fewer are shown.
        flags_of_profile: Flag -> the profile answer it means.
        flags_of_medicines: Flag -> kind of medicine it means.
    """

    profile: ProfileWords
    shelf: ShelfWords
    wishes: WishWords
    dated: tuple[str, ...]
    dated_unnamed: str
    log: Mapping[str, tuple[str, ...]]
    log_words: Mapping[str, tuple[str, ...]]
    irritation: tuple[int, ...]
    age_limits: Mapping[str, int]
    weeks: Mapping[str, int]
    flags_of_profile: Mapping[str, Mapping[str, object]]
    flags_of_medicines: Mapping[str, str]
