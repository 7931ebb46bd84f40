"""Read a label text: find the list, name its ingredients, bound their shares."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter

from milium.domain.audit_facts import AuditFacts
from milium.domain.label import Percent, Reading
from milium.domain.lettering import plain
from milium.domain.name_facts import MEMO_AT_MOST, LabelWords, NameFacts, ReadingLimits
from milium.engine.audit.decode import decode
from milium.engine.audit.found import Found
from milium.engine.audit.imprint import without_imprint
from milium.engine.audit.known_lines import quickly
from milium.engine.audit.lines import capitals_of
from milium.engine.audit.lookup import quick
from milium.engine.audit.masses import with_masses
from milium.engine.audit.names import certain_names, resolve
from milium.engine.audit.opened import months_after_opening
from milium.engine.audit.patterns import patterns_for
from milium.engine.audit.pieces import Piece, Placed, all_found, moved, pieces_of
from milium.engine.audit.placing import Named, of_plain_list, of_sections, plain_list
from milium.engine.audit.sections import Stretch, find_stretches
from milium.engine.audit.tokens import Token, cut_with_shares
from milium.engine.audit.unknowns import as_unknown

_ACTIVE_KINDS = frozenset({"uv_filter", "drug", "acid", "retinoid", "active", "vitamin", "mineral", "preservative"})
_UNSURE = frozenset({"unknown", "form"})
_SAME_LIST = 0.7
_SHORT_LIST = 3
NOTHING_STATED = Percent()
_new = tuple.__new__  # see pieces.py


def read_label(text: str, facts: AuditFacts) -> Reading:
    """Read a label text.

    Args:
        text: Any text; places in the answer are code points of it.
        facts: The facts of the audit; only `facts.names` is read here.

    Returns:
        The reading; `has_list` is False and `ingredients` empty when the text holds no list.
    """
    return read_text(text, facts.names)


def read_text(text: str, names: NameFacts) -> Reading:
    """Read a label text with the facts about names alone; see `read_label`."""
    decoded = decode(text)
    cut: dict[str, Placed | None] = {}
    hits = partial(hits_of, names=names, cut=cut)
    known = quickly(decoded.text, names, hits)
    signs = patterns_for(names.words, capitals_of(decoded.text)) if known is None or known.tells else None
    says_sun, says_opening = (signs.says_sun, signs.says_opening) if signs else (False, False)
    spf, broad = sun_protection(decoded.text, names.words, names.limits) if says_sun else (None, None)
    if known is None:
        stretches = find_stretches(decoded.text, names.words, hits, names.lines_judged, signs)
    else:
        stretches = known.stretches
        cut.update(known.cut)
    one_plain = plain_list(decoded, stretches, cut)
    if one_plain is not None:
        found, rules, eu_limits = of_plain_list(decoded, stretches[0].start, one_plain, names)
    else:
        groups = _named_groups(decoded.text, stretches, names, cut)
        found, rules, eu_limits = of_sections(groups, decoded, names)
    opening = says_opening or ("<" in text and patterns_for(names.words, plain(text)).says_opening)
    months = months_after_opening(text, found, names.words, names.limits) if opening else None
    if not found:
        return Reading(text, has_list=False, spf=spf, broad_spectrum=broad, pao_months=months)
    return Reading(
        text,
        has_list=True,
        ingredients=found,
        spf=spf,
        broad_spectrum=broad,
        alphabetical=rules.alphabetical,
        pao_months=months,
        eu_limits=eu_limits,
    )


def sun_protection(text: str, words: LabelWords, limits: ReadingLimits) -> tuple[float | None, bool | None]:
    """Return the sun protection factor the text states, and True when it states UVA protection."""
    upper = plain(text)
    signs = "|".join(re.escape(w) for w in words.spf)
    match = re.search(rf"(?<![A-Z])(?:{signs})\s*[:=-]?\s*([0-9]{{1,3}})(?![0-9])", upper)
    spf = float(match[1]) if match and limits.spf_from <= float(match[1]) <= limits.spf_to else None
    spectrum = "|".join(re.escape(w) for w in words.broad_spectrum)
    stated = re.search(rf"(?<![A-Z])(?:{spectrum})(?![A-Z])", upper) is not None
    return spf, True if stated else None


def _named_groups(
    text: str, stretches: Sequence[Stretch], names: NameFacts, cut: dict[str, Placed | None]
) -> list[Named]:
    groups = [(s, _named(text, s, names, cut)) for s in stretches]
    groups = _leading_actives(groups, names)
    listed = _without_repeats([g for g in groups if g[0].kind != "active"])
    if not _is_list(listed, groups, text, names):
        return []
    actives = [(s, f) for s, fs in groups if s.kind == "active" for f in fs]
    if not actives:
        return [(s.kind, fs) for s, fs in listed]
    in_list = {f.name for s, fs in listed if s.kind == "list" for f in fs}
    out: list[Named] = [("active", [f for s, f in actives if not (_is_told(s, text) and f.name in in_list)])]
    told = {f.name: f.share for s, f in actives if _is_told(s, text) and f.share}
    for stretch, found in listed:
        if stretch.kind == "list":
            found = [f._replace(share=f.share or told.get(f.name)) for f in found]  # noqa: PLW2901
        out.append((stretch.kind, found))
    return out


def _is_told(stretch: Stretch, text: str) -> bool:
    """Tell whether an active was named in praise ("-Retinol 0.3 %: helps ...")."""
    return stretch.bullet and text[stretch.end : stretch.end + 1] == ":"


def _named(text: str, stretch: Stretch, names: NameFacts, cut: dict[str, Placed | None]) -> list[Found]:
    """Return the names of a stretch, with places in the decoded text."""
    placed = _pieces(text[stretch.start : stretch.end], names, cut)
    if placed is None:
        tokens = cut_with_shares(text, stretch.start, stretch.end)
        found = [resolve(text[t.start : t.end], names) for t in tokens]
        sures = [_is_known(fs) for fs in found]
        found = [tuple(moved(f, t.start) for f in fs) for t, fs in zip(tokens, found, strict=True)]
        out = _looked_between(text, stretch, (tokens, found, sures), names)
    else:
        out = []
        for known, part in _parted(placed):
            if known:
                out += all_found(part, stretch.start)
            else:
                out += _looked_between(text, stretch, _flat(part, stretch.start), names)
    out = with_masses(out, text, stretch.start, names.words)
    if stretch.kind != "active":
        return without_imprint(out, text, names.words)
    return _stated(out, stretch)


def _parted(placed: Placed) -> Iterator[tuple[bool, Placed]]:
    """Part off the pieces beside which all is known: only an unknown name is seen between its neighbours.

    Yields:
        (all is known, pieces), in order.
    """
    pieces = placed.pieces
    last = len(pieces) - 1
    unsure = [i for i, piece in enumerate(pieces) if not piece.sure]
    if not all(map(_tokens, pieces)):  # then the neighbour is further off
        near = set(range(len(pieces))) if unsure else set()
    else:
        near = {j for i in unsure for j in (i - 1, i, i + 1) if 0 <= j <= last}
    for is_near, group in groupby(range(len(pieces)), near.__contains__):
        these = list(group)
        part = slice(these[0], these[-1] + 1)
        yield not is_near, Placed(placed.starts[part], pieces[part])


_tokens: Callable[[Piece], bool] = attrgetter("tokens")
Cut = tuple[list[Token], list[tuple[Found, ...]], list[bool]]


def _flat(placed: Placed, start: int) -> Cut:
    """Return the tokens of all pieces, what each is, and whether it is known, places in the decoded text."""
    tokens: list[Token] = []
    found: list[tuple[Found, ...]] = []
    sures: list[bool] = []
    for at, (its_tokens, its_found, _, its_sures, *_) in zip(*placed, strict=True):
        by = start + at
        tokens += [_new(Token, (a + by, b + by)) for a, b in its_tokens]
        found += [tuple([_new(Found, (name, a + by, b + by, *rest)) for name, a, b, *rest in fs]) for fs in its_found]
        sures += its_sures
    return tokens, found, sures


def _pieces(part: str, names: NameFacts, cut: dict[str, Placed | None]) -> Placed | None:
    """Return the pieces of a part of the label, cut once: first to find the list, then to name it."""
    if part not in cut:
        cut[part] = pieces_of(part, names)
    return cut[part]


def _looked_between(text: str, stretch: Stretch, cut: Cut, names: NameFacts) -> list[Found]:
    """Return what was found in the tokens; what is unknown is seen between its neighbours."""
    tokens, found, sures = cut
    out: list[Found] = []
    last = len(tokens) - 1
    i = 0
    while i <= last:
        if sures[i] and (i == last or sures[i + 1]):
            out += found[i]
            i += 1
            continue
        whole = _parted_by_comma(text, tokens[i : i + 2], names)
        if whole is not None:
            out.append(whole)
            i += 2
            continue
        if not found[i] and stretch.kind == "list" and 0 < i < last and sures[i - 1] and sures[i + 1]:
            token = tokens[i]
            out += [moved(f, token.start) for f in as_unknown(text[token.start : token.end], names)]
        out += found[i]
        i += 1
    return out


def _stated(found: list[Found], stretch: Stretch) -> list[Found]:
    """Return the actives: with a strength, or known for certain and not merely praised in a bullet.

    One told again without its strength ("5 g X (corresponds to 5 % X)") is told once.
    """
    strong = {f.name for f in found if f.share is not None}
    return [
        f
        for f in found
        if f.share is not None or (not stretch.bullet and f.how not in _UNSURE and f.name not in strong)
    ]


def _parted_by_comma(text: str, pair: Sequence[Token], names: NameFacts) -> Found | None:
    """Return the one name that a stray comma cut in two ("Potassium Cetyl, Phosphate")."""
    if len(pair) < len("ab"):
        return None
    both = " ".join(text[t.start : t.end] for t in pair)
    name = names.pairs[both] if both in names.pairs else _pair(both, names)
    return Found(name, pair[0].start, pair[1].end, "skeleton") if name else None


def _pair(both: str, names: NameFacts) -> str | None:
    if len(names.pairs) >= MEMO_AT_MOST:
        names.pairs.clear()
    name = names.pairs[both] = quick(both, names)
    return name


def _is_known(found: tuple[Found, ...]) -> bool:
    return bool(found) and all(f.how not in _UNSURE for f in found)


def _leading_actives(groups: list[tuple[Stretch, list[Found]]], names: NameFacts) -> list[tuple[Stretch, list[Found]]]:
    """Part off strengths that open a list: "Avobenzone 3 %, Homosalate 10 %, Water ..."."""
    out: list[tuple[Stretch, list[Found]]] = []
    for i, (stretch, found) in enumerate(groups):
        ahead = 0
        while ahead < len(found) and found[ahead].share is not None and _is_active(found[ahead], names):
            ahead += 1
        rest = [f for s, fs in groups[i + 1 :] if s.kind == "list" for f in fs]
        if stretch.kind == "list" and rest and 0 < ahead == len(found) and not any(f.share for f in rest):
            out.append((stretch._replace(kind="active", sure=True), found))
        elif stretch.kind == "list" and 0 < ahead < len(found) and all(f.share is None for f in found[ahead:]):
            start = found[ahead].start
            out.append((stretch._replace(end=start, kind="active", bullet=False), found[:ahead]))
            out.append((stretch._replace(start=start), found[ahead:]))
        else:
            out.append((stretch, found))
    return out


def _is_active(found: Found, names: NameFacts) -> bool:
    fact = names.fact(found.name)
    return fact is not None and fact.kind in _ACTIVE_KINDS


def _without_repeats(groups: list[tuple[Stretch, list[Found]]]) -> list[tuple[Stretch, list[Found]]]:
    """Drop a list that says the same as one before it, as packs in several languages do."""
    out: list[tuple[Stretch, list[Found]]] = []
    for stretch, found in groups:
        said = {f.name for f in found}
        again = any(
            kept.kind == stretch.kind == "list"
            and len(said) > _SHORT_LIST
            and len(said & {f.name for f in other}) >= _SAME_LIST * max(len(said), len({f.name for f in other}))
            for kept, other in out
        )
        if not again:
            out.append((stretch, found))
    return out


def _is_list(
    listed: list[tuple[Stretch, list[Found]]],
    groups: list[tuple[Stretch, list[Found]]],
    text: str,
    names: NameFacts,
) -> bool:
    """Tell whether what was found is a list: two known names, or one under a heading or alone."""
    known = [f for _, fs in listed for f in fs if f.how not in _UNSURE]
    sure = any(s.sure and fs for s, fs in listed)
    if len(known) > 1 or (known and sure):
        return True
    if any(s.kind == "active" and s.sure and not s.bullet and fs for s, fs in groups):
        return True
    every = [f for _, fs in listed for f in fs]
    shortest = names.limits.alphabetical_at_least
    if sure and (len(every) > 1 or any(f.how != "unknown" or f.maybe for f in every)):
        return True
    return bool(every) and len(text.split()) <= shortest and every[0].how != "unknown"


def hits_of(part: str, names: NameFacts, cut: dict[str, Placed | None], *, misprints: bool) -> tuple[int, int]:
    """Return (known names, printed names) of a stretch; a known name costs little, a misprint much."""
    if not misprints:
        return certain_names(part, names)
    placed = _pieces(part, names, cut)
    if placed is not None:
        return sum([p.known for p in placed.pieces]), sum([p.printed for p in placed.pieces])
    known = printed = 0
    for token in cut_with_shares(part, 0, len(part)):
        found = resolve(part[token.start : token.end], names)
        known += sum(f.how not in _UNSURE for f in found)
        printed += max(1, len(found))
    return known, printed
