"""The results of a part as one table; docs/catalog.md tells what each column means."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from milium.batch.blocks import Row

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
    return table.hstack(found[[places[id(answer)] for answer in answers]]).select(result_schema().keys())


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
        "facts": _texts(tuple(sorted(set(a.verdict.facts))) for a in answers),
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


def _texts(rows: Iterable[tuple[str, ...]]) -> "polars.Series":
    """Return lists of texts; the same few come again and again, so each is made once."""
    import polars as pl

    numbers: dict[tuple[str, ...], int] = {}
    places = [numbers.setdefault(row, len(numbers)) for row in rows]
    once = pl.Series([list(row) for row in numbers], dtype=pl.List(pl.String))
    return once.gather(pl.Series(places, dtype=pl.UInt32))


_PRINTED = ("name", "may_contain", "section", "how", "read_as")  # of an ingredient: the same come again and again


def _ingredients(answers: Sequence["Judged"]) -> "polars.Series":
    """Return the ingredients of each answer: the words of each once, places and shares as plain columns."""
    import polars as pl

    printed: dict[tuple[Any, ...], int] = {}
    listed = [
        (
            k,
            printed.setdefault((name, may_contain, section, how, read_as), len(printed)),
            share.declared,
            share.low if section == "list" else round(share.low, _SHOWN),  # those of a list are rounded already
            share.high if section == "list" else round(share.high, _SHOWN),
            start,
            end,
        )
        for k, answer in enumerate(answers)
        for name, start, end, how, read_as, may_contain, share, section, _ in answer.product.reading.ingredients
    ]
    schema = _ingredient_schema()
    numbers = {name: schema[name] for name in ("declared", "low", "high", "start", "end")}
    flat = _flat(listed, {"of": pl.UInt32, "printed": pl.UInt32, **numbers})
    words = _flat(list(printed), {name: schema[name] for name in _PRINTED})
    return _lists("ingredients", flat.hstack(words[flat["printed"]]), schema, len(answers))


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
