"""Measure the identification: right answers on told cases, questions needed, time.

Run: python bench/identify.py
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
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
Said = tuple[str, str]
SEED = 7
SEEN = 0.001  # a condition with a smaller share is not drawn at that age
LIMIT = " (limit 8)"
FIRST, LEVEL, EVERY = map(attrgetter, ("first", "level", "all"))
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


def interview(full: Answers) -> list[Said]:
    """Return (first candidate, level) before the first and after each question, in the order in which we ask."""
    answers = Answers({}, None)
    said: list[Said] = []
    while True:
        found = identify(answers, FACTS)
        said.append((found.candidates[0][0], found.triage))
        key = found.next_question
        if key is None:
            return said
        given = answers.given if key == "flags" else {**answers.given, key: full.given[key]}
        answers = Answers(given, full.flags if key == "flags" else answers.flags)


def settled(said: Sequence[object], end: object) -> int:
    """Return after how many questions `end` stands and stays; all of the questions when it never does."""
    at = len(said)
    while at and said[at - 1] == end:
        at -= 1
    return at if said[-1] == end else len(FACTS.questions)


@dataclass(frozen=True)
class Asked:
    """Questions of one person: until nothing changes any more, until first and level alone, and in all."""

    stable: int
    first: int
    level: int
    all: int
    calm_then_not: bool


def asked(full: Answers) -> Asked:
    found, said = identify(full, FACTS), interview(full)
    end = (found.candidates[0][0], found.triage)
    return Asked(
        settled(said, end),
        settled([first for first, _ in said], end[0]),
        settled([level for _, level in said], end[1]),
        len(said) - 1,
        any(level == TRIAGE[0] for _, level in said) and end[1] != TRIAGE[0],
    )


def drawn(count: int, seed: int, *, by_prior: bool) -> list[Answers]:
    """Return answers of made-up persons: a condition, then each answer as often as the tables say, each for itself.

    Such persons are harder than told cases: nobody chose their answers to fit together.
    """
    dice = random.Random(seed)
    out = []
    for _ in range(count):
        band = dice.choice(sorted(FACTS.priors))
        shares = FACTS.priors[band]
        weights = shares if by_prior else [float(share > SEEN) for share in shares]
        condition = dice.choices(range(len(shares)), weights)[0]
        given = {"age": band}
        for key, columns in FACTS.likelihood.items():
            if key != "age":
                words = list(columns)
                given[key] = dice.choices(words, [columns[word][condition] for word in words])[0]
        if given["count"] == "single":
            given["grouping"] = "scattered"
        out.append(read_answers({**given, "flags": []}, FACTS)[0])
    return out


def questions(name: str, people: Sequence[Answers], limit: str = "") -> None:
    rows = [asked(full) for full in people]
    first, level, every = (statistics.median(map(get, rows)) for get in (FIRST, LEVEL, EVERY))
    stable = sorted(row.stable for row in rows)
    tail = stable[int(0.9 * len(stable))]
    print(
        f"  {name:34} median {statistics.median(stable):g}{limit}, 90th percentile {tail}, worst {stable[-1]};"
        f" first {first:g}, level {level:g}, in all {every:g}; self-care said, then more: "
        f"{sum(row.calm_then_not for row in rows)}"
    )


def all_questions(dev: Sequence[Answers], textbook: Sequence[Answers]) -> None:
    print(f"questions until first candidate and level are those of all {len(FACTS.questions)} answered, and stay so")
    questions("told cases", dev, LIMIT)
    questions("textbook cases", textbook, LIMIT)
    questions("both", [*dev, *textbook], LIMIT)
    both = [*dev, *textbook]
    random.Random(SEED).shuffle(both)
    half = len(both) // 2
    questions(f"random half of both, seed {SEED}", both[:half], LIMIT)
    questions("the other half", both[half:], LIMIT)
    questions(f"200 drawn by base rate, seed {SEED}", drawn(200, SEED, by_prior=True))
    questions(f"200 drawn, each condition alike, {SEED}", drawn(200, SEED, by_prior=False))


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
    all_questions([answers_of(v) for v in dev], [answers_of(v) for v in textbook])
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
