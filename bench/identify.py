"""Measure the identification: right answers on told cases, questions needed, time.

Run: python bench/identify.py
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from milium.adapters.packfiles import load_knowledge, load_part
from milium.domain.identify import TRIAGE, Answers, Context
from milium.engine.identify import identify, read_answers, what_would_change
from milium.engine.identify.beliefs import posterior
from milium.engine.identify.persons import see
from milium.knowledge.identify import build_identify

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
FACTS = load_knowledge().identify
Vignette = Mapping[str, Any]
PEERS = "23 checkers 2015: first 34 %, level 57 %; 36 checkers 2020: first 36 %, first three 52 %, level 49 %"


def told(name: str) -> list[Vignette]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def answers_of(vignette: Vignette) -> Answers:
    return read_answers(vignette["answers"], FACTS)[0]


def score(vignettes: Sequence[Vignette]) -> str:
    first = three = exact = under = over = 0
    for v in vignettes:
        found = identify(answers_of(v), FACTS)
        names = [name for name, _ in found.candidates]
        levels = [TRIAGE.index(word) for word in (v["triage"], *v["triage_accept"])]
        rank = TRIAGE.index(found.triage)
        first += names[0] in {v["expected"], *v["accept"]}
        three += v["expected"] in names[:3]
        exact += rank in levels
        under += rank < min(levels)
        over += rank > max(levels)
    n = len(vignettes)
    return f"first {first}/{n}, first three {three}/{n}, level {exact}/{n}, below {under}, above {over}"


def fewer(vignettes: Sequence[Vignette], missing: int) -> tuple[float, float]:
    """Return the share of right first candidates, and of levels not below, with `missing` answers not given."""
    right, safe = [], []
    for v in vignettes:
        full = answers_of(v)
        keys = [key for key in full.given if key != "age"]
        for gone in list(combinations(keys, missing))[:: 1 if missing == 1 else 7]:
            left = Answers({k: w for k, w in full.given.items() if k not in gone}, full.flags)
            found = identify(left, FACTS)
            right.append(found.candidates[0][0] in {v["expected"], *v["accept"]})
            low = min(TRIAGE.index(word) for word in (v["triage"], *v["triage_accept"]))
            safe.append(TRIAGE.index(found.triage) >= low)
    return statistics.mean(right), statistics.mean(safe)


def interview(vignette: Vignette) -> Iterator[str]:
    """Yield the first candidate after each question, in the order in which we ask."""
    full = answers_of(vignette)
    given: dict[str, str] = {}
    flags: tuple[str, ...] | None = None
    while True:
        found = identify(Answers(given, flags), FACTS)
        yield found.candidates[0][0]
        key = found.next_question
        if key is None:
            return
        if key == "flags":
            flags = full.flags
        else:
            given[key] = full.given[key]


def questions(vignettes: Sequence[Vignette]) -> tuple[float, float]:
    """Return the median number of questions until the first candidate is final, and until the end."""
    stable, asked = [], []
    for v in vignettes:
        said = list(interview(v))
        asked.append(len(said) - 1)
        stable.append(next(i for i in range(len(said)) if set(said[i:]) == {said[-1]}))
    return statistics.median(stable), statistics.median(asked)


def milliseconds(work: Callable[[], object], times: int) -> float:
    """Return the median time of one call."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append((time.perf_counter() - begin) * 1000)
    return statistics.median(found)


def main() -> None:
    dev, textbook = told("vignettes.jsonl"), told("textbook_vignettes.jsonl")
    print(f"told cases      {score(dev)}   (limit: first 34/35, first three 35/35, below 0)")
    print(f"textbook cases  {score(textbook)}")
    print(f"peers           {PEERS}")
    for missing in (1, 3):
        right, safe = fewer(dev, missing)
        print(f"{missing} answer(s) missing: first {right:.1%}, level not below {safe:.1%}")
    stable, asked = questions([*dev, *textbook])
    print(f"questions (median): first candidate final after {stable:g}, all that matters asked after {asked:g}")
    full, start = answers_of(dev[2]), Answers({"age": "adult_18_39y"}, ())
    seen = see(full, FACTS, Context())
    files = load_part("identify")
    for name, work, times, limit in (
        ("one posterior", lambda: posterior(seen.views[0], seen.own, FACTS), 500, 0.1),
        ("identify, all answered", lambda: identify(full, FACTS), 200, 5.0),
        ("identify, two answered", lambda: identify(start, FACTS), 200, 5.0),
        ("what would change", lambda: what_would_change(full, FACTS), 20, 50.0),
        ("building the facts", lambda: build_identify(files, []), 10, 20.0),
    ):
        print(f"{name:24} {milliseconds(work, times):7.3f} ms   (limit {limit:g} ms)")


if __name__ == "__main__":
    main()
