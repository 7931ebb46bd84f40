"""The results of a part as one table; docs/catalog.md tells what each column means."""

from collections.abc import Sequence
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
    found = pl.DataFrame(_found(once), schema=_found_schema()).with_columns(_ingredients(once))
    table = pl.DataFrame(said, schema=_said_schema())
    return table.hstack(found[[places[id(answer)] for answer in answers]]).select(result_schema().keys())


def result_schema() -> dict[str, Any]:
    """Return column -> type, in order."""
    import polars as pl

    found = _found_schema()
    names = list(found)
    at = names.index("names")
    ordered = [*names[:at], "ingredients", *names[at:]]
    types = {**_said_schema(), **found, "ingredients": pl.List(pl.Struct(_ingredient_schema()))}
    return {name: types[name] for name in [*_said_schema(), *ordered]}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _found(answers: Sequence["Judged"]) -> dict[str, list[Any]]:
    products = [a.product for a in answers]
    readings = [p.reading for p in products]
    sizes = [len(r.ingredients) for r in readings]
    unknown = [list(r.unknown) for r in readings]
    return {
        "has_list": [r.has_list for r in readings],
        "verdict": [a.verdict.word for a in answers],
        "findings": [[f.id for f in a.verdict.findings] for a in answers],
        "facts": [sorted(set(a.verdict.facts)) for a in answers],
        "families": [list(p.families) for p in products],
        "present": [list(p.present) for p in products],
        "roles": [list(p.roles) for p in products],
        "heavy": [p.heavy for p in products],
        "spf": [p.item.spf if p.reading.spf is None else p.reading.spf for p in products],
        "alphabetical": [r.alphabetical for r in readings],
        "actives": [
            [{"family": x.family, "name": x.name, "strength_pct": x.strength_pct} for x in p.actives if x.counts]
            for p in products
        ],
        "names": sizes,
        "unknown": unknown,
        "unknown_share": [len(u) / n if n else None for u, n in zip(unknown, sizes, strict=True)],
        "issues": [[f"{i.where}: {i.problem} {i.fix}" for i in a.issues] for a in answers],
    }


def _ingredients(answers: Sequence["Judged"]) -> "polars.Series":
    """Return the ingredients of each answer as a list of structs: built flat, which is many times quicker."""
    import polars as pl

    listed = [
        (
            k,
            x.name,
            x.percent.declared,
            round(x.percent.low, _SHOWN),
            round(x.percent.high, _SHOWN),
            x.may_contain,
            x.section,
            x.start,
            x.end,
            x.how,
            x.read_as,
        )
        for k, answer in enumerate(answers)
        for x in answer.product.reading.ingredients
    ]
    schema = {"of": pl.UInt32, **_ingredient_schema()}
    columns = zip(*listed, strict=True) if listed else [[] for _ in schema]
    flat = pl.DataFrame([pl.Series(n, list(c), t) for (n, t), c in zip(schema.items(), columns, strict=True)])
    found = flat.group_by("of", maintain_order=True).agg(pl.struct(list(_ingredient_schema())).alias("ingredients"))
    every = pl.DataFrame({"of": range(len(answers))}, schema={"of": pl.UInt32})
    joined = every.join(found, on="of", how="left", maintain_order="left")["ingredients"]
    empty = pl.Series([[]], dtype=pl.List(pl.Struct(_ingredient_schema())))
    return joined.fill_null(empty.first()) if joined.null_count() else joined


def _said_schema() -> dict[str, Any]:
    import polars as pl

    return {"row": pl.UInt64, "line": pl.UInt64, "id": pl.String, "name": pl.String, "category": pl.String}


def _found_schema() -> dict[str, Any]:
    import polars as pl

    texts = pl.List(pl.String)
    active = pl.Struct({"family": pl.String, "name": pl.String, "strength_pct": pl.Float64})
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
        "actives": pl.List(active),
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
