"""Print how well and how fast labels are read: F1, exact lists, coverage, labels a second.

Run: python bench/audit.py (the data lie in ../shared/data/audit, beside the repository)
"""

import csv
import gzip
import io
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from milium.adapters.packfiles import load_part
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text
from milium.knowledge.naming import build_names

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "audit"


def golden(names: NameFacts) -> None:
    hits = found = wanted = exact = count = 0
    for line in (DATA / "golden_dev.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        got = [_key(x.name) for x in read_text(label["raw_text"], names).ingredients]
        want = [{_key(n) for n in [w["name"], *w.get("accept", [])]} for w in label["expected"]]
        left = list(want)
        for name in got:
            place = next((i for i, w in enumerate(left) if name in w), None)
            if place is not None:
                left.pop(place)
                hits += 1
        found, wanted, count = found + len(got), wanted + len(want), count + 1
        exact += len(got) == len(want) and all(g in w for g, w in zip(got, want, strict=True))
    print(f"golden_dev: F1 {2 * hits / (found + wanted):.4f}, exact lists {exact}/{count}")


def labels(names: NameFacts) -> None:
    csv.field_size_limit(10**9)
    with gzip.open(DATA / "labels_dev.csv.gz") as packed:
        texts = [row["ingredients_raw"] for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8"))]
    for name in ("first", "again"):
        start = time.perf_counter()
        readings = [read_text(text, names) for text in texts]
        seconds = time.perf_counter() - start
        print(f"labels_dev, {name}: {len(texts) / seconds:,.0f} labels/s, {1000 * seconds / len(texts):.2f} ms each")
    how = Counter(x.how for r in readings for x in r.ingredients)
    total = sum(how.values())
    known = total - how["form"] - how["unknown"]
    whole = sum(r.has_list and not r.unknown for r in readings)
    print(f"names: {total:,}; in the table {known / total:.1%}, by form {how['form'] / total:.1%}, ", end="")
    print(f"unknown {how['unknown'] / total:.1%}; {dict(how)}")
    print(f"labels: {sum(r.has_list for r in readings)} with a list, {whole} of them without an unknown name")


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.upper()).strip()


def main() -> int:
    if not DATA.is_dir():
        print(f"../shared is absent: no {DATA.name} data", file=sys.stderr)
        return 2
    files = load_part("audit")
    start = time.perf_counter()
    names = build_names(files, [])
    assert names is not None
    built = time.perf_counter()
    read_text("Aqua, Glycerin, Zyxoplast Vorin, Phenoxethanol", names)
    print(f"facts built in {1000 * (built - start):.1f} ms, first label {1000 * (time.perf_counter() - built):.1f} ms")
    golden(names)
    labels(names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
