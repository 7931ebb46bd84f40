"""`milium audit` for people: one line says it, the lines under it say why."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from milium.cli.streams import STDIN
from milium.cli.view_bump import held
from milium.cli.words import Words, wrapped

INDENT = " " * 6  # under the name, after the word
NAMES_SHOWN = 20
NOTES_SHOWN = 3
UNREAD = "list.unread"  # it names the words we do not know, as far as they are few
TIME = ("time.before", "time.after")  # whether it was there first: told beside what speaks against it
Finding = Mapping[str, Any]


def product(answer: Mapping[str, Any], about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield the verdict of a product, its reasons, what to do, and what could not be read."""
    yield from held(answer)
    word, findings = str(answer["verdict"]), answer["findings"]
    reasons = [f for f in findings if f["verdict"] == word != "keep" or f["id"] in TIME]
    name = str(answer.get("name") or about["item"].get("name") or _title(str(about["where"]), words))
    yield _headline(words.say(f"ui.product.word_{word}"), name, _says(answer, reasons, str(about["where"]), words))
    for finding in reasons:
        yield from _reason(finding, words)
    notes = [f for f in findings if f not in reasons]
    if notes:
        yield from _notes(notes, words)
    told = " ".join(str(f["says"]) for f in [*reasons, *notes[:NOTES_SHOWN]] if f["id"] == UNREAD)
    if not all(name in told for name in answer["unknown"]):
        yield from wrapped(words.here("unknown", names=_some(answer["unknown"], words)))
    if answer.get("assumes"):
        yield from wrapped(" ".join(answer["assumes"]))


def _some(names: Sequence[str], words: Words) -> str:
    """Return the names, each once; of many only the first and how many more there are."""
    each = list(dict.fromkeys(names))
    more = len(each) - NAMES_SHOWN
    return ", ".join(each if more <= 0 else [*each[:NAMES_SHOWN], words.here("more_notes", count=more)])


def _headline(word: str, name: str, says: str) -> str:
    return f"{word:<4}  {name}   {says}"


def _says(answer: Mapping[str, Any], reasons: Sequence[Finding], where: str, words: Words) -> str:
    """Return what stands beside the name: how sure and why; or that there is no list, or nothing against it."""
    if reasons:
        first = reasons[0]
        grade = words.here(f"grade_{str(first.get('certainty') or 'J')[:1]}")
        return f"{words.here('how_sure', grade=grade)}   {words.here('why', ids=str(first['id']))}"
    return words.here("nothing_against") if answer["has_list"] else words.here("no_list", place=where)


def _reason(finding: Finding, words: Words) -> Iterator[str]:
    for key in ("says", "because", "unknown"):
        if finding.get(key):
            yield from wrapped(str(finding[key]), INDENT)
    if finding.get("do"):
        yield from wrapped(f"{words.here('do')} {finding['do']}", INDENT)


def _notes(notes: Sequence[Finding], words: Words) -> Iterator[str]:
    yield words.here("notes")
    for note in notes[:NOTES_SHOWN]:
        says = " ".join(str(note[key]) for key in ("says", "unknown", "do") if note.get(key))
        yield from wrapped(f"{says} [{note['id']}]", "  - ")
    if len(notes) > NOTES_SHOWN:
        yield f"  - {words.here('more_notes', count=len(notes) - NOTES_SHOWN)}"


def _title(where: str, words: Words) -> str:
    """Name a product after its file: night-cream.txt is "Night cream"."""
    if where == STDIN:
        return words.here("this_product")
    stem = PurePath(where).stem.replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:]
