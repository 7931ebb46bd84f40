"""Tell apart names that lost the comma between them and letters besides: a last look at what stays unread."""

from collections.abc import Callable

from milium.domain.lettering import letters_for_digits, normal, skeleton, words_of
from milium.domain.name_facts import NameFacts
from milium.engine.audit.found import Found
from milium.engine.audit.gaps import fill, is_fragment
from milium.engine.audit.lookup import quick
from milium.engine.audit.misread import GAP, misread
from milium.engine.audit.segments import split_words
from milium.engine.audit.tokens import trim

_MOST_WORDS = 14
_MOST_PART_WORDS = 6
_SHORTEST_PART = 4


def mended(text: str, start: int, end: int, known: Callable[[str], bool], names: NameFacts) -> tuple[Found, ...]:
    """Return the names of a span of which each is known or read through damage; () when that is not so.

    Args:
        text: Printed words.
        start: Where the span begins.
        end: Where it ends.
        known: Tells whether a part is a known name.
        names: The names.
    """
    core = text[start:end]
    words = words_of(normal(core))
    if not 1 < len(words) <= _MOST_WORDS or not any(is_fragment(w, names) or not w.isalpha() for w in words):
        return ()
    if " ".join(words[:2]) in names.plants and words[-1] in names.words.parts:
        return ()  # a plant and its part that the table does not hold
    parted = _parted_by_gap(text, start, end, names)
    if parted:
        return parted
    seen: dict[str, tuple[Found, ...]] = {}

    def readable(part: str) -> bool:
        if known(part):
            return True
        if part not in seen:
            seen[part] = _read_through(part, names)
        return bool(seen[part])

    spans = split_words(core, readable, _never)
    if len(spans) < 2 or not all(readable(core[a:b].strip(" .,:;")) for a, b in spans):  # noqa: PLR2004
        return ()
    found = tuple(f for a, b in spans for f in _one(text, start + a, start + b, names))
    return found if any(f.how == "spelling" for f in found) else ()  # of whole words it would have been split before


def _never(part: str) -> bool:
    return not part


def _one(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    token = trim(text, start, end)
    if token is None:
        return ()
    name = quick(text[token.start : token.end], names)
    if name is not None:
        return (Found(name, token.start, token.end, "segment"),)
    return misread(text, token.start, token.end, names)


def _read_through(part: str, names: NameFacts) -> tuple[Found, ...]:
    """Read a part with a broken word in it; a part of whole words is what it is."""
    words = words_of(normal(part))
    if not 0 < len(words) <= _MOST_PART_WORDS or len(skeleton(part)) < _SHORTEST_PART:
        return ()
    if not any(is_fragment(w, names) for w in words):
        return ()
    return tuple(f for f in misread(part, 0, len(part), names) if f.how != "unknown")


def _parted_by_gap(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Read two names between which glare took the comma and letters of either ("TREHALO   ETHYL TRIMETHICONE")."""
    gap = GAP.search(text, start, end)
    if gap is None:
        return ()
    lost = gap.end() - gap.start()
    left, right = text[start : gap.start()], text[gap.end() : end]
    first = quick(left, names) or fill(_bones(left), "", lost, names).name
    second = quick(right, names) or fill("", _bones(right), lost, names).name
    if first is None or second is None:
        return ()
    return (
        Found(first, start, gap.start(), "spelling", left),
        Found(second, gap.end(), end, "spelling", right),
    )


def _bones(part: str) -> str:
    return skeleton(letters_for_digits(normal(part)))
