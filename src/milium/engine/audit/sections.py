"""Find the ingredient list in a label text: which stretches hold names, and as what."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple, Protocol

from milium.domain.name_facts import MEMO_AT_MOST, LabelWords
from milium.engine.audit.headings import damaged_may_contain
from milium.engine.audit.lines import BULLET, Line, capitals_of, lines_of
from milium.engine.audit.patterns import Patterns, patterns_for
from milium.engine.audit.unknowns import without_addresses

Kind = Literal["list", "active", "may_contain"]
What = Literal["list", "active", "told", "bullet", "other", "skip"]


class Hits(Protocol):
    """Counts names: (known ones, printed ones) of a stretch; misprints count as known only when asked for."""

    def __call__(self, part: str, *, misprints: bool) -> tuple[int, int]:
        """Return (known names, printed names)."""
        ...


_SEPARATOR = re.compile(r"[,;|•\t/]")
_SHARE = re.compile(r"[0-9](?:[.,][0-9]+)?\s*(?:%|mg/g)")
_SHARE_AT_END = re.compile(r"[0-9](?:[.,][0-9]+)?\s*(?:%|mg/g)\W{0,3}\Z")
NOTE_END = re.compile(r"\n|\.\s|,|;|(?<!\*)\*+\s")
PLUS_MINUS = re.compile(r"(?:[\[(]\s{0,9})?\+\s?/\s?-(?:\s?[\])])?(?:\s?:)?|[\[(]\s{0,9}\+\s?-(?:\s?[\])])?(?:\s?:)?")
_PART_HEAD = re.compile(r"(?:\n|[.\])]\s)[ \t•*#-]{0,9}([A-Z0-9][^\n:,;+]{0,50}):\s+")
_COLOUR_FIRST = re.compile(r"\W*(?:C\.?\s?I|[0-9]{5})|[^,]{0,60}C\.?\s?I\.?\s?[0-9]{5}")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST_HEAD = 90
PROSE_WORDS, _PROSE_SHARE, _PROSE_ALONE = 2, 0.12, 0.25
LIST_SHARE, LIST_HITS, SURE_SHARE = 0.34, 2, 0.6
_SHORT_WORDS = 8
_ALIKE = 0.7
_BULLETS_AT_LEAST = 4
_NEAR = 100
_PLAINLY_KNOWN, _PLAINLY_SHARE = 8, 0.75
_HEADED_KNOWN = 5
_FEW_NAMES = 2
_PER_MASS = re.compile(
    r"(?i)\b(?:(?:100?|1)\s?(?:g|ml)|gram[a-z]*)\b[^.;]{0,60}?(?<![0-9])[0-9]{1,4}(?:[.,][0-9]+)?\s?m?g\b"
)
_LONGEST_SHARE = 7
FEW_COMMAS = _PLAINLY_KNOWN - 1
_WRAPPED_KNOWN = 4


class Stretch(NamedTuple):
    """Part of the decoded text that holds names.

    Attributes:
        sure: A heading said so, or nearly every name is known.
        bullet: The stretch is one bullet line ahead of a list.
    """

    start: int
    end: int
    kind: Kind
    sure: bool = False
    bullet: bool = False


Judged = tuple[Line, What, bool]
Remembered = dict[tuple[str, str, str, bool, bool], tuple[What, bool]]


def find_stretches(
    text: str, words: LabelWords, hits: Hits, seen: Remembered | None = None, patterns: Patterns | None = None
) -> list[Stretch]:
    """Return the stretches that hold ingredient names, in order; [] when there is no list.

    Args:
        text: Decoded text.
        words: Words of labels.
        hits: Counts the names of a printed stretch.
        seen: Memory of lines that are no list, for the same names.
        patterns: Those for the text, where they are known already.
    """
    upper = capitals_of(text)
    patterns = patterns_for(words, upper) if patterns is None else patterns
    lines = list(lines_of(text, upper, patterns))
    remembered = {} if seen is None else seen
    marked = [(line, *_judged(line, (text, upper), patterns, hits, remembered)) for line in lines]
    stretches = merged(rejudged(marked, text, hits), text)
    out: list[Stretch] = []
    for stretch in stretches:
        out += within(stretch, upper, patterns)
    return out


def _judged(line: Line, texts: tuple[str, str], patterns: Patterns, hits: Hits, seen: Remembered) -> tuple[What, bool]:
    """Judge a line; one of few names that is no list is remembered, for packs print the same words again and again."""
    (text, upper), start, end = texts, line.start, line.end
    if text.count(",", start, end) >= FEW_COMMAS:
        return _judge(line, text, upper, patterns, hits)
    key = (text[max(0, start - 1) : start], text[start:end], line.heading, line.bullet, line.ahead)
    known = seen.get(key)
    if known is None:
        known = _judge(line, text, upper, patterns, hits)
        if known[0] != "list":  # that may depend on the lines around it
            if len(seen) >= MEMO_AT_MOST:
                seen.clear()
            seen[key] = known
    return known


def judged_alone(line: str, words: LabelWords, hits: Hits) -> Judged:
    """Judge a line under no heading; a lone name may still be judged by the lines around it."""
    upper = capitals_of(line)
    alone = Line(0, len(line), "", 0, BULLET.match(line) is not None, ahead=False)
    return (alone, *_judge(alone, line, upper, patterns_for(words, upper), hits))


def _judge(line: Line, text: str, upper: str, patterns: Patterns, hits: Hits) -> tuple[What, bool]:
    """Return what a line is, and whether that is sure."""
    shown = text[line.start : line.end]
    if line.heading == "prose":
        few = len(WORD.findall(shown)) < _PLAINLY_KNOWN
        cut = len(_SEPARATOR.findall(shown)) >= _PLAINLY_KNOWN - 1
        return ("skip", True) if few or not _is_plainly_a_list(*hits(shown, misprints=cut)) else ("list", False)
    if _is_shop_line(line, upper, patterns) or _is_title(shown):
        return "skip", True
    if line.bullet and ":" in shown[:_LONGEST_HEAD] and (praise := _praise(shown, patterns, hits)):
        return praise, True
    spans = list(_without_notes(line.start, line.end, upper, patterns))
    bare = "".join(text[a:b] for a, b in spans)
    if patterns.no_prose:  # then the number of words says nothing
        words = [m.group() for a, b in spans if (m := WORD.search(upper, a, b))]
        prose: list[str] = []
    else:
        words = [w for a, b in spans for w in WORD.findall(upper, a, b)]
        prose = [w for w in words if w in patterns.prose]
    if not words and not _SHARE.search(shown):
        return "other", False
    if line.heading != "active" and _Counts(0, 0, len(words), len(prose), len(set(prose))).is_prose:
        return "skip", True
    known, printed = hits(bare, misprints=not _is_remark(line, bare, prose))
    counts = _Counts(known, printed, len(words), len(prose), len(set(prose)))
    return _counted(line, text, counts, bare, patterns.purposes)


def _praise(shown: str, patterns: Patterns, hits: Hits) -> What | None:
    """Return what a bullet with a head is; None where its list is to be judged as any other."""
    head, after = shown.split(":", 1)
    if _SHARE_AT_END.search(head):
        return "told"
    return None if _heads_a_list(after, patterns, hits) else "skip"


def _heads_a_list(after: str, patterns: Patterns, hits: Hits) -> bool:
    """Tell whether a list follows a bullet with a head ("2. Night cream: Aqua, ..."), and no praise."""
    if len(_SEPARATOR.findall(after)) < _HEADED_KNOWN - 1:
        return False
    if not patterns.no_prose and sum(w in patterns.prose for w in WORD.findall(capitals_of(after))) >= PROSE_WORDS:
        return False
    known, printed = hits(after, misprints=True)
    return known >= _HEADED_KNOWN and known >= _PLAINLY_SHARE * printed


def rejudged(marked: list[Judged], text: str, hits: Hits) -> list[Judged]:
    """Judge a paragraph whose lines break within names as a whole: any of its lines may hold no whole name."""
    out: list[Judged] = []
    for _, group in groupby(marked, key=lambda m: (m[0].paragraph, m[0].heading, m[0].bullet)):
        block = list(group)
        if _may_be_wrapped(block):
            known, printed = hits(text[block[0][0].start : block[-1][0].end], misprints=True)
            if known >= _WRAPPED_KNOWN and known >= SURE_SHARE * printed:
                block = [(line, "list" if what == "other" else what, sure) for line, what, sure in block]
        out += block
    return out


def _may_be_wrapped(block: list[Judged]) -> bool:
    judged = [what for _, what, _ in block]
    return judged.count("other") > 1 and "skip" not in judged and not block[0][0].bullet


def _has_purpose(bare: str, purposes: frozenset[str]) -> bool:
    """Tell whether a line is one of drug facts: a name, its strength, and what it is for."""
    share = _SHARE.search(bare)
    return share is not None and capitals_of(bare[share.end() :]).strip(" .():-\t") in purposes


def _is_remark(line: Line, bare: str, prose: list[str]) -> bool:
    """Tell whether a line without any comma is a title or a remark: misprints are not looked for there."""
    if line.ahead and _SHARE.search(bare):
        return False  # one of drug facts may be worn
    return not line.heading and (line.ahead or bool(prose)) and not _SEPARATOR.search(without_addresses(bare))


def _counted(line: Line, text: str, counts: "_Counts", bare: str, purposes: frozenset[str]) -> tuple[What, bool]:
    if line.heading == "active":
        told = _SHARE.search(bare) is not None or not counts.is_wordy(LIST_SHARE)
        return ("active", True) if counts.known and told else ("skip", False)
    if counts.is_wordy(SURE_SHARE):
        return "skip", True
    told = line.bullet or (counts.printed <= _FEW_NAMES and _has_purpose(bare, purposes))
    if counts.known and not line.heading and _PER_MASS.search(bare):
        return "active", True
    if told and counts.known and not line.heading and _SHARE.search(bare):
        return "active", False
    return _listed(line, text, counts, bare)


def _listed(line: Line, text: str, counts: "_Counts", bare: str) -> tuple[What, bool]:
    known, printed = counts.known, counts.printed
    if line.bullet and not line.heading and printed == 1:
        return "bullet", counts.share >= SURE_SHARE
    if line.heading in {"list", "inactive"}:
        return ("list", True) if known or (printed and not counts.prose) else ("other", False)
    if known == printed == 1 and len(bare.split()) <= _SHORT_WORDS:
        return "list", is_alone(line, text)
    if known >= LIST_HITS and counts.share >= LIST_SHARE:
        return "list", counts.share >= SURE_SHARE
    return "other", False


class _Counts(NamedTuple):
    """How many names of a line are known, and how many of its words are prose."""

    known: int
    printed: int
    words: int
    prose: int
    different: int

    @property
    def share(self) -> float:
        return self.known / self.printed if self.printed else 0.0

    @property
    def is_prose(self) -> bool:
        """Tell whether the line is prose whatever names are in it."""
        return self.different >= PROSE_WORDS and self.prose >= _PROSE_ALONE * self.words

    def is_wordy(self, known_share: float) -> bool:
        """Tell whether the line is prose, unless that share of its names is known."""
        wordy = self.different >= PROSE_WORDS and self.prose >= _PROSE_SHARE * self.words
        return self.is_prose or (wordy and self.share < known_share)


def _is_plainly_a_list(known: int, printed: int) -> bool:
    """Tell whether a line is a list whatever its heading says (a heading may have been misread)."""
    return known >= _PLAINLY_KNOWN and known >= _PLAINLY_SHARE * printed


def _is_shop_line(line: Line, upper: str, patterns: Patterns) -> bool:
    if patterns.sun is not None and patterns.sun.match(upper, line.start, line.end):
        return True
    step = patterns.step is not None and patterns.step.match(upper, line.start, line.end)
    if step and not _SEPARATOR.search(upper, line.start, line.end):
        return True
    shop = patterns.shop_words(upper, line.start, line.end)
    if shop is not None and upper[shop].isdigit() and line.heading in {"list", "inactive"}:
        return False  # "Ingredients: 100 % organic argan oil"
    return shop is not None and not upper[line.start : shop].strip(" •*.-")


def _is_title(shown: str) -> bool:
    """Tell whether a line only heads the next ones ("Step 1 Cleanser:")."""
    bare = shown.strip(" *•-")
    return bare.endswith(":") and "," not in bare and len(bare.split()) <= _SHORT_WORDS


def is_alone(line: Line, text: str) -> bool:
    """Tell whether a line is a paragraph of its own."""
    before = text[max(0, line.start - _NEAR) : line.start].rstrip(" \t")
    after = text[line.end : line.end + _NEAR].lstrip(" \t")
    return before.endswith("\n\n") and (after.startswith("\n\n") or not after.strip())


def merged(marked: list[Judged], text: str) -> list[Stretch]:
    """Join the lines of one paragraph; bullets count as a list only where there is no other."""
    out: list[Stretch] = []
    before: Line | None = None  # first of the lines "other" that stand just before, in this paragraph
    last: tuple[int, What] = (-1, "skip")
    for line, judged, sure in marked:
        goes_on = line.paragraph == last[0] and last[1] == "list"
        goes_on = goes_on and not (line.bullet and ":" in text[line.start : line.start + _LONGEST_HEAD])
        what: What = "list" if judged == "other" and goes_on else judged
        if what == "list" and goes_on:
            out[-1] = Stretch(out[-1].start, line.end, "list", out[-1].sure or (sure and judged == "list"))
        elif what == "list":
            start = before.start if before and before.paragraph == line.paragraph else line.start
            out.append(Stretch(start, line.end, "list", sure))
        elif what in {"active", "told"}:
            stop = line.end if what == "active" else text.index(":", line.start)
            out.append(Stretch(line.start, stop, "active", sure, bullet=line.bullet))
        if what != "other":
            before = None
        elif before is None or before.paragraph != line.paragraph:
            before = line
        last = (line.paragraph, what)
    if any(s.kind == "list" for s in out):
        return out
    bullets = list(_bulleted(marked))  # a strength among them is told where it stands
    return [*(s for s in out if not any(b.start < s.start < b.end for b in bullets)), *bullets]


def _bulleted(marked: list[Judged]) -> Iterator[Stretch]:
    bullets = [(line, sure) for line, what, sure in marked if what == "bullet"]
    good = sum(sure for _, sure in bullets)
    if good >= _BULLETS_AT_LEAST and good >= _ALIKE * len(bullets):
        yield Stretch(bullets[0][0].start, bullets[-1][0].end, "list", sure=True)


def within(stretch: Stretch, upper: str, patterns: Patterns) -> Iterator[Stretch]:
    """Cut footnotes and a shop's words off a stretch, and part off what it may contain."""
    for start, end in _without_notes(stretch.start, stretch.end, upper, patterns):
        if stretch.kind != "list":
            yield Stretch(start, end, stretch.kind, stretch.sure, stretch.bullet)
            continue
        place, kind = start, stretch.kind
        while place < end:
            mark = _mark(upper, place, end, patterns)
            if mark is None:
                yield Stretch(place, end, kind, stretch.sure)
                break
            if mark[0] > place:
                yield Stretch(place, mark[0], kind, stretch.sure)
            stop = _closing(upper, mark[0], mark[1], end)
            part = _next_part(upper, mark[1], stop, patterns)
            yield Stretch(mark[1], part[0], "may_contain", stretch.sure)
            place = part[1]


def _mark(upper: str, start: int, end: int, patterns: Patterns) -> tuple[int, int] | None:
    found = [m] if patterns.may_contain is not None and (m := patterns.may_contain.search(upper, start, end)) else []
    if upper.find("+", start, end) >= 0 and (m := PLUS_MINUS.search(upper, start, end)):
        found.append(m)
    first = min(found, key=lambda m: (m.start(), -m.end()), default=None)
    told = upper.find(":", start, end) >= 0 or upper.find("+", start, end) >= 0
    damaged = damaged_may_contain(upper, start, end, patterns.near_may_contain) if told else None
    if first is None or (damaged and damaged[0] < first.start()):
        return damaged
    return first.start(), first.end()


def _next_part(upper: str, start: int, end: int, patterns: Patterns) -> tuple[int, int]:
    """Return where the entries after a "may contain" end and where the list of the next shade begins.

    A shade is "PLUM: TALC, MICA ..."; colours that have a head ("IRON OXIDES: CI 77491") belong to the entries.
    """
    for head in _PART_HEAD.finditer(upper, start, end):
        may_contain = patterns.may_contain is not None and patterns.may_contain.match(upper, head.start(1))
        rest = upper[head.end() : end]
        following = _mark(rest, 0, len(rest), patterns)
        listed = rest if following is None else rest[: following[0]]
        if not may_contain and listed.count(",") >= _HEADED_KNOWN - 2 and not _COLOUR_FIRST.match(listed):
            return head.start(1), head.end()
    return end, end


def _closing(upper: str, start: int, inner: int, end: int) -> int:
    """Return where the entries after a "may contain" end: at its own closing bracket, else at the end."""
    opened = sum(upper[start:inner].count(c) for c in "[(") - sum(upper[start:inner].count(c) for c in "])")
    if opened <= 0:
        return end
    depth = opened
    for i in range(inner, end):
        if upper[i] in "[(":
            depth += 1
        elif upper[i] in "])":
            depth -= 1
            if depth == 0:
                return i + 1
    return end


def _without_notes(start: int, end: int, upper: str, patterns: Patterns) -> Iterator[tuple[int, int]]:
    shop = patterns.shop_words(upper, start, end)
    if shop is not None and upper[shop].isdigit() and not upper[start:shop].strip():  # a share that opens the list
        shop = patterns.shop_words(upper, shop + _LONGEST_SHARE, end)
    stop = end if shop is None else shop
    if patterns.footnote is None:
        yield start, stop
        return
    place = start
    for note in patterns.footnote.finditer(upper, start, stop):
        if note.start() < place:
            continue
        yield place, note.start()
        over = NOTE_END.search(upper, note.end(), stop)
        if over is None:
            return
        place = over.start() + (0 if upper[over.start()] == "*" else 1)
    yield place, stop
