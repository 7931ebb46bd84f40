"""Where every word of a page comes from: a sentence with its facts, plain words of the screens, or the person.

A page is read as a person's browser reads it. What stands inside `data-facts` is traced by those ids. All else
must be made of the pack's plain words (section `ui`), numbers and dates, or of what the person entered. What is
left over is a sentence that nobody can ask "says who?".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from milium import wiring
from milium.domain.texts import PLACEHOLDER, Texts

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "circle", "path", "rect", "ellipse", "line", "polyline"})
SILENT = frozenset({"script", "style", "template"})
LETTERS = re.compile(r"[^\W\d_]{2,}")
MINE = "\N{WHITE SQUARE}"  # stands where the person's own words stood
DAYS = ("ui.date.weekday.", "ui.date.month.")
# What only joins other words, or shows an error of a file as it is: nothing would be left to find.
NOT_PLAIN = ("ui.data.refused_why", "ui.answers.from")
# Where a screen repeats what is no advice of ours: ids and titles of sources, and the label as it was typed.
QUOTED = ("from", "label-text", "address")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a page that stand together.

    Attributes:
        says: The words, with single blanks.
        facts: Ids they are traced by; () when by none.
        inside: Tags and classes they stand in, outermost first.
    """

    says: str
    facts: tuple[str, ...]
    inside: tuple[str, ...]


LANGUAGES = ("English", "Español")  # each named in its own words


class _Reader(HTMLParser):
    """Collects the runs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self._open: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        facts = tuple((given.get("data-facts") or "").split())
        self._open.append((tag, facts, (tag, *(given.get("class") or "").split())))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        says = " ".join(data.split())
        if not says or any(tag in SILENT for tag, _, _ in self._open):
            return
        facts = tuple(id_ for _, ids, _ in self._open for id_ in ids)
        self.runs.append(Run(says, facts, tuple(word for _, _, words in self._open for word in words)))


def runs(page: str) -> list[Run]:
    """Return the runs of a page, its window title included."""
    reader = _Reader()
    reader.feed(page)
    return reader.runs


@cache
def _plain() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """Return every plain text as (key, pattern, whether it has places to fill), the longest first."""
    rows = [text for text in texts().rows.values() if not text.facts and text.key not in NOT_PLAIN]
    rows.sort(key=lambda text: -len(text.says))
    return tuple((t.key, re.compile(_pattern(t.says), re.IGNORECASE), "{" in t.says) for t in rows)


def _pattern(says: str) -> str:
    parts = PLACEHOLDER.split(" ".join(says.split()))
    return "".join(re.escape(part) if n % 2 == 0 else _filled(part) for n, part in enumerate(parts))


@cache
def _filled(name: str) -> str:
    """Return what a place of a plain text may be filled with: never a sentence of its own."""
    whole = [re.escape(t.says) for t in texts().rows.values() if t.key.startswith("ui.") and "{" not in t.says]
    days = "|".join(text.says for key, text in texts().rows.items() if key.startswith(DAYS))
    if name in {"date", "days", "weekday", "month"}:
        return rf"(?:(?:{days}|\d+|,|;| )+)"
    if name in {"answer", "kind"}:
        return f"(?:{'|'.join(whole)})"
    if name in {"product", "products", "name"}:  # the person's own words were taken out before
        return rf"(?:[{MINE}, ]|{re.escape(texts().get('ui.tonight.unnamed').says)})+"
    return r"[\w./-]{1,20}"


@cache
def plain_keys(says: str) -> tuple[str, ...] | None:
    """Return the keys of the plain texts that the words are made of, or None when something is left over."""
    ends: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(says)):
        if start not in ends:
            continue
        if not says[start].isalpha():
            ends.setdefault(start + 1, ends[start])
        if start and says[start - 1].isalnum():
            continue
        for key, end in _matches(says, start):
            ends.setdefault(end, (*ends[start], key))
    return ends.get(len(says))


def _matches(says: str, start: int) -> Iterator[tuple[str, int]]:
    for key, pattern, filled in _plain():
        if filled:
            yield from ((key, end) for end in _ends(says, start) if pattern.fullmatch(says, start, end))
        elif found := pattern.match(says, start):
            yield key, found.end()


def _ends(says: str, start: int) -> Iterator[int]:
    """Yield where a text may end: at the end of a word."""
    yield from (n for n in range(start + 1, len(says) + 1) if n == len(says) or not says[n].isalnum())


def untraced(page: str, entered: Iterable[str] = ()) -> Iterator[Run]:
    """Yield the runs that are traced by nothing: neither facts, nor plain words, nor the person's own words.

    Args:
        page: HTML.
        entered: What the person entered: names, labels, words of a label.
    """
    ids = wiring.care().knowledge.facts
    named = (*entered, *ids, *LANGUAGES)
    own = sorted({" ".join(word.split()) for word in named if word.strip()}, key=len, reverse=True)
    mine = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, own))})(?!\w)", re.IGNORECASE)
    found = runs(page)
    told = {run.says for run in found if run.facts}
    for run in found:
        if run.facts or any(word in QUOTED for word in run.inside):
            continue
        if run.inside[-1] == "title" and run.says.partition(" · ")[0] in told:
            continue  # the window's title repeats what the page tells
        says = " ".join(mine.sub(MINE, run.says).split())
        if LETTERS.search(says) and plain_keys(run.says) is None and plain_keys(says) is None:
            yield run


def unknown_facts(page: str, known: Mapping[str, object]) -> set[str]:
    """Return the ids that a page names as facts and that are none."""
    return {id_ for run in runs(page) for id_ in run.facts if id_ not in known}


def texts() -> Texts:
    """Return the texts of the pack."""
    return wiring.care().knowledge.texts
