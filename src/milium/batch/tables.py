"""The results of a part as one table; docs/catalog.md tells what each column means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from milium.batch.blocks import Row
from milium.domain.label import Ingredient, Percent

if TYPE_CHECKING:
    import polars

    from milium.care.audits import Judged

SCHEMA_VERSION = 1
_SHOWN = 4  # digits of a share, as in every answer


def result_table(rows: Sequence[Row], answers: Sequence["Judged"]) -> "polars.DataFrame":
    """Return one row for each answer, in order.

    Args:
        rows: What each row says.
        answers: Their answers; equal labels may share one.
    """
    import polars as pl

    places: dict[int, int] = {}
    once: list[Judged] = []
    for answer in answers:
        if places.setdefault(id(answer), len(once)) == len(once):
            once.append(answer)
    said = {
        "row": [row.number for row in rows],
        "line": [row.line for row in rows],
        "id": [_text(row.said.get("id")) for row in rows],
        "name": [_text(row.said.get("name")) for row in rows],
        "category": [_text(row.said.get("category")) for row in rows],
    }
    found = pl.DataFrame(_found(once), schema=_found_schema()).with_columns(_actives(once), _ingredients(once))
    table = pl.DataFrame(said, schema=_said_schema())
    if len(once) < len(answers):
        found = found[[places[id(answer)] for answer in answers]]
    return table.hstack(found).select(result_schema().keys())


def result_schema() -> dict[str, Any]:
    """Return column -> type, in order."""
    import polars as pl

    found = _found_schema()
    names = list(found)
    at = names.index("names")
    ordered = [*names[:at], "actives", "ingredients", *names[at:]]
    types = {
        **_said_schema(),
        **found,
        "actives": pl.List(pl.Struct(_active_schema())),
        "ingredients": pl.List(pl.Struct(_ingredient_schema())),
    }
    return {name: types[name] for name in [*_said_schema(), *ordered]}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _found(answers: Sequence["Judged"]) -> "dict[str, polars.Series | list[Any]]":
    products = [a.product for a in answers]
    readings = [p.reading for p in products]
    sizes = [len(r.ingredients) for r in readings]
    unknown = [r.unknown for r in readings]
    return {
        "has_list": [r.has_list for r in readings],
        "verdict": [a.verdict.word for a in answers],
        "findings": _texts(tuple([f.id for f in a.verdict.findings]) for a in answers),
        "facts": _texts(_facts(answers)),
        "families": _texts(p.families for p in products),
        "present": _texts(p.present for p in products),
        "roles": _texts(p.roles for p in products),
        "heavy": [p.heavy for p in products],
        "spf": [p.item.spf if p.reading.spf is None else p.reading.spf for p in products],
        "alphabetical": [r.alphabetical for r in readings],
        "eu_limits": [r.eu_limits for r in readings],
        "names": sizes,
        "unknown": _texts(unknown),
        "unknown_share": [len(u) / n if n else None for u, n in zip(unknown, sizes, strict=True)],
        "issues": _texts(tuple([f"{i.where}: {i.problem} {i.fix}" for i in a.issues]) for a in answers),
    }


def _facts(answers: Sequence["Judged"]) -> Iterator[tuple[str, ...]]:
    """Yield the facts of each verdict, sorted; the same findings stand on the same facts."""
    known: dict[tuple[tuple[str, ...], ...], tuple[str, ...]] = {}
    for answer in answers:
        stands_on = tuple([f.facts for f in answer.verdict.findings])
        if stands_on not in known:
            known[stands_on] = tuple(sorted({fact for facts in stands_on for fact in facts}))
        yield known[stands_on]


def _texts(rows: Iterable[tuple[str, ...]]) -> "polars.Series":
    """Return lists of texts; the same few come again and again, so each is made once."""
    import polars as pl

    numbers: dict[tuple[str, ...], int] = {}
    places = [numbers.setdefault(row, len(numbers)) for row in rows]
    once = pl.Series([list(row) for row in numbers], dtype=pl.List(pl.String))
    return once.gather(pl.Series(places, dtype=pl.UInt32))


def _ingredients(answers: Sequence["Judged"]) -> "polars.Series":
    """Return the ingredients of each answer, made column by column."""
    import polars as pl

    listed = [answer.product.reading.ingredients for answer in answers]
    every = list(chain.from_iterable(listed))
    shares = [one.percent for one in every]
    own = {name: list(map(itemgetter(Ingredient._fields.index(name)), every)) for name in _OWN}
    bounds: dict[str, list[Any]] = {n: list(map(itemgetter(Percent._fields.index(n)), shares)) for n in _BOUNDS}
    apart = (pl.Series(own["section"], dtype=pl.String) != "list").arg_true()  # those of a list are rounded already
    for place in apart.to_list():
        for name in ("low", "high"):
            bounds[name][place] = round(bounds[name][place], _SHOWN)
    schema = _ingredient_schema()
    of = pl.Series("of", [k for k, held in enumerate(listed) for _ in held], pl.UInt32)
    columns = {**own, **bounds}
    flat = pl.DataFrame([of, *(pl.Series(name, columns[name], kind) for name, kind in schema.items())])
    return _lists("ingredients", flat, schema, len(answers))


_OWN = ("name", "start", "end", "how", "read_as", "may_contain", "section")
_BOUNDS = ("declared", "low", "high")


def _actives(answers: Sequence["Judged"]) -> "polars.Series":
    import polars as pl

    listed = [
        (k, x.family, x.name, x.strength_pct)
        for k, answer in enumerate(answers)
        for x in answer.product.actives
        if x.counts
    ]
    schema = _active_schema()
    return _lists("actives", _flat(listed, {"of": pl.UInt32, **schema}), schema, len(answers))


def _flat(rows: Sequence[tuple[Any, ...]], schema: Mapping[str, Any]) -> "polars.DataFrame":
    """Return a table of rows, made column by column, which is many times quicker."""
    import polars as pl

    return pl.DataFrame([pl.Series(n, [row[i] for row in rows], t) for i, (n, t) in enumerate(schema.items())])


def _lists(name: str, flat: "polars.DataFrame", schema: Mapping[str, Any], size: int) -> "polars.Series":
    """Return for each answer the list of its rows in a flat table, in which `of` tells whose they are."""
    import polars as pl

    found = flat.group_by("of", maintain_order=True).agg(pl.struct(list(schema)).alias(name))
    if found.height == size:
        return found[name]
    every = pl.DataFrame({"of": range(size)}, schema={"of": pl.UInt32})
    joined = every.join(found, on="of", how="left", maintain_order="left")[name]
    empty = pl.Series([[]], dtype=pl.List(pl.Struct(dict(schema))))
    return joined.fill_null(empty.first()) if joined.null_count() else joined


def _said_schema() -> dict[str, Any]:
    import polars as pl

    return {"row": pl.UInt64, "line": pl.UInt64, "id": pl.String, "name": pl.String, "category": pl.String}


def _found_schema() -> dict[str, Any]:
    import polars as pl

    texts = pl.List(pl.String)
    return {
        "has_list": pl.Boolean,
        "verdict": pl.String,
        "findings": texts,
        "facts": texts,
        "families": texts,
        "present": texts,
        "roles": texts,
        "heavy": pl.Boolean,
        "spf": pl.Float64,
        "alphabetical": pl.Boolean,
        "eu_limits": pl.Boolean,
        "names": pl.UInt16,
        "unknown": texts,
        "unknown_share": pl.Float64,
        "issues": texts,
    }


def _ingredient_schema() -> dict[str, Any]:
    import polars as pl

    return {
        "name": pl.String,
        "declared": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "may_contain": pl.Boolean,
        "section": pl.String,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "how": pl.String,
        "read_as": pl.String,
    }


def _active_schema() -> dict[str, Any]:
    import polars as pl

    return {"family": pl.String, "name": pl.String, "strength_pct": pl.Float64}
