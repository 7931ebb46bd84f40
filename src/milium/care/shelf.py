"""Read the shelf of a case: products as the person entered them."""

from collections.abc import Mapping
from dataclasses import replace

from milium.care.fields import Notes, Reader, to_number
from milium.domain import gtin
from milium.domain.label import InUse, ShelfItem
from milium.domain.vocabulary import Vocabulary
from milium.errors import BadInput
from milium.knowledge.reading import shorten

ITEM_KEYS = tuple(ShelfItem.__dataclass_fields__)
WHOLE_PCT = 100.0
PH_MOST = 14.0
SPF_MOST = 200.0
MONTHS_MOST = 60
WEEK = 7


def read_shelf(r: Reader, words: Vocabulary, notes: Notes) -> tuple[ShelfItem, ...]:
    """Return the shelf items, sorted by id; an item without an id gets one and an issue."""
    items: dict[str, ShelfItem] = {}
    for where, row in r.parts("shelf"):
        item = read_item(Reader(row, where, notes, blocks=r.blocks), words)
        if item.id in items:
            notes.add(f"{where}.id", f"{item.id!r} is there twice.", "Give each product its own id.", blocks=True)
            item = _renamed(item, items)
        items[item.id] = item
    return tuple(items[key] for key in sorted(items))


def read_item(r: Reader, words: Vocabulary, unreadable_pct: float | None = WHOLE_PCT) -> ShelfItem:
    """Return one shelf item; what cannot be read is an issue and stays unknown.

    Args:
        r: Reader of the item's keys.
        words: The closed word lists.
        unreadable_pct: What a strength that cannot be read counts as. For a plan it may be
            anything, so it counts as the whole: the product is over every cap and is never
            placed. None leaves it unknown, so that an audit asks for it.
    """
    r.known_keys(ITEM_KEYS)
    name = r.text("name")
    ident = r.text("id")
    if not ident:
        r.note("id", "is missing.", "Give the product a short id.")
    return ShelfItem(
        id=ident or name or r.where,
        name=name,
        label=r.text("label"),
        use=r.word("use", words.shelf.use),  # type: ignore[arg-type]  # one of the closed words
        where=r.word("where", words.shelf.where),
        texture=r.word("texture", words.shelf.texture),
        strength_pct=_strengths(r, unreadable_pct),
        ph=r.number("ph", 0, PH_MOST),
        spf=r.number("spf", 0, SPF_MOST),
        broad_spectrum=r.flag("broad_spectrum"),
        opened=r.day("opened"),
        used_since=r.day("used_since"),
        in_use=_in_use(r),
        prescribed=_prescribed(r),
        pao_months=r.whole("pao_months", 1, MONTHS_MOST),
        use_by=r.day("use_by"),
        gtin=_gtin(r),
    )


def _gtin(r: Reader) -> str | None:
    """Return the barcode; one with a wrong check digit is an issue and stays unknown."""
    value = r.data.get("gtin")
    if value is None:
        return None
    try:
        return gtin.normal(value)
    except BadInput as error:
        r.notes.add(f"{r.where}.gtin".lstrip("."), error.problem, error.fix)  # no safety rule reads it
        return None


def _renamed(item: ShelfItem, taken: Mapping[str, ShelfItem]) -> ShelfItem:
    n = 2
    while f"{item.id}-{n}" in taken:
        n += 1
    return replace(item, id=f"{item.id}-{n}")


def _strengths(r: Reader, unreadable_pct: float | None) -> dict[str, float]:
    """Return name -> % w/w."""
    out: dict[str, float] = {}
    for name, value in (r.part("strength_pct") or {}).items():
        if value is None:
            continue
        found = to_number(value)
        if found is None or not 0 <= found <= WHOLE_PCT:
            problem = f"{shorten(value)} is not a share from 0 to 100."
            fix = "Write it as 10, or leave it empty. Until then this product is in no plan."
            r.note(f"strength_pct.{name}", problem, fix)
            found = unreadable_pct
        if found is not None:
            out[str(name).strip().upper()] = found
    return out


def _in_use(r: Reader) -> InUse | None:
    part = r.part("in_use")
    if part is None:
        return None
    inner = Reader(part, f"{r.where}.in_use", r.notes, blocks=r.blocks)
    inner.known_keys(("since", "evenings_per_week"))
    since, evenings = inner.day("since"), inner.whole("evenings_per_week", 0, WEEK)
    if since is None or evenings is None:
        inner.note("", "since or evenings_per_week is missing.", "Write {since: 2026-01-10, evenings_per_week: 2}.")
        return None
    return InUse(since, evenings)


def _prescribed(r: Reader) -> int | None:
    """Return evenings a week; 0 when it is prescribed without a number we can read."""
    value = r.data.get("prescribed")
    if value is None or value is False:
        return None
    part = value if isinstance(value, Mapping) else {}
    inner = Reader(part, f"{r.where}.prescribed", r.notes, blocks=r.blocks)
    inner.known_keys(("evenings_per_week",))
    return inner.whole("evenings_per_week", 0, WEEK) or 0
