"""Catalogues for bench/audit.py: real labels over and over, or recombined with fresh misspellings."""

import csv
import gzip
import io
import random
from pathlib import Path

SEED = 11


def labels(data: Path) -> list[str]:
    """Return the texts of labels_dev."""
    csv.field_size_limit(10**9)
    with gzip.open(data / "labels_dev.csv.gz") as packed:
        return [row["ingredients_raw"] for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8"))]


def repeated(texts: list[str], rows: int, out: Path) -> int:
    """Write so many rows of the same labels; return the number of distinct tokens."""
    import polars

    table = polars.DataFrame({"text": texts}).with_row_index("id")
    whole = polars.concat([table] * (rows // len(texts) + 1))[:rows]
    whole.write_parquet(out, row_group_size=50_000)
    return len({t.strip() for text in texts for t in text.split(",")})


def recombined(texts: list[str], rows: int, out: Path) -> int:
    """Write rows that join the lists of two labels, every second one with a misspelling of its own.

    Returns:
        The number of distinct tokens.
    """
    import polars

    luck = random.Random(SEED)
    lists = [[t.strip() for t in text.split(",")] for text in texts if "\n" not in text and text.count(",") > 6]
    made, tokens = [], set[str]()
    for row in range(rows):
        one, two = luck.choice(lists), luck.choice(lists)
        names = one[: luck.randint(3, len(one))] + two[luck.randint(1, len(two) - 1) :]
        if row % 2:
            place = luck.randrange(len(names))
            names[place] = misspelt(names[place], luck)
        tokens.update(names)
        made.append(", ".join(names))
    polars.DataFrame({"text": made}).with_row_index("id").write_parquet(out, row_group_size=50_000)
    return len(tokens)


def misspelt(name: str, luck: random.Random) -> str:
    """Return a name with one or two letters changed."""
    letters = list(name)
    for _ in range(luck.randint(1, 2)):
        if letters:
            letters[luck.randrange(len(letters))] = luck.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)
