"""`milium demo`: a worked example, run through the real care: answers, labels, tonight, two weeks, why."""

from collections.abc import Iterator, Mapping
from typing import Any

from milium.adapters.packfiles import load_knowledge, load_part
from milium.cli.data import dumps
from milium.cli.faults import say_fault
from milium.cli.view_bump import bump
from milium.cli.view_plan import SHOWN_DAYS, planned
from milium.cli.view_product import product
from milium.cli.words import Words, pack_words, table, wrapped
from milium.domain.findings import Fact
from milium.errors import KnowledgeMissing
from milium.wiring import care

ITEM_KEYS = ("id", "name", "use", "where", "texture", "strength_pct", "ph", "spf", "broad_spectrum", "used_since")


def worked_example(*, as_json: bool) -> int:
    """Print the example and return 0.

    Raises:
        KnowledgeMissing: The example is not in the pack.
    """
    case = the_case()
    answer = {
        "case": case,
        "identify": care().identify(case),
        "audit": {row["id"]: care().audit(item(row, case)) for row in case["shelf"]},
        "plan": care().plan(case),
    }
    say_fault(answer["plan"], "milium demo")
    if as_json:
        print(dumps(answer))
        return 0
    for line in _lines(answer, pack_words()):
        print(line)
    return 0


def the_case() -> Mapping[str, Any]:
    """Return the case of the example."""
    files = load_part("demo")
    case = files.get("demo/demo.yaml", {}).get("case")
    if not isinstance(case, Mapping):
        raise KnowledgeMissing("the worked example is not there.", where="packs/demo", fix="Install milium again.")
    return case


def item(row: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """Return a shelf row as `milium audit` takes it, judged for the person of the case."""
    return {"text": row["label"], "person": case, **{key: row[key] for key in ITEM_KEYS if key in row}}


def _lines(answer: Mapping[str, Any], words: Words) -> Iterator[str]:
    case = answer["case"]
    yield words.here("demo.title")
    yield from _headed("answers", words)
    yield from table(_answers(case, words))
    yield from _headed("bump", words)
    yield from bump(answer["identify"], {}, words)
    yield from _headed("products", words)
    for row in case["shelf"]:
        yield from wrapped(row["label"], f"{words.here('demo.label')} ")
        yield from product(answer["audit"][row["id"]], {"item": row, "where": row["id"]}, words)
        yield ""
    yield words.here("demo.plan")
    yield from planned(answer["plan"], {"case": case}, words)
    yield from _headed("reasons", words)
    yield from table(_reasons(answer["plan"]))
    yield ""
    yield words.here("demo.try")
    yield words.here("not_reviewed")


def _headed(key: str, words: Words) -> Iterator[str]:
    yield ""
    yield words.here(f"demo.{key}")


def _answers(case: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    for question in words.knowledge.identify.questions.values():
        given = case["answers"].get(question.key)
        says = next((choice.says for choice in question.answers if choice.key == given), None)
        if says:
            yield question.key, says


def _reasons(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each reason of the steps shown once, with what it says and who says so."""
    facts: Mapping[str, Fact] = load_knowledge().facts
    steps = [step for day in plan["days"][:SHOWN_DAYS] for slot in ("am", "pm") for step in day[slot]]
    for reason in dict.fromkeys(reason for step in steps for reason in step["reasons"]):
        fact = facts.get(reason)
        yield reason, f"{fact.says} [{', '.join(fact.sources) or fact.certainty}]" if fact else ""
