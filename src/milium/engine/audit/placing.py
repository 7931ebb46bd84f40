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
    places = [at + start for at, piece in zip(*placed, strict=True) for _ in piece.named]
    listed = [found[0] for found in every]
    rules, eu_limits = _rules(listed, names, of_the_eu=any(map(_is_of_the_eu, pieces)))
    shift = decoded.shift(places[0] + every[0].start, places[-1] + every[-1].end)
    if shift is None:
        spans = [decoded.given_span(at + f.start, at + f.end) for at, f in zip(places, every, strict=True)]
        every = [_new(Found, (f[0], *span, *f[3:])) for f, span in zip(every, spans, strict=True)]
        places = [0] * len(every)
    elif shift:
        places = [at + shift for at in places]
    made = [
        _new(Ingredient, (name, at + a, at + b, how, read_as, False, share, "list", maybe))
        for at, (name, a, b, how, read_as, maybe, _), share in zip(
            places, every, undeclared(listed, rules), strict=True
        )
    ]
    return tuple(made), rules, eu_limits


def of_sections(groups: Sequence[Named], decoded: Decoded, names: NameFacts) -> Listed:
    """Return the ingredients of a label of any sections; see `of_plain_list`."""
    sections = [section for section, found in groups for _ in found]
    every = [f for _, found in groups for f in found]
    with_actives = "active" in sections
    of_the_eu = not with_actives and is_of_the_eu(every, decoded.text, names)
    rules, eu_limits = _rules([f[0] for f in every], names, of_the_eu=of_the_eu)
    if len(groups) > 1:
        in_list = [f[0] for section, found in groups if section == "list" for f in found]
        rules = rules._replace(alphabetical=is_alphabetical(in_list, names.limits))
    if decoded.stretches and every:
        every = [_new(Found, (f[0], *decoded.given_span(f[1], f[2]), *f[3:])) for f in every]
    shares = with_amounts([f[0] for f in every], [f[6] or NOTHING_STATED for f in every], sections, rules)
    made = [
        _new(Ingredient, (name, start, end, how, read_as, section == "may_contain", share, section, maybe))
        for (name, start, end, how, read_as, maybe, _), section, share in zip(every, sections, shares, strict=True)
    ]
    return tuple(made), rules, eu_limits


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
