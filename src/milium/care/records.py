"""What is kept of a plan that was shown: enough to tell later whether the same plan comes out, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any, NamedTuple

from milium.care.past import fingerprint, rows_of, short_hash
from milium.domain.safety import SafetyFacts

# Steps that a record holds one by one; of the others it keeps a fingerprint.
STRONG = ("exfoliate", "retinoid", "treat", "spot_test", "steam")
PACES = ("normal", "slow")  # the two ladders of each kind

Use = tuple[str, str]  # step, and the product it uses or speaks of ("" for none)


class Kept(NamedTuple):
    """A plan as a record keeps it; None stands for what an older or foreign record does not say.

    Attributes:
        decision: Its decision.
        evenings: Firm date -> the strong steps of its evening, sorted.
        holds: (rule, product or "", until or "") of every hold.
        care: Fingerprint of all other steps of the firm days.
        pack: Hash of the pack it was made with.
        program: Version of milium that made it.
        of: Part of the case -> fingerprint of what it was made from.
        weeks: Its length.
    """

    decision: str | None
    evenings: Mapping[str, tuple[Use, ...]]
    holds: frozenset[tuple[str, str, str]] | None
    care: str | None
    pack: str | None
    program: str | None
    of: Mapping[str, str] | None
    weeks: int | None


def record_of(answer: Mapping[str, Any], case: Mapping[str, Any], program: str) -> dict[str, Any]:
    """Return the plan of a record: what `kept` reads, in few bytes.

    Args:
        answer: A plan as care answers it.
        case: The case it was made from, without records and without tonight's ticks.
        program: Version of milium.

    Returns:
        `{decision, weeks, days: [{date, pm: [{step, product, about?}]}], holds, care, pack, milium, of}`;
        the firm days with the strong steps of their evenings. It also serves as the plan in hand.
    """
    firm = [day for day in answer["days"] if day["firm"]]
    return {
        "decision": answer["decision"],
        "weeks": len(answer["days"]) // 7,
        "days": [_evening(day) for day in firm],
        "holds": [_hold(hold) for hold in answer["holds"]],
        "care": _care(firm),
        "pack": {key: answer["pack"][key] for key in ("version", "hash")},
        "milium": program,
        "of": fingerprint(case),
    }


def kept(plan: Mapping[str, Any]) -> Kept:
    """Read the plan of a record; a whole plan in our JSON is one too. What cannot be read is None."""
    days = [day for day in rows_of(plan, "days") if isinstance(day, Mapping)]
    whole = any("am" in day for day in days)
    firm = [day for day in days if day.get("firm") is True] if whole else days
    pack, of, weeks = plan.get("pack"), plan.get("of"), len(days) // 7 if whole else plan.get("weeks")
    holds = plan.get("holds")
    return Kept(
        decision=_text(plan.get("decision")),
        evenings={str(day.get("date")): _uses(day) for day in firm},
        holds=frozenset(_held(holds)) if isinstance(holds, list | tuple) else None,
        care=_care(firm) if whole else _text(plan.get("care")),
        pack=_text(pack.get("hash")) if isinstance(pack, Mapping) else None,
        program=_text(plan.get("milium")),
        of={str(k): str(v) for k, v in of.items()} if isinstance(of, Mapping) else None,
        weeks=weeks if isinstance(weeks, int) and not isinstance(weeks, bool) and weeks > 0 else None,
    )


def numbers_of(facts: SafetyFacts) -> dict[str, float | str]:
    """Return every number of the safety facts by its place ("limits.firm_days"), of a decision table a fingerprint."""
    ladders = {kind: dict(zip(PACES, both, strict=True)) for kind, both in facts.ladders.items()}
    tables = {"limits": facts.limits, "ladders": ladders, "windows": facts.windows, "actives": facts.actives}
    rows = {f"tables.{name}": short_hash(asdict(table)) for name, table in facts.tables.items()}
    return {**{key: value for name, table in tables.items() for key, value in _numbers(table, name)}, **rows}


def _numbers(value: object, place: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield place, value
    elif isinstance(value, Mapping):
        for key in value:
            yield from _numbers(value[key], f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for i, part in enumerate(value):
            yield from _numbers(part, f"{place}.{getattr(part, 'id', i)}")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name), f"{place}.{field.name}")


def _evening(day: Mapping[str, Any]) -> dict[str, Any]:
    steps = []
    for step in day["pm"]:
        if step["step"] in STRONG:
            about = {"about": step["about"]} if step.get("about") else {}
            steps.append({"step": step["step"], "product": step["product"], **about})
    return {"date": day["date"], "pm": steps}


def _hold(hold: Mapping[str, Any]) -> dict[str, Any]:
    until = {"until": hold["until"]} if hold.get("until") else {}
    return {"reason": hold["reason"], "products": list(hold["products"]), **until}


def _held(holds: list[Any] | tuple[Any, ...]) -> Iterator[tuple[str, str, str]]:
    for hold in holds:
        if isinstance(hold, Mapping):
            for product in rows_of(hold, "products") or [""]:
                yield str(hold.get("reason")), str(product), str(hold.get("until") or "")


def _uses(day: Mapping[str, Any]) -> tuple[Use, ...]:
    steps = [s for s in rows_of(day, "pm") if isinstance(s, Mapping) and s.get("step") in STRONG]
    return tuple(sorted((str(s.get("step")), str(s.get("product") or s.get("about") or "")) for s in steps))


def _care(days: list[Mapping[str, Any]]) -> str:
    """Return a fingerprint of the steps that the record does not hold: the mornings, and washing and creams."""
    rows = [
        [str(day.get("date")), slot, str(step.get("step")), step.get("product"), list(step.get("zones") or ())]
        for day in days
        for slot in ("am", "pm")
        for step in rows_of(day, slot)
        if isinstance(step, Mapping) and (slot == "am" or step.get("step") not in STRONG)
    ]
    return short_hash(rows)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
