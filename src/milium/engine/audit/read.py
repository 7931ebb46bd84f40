"""Read a label text: find the list, name its ingredients, bound their shares."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from milium.domain.audit_facts import AuditFacts
from milium.domain.label import Ingredient, Percent, Reading
from milium.domain.lettering import plain
from milium.domain.name_facts import LabelWords, NameFacts, ReadingLimits
from milium.engine.audit.amounts import ShareRules, with_amounts
from milium.engine.audit.decode import Decoded, decode
from milium.engine.audit.found import Found
from milium.engine.audit.imprint import without_imprint
from milium.engine.audit.lookup import quick
from milium.engine.audit.names import certain_names, resolve
from milium.engine.audit.opened import months_after_opening
from milium.engine.audit.sections import Stretch, find_stretches
from milium.engine.audit.shares import share_ends
from milium.engine.audit.tokens import Token, cut, trim
from milium.engine.audit.unknowns import as_unknown

_ACTIVE_KINDS = frozenset({"uv_filter", "drug", "acid", "retinoid", "active", "vitamin", "mineral", "preservative"})
_UNSURE = frozenset({"unknown", "form"})
_SAME_LIST = 0.7
_SHORT_LIST = 3


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
    spf, broad = sun_protection(decoded.text, names.words, names.limits)
    found = _ingredients(decoded, names)
    months = months_after_opening(text, found, names.words, names.limits)
    if not found:
        return Reading(text, has_list=False, spf=spf, broad_spectrum=broad, pao_months=months)
    alphabetical = is_alphabetical([x.name for x in found if x.section == "list"], names.limits)
    lawful = _is_for_the_eu(found, decoded.given, names)
    caps = names.caps if lawful else None
    bounded = with_amounts(found, ShareRules(names.limits.one_percent, alphabetical, names.colours, caps))
    return Reading(
        text,
        has_list=True,
        ingredients=bounded,
        spf=spf,
        broad_spectrum=broad,
        alphabetical=alphabetical,
        pao_months=months,
        eu_limits=lawful and any(x.name in names.caps for x in found),
    )


def _is_for_the_eu(found: Sequence[Ingredient], text: str, names: NameFacts) -> bool:
    """Tell whether the label is one for the EU: no drug facts, and a name in the form only EU law asks for."""
    if any(x.section == "active" for x in found):
        return False
    signs = (x for x in found if x.name in names.words.eu_signs)
    return any(x.name in plain(text[x.start : x.end]) for x in signs)


def sun_protection(text: str, words: LabelWords, limits: ReadingLimits) -> tuple[float | None, bool | None]:
    """Return the sun protection factor the text states, and True when it states UVA protection."""
    upper = plain(text)
    signs = "|".join(re.escape(w) for w in words.spf)
    match = re.search(rf"(?<![A-Z])(?:{signs})\s*[:=-]?\s*([0-9]{{1,3}})(?![0-9])", upper)
    spf = float(match[1]) if match and limits.spf_from <= float(match[1]) <= limits.spf_to else None
    spectrum = "|".join(re.escape(w) for w in words.broad_spectrum)
    stated = re.search(rf"(?<![A-Z])(?:{spectrum})(?![A-Z])", upper) is not None
    return spf, True if stated else None


def is_alphabetical(found: Sequence[str], limits: ReadingLimits) -> bool:
    """Tell whether the names stand in alphabetical order, so that order says nothing of shares."""
    if len(found) < limits.alphabetical_at_least:
        return False
    rising = sum(a <= b for a, b in pairwise(found))
    return rising >= limits.alphabetical_share * (len(found) - 1)


def _ingredients(decoded: Decoded, names: NameFacts) -> list[Ingredient]:
    text = decoded.text
    stretches = find_stretches(text, names.words, partial(_hits, names=names))
    groups = [(s, _named(text, s, names)) for s in stretches]
    groups = _leading_actives(groups, names)
    listed = _without_repeats([g for g in groups if g[0].kind != "active"])
    if not _is_list(listed, groups, text, names):
        return []
    actives = [(s, f) for s, fs in groups if s.kind == "active" for f in fs]
    in_list = {f.name for s, fs in listed if s.kind == "list" for f in fs}
    out = [_ingredient(f, s, decoded, f.share) for s, f in actives if not (_is_told(s, text) and f.name in in_list)]
    told = {f.name: f.share for s, f in actives if _is_told(s, text) and f.share}
    for stretch, found in listed:
        for f in found:
            share = f.share or (told.get(f.name) if stretch.kind == "list" else None)
            out.append(_ingredient(f, stretch, decoded, share))
    return out


def _is_told(stretch: Stretch, text: str) -> bool:
    """Tell whether an active was named in praise ("-Retinol 0.3 %: helps ...")."""
    return stretch.bullet and text[stretch.end : stretch.end + 1] == ":"


def _named(text: str, stretch: Stretch, names: NameFacts) -> list[Found]:
    """Return the names of a stretch, with places in the decoded text."""
    out: list[Found] = []
    tokens = _tokens(text, stretch)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        found = resolve(text[token.start : token.end], names)
        whole = _parted_by_comma(text, tokens[i : i + 2], found, names)
        if whole is not None:
            out.append(whole)
            i += 2
            continue
        if not found and stretch.kind == "list" and _is_between(text, tokens[max(0, i - 1) : i + 2], names):
            found = as_unknown(text[token.start : token.end], names)
        out += [
            Found(f.name, f.start + token.start, f.end + token.start, f.how, f.read_as, f.maybe, f.share) for f in found
        ]
        i += 1
    if stretch.kind != "active":
        return without_imprint(out, text, names.words)
    return [f for f in out if f.share is not None or (not stretch.bullet and f.how not in _UNSURE)]


def _is_between(text: str, around: Sequence[Token], names: NameFacts) -> bool:
    """Tell whether the middle one of three tokens stands between two known names."""
    return len(around) == len("abc") and all(
        _is_known(resolve(text[t.start : t.end], names)) for t in (around[0], around[2])
    )


def _parted_by_comma(text: str, pair: Sequence[Token], found: tuple[Found, ...], names: NameFacts) -> Found | None:
    """Return the one name that a stray comma cut in two ("Potassium Cetyl, Phosphate")."""
    if len(pair) < len("ab"):
        return None
    first, second = (text[t.start : t.end] for t in pair)
    if _is_known(found) and _is_known(resolve(second, names)):
        return None
    name = quick(f"{first} {second}", names)
    return Found(name, pair[0].start, pair[1].end, "skeleton") if name else None


def _is_known(found: tuple[Found, ...]) -> bool:
    return bool(found) and all(f.how not in _UNSURE for f in found)


def _tokens(text: str, stretch: Stretch) -> list[Token]:
    """Cut the stretch; a strength followed by more words ends a name as well."""
    tokens = []
    for token in _rejoined(text, cut(text, stretch.start, stretch.end)):
        place = token.start
        for end in share_ends(text[token.start : token.end])[:-1] + _glued_end(text, token):
            part = trim(text, place, token.start + end)
            if part is not None and any(c.isalpha() for c in text[part.start : part.end]):
                tokens.append(part)
                place = token.start + end
        last = trim(text, place, token.end)
        if last is not None:
            tokens.append(last)
    return tokens


def _glued_end(text: str, token: Token) -> list[int]:
    """Return the end of the last strength when more words follow it ("4.5%Alcohol Denat.")."""
    printed = text[token.start : token.end]
    ends = share_ends(printed)[-1:]
    if not ends or not any(c.isalpha() for c in printed[: ends[0]]):
        return []
    return ends if printed[ends[0] :].lstrip(" .\n\t")[:1].isalpha() else []


def _rejoined(text: str, tokens: list[Token]) -> list[Token]:
    """Join a lone digit with what follows: "1, 2-Hexanediol" is one name."""
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else None
        if (
            before is not None
            and before.end - before.start == 1
            and text[before.start].isdigit()
            and text[token.start].isdigit()
            and text[before.end : token.start].strip() == ","
            and "-" in text[token.start : token.end]
        ):
            out[-1] = Token(before.start, token.end)
        else:
            out.append(token)
    return out


def _leading_actives(groups: list[tuple[Stretch, list[Found]]], names: NameFacts) -> list[tuple[Stretch, list[Found]]]:
    """Part off strengths that open a list: "Avobenzone 3 %, Homosalate 10 %, Water ..."."""
    out: list[tuple[Stretch, list[Found]]] = []
    for i, (stretch, found) in enumerate(groups):
        ahead = 0
        while ahead < len(found) and found[ahead].share is not None and _is_active(found[ahead], names):
            ahead += 1
        rest = [f for s, fs in groups[i + 1 :] if s.kind == "list" for f in fs]
        if stretch.kind == "list" and rest and 0 < ahead == len(found) and not any(f.share for f in rest):
            out.append((replace(stretch, kind="active", sure=True), found))
        elif stretch.kind == "list" and 0 < ahead < len(found) and all(f.share is None for f in found[ahead:]):
            start = found[ahead].start
            out.append((replace(stretch, end=start, kind="active", bullet=False), found[:ahead]))
            out.append((replace(stretch, start=start), found[ahead:]))
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


def _hits(part: str, names: NameFacts, *, misprints: bool) -> tuple[int, int]:
    """Return (known names, printed names) of a stretch; a known name costs little, a misprint much."""
    if not misprints:
        return certain_names(part, names)
    known = printed = 0
    for token in _tokens(part, Stretch(0, len(part), "list")):
        found = resolve(part[token.start : token.end], names)
        known += sum(f.how not in _UNSURE for f in found)
        printed += max(1, len(found))
    return known, printed


def _ingredient(found: Found, stretch: Stretch, decoded: Decoded, share: Percent | None) -> Ingredient:
    start, end = decoded.given_span(found.start, found.end)
    return Ingredient(
        name=found.name,
        start=start,
        end=end,
        how=found.how,
        read_as=found.read_as,
        maybe=found.maybe,
        may_contain=stretch.kind == "may_contain",
        percent=share or Percent(),
        section=stretch.kind,
    )
