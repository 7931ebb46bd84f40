"""Take in the EU inventory that a person imported: names beside our own table, and the limits of the annexes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from milium.domain.findings import Issue
from milium.domain.inventory import Limit, bound_pct
from milium.domain.lettering import skeletons
from milium.domain.name_facts import Form, NameFacts
from milium.knowledge.reading import read, rows

READY = "rows"  # made at the import, for this very pack (adapters.packfiles)
OWN, RULES = "audit/inventory.json", "audit/inventory.yaml"
BASIS, SOURCE, OTHER = "source", "eu-inventory", "other"
BOUNDED = frozenset({"preservative", "uv_filter"})


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """What a function of the inventory makes of a name."""

    of: tuple[str, ...]
    kind: str
    film: str


@dataclass(frozen=True, slots=True)
class InventoryRules:
    """How names are taken in; names and meanings as in `packs/audit/inventory.yaml`."""

    functions: tuple[FunctionRule, ...]
    never: tuple[str, ...]
    unbounded: tuple[str, ...]


def inventory_rows(
    files: Mapping[str, Any], own: Sequence[Sequence[str]], forms: Iterable[Form], issues: list[Issue]
) -> list[Sequence[str]]:
    """Return rows of the ingredient table for the imported names that ours lacks; [] without an import.

    A name that we know, by whatever spelling, stays ours; so does every name that may be an active.

    Args:
        files: Path inside the pack -> parsed content; `OWN` is what the person imported.
        own: Rows of our own table.
        forms: Classes by the form of a name.
        issues: Collected problems.
    """
    rules = read(InventoryRules, files.get(RULES), RULES, issues)
    data = files.get(OWN)
    ready = data.get(READY) if isinstance(data, Mapping) else None
    if isinstance(ready, list):
        return ready
    names = data.get("names") if isinstance(data, Mapping) else None
    if not isinstance(names, list) or rules is None:
        return []
    known = set(skeletons([n for row in own for n in (row[0], *row[1].split("|")) if n]))
    fresh = [row for row in names if isinstance(row, list) and len(row) == 2 and not _barred(row[0], rules)]  # noqa: PLR2004
    listed, out = tuple(forms), []
    for (name, functions), bones in zip(fresh, skeletons([row[0] for row in fresh]), strict=True):
        if bones not in known:
            known.add(bones)
            out.append(_row(name, *_class(name, functions, rules, listed)))
    return out


def inventory_limits(files: Mapping[str, Any]) -> Mapping[str, tuple[Limit, ...]]:
    """Return name, upper case -> its limits in the imported annexes; {} without an import."""
    data = files.get(OWN)
    annexes = data.get("annexes") if isinstance(data, Mapping) else None
    return _Limits(annexes if isinstance(annexes, Mapping) else {})


def inventory_caps(files: Mapping[str, Any], rows: Iterable[Sequence[str]]) -> dict[str, float]:
    """Return name of the table -> the most that the imported annexes allow, % w/w; {} unless all of them are there.

    One annex alone says too little: benzyl alcohol is a preservative in annex V and a solvent in annex III.
    Only preservatives and UV filters are bounded; a colour may be more than its limit as a UV filter.

    Args:
        files: Path inside the pack -> parsed content; `OWN` is what the person imported.
        rows: Rows of the ingredient table, imported ones too.
    """
    limits = inventory_limits(files)
    rules = read(InventoryRules, files.get(RULES), RULES, []) if limits else None
    if rules is None or not {"III", "IV", "V", "VI"} <= set(files[OWN]["annexes"]):
        return {}
    limited, caps = set(limits), {}
    for row in rows:
        printed = (row[0], *row[1].split("|")) if row[1] else (row[0],)
        if row[2] in BOUNDED and not limited.isdisjoint(printed) and not _may_be_more(printed, rules):
            caps[row[0]] = bound_pct([limit for p in printed if p in limited for limit in limits[p]], row[2])
    return {name: most for name, most in caps.items() if most is not None}


def _may_be_more(printed: Sequence[str], rules: InventoryRules) -> bool:
    """Tell whether a name may be there for another purpose: as a colour, or as the pack says."""
    return any(name.startswith("CI ") or any(part in name for part in rules.unbounded) for name in printed)


class _Limits(Mapping[str, tuple[Limit, ...]]):
    """The entries of the annexes, each read when it is asked for: one label needs a few of thousands."""

    def __init__(self, annexes: Mapping[str, Any]) -> None:
        self._annexes = {key: annexes[key] for key in sorted(annexes) if isinstance(annexes[key], Mapping)}

    def __getitem__(self, name: str) -> tuple[Limit, ...]:
        found = [entry for annex in self._annexes.values() for entry in annex.get(name, ())]
        limits = rows(Limit, found, f"{OWN} {name}", []) if found else ()
        if not limits:
            raise KeyError(name)
        return limits

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({name for annex in self._annexes.values() for name in annex}))

    def __len__(self) -> int:
        return len({name for annex in self._annexes.values() for name in annex})


def _barred(name: str, rules: InventoryRules) -> bool:
    return any(part in name for part in rules.never)


def _class(name: str, functions: str, rules: InventoryRules, forms: Sequence[Form]) -> tuple[str, str, str]:
    """Return kind, film and tags: by the form of the name, else by its functions."""
    form = next((f for f in forms if f.fits(name)), None)
    if form is not None:
        return form.kind, form.film, "|".join(form.tags)
    told = {part.strip().upper() for part in functions.split(",")}
    rule = next((r for r in rules.functions if told & set(r.of)), None)
    return (rule.kind, rule.film, "") if rule else (OTHER, "none", "")


def _row(name: str, kind: str, film: str, tags: str) -> Sequence[str]:
    cells = {"name": name, "kind": kind, "film": film, "tags": tags, "basis": BASIS, "sources": SOURCE}
    return [cells.get(column, "") for column in NameFacts.COLUMNS]
