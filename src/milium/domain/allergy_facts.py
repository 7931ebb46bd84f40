"""How people name an allergy, and which names on labels that means."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AllergyGroup:
    """One thing people are allergic to; names and meanings as in `packs/audit/allergies.yaml`.

    Attributes:
        words: Patterns of what people write.
        names: Canonical names that are it.
        holds, starts, ends: Parts of names that are it.
        kinds, tags: Kinds and tags of the ingredient table that are it.
        sure: Such a name is what the person means; else it may be.
        means: A word that the safety rules know: salicylate or sunscreen; "" for none.
    """

    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sure: bool = False
    means: str = ""

    def fits(self, name: str, kind: str, tags: tuple[str, ...]) -> bool:
        """Tell whether a canonical name belongs to the group."""
        return (
            name in self.names
            or name.endswith(self.ends or ("\0",))
            or name.startswith(self.starts or ("\0",))
            or any(part in name for part in self.holds)
            or kind in self.kinds
            or bool(set(tags) & set(self.tags))
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AllergyFacts:
    """What people write about allergies.

    Attributes:
        groups: See there; several may fit one word.
        not_on_labels: Words of what no label holds.
        plants: Common name of a plant, upper case -> its Latin name.
    """

    groups: tuple[AllergyGroup, ...] = ()
    not_on_labels: tuple[str, ...] = ()
    plants: Mapping[str, str] = field(default_factory=dict)
