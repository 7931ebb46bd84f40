"""`milium audit` for people: one line says it, the lines under it say why."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from milium.cli.streams import STDIN
from milium.cli.view_bump import held
from milium.cli.words import Words, wrapped


def product(answer: Mapping[str, Any], about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield the verdict of a product, its reasons, what to do, and what could not be read."""
    yield from held(answer)
    name = str(about["item"].get("name") or _title(str(about["where"]), words))
    word = words.say(f"ui.product.word_{answer['verdict']}")
    head = f"{word}  {name}  "
    findings = answer["findings"]
    if not answer["has_list"]:
        yield from wrapped(words.here("no_list", place=str(about["where"])), head)
    elif not findings:
        yield from wrapped(words.here("nothing_against"), head)
    for i, finding in enumerate(findings):
        yield from wrapped(_reason(finding, words), head if i == 0 and answer["has_list"] else " " * len(head))
    todo = list(dict.fromkeys(f["do"] for f in findings if f.get("do")))
    if todo:
        yield ""
        yield words.here("do")
        for line in todo:
            yield from wrapped(line, "  - ")
    if answer["unknown"]:
        yield ""
        yield from wrapped(words.here("unknown", names=", ".join(answer["unknown"])))
    for line in answer.get("assumes", ()):
        yield from wrapped(line)


def _reason(finding: Mapping[str, Any], words: Words) -> str:
    parts = [str(finding["says"]), str(finding.get("because") or ""), str(finding.get("unknown") or "")]
    grade = str(finding.get("certainty") or "")[:1]
    if grade:
        parts.append(f"[{words.here('how_sure', grade=words.here(f'grade_{grade}'))}]")
    parts.append(f"[{words.here('why', ids=str(finding['id']))}]")
    return " ".join(part for part in parts if part)


def _title(where: str, words: Words) -> str:
    """Name a product after its file: night-cream.txt is "Night cream"."""
    if where == STDIN:
        return words.here("this_product")
    stem = PurePath(where).stem.replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:]
