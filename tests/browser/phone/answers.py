"""The questions whose answers must be the same, byte for byte, wherever the engine runs."""

import json
import random
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lives import MONDAY, live_a_week, random_case
from milium import __version__
from milium.adapters.packfiles import load_knowledge, load_part
from milium.care import Care
from milium.errors import MiliumError

CASES = Path(__file__).resolve().parents[2] / "cases"
LABELS, PLANS = 200, 200
LONG_EVERY, WEEKS = 20, 3
Question = tuple[str, dict[str, Any]]


@cache
def care() -> Care:
    return Care(load_knowledge(), lambda: MONDAY, __version__)


def vignettes() -> list[Question]:
    lines = [
        line
        for name in ("vignettes.jsonl", "textbook_vignettes.jsonl")
        for line in (CASES / name).read_text(encoding="utf-8").splitlines()
    ]
    return [("identify", {"answers": json.loads(line)["answers"]}) for line in lines]


def labels() -> list[Question]:
    """Return labels of real names: with percentages, brackets, typing errors, may-contain lists, all sorts of cases."""
    names = [name for name in inci_names() if name.isascii()]
    return [("audit", _label(random.Random(n), names)) for n in range(LABELS)]


def plans() -> list[Question]:
    """Return cases of random persons after some weeks; some planned over all sixteen weeks."""
    return [("plan", _case(n)) for n in range(PLANS)]


def inci_names() -> list[str]:
    """Return every name of an ingredient in the pack."""
    rows = load_part("audit")["audit/ingredients.csv"]
    return sorted(row[rows[0].index("name")] for row in rows[1:])


def told(question: Question) -> tuple[str, str]:
    """Return a question as the door takes it."""
    verb, data = question
    return "ask", json.dumps({"verb": verb, "today": MONDAY.isoformat(), **_split(verb, data)})


def answered(question: Question) -> str:
    """Return the answer as the door gives it, from this Python."""
    verb, data = question
    try:
        if verb == "plan":
            asked = _split(verb, data)
            found = care().plan(asked["data"], today=MONDAY, weeks=asked["weeks"])
        else:
            found = getattr(care(), verb)(data)
    except MiliumError as error:
        row = {"code": error.code, "problem": error.problem, "where": error.where, "fix": error.fix}
        return json.dumps({"error": row}, ensure_ascii=False)
    return json.dumps({"answer": found}, ensure_ascii=False)


def _split(verb: str, data: Mapping[str, Any]) -> dict[str, Any]:
    if verb != "plan":
        return {"data": data}
    return {"data": {k: v for k, v in data.items() if k != "weeks"}, "weeks": data["weeks"]}


def _label(rng: random.Random, names: list[str]) -> dict[str, Any]:
    words = ["Aqua", *(_written(rng, rng.choice(names)) for _ in range(rng.randint(6, 34)))]
    text = ", ".join(words)
    if rng.random() < 0.2:
        text += " [+/- CI 77491, CI 77492, Mica]"
    row: dict[str, Any] = {"text": f"Ingredients: {text}." if rng.random() < 0.5 else text}
    if rng.random() < 0.5:
        row |= {"use": rng.choice(["leave_on", "rinse_off"]), "where": rng.choice(["face", "around_eye", "body"])}
    return row


def _written(rng: random.Random, name: str) -> str:
    word = rng.choice([name, name.title(), name.lower()])
    if rng.random() < 0.15:
        at = rng.randrange(len(word))
        word = word[:at] + rng.choice("aeioulmnrt") + word[at + rng.randint(0, 1) :]
    if rng.random() < 0.1:
        word += f" {rng.choice([0.1, 0.5, 2, 5, 10.5])}%"
    return word if rng.random() < 0.95 else f"{word} (natural)"


def _case(number: int) -> dict[str, Any]:
    rng = random.Random(number)
    case = random_case(rng, number)
    for _ in range(number % 3):
        case = live_a_week(case, care().plan(case, weeks=WEEKS), rng)
    return {**case, "today": MONDAY.isoformat(), "weeks": 16 if number % LONG_EVERY == 0 else WEEKS}


def day() -> date:
    return MONDAY
