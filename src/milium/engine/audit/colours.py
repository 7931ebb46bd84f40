"""Read colour index numbers: each is an entry of its own, however a pack prints them in a row."""

import re

from milium.domain.name_facts import NameFacts
from milium.engine.audit.found import Found
from milium.engine.audit.lookup import CI, ci_name, quick

COLOUR_KINDS = frozenset({"colourant", "mineral", "uv_filter"})
_COLOURS = re.compile(
    rf"{CI.pattern}|(?:(?<=[0-9]{{5}})|(?<=[0-9]{{5}}:[0-9]))\s?[/,&+]\s?(?P<more>[0-9]{{5}})(?![0-9])"
)
_LETTERS_BESIDE_COLOUR = 40
_TWO = 2


def colours_in(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Read colour index numbers: each is an entry, the words beside them say the same."""
    upper = text[start:end].upper()
    numbers = _colour_numbers(upper) if len(upper) == end - start else []
    if not numbers:
        return ()
    rest = CI.sub(" ", upper) if len(numbers) < _TWO else _COLOURS.sub(" ", upper)
    if not _is_of_colours(rest, len(numbers), names):
        return ()
    if len(numbers) == 1:
        match = numbers[0]
        return (Found(ci_name(match[1], match[2], names), start, end, "bracket" if rest.strip() else "exact"),)
    return tuple(
        Found(ci_name(m[1] or m["more"], m[2], names), start + m.start(m.lastgroup or 0), start + m.end(), "bracket")
        for m in numbers
    )


def _colour_numbers(upper: str) -> list[re.Match[str]]:
    """Return the colour index numbers, also one that only a sign parts from the one before it ("77491/77492")."""
    return list(_COLOURS.finditer(upper)) if CI.search(upper) else []


def _is_of_colours(rest: str, count: int, names: NameFacts) -> bool:
    """Tell whether the words beside colour numbers only name the colours."""
    other = quick(re.sub(r"[()\[\]/\\,&]+", " ", rest).strip(), names)
    fact = names.fact(other) if other else None
    if fact is not None:
        return fact.kind in COLOUR_KINDS
    return sum(c.isalpha() for c in rest) <= count * _LETTERS_BESIDE_COLOUR
