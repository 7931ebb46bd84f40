"""Languages that nobody speaks, made from the English: a longer one in brackets, and one from right to left.

What stands on a screen outside the brackets was written where no translation reaches it.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from milium.adapters.clock import SystemClock
from milium.adapters.locales import english
from milium.adapters.packfiles import PARTS, languages, load_knowledge, load_part
from milium.adapters.pagefiles import templates
from milium.care import Care
from milium.domain.texts import PLACEHOLDER
from milium.knowledge import Knowledge
from milium.knowledge.languages import Language, Translation
from milium.pages import Look

OPEN, CLOSE = "⟦", "⟧"
ACCENTED = str.maketrans("aceiounyAEIOUN", "áçéíóúñýÁÉÍÓÚÑ")
ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابصدهفغحيجكلمنوقرستثبخكظعز" * 2,
)
LONGER = 0.4
LONG, LEFTWARD = Language("xa", "Ⱥccents"), Language("ar", "ستي", "rtl")


def longer(text: str) -> str:
    """Return the text accented, in brackets, 40 % longer in words that wrap as real ones do."""
    words = _outside_placeholders(text, ACCENTED)
    more, n = "", 0
    while len(more) < LONGER * len(text):
        more += " " + "øøøøø"[: 2 + n % 4]
        n += 1
    return f"{OPEN}{words}{more}{CLOSE}"


def leftward(text: str) -> str:
    """Return the text in letters that run from right to left."""
    return _outside_placeholders(text, ARABIC)


def _outside_placeholders(text: str, table: dict[int, int]) -> str:
    parts = re.split(r"(\{[a-z][a-z0-9_]*\})", text)
    return "".join(part if PLACEHOLDER.fullmatch(part) else part.translate(table) for part in parts)


@cache
def care_in(language: Language) -> Care:
    """Return the use cases in one of these languages."""
    make = longer if language is LONG else leftward
    says = {one.id: make(one.says) for one in english({part: load_part(part) for part in PARTS})}
    whole = load_knowledge()
    knowledge = Knowledge(
        load_part,
        version=whole.version,
        digest=whole.hash,
        reviewed=None,
        translation=Translation(language, says),
    )
    return Care(knowledge, SystemClock().today, "tongues")


@cache
def look_in(language: Language) -> Look:
    """Return the pages in one of these languages."""
    return Look(templates(), care_in(language).knowledge, (*languages(), language))


class Words(HTMLParser):
    """Collects what a person reads or hears of a page: text and the attributes that are read out."""

    HEARD = ("aria-label", "alt", "placeholder", "title")
    OWN = frozenset({"bdi", "textarea", "mark", "code"})  # what the person typed

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._own: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.found += [str(known[name]) for name in self.HEARD if known.get(name)]
        is_own = self._own or tag in self.OWN or ("lang" in known and tag != "html")
        if is_own and tag not in ("input", "br", "img"):
            self._own.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._own and self._own[-1] == tag:
            self._own.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._own:
            self.found.append(" ".join(data.split()))


def outside_brackets(page: str) -> Iterator[str]:
    """Yield every piece of a page that holds letters and stands outside the brackets."""
    reader = Words()
    reader.feed(page)
    for piece in reader.found:
        bare = piece
        while re.search(r"⟦[^⟦⟧]*⟧", bare):
            bare = re.sub(r"⟦[^⟦⟧]*⟧", " ", bare)
        if re.search(r"[^\W\d_]{2,}", bare):
            yield piece
