"""Which column of a catalogue is what: said on the command line, or known by its name."""

from collections.abc import Iterable, Mapping, Sequence

from milium.batch.trouble import CatalogRefused

# What a row may say of a product (see `milium audit --jsonl`), and the names such columns have in catalogues.
KNOWN_AS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "label", "ingredients_text", "ingredients", "ingredients_raw", "ingredient_list", "inci"),
    "id": ("id", "product_id", "sku", "gtin", "ean", "code"),
    "name": ("name", "product_name", "product", "title"),
    "category": ("category", "categories", "product_type"),
    "use": ("use",),
    "where": ("where",),
    "strength_pct": ("strength_pct",),
    "ph": ("ph",),
    "spf": ("spf",),
}
_SHOWN = 12


def parse_columns(words: str) -> dict[str, str]:
    """Read "text=ingredients_raw,id=code" as kind -> column.

    Raises:
        CatalogRefused: A word is not written so, or no such kind of column is read.
    """
    found: dict[str, str] = {}
    for word in filter(None, (w.strip() for w in words.split(","))):
        kind, equals, column = (part.strip() for part in word.partition("="))
        if not equals or not column or kind not in KNOWN_AS:
            raise CatalogRefused(
                f'"{word}" names no column.',
                where="--columns",
                fix=f"Write it like text=ingredients_raw,id=code. There is {', '.join(KNOWN_AS)}.",
            )
        found[kind] = column
    return found


def chosen_columns(there: Sequence[str], said: Mapping[str, str], where: str) -> dict[str, str]:
    """Return kind -> column for the columns of a file.

    Args:
        there: Names of its columns.
        said: Kind -> column as the caller wants it; the rest is found by name, whatever its case.
        where: Name of the file.

    Raises:
        CatalogRefused: A wanted column is not there, or none holds the text of labels.
    """
    for kind, column in said.items():
        if column not in there:
            raise CatalogRefused(f'there is no column "{column}" for {kind}.', where=where, fix=_has(there))
    lower = {name.strip().lower(): name for name in reversed(there)}
    found = dict(said)
    for kind, names in KNOWN_AS.items():
        guess = next((lower[name] for name in names if name in lower), None)
        if kind not in found and guess is not None and guess not in found.values():
            found[kind] = guess
    if "text" not in found:
        raise CatalogRefused(
            "no column holds the text of labels.", where=where, fix=f"Say --columns text=NAME. {_has(there)}"
        )
    return {kind: found[kind] for kind in KNOWN_AS if kind in found}


def _has(there: Iterable[str]) -> str:
    names = list(there)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"It has {', '.join(names[:_SHOWN]) or 'no columns'}{more}."
