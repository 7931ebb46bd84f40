"""A page with plots of the results of a catalogue: one file, that asks nobody for anything."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from milium.adapters.pagefiles import static_files
from milium.batch.folder import PARTS, REJECTS, SUMMARY, read_folder
from milium.batch.trouble import CatalogRefused
from milium.pages.look import Look
from milium.wiring import care

if TYPE_CHECKING:
    import polars

PAGE = "report.html"
_CATEGORIES, _UNKNOWN, _REASONS = 15, 25, 12
_STEP, _STEPS = 10, 8  # list lengths: 1-10, 11-20 ...
Bar = dict[str, Any]


def write_report(path: Path) -> Path:
    """Write the page into the folder of the results and return where it is.

    Raises:
        CatalogRefused: The folder holds no finished results.
    """
    head, _ = read_folder(path)
    try:
        summary = json.loads((path / SUMMARY).read_bytes())
    except (OSError, ValueError):
        fix = f"Run milium catalog audit {head['file']} -o {path} again; it goes on where it was."
        raise CatalogRefused("this run was not finished.", where=str(path), fix=fix) from None
    look = Look({PAGE: (Path(__file__).parent / PAGE).read_text(encoding="utf-8")}, care().knowledge)
    files = static_files()
    page = look.render(
        PAGE,
        {
            "file": summary["file"],
            "css": Markup(files["milium.css"].decode()),  # noqa: S704  (our own file)
            "mark": Markup(files["mark.svg"].decode().replace("<svg ", '<svg class="mark" ', 1)),  # noqa: S704
            "figures": _figures(summary),
            "charts": _charts(path, summary, look),
            "version": summary["milium"],
            "pack": summary["pack"],
        },
    )
    out = path / PAGE
    held = out.with_name(f"{PAGE}.unfinished")
    held.write_text(page, encoding="utf-8")
    held.replace(out)
    return out


def _figures(summary: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = summary["names"]
    return [
        ("rows", f"{summary['audited']:,}"),
        ("lists", f"{summary['with_list']:,}"),
        ("names", f"{names:,}"),
        ("unknown_share", f"{summary['unknown_names'] / names:.2%}" if names else "0"),
        ("rejected", f"{summary['rejected']:,}"),
    ]


def _charts(path: Path, summary: Mapping[str, Any], look: Look) -> dict[str, list[Bar]]:
    import polars as pl

    words = look.texts
    table = pl.scan_parquet(path / PARTS / "part-*.parquet") if summary["parts"] else None
    labels = summary["audited"]
    verdicts = [
        {**_share(words.get(f"catalog.{word}").says, summary["verdicts"].get(word, 0), labels), "tone": word}
        for word in ("keep", "swap", "ask", "stop")
    ]
    families = sorted(summary["families"].items(), key=lambda item: (-item[1], item[0]))
    return {
        "verdicts": verdicts,
        "families": [_share(_plain(name), count, labels) for name, count in families],
        "heavy": [] if table is None else _heavy(table, words.get("catalog.no_category").says),
        "sizes": [] if table is None else _sizes(table),
        "unknown": [] if table is None else _unknown(table),
        "rejects": _rejects(path / REJECTS),
    }


def _heavy(table: "polars.LazyFrame", nameless: str) -> list[Bar]:
    import polars as pl

    rows = (
        table.filter("has_list")
        .group_by(pl.col("category").fill_null(nameless))
        .agg(pl.len().alias("labels"), pl.col("heavy").sum().alias("heavy"))
        .sort(["labels", "category"], descending=[True, False])
        .head(_CATEGORIES)
        .collect()
    )
    return [_share(name, heavy, labels, of=labels) for name, labels, heavy in rows.iter_rows()]


def _sizes(table: "polars.LazyFrame") -> list[Bar]:
    import polars as pl

    step = ((pl.col("names") - 1) // _STEP).clip(upper_bound=_STEPS - 1).alias("step")
    rows = table.filter(pl.col("names") > 0).group_by(step).len().sort("step").collect()
    found = dict(rows.iter_rows())
    most = max(found.values(), default=0)
    names = [f"{i * _STEP + 1} to {(i + 1) * _STEP}" for i in range(_STEPS - 1)] + [f"{(_STEPS - 1) * _STEP + 1} on"]
    return [_count(name, found.get(i, 0), most) for i, name in enumerate(names)] if most else []


def _unknown(table: "polars.LazyFrame") -> list[Bar]:
    import polars as pl

    names = table.select(pl.col("unknown").list.unique().explode()).drop_nulls()
    rows = names.group_by("unknown").len().sort(["len", "unknown"], descending=[True, False]).head(_UNKNOWN).collect()
    return _counts(rows.iter_rows())


def _rejects(path: Path) -> list[Bar]:
    """Count the reasons; numbers in them are left out, so that equal ones come together."""
    reasons = Counter[str]()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            problem = json.loads(line)["problem"]
            reasons["".join("n" if c.isdigit() else c for c in problem)] += 1
    return _counts(reasons.most_common(_REASONS))


def _counts(rows: Iterable[tuple[str, int]]) -> list[Bar]:
    listed = list(rows)
    most = max((count for _, count in listed), default=0)
    return [_count(name, count, most) for name, count in listed]


def _count(name: str, count: int, most: int) -> Bar:
    return {"label": name, "width": 100 * count / most, "value": f"{count:,}", "tone": ""}


def _share(name: str, count: int, labels: int, of: int | None = None) -> Bar:
    share = count / labels if labels else 0.0
    return {"label": name, "width": 100 * share, "value": f"{share:.1%} · {count if of is None else of:,}", "tone": ""}


def _plain(family: str) -> str:
    """Return a family as people write it ("AHA", "benzoyl peroxide", "vitamin C")."""
    if family in ("aha", "bha", "pha"):
        return family.upper()
    return " ".join(word.upper() if len(word) == 1 else word for word in family.split("_"))
