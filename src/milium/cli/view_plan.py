"""`milium plan`, `why` and `check` for people: tonight, two weeks, what waits and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from milium.cli.words import Words, table, wrapped

SHOWN_DAYS = 14
# The kind of an evening is that of its strongest step.
KINDS = (("spot_test", "spot_test"), ("retinoid", "retinoid"), ("exfoliate", "acid"), ("treat", "treat"))
Answer = Mapping[str, Any]


def planned(answer: Answer, about: Answer, words: Words) -> Iterator[str]:
    """Yield tonight, the next two weeks, what waits and why, and the choices beside the plan."""
    names, days = shelf_names(about["case"]), answer["days"]
    if answer.get("done"):
        yield from (str(answer["done"][0][key]) for key in ("says", "next_step"))
        yield ""
    if days and not (answer.get("fault") and _is_empty(days)):  # a plan that we could not make says nothing of tonight
        yield from tonight(days[0], names, words)
        yield ""
        yield from fortnight(days[:SHOWN_DAYS], names, words)
        if len(days) > SHOWN_DAYS:
            yield words.here("later", weeks=(len(days) - SHOWN_DAYS) // 7)
    yield from moving(answer.get("moving_over", ()), names, words)
    yield from waits(answer["holds"], names, words)
    yield from options(answer, words)
    if not answer["checked"]["violations"] and answer["checked"]["rules"]:
        yield words.here("checked", count=len(answer["checked"]["rules"]))


def _is_empty(days: Sequence[Answer]) -> bool:
    return not any(day["am"] or day["pm"] for day in days)


def kept_off(answer: Answer, about: Answer, words: Words) -> Iterator[str]:
    """Yield the rules that keep a product off an evening."""
    names = shelf_names(about["case"])
    key = "kept_off" if answer["rules"] else "allowed"
    product = str(about["product"])
    yield words.here(key, product=names.get(product, product), date=words.short_date(about["day"]))
    yield from _holds([{**hold, "products": ()} for hold in answer["rules"]], {}, words)
    for note in answer["notes"]:
        yield from wrapped(str(note["says"]), "  - ")


def checked(answer: Answer, _about: Answer, words: Words) -> Iterator[str]:
    """Yield what breaks a rule in a plan."""
    found = answer["violations"]
    if not found:
        yield words.here("check_clean", count=len(answer.get("rules", ())))
        return
    yield words.here("check_found", count=len(found))
    yield from table((v["rule"], str(v["date"]), v["slot"] or "", v["evidence"]["text"]) for v in found)


def tonight(day: Answer, names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield the steps of one day, the evening first."""
    title = words.here("this_evening", date=words.short_date(day["date"]), kind=words.here(f"kind_{_kind(day['pm'])}"))
    yield from _steps(title, day["pm"], names, words)
    if day["am"]:
        yield from _steps(words.here("this_morning"), day["am"], names, words)


def fortnight(days: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield one line per day: the evening's kind and its product."""
    if not any(day["pm"] for day in days):
        return
    yield words.here("two_weeks") if len(days) == SHOWN_DAYS else words.here("weeks_shown", days=len(days))
    rows = []
    for day in days:
        kind = _kind(day["pm"])
        step = next((s for s in day["pm"] if (s["step"], kind) in KINDS), None)
        rows.append(
            (words.short_date(day["date"]), words.here(f"kind_{kind}"), _product(step, names, words) if step else "")
        )
    yield from table(rows)


def moving(rows: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield what becomes of each product that was in use, and why."""
    if rows:
        yield ""
        yield words.here("moving_over")
    for row in rows:
        why = f" [{words.here('why', ids=', '.join(row['rules']))}]" if row["rules"] else ""
        what = words.here(f"moved_{row['what']}")
        who = f"{names.get(row['product'], row['product'])}, {what}"
        yield from wrapped(f"{who}: {row['says']} {row['next_step']}".rstrip() + why, "  - ")


def waits(rows: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield what is not used for now, why, until when, and what to do."""
    if rows:
        yield ""
        yield words.here("holds")
    yield from _holds(rows, names, words)


def options(answer: Answer, words: Words) -> Iterator[str]:
    """Yield the choices, all alike."""
    yield ""
    yield words.here("options_title_refer" if answer["decision"] == "refer" else "options_title")
    for option in sorted(answer["options"], key=("watch", "plan", "see_clinician").index):
        yield from wrapped(words.here(f"option_{option}"), "  - ")
    yield from wrapped(words.say("first.advice"))


def shelf_names(case: Answer) -> dict[str, str]:
    """Return shelf id -> name, as far as the case says them; also of products that its log brought."""
    entries = [row.get("item") for row in _mappings(case.get("log"))]
    rows = [*_mappings(entries), *_mappings(case.get("shelf"))]
    return {str(r["id"]): str(r.get("name") or r["id"]) for r in rows if "id" in r}


def _mappings(value: object) -> list[Answer]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _steps(title: str, steps: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    yield title
    if not steps:
        yield f"  {words.here('no_steps')}"
    rows = []
    for i, step in enumerate(steps, 1):
        about = [_product(step, names, words)]
        if step["zones"] and step["zones"] != ["face"]:
            about.append(f"({', '.join(words.here(f'zone.{zone}') for zone in step['zones'])})")
        if step["minutes"]:
            about.append(words.here("minutes", minutes=step["minutes"]))
        if step["reasons"]:
            about.append(f"[{words.here('why', ids=', '.join(step['reasons'][:2]))}]")
        rows.append((f"{i}.", words.here(f"step.{step['step']}"), " ".join(a for a in about if a)))
    yield from table(rows)


def _holds(rows: Sequence[Answer], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield what several rules say alike once, with each rule and each open question."""
    alike: dict[tuple[str, ...], list[Answer]] = {}
    for hold in rows:
        who = ", ".join(names.get(p, p) for p in hold.get("products", ()))
        until = words.here("until", date=words.short_date(hold["until"])) if hold.get("until") else ""
        about = ", ".join(part for part in (who, until) if part)
        alike.setdefault((about, hold["says"], hold["next_step"]), []).append(hold)
    for (about, says, next_step), same in alike.items():
        asked = ", ".join(dict.fromkeys(hold["question"] for hold in same if hold["question"]))
        rules = ", ".join(dict.fromkeys(hold["reason"] for hold in same))
        told = [f"{about}: {says}" if about else says, next_step, words.here("asks", keys=asked) if asked else ""]
        yield from wrapped(f"{' '.join(filter(None, told))} [{words.here('why', ids=rules)}]", "  - ")


def _product(step: Answer, names: Mapping[str, str], words: Words) -> str:
    if step["product"] is not None:
        return names.get(str(step["product"]), str(step["product"]))
    if step["step"] in ("rest", "steam"):
        return ""
    return words.here("with_water" if step["step"] == "cleanse" else "own_or_buy")


def _kind(steps: Sequence[Answer]) -> str:
    if not steps:
        return "none"
    present = {step["step"] for step in steps}
    return next((kind for step, kind in KINDS if step in present), "rest")
