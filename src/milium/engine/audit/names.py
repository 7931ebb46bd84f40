"""Turn a printed name into canonical ones: what it is, where it stands, how it was recognised."""

import re
from collections.abc import Iterable

from milium.domain.lettering import normal, skeleton, words_of
from milium.domain.name_facts import MEMO_AT_MOST, NameFacts
from milium.engine.audit.colours import COLOUR_KINDS, colours_in
from milium.engine.audit.found import Found
from milium.engine.audit.gaps import is_fragment
from milium.engine.audit.lookup import quick
from milium.engine.audit.masses import without_masses
from milium.engine.audit.mending import mended
from milium.engine.audit.misread import heard, misread
from milium.engine.audit.oils import oils_of
from milium.engine.audit.segments import split_glued, split_words
from milium.engine.audit.shares import Share, find_share
from milium.engine.audit.tokens import matching, outside_and_inside, trim
from milium.engine.audit.unknowns import (
    as_printed,
    is_long_prose,
    without_addresses,
)
from milium.engine.audit.worn import worn_names

_MARKS = re.compile(r"[*^#~¤]+|\++(?=\s*\Z)|(?<=\))\s*[0-9](?=\s*\Z)")
_MASS = re.compile(r"[0-9]\s?m?[gG]\b")
_LETTER = re.compile(r"[^\W\d_]")
_SOFT = re.compile(r"\n|\.\s|\s\.(?=\S)|:\s")
_HEADED = re.compile(r"([^:]{1,120}):\s+")
_SENTENCE = re.compile(r"\.\s+|\n")
_ETHOXY = re.compile(r"(?:PEG|PPG|POLYGLYCERYL)-[0-9]+\Z")
_LONGEST_PRINTED = 4000
_UNSURE = frozenset({"unknown", "form"})
_TWO = 2
_LONG_ENOUGH = 8
_MOST_PLANT_WORDS = 4
_MOST_BESIDE = 2
_MOST_BLANKS_OUTSIDE = 5
_MOST_SIDE_BLANKS = 6


def resolve(printed: str, names: NameFacts) -> tuple[Found, ...]:
    """Return the names in one printed name, in order; () for prose and signs without letters.

    The answer for a printed name is remembered in `names.memo`.
    """
    known = names.memo.get(printed)
    if isinstance(known, tuple):
        return known
    if len(names.memo) >= MEMO_AT_MOST:
        names.memo.clear()
    found = _resolve(printed, names)
    names.memo[printed] = found
    return found


def certain_names(printed: str, names: NameFacts) -> tuple[int, int]:
    """Return (known names, names) of words that no comma divides, without a look for misprints."""
    work = _MARKS.sub(" ", without_addresses(printed))
    if is_long_prose(work, names):
        return 0, 1
    spans = split_words(work, lambda part: _known(part, names), lambda part: _formed(part, names))
    return sum(_known(work[a:b].strip(" .:-"), names) for a, b in spans), len(spans)


def _resolve(printed: str, names: NameFacts) -> tuple[Found, ...]:
    share = find_share(printed[:_LONGEST_PRINTED], names.words)
    work = _MARKS.sub(lambda m: " " * len(m.group()), without_addresses(printed))
    if share is not None:
        work = _without_share(work, share, names)
    if work[:1].isdigit() or _MASS.search(work):
        work, stated = without_masses(work, names.words)
        share = share or stated
    token = trim(work, 0, len(work))
    if token is None or not _LETTER.search(work):
        bare = quick(work, names) if token else None
        return (Found(bare, 0, len(printed), "exact"),) if bare and bare.startswith("CI ") else ()
    found = _read(work, token.start, token.end, names)
    if share is not None and found:
        found = (found[0]._replace(share=share.percent), *found[1:])
    return found


def _without_share(work: str, share: Share, names: NameFacts) -> str:
    """Blank the share, and the purpose that drug facts print after it."""
    blank = work[: share.start] + " " * (share.end - share.start) + work[share.end :]
    after = normal(blank[share.end :]).strip(" .:-()")
    if after in names.words.purposes:
        return blank[: share.end] + " " * (len(blank) - share.end)
    return blank


def _read(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Read the span as one name if it can be, else as several, else as an unknown one."""
    one = _certain(text, start, end, names)
    if one or is_long_prose(text[start:end], names):
        return one
    found = _read_parts(text, start, end, names)
    if found and all(f.how not in _UNSURE for f in found):
        return found

    def known(part: str) -> bool:
        return _known(part, names)

    better = mended(text, start, end, known, names) if found else ()
    if better:
        return better
    worn = worn_names(text[start:end], known, lambda part: _formed(part, names), names)
    more = _sure(worn) > _sure(found)
    return tuple(f._replace(start=start + f.start, end=start + f.end) for f in worn) if more else found


def _sure(found: Iterable[Found]) -> int:
    return sum(f.how not in _UNSURE for f in found)


def _read_parts(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Read the span without its heading, as one misprint, as several names, or as it is printed."""
    core = text[start:end]
    headed = _headed(text, start, end, names)
    if headed:
        return headed
    group = oils_of(text, start, end, names)
    if group:
        return group
    soft = _SOFT.search(core) is not None
    if not soft:
        one = _unpraised(text, start, end, names) or misread(text, start, end, names)
        if one:
            return one
    told = names.words.purposes if soft else ()  # "Function" above "Water" in a table is no part of a name
    spans = split_words(
        core,
        lambda part: _known(part, names) or (bool(told) and normal(part) in told),
        lambda part: _formed(part, names),
    )
    if len(spans) > 1 and (soft or not _belongs(core, spans, names)):
        return tuple(
            f
            for a, b in spans
            for f in _single(text, start + a, start + b, names)
            if f.how not in {"unknown", "form"} or not core[b - 1 : b + 1].strip().endswith(":")
        )
    glued = split_glued(core, names) if not soft else None
    if glued:
        return tuple(Found(name, start + a, start + b, "segment") for name, (a, b) in glued)
    return _single(text, start, end, names)


def _headed(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Leave out a heading before a known name ("NIGHT SERUM: Water"), but no name that ends ahead of it."""
    head = _HEADED.match(text, start, end)
    if head is None or _known(head[1], names):
        return ()
    right = _read(text, head.end(), end, names)
    if not right or right[0].how in {"unknown", "form"}:
        return ()
    for stop in _SENTENCE.finditer(text, start, head.end(1)):
        left = _certain(text, start, stop.start(), names)
        if left:
            return (*left, *right)
    last = max((m.start() for m in _SENTENCE.finditer(text, start, head.end(1))), default=start)
    left = _read(text, start, last, names) if last - start > _LONG_ENOUGH else ()
    if left and all(f.how not in _UNSURE for f in left):
        return (*left, *right)
    return right


def _belongs(core: str, spans: list[tuple[int, int]], names: NameFacts) -> bool:
    """Tell whether two spans are one name after all: "PEG-9" + "Glyceryl Laurate", "... Flower" + "Water"."""
    if len(spans) > _TWO:
        return False
    first, second = (normal(core[a:b]) for a, b in spans)
    return _ETHOXY.match(first) is not None or second in names.parts


def _single(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    token = trim(text, start, end)
    if token is None:
        return ()
    start, end = token.start, token.end
    found = _certain(text, start, end, names) or _unpraised(text, start, end, names)
    return found or misread(text, start, end, names) or as_printed(text, start, end, names)


def _certain(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    core = text[start:end]
    name = quick(core, names)
    if name is not None:
        return (Found(name, start, end, "exact" if names.exact.get(normal(core)) else "skeleton"),)
    return (
        colours_in(text, start, end, names) or _bracketed(text, start, end, names) or _slashed(text, start, end, names)
    )


def _bracketed(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Read a name with brackets: outside first, then inside."""
    outside, insides = outside_and_inside(text, start, end)
    if not insides:
        return ()
    name = quick(outside, names) or _slash_name(outside, names)
    inner = [(a, b, quick(text[a:b], names)) for a, b in insides]
    if name is not None:
        found: tuple[Found, ...] = (Found(name, start, end, "bracket"),)
        fact = names.fact(name)
        if fact is not None and "essential_oil" in fact.tags:  # "Essential oils (lavender, tea tree)"
            inner = [(a, b, n or quick(f"{text[a:b]} oil", names)) for a, b, n in inner]
        if fact is not None and "fragrance_mix" in fact.tags and inner and all(n and n != name for _, _, n in inner):
            found += tuple(Found(n, a, b, "bracket") for a, b, n in inner if n)
        return found
    if _formed(outside, names):
        return _with_inner_part(text, start, end, (outside, insides), names)
    at_the_end = text[end - 1] in ")]" and outside.strip().count(" ") <= _MOST_BLANKS_OUTSIDE
    return _inside(start, end, inner) if at_the_end and _opened(text, start, end) == 1 else ()


def _inside(start: int, end: int, inner: list[tuple[int, int, str | None]]) -> tuple[Found, ...]:
    """Read "Blend (Glycerin, Squalane)": what is known stands in the brackets."""
    known = [(a, b, n) for a, b, n in inner if n]
    if not known or len(known) < len(inner):
        return ()
    if len({n for _, _, n in known}) == 1:
        return (Found(known[0][2], start, end, "bracket"),)
    return tuple(Found(n, a, b, "bracket") for a, b, n in known)


def _opened(text: str, start: int, end: int) -> int:
    return text.count("(", start, end) + text.count("[", start, end)


def _with_inner_part(
    text: str, start: int, end: int, parts: tuple[str, list[tuple[int, int]]], names: NameFacts
) -> tuple[Found, ...]:
    """Read "Prunus Avium (Sweet Cherry Fruit) Extract": the part of the plant is in the brackets."""
    outside, insides = parts
    part = _inner_part(outside, [text[a:b] for a, b in insides], names)
    if part is None:
        return ()
    words = normal(outside).split(" ")
    name = " ".join([*words[:-1], part, words[-1]])
    known = names.bones.get(skeleton(name))
    return (Found(known or name, start, end, "bracket" if known else "form"),)


def _inner_part(outside: str, insides: list[str], names: NameFacts) -> str | None:
    if len(insides) != 1:
        return None
    outer, words = set(normal(outside).split(" ")), normal(insides[0]).split(" ")
    return words[-1] if len(words) > 1 and words[-1] in names.words.inner_parts and words[-1] not in outer else None


def _slash_name(text: str, names: NameFacts) -> str | None:
    parts = [p for p in re.split(r"[/\\]", text) if p.strip()]
    found = {quick(p, names) for p in parts} if len(parts) > 1 else set()
    return found.pop() if len(found) == 1 else None


def _slashed(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Read "Aqua/Water/Eau" as one, "A/B" of two substances as two, "X/Y Copolymer" not at all."""
    if text.find("/", start, end) < 0 and text.find("\\", start, end) < 0:
        return ()
    pairs = matching(text, start, end)
    places, i = [], start
    while i < end:
        i = pairs.get(i, i)
        if text[i] in "/\\":
            places.append(i)
        i += 1
    if not places or not _may_divide(text, start, places[0], end, names):
        return ()
    if max(text.count(" ", a, b) for a, b in zip([start, *places], [*places, end], strict=True)) > _MOST_SIDE_BLANKS:
        return ()
    spans = [(a, b) for a, b in zip([start, *(p + 1 for p in places)], [*places, end], strict=True)]
    tokens = [t for t in (trim(text, a, b) for a, b in spans) if t is not None]
    read = [(t.start, t.end, _side_name(text, t.start, t.end, names)) for t in tokens]
    return () if _loses_a_side(text, read, names) else _sides(start, end, read, names)


def _loses_a_side(text: str, read: list[tuple[int, int, str | None]], names: NameFacts) -> bool:
    """Tell whether an unknown side has the form of a name, and is not the plant of a known one."""
    known = {" ".join(n.split(" ")[:_TWO]) for _, _, n in read if n}
    unknown = [text[a:b] for a, b, n in read if n is None]
    return any(_formed(u, names) and " ".join(normal(u).split(" ")[:_TWO]) not in known for u in unknown)


def _side_name(text: str, start: int, end: int, names: NameFacts) -> str | None:
    """Return the name on one side of a slash, also one that a scanner damaged."""
    name = _certain_name(text[start:end], names)
    if name is None and any(is_fragment(w, names) for w in words_of(normal(text[start:end]))):
        found = misread(text, start, end, names)
        name = found[0].name if found and found[0].how == "spelling" else None
    return name


def _sides(start: int, end: int, read: list[tuple[int, int, str | None]], names: NameFacts) -> tuple[Found, ...]:
    """Tell one substance under several names from several substances."""
    known = [(a, b, n) for a, b, n in read if n]
    distinct = list(dict.fromkeys(n for _, _, n in known))
    colours = [n for n in distinct if n.startswith("CI ")]
    one = None
    if known and (len(known) < len(read) or len(distinct) == 1 or _same_plant(distinct)):
        one = distinct[0]
    elif len(colours) == 1 and all((f := names.fact(n)) and f.kind in COLOUR_KINDS for n in distinct):
        one = colours[0]
    if one is not None:
        return (Found(one, start, end, "slash"),)
    return tuple(Found(n, a, b, "slash") for a, b, n in known)


def _may_divide(text: str, start: int, slash: int, end: int, names: NameFacts) -> bool:
    """Tell whether a slash may divide names: not in "X/Y Copolymer", nor in "Foo/Bar Stearate"."""
    key = normal(text[start:end]).rstrip(" .)")
    if key.endswith(("POLYMER", "ESTERS", "AMIDES")) or " FERMENT" in key.rsplit("/", 1)[-1]:
        return False
    return not key.endswith(names.words.whole_ends) or _certain_name(text[start:slash], names) is not None


def _same_plant(found: list[str]) -> bool:
    beginnings = {" ".join(n.split(" ")[:_TWO]) for n in found}
    ends = {n.split(" ")[-1] for n in found}
    return len(beginnings) == 1 and len(ends) == 1


def _certain_name(text: str, names: NameFacts) -> str | None:
    name = quick(text, names)
    if name is None and ("(" in text or "[" in text):
        outside, insides = outside_and_inside(text, 0, len(text))
        name = quick(outside, names) if insides else None
        if name is None and insides and outside.count(" ") <= _MOST_SIDE_BLANKS and _formed(outside, names):
            return normal(outside)
    return name or heard(text, names)


def _known(part: str, names: NameFacts) -> bool:
    """Tell whether a stretch of words is one known name; what stands in brackets does not count."""
    known = names.parts_known.get(part)
    if known is None:
        if len(names.parts_known) >= MEMO_AT_MOST:
            names.parts_known.clear()
        known = names.parts_known[part] = _is_known(part, names)
    return known


def _is_known(part: str, names: NameFacts) -> bool:
    if quick(part, names) is not None:
        return True
    if "/" in part or "\\" in part:
        sides = [s.strip() for s in re.split(r"[/\\]", part)]
        return (
            bool(sides[0])
            and not any(_is_too_much(s, names) for s in sides)
            and bool(_certain(part, 0, len(part), names))
        )
    if "(" not in part and "[" not in part:
        return False
    outside, insides = outside_and_inside(part, 0, len(part))
    return bool(insides) and (quick(outside, names) is not None or bool(colours_in(part, 0, len(part), names)))


def _is_too_much(side: str, names: NameFacts) -> bool:
    """Tell whether one side of a slash holds more than an unknown word or an unlisted plant name."""
    words = normal(side).split(" ")
    if len(words) <= _MOST_BESIDE or _certain_name(side, names) is not None:
        return False
    return len(words) > _MOST_PLANT_WORDS or " ".join(words[:_TWO]) not in names.plants or not _formed(side, names)


def _formed(part: str, names: NameFacts) -> bool:
    key = normal(part)
    words = key.split(" ")
    if not 1 <= len(words) <= names.limits.longest_name_words or any(w in names.prose for w in words):
        return False
    return names.form_of(key) is not None


def _unpraised(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Leave out "organic", "pure", "and" before a name that is known without it, or read through damage."""
    first = start
    while True:
        word = re.match(r"\s*(\S+)\s+", text[start:end])
        if word is None or normal(word[1]).strip("().") not in names.words.praise:
            return misread(text, start, end, names) if start > first else ()
        start += word.end()
        found = _certain(text, start, end, names)
        if found:
            return found
