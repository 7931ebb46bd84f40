"""Give the names that were found their places in the text as given, and the bounds of their shares."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from operator import attrgetter, le

from milium.domain.label import Ingredient, Percent
from milium.domain.name_facts import NameFacts, ReadingLimits
from milium.engine.audit.amounts import ShareRules, undeclared, with_amounts
from milium.engine.audit.decode import Decoded
from milium.engine.audit.found import Found
from milium.engine.audit.pieces import Piece, Placed, is_of_the_eu
from milium.engine.audit.sections import Kind, Stretch

NOTHING_STATED = Percent()
Named = tuple[Kind, list[Found]]  # a section and its names, places in the decoded text
Listed = tuple[tuple[Ingredient, ...], ShareRules, bool]  # the last: EU limits bound shares
_is_plain: Callable[[Piece], bool] = attrgetter("plain")
_is_of_the_eu: Callable[[Piece], bool] = attrgetter("of_the_eu")
_new = tuple.__new__  # see pieces.py


def plain_list(decoded: Decoded, stretches: Sequence[Stretch], cut: Mapping[str, Placed | None]) -> Placed | None:
    """Return the pieces of a label that is one list of known names and no shares; None for any other.

    Most labels are. Nothing that looks at several stretches, at shares or at unknown names can
    change them, so those looks are left out.
    """
    if len(stretches) != 1 or stretches[0].kind != "list":
        return None
    placed = cut.get(decoded.text[stretches[0].start : stretches[0].end])
    return placed if placed is not None and all(map(_is_plain, placed.pieces)) else None


def of_plain_list(decoded: Decoded, start: int, placed: Placed, names: NameFacts) -> Listed:
    """Return the ingredients of such a label.

    Args:
        decoded: The text.
        start: Where the list begins in it.
        placed: Its pieces.
        names: The names.
    """
    pieces = placed.pieces
    every = [found for piece in pieces for found in piece.named]
    rules, eu_limits = _rules([f[0] for f in every], names, of_the_eu=any(map(_is_of_the_eu, pieces)))
    shares = undeclared([f[0] for f in every], rules)
    shift = decoded.shift(start, start + placed.starts[-1] + every[-1].end)
    by = start + (shift or 0)
    places = [at + by for at, piece in zip(*placed, strict=True) for _ in piece.named]
    if shift is None:
        read = [_new(Found, (f[0], at + f[1], at + f[2], *f[3:])) for at, f in zip(places, every, strict=True)]
        every, places = _as_given(read, decoded), [0] * len(every)
    made = [
        _new(Ingredient, (name, at + a, at + b, how, read_as, False, share, "list", maybe))
        for at, (name, a, b, how, read_as, maybe, _), share in zip(places, every, shares, strict=True)
    ]
    return tuple(made), rules, eu_limits


def of_sections(groups: Sequence[Named], decoded: Decoded, names: NameFacts) -> Listed:
    """Return the ingredients of a label of any sections; see `of_plain_list`."""
    sections = [section for section, found in groups for _ in found]
    every = [f for _, found in groups for f in found]
    of_the_eu = "active" not in sections and is_of_the_eu(every, decoded.text, names)
    listed = [f[0] for f in every]
    rules, eu_limits = _rules(listed, names, of_the_eu=of_the_eu)
    if len(groups) > 1:
        in_list = [f[0] for section, found in groups if section == "list" for f in found]
        rules = rules._replace(alphabetical=is_alphabetical(in_list, names.limits))
    if not every:
        return (), rules, eu_limits
    every = _as_given(every, decoded)
    shares = with_amounts(listed, [f[6] or NOTHING_STATED for f in every], sections, rules)
    made = [
        _new(Ingredient, (name, start, end, how, read_as, section == "may_contain", share, section, maybe))
        for (name, start, end, how, read_as, maybe, _), section, share in zip(every, sections, shares, strict=True)
    ]
    return tuple(made), rules, eu_limits


def _as_given(every: list[Found], decoded: Decoded) -> list[Found]:
    """Return the names with their places in the text as given instead of the decoded one."""
    if not decoded.stretches:
        return every
    shift = decoded.shift(min(f[1] for f in every), max(f[2] for f in every))
    if shift is not None:
        return [_new(Found, (name, a + shift, b + shift, *rest)) for name, a, b, *rest in every] if shift else every
    spans = decoded.given_spans([(f[1], f[2]) for f in every])
    return [_new(Found, (f[0], a, b, f[3], f[4], f[5], f[6])) for f, (a, b) in zip(every, spans, strict=True)]


def _rules(listed: Sequence[str], names: NameFacts, *, of_the_eu: bool) -> tuple[ShareRules, bool]:
    """Return what the shares of a label obey, and whether EU limits bound any of them."""
    caps = names.caps if of_the_eu else None
    rules = ShareRules(names.limits.one_percent, is_alphabetical(listed, names.limits), names.colours, caps)
    return rules, of_the_eu and not names.caps.keys().isdisjoint(listed)


def is_alphabetical(found: Sequence[str], limits: ReadingLimits) -> bool:
    """Tell whether the names stand in alphabetical order, so that order says nothing of shares."""
    if len(found) < limits.alphabetical_at_least:
        return False
    rising = sum(map(le, found, islice(found, 1, None)))
    return bool(rising >= limits.alphabetical_share * (len(found) - 1))
