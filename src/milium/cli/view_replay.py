"""`milium replay` for people: the weeks that are the same in one line, the others with what differs and why."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from milium.cli.view_plan import shelf_names
from milium.cli.words import Words, table, wrapped

Answer = Mapping[str, Any]
MOST_LINES = 12  # of one list: who needs all of it reads the JSON
SPOT_TEST = "spot_test"
DATES = ("before", "after", "date", "known")


def replayed(answer: Answer, about: Answer, words: Words) -> Iterator[str]:
    """Yield how many weeks are the same, then every run of weeks, and what differs."""
    names, weeks = shelf_names(about["case"]), answer["weeks"]
    if not weeks:
        yield words.here("replay.none")
        return
    yield words.here("replay.total", weeks=len(weeks), **answer["counts"])
    yield ""
    yield from _packs(answer["packs"], names, words)
    for result, run in groupby(weeks, key=lambda week: week["result"]):
        yield from _run(str(result), list(run), names, words)
    if answer["always_known"]:
        yield from wrapped(words.here("replay.always_known", count=len(answer["always_known"])))


def _packs(packs: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield once which numbers of an older pack differ: they may be behind every difference."""
    for pack in packs:
        if pack["numbers"]:
            yield words.here("replay.numbers", pack=pack["hash"])
            yield from _list(pack["numbers"], names, words)
            yield ""


def _run(result: str, weeks: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield weeks in a row that came out alike."""
    first, last = weeks[0], weeks[-1]
    number = f"{first['week']}" if first is last else f"{first['week']}-{last['week']}"
    span = f"{words.full_date(first['from'])} - {words.full_date(last['to'])}"
    yield from table([(f"{number:>7}", f"{span:<25}", words.here(f"replay.{result}"))], indent="")
    for week in weeks:
        for plan in week["plans"]:
            if plan.get("differences") or plan.get("because") or plan.get("late"):
                yield from _plan(plan, names, words)


def _plan(plan: Answer, names: Mapping[str, str], words: Words) -> Iterator[str]:
    yield f"  {words.here('replay.plan_of', date=words.full_date(plan['date']))}"
    yield from _list(_joined(plan.get("differences", ())), names, words)
    if plan.get("because"):
        yield f"    {words.here('replay.why')}"
        yield from _list([row for row in plan["because"] if row["what"] != "number"], names, words)
    for row in plan.get("late", ()):
        yield from wrapped(words.here("replay.late", **_values(row, names, words)), "    - ")
    if plan.get("late"):
        yield f"    {words.here('replay.late_other' if plan['with_late'] else 'replay.late_same')}"


def _joined(rows: Sequence[Answer]) -> list[Answer]:
    """Return the rows with the evenings that one product lost, or gained, in one row."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for n, row in enumerate(rows):
        key = (row["what"], row["product"], row["step"]) if "date" in row else (n,)
        one = found.setdefault(key, {**row, "date": []} if "date" in row else dict(row))
        one.get("date", []).append(row.get("date"))
    return list(found.values())


def _list(rows: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    for row in rows[:MOST_LINES]:
        yield from wrapped(_says(row, names, words), "    - ")
    if len(rows) > MOST_LINES:
        yield f"    {words.here('replay.shown_up_to', count=len(rows) - MOST_LINES)}"


def _says(row: Answer, names: Mapping[str, str], words: Words) -> str:
    says = words.here(f"replay.{row['what']}", **_values(row, names, words))
    about = [row["product"]] if row["what"] == "rule_until" and row["product"] else row.get("products", ())
    products = [names.get(p, p) for p in about]
    return f"{', '.join(products)}: {says}" if products else says


def _values(row: Answer, names: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return the placeholders of a row: dates in words, products by name, decisions in words."""
    given = {{"was": "before", "is": "after"}.get(key, key): value for key, value in row.items()}
    values = {key: _word(key, value, str(row.get("what")), words) for key, value in given.items()}
    product = str(row.get("product") or "")
    values["product"] = names.get(product, product) or words.here("replay.steam")
    if row.get("step") == SPOT_TEST:
        values["product"] += f" ({words.here('replay.tested')})"
    values["parts"] = ", ".join(row.get("parts", ()))
    return values


def _word(key: str, value: object, what: str, words: Words) -> str:
    if what == "decision" and key in ("before", "after"):
        return words.here(f"replay.decision_{value}")
    if value is None:
        return words.here("replay.absent" if what == "number" else "replay.open")
    if isinstance(value, list):
        return ", ".join(words.full_date(part) for part in value)
    return words.full_date(value) if key in DATES and what != "number" else str(value)
