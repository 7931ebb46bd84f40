"""Tell what of a label changes nothing about where its list stands.

Most of what stands between two commas holds no heading, no footnote and no word of a shop. Of such a
piece and of such a line this is found out once; a label made of nothing else needs no search at all.
Where this module is not sure it says so, and the label is searched as a whole.
"""

from milium.domain.name_facts import LabelWords
from milium.engine.audit.headings import damaged_headings, damaged_may_contain, is_near_ingredients
from milium.engine.audit.lines import BULLET, capitals_of, heading_cuts
from milium.engine.audit.patterns import Patterns, patterns_for
from milium.engine.audit.sections import NOTE_END, PLUS_MINUS, WORD

# What may be said of a piece, as bits of one number.
INNER = 1  # it may stand anywhere in a list
LAST = 2  # it may end a line
CUT_BY_COMMA = 4  # a comma ahead of it always divides
TELLS = 8  # it may state sun protection, or how long the product keeps
NOTED = 16  # a footnote ends it, and is all that keeps it from standing anywhere

_LONGEST_PHRASE = 120  # characters: more than any phrase of a heading has


def fit_and_prose(printed: str, words: LabelWords) -> tuple[int, tuple[str, ...]]:
    """Return where a piece of a list may stand without being more than names, and its different words of prose.

    The words of prose change nothing of where it may stand: they count only where a line has several.

    Args:
        printed: What stands between two commas, decoded.
        words: Words of labels.
    """
    upper = capitals_of(printed)
    patterns = patterns_for(words, upper)
    prose = () if patterns.no_prose else tuple(sorted(patterns.prose.intersection(WORD.findall(upper))))
    return _fit(upper, patterns), prose


def fit_of(printed: str, words: LabelWords) -> int:
    """Return where a piece or a line may stand; see `fit_and_prose`."""
    upper = capitals_of(printed)
    return _fit(upper, patterns_for(words, upper))


def _fit(upper: str, patterns: Patterns) -> int:
    divided = 0 if upper[:1].isdigit() else CUT_BY_COMMA
    if patterns.says_nothing and not any(sign in upper for sign in ":+*") and not is_near_ingredients(upper):
        return INNER | LAST | divided
    fit = TELLS if patterns.says_sun or patterns.says_opening else 0
    if not _is_inner(f"{upper},", patterns):
        return fit
    note = _note(upper, patterns)
    if note is None and patterns.footnote is not None and patterns.footnote.search(upper):
        return fit
    fit |= INNER if note is None else NOTED
    if not upper.rstrip().endswith(":") and not _begins_heading(upper, patterns):
        fit |= LAST
    return fit | divided


def note_in(printed: str, words: LabelWords) -> int | None:
    """Return where the footnote begins that goes on to the end of a piece, or None."""
    upper = capitals_of(printed)
    return _note(upper, patterns_for(words, upper))


def _note(upper: str, patterns: Patterns) -> int | None:
    note = patterns.footnote.search(upper) if patterns.footnote is not None else None
    return None if note is None or NOTE_END.search(upper, note.end()) else note.start()


def opens(printed: str, words: LabelWords) -> bool:
    """Tell whether a piece may begin a line of a list: as neither a bullet nor a damaged heading."""
    upper = capitals_of(printed)
    patterns = patterns_for(words, upper)
    if BULLET.match(printed) or _ends_heading(upper):
        return False
    return not any(damaged_headings(f"{upper},", patterns.near, patterns.near_strong))


def heads_nothing(line: str, words: LabelWords) -> bool:
    """Tell whether no heading is in a line, nor begins or ends in it."""
    upper = capitals_of(line)
    if _ends_heading(upper):
        return False
    if _begins_heading(upper, patterns_for(words, upper[-_LONGEST_PHRASE:])):
        return False
    return not heading_cuts(f"{upper}\n", patterns_for(words, upper))


def tells(line: str, words: LabelWords) -> bool:
    """Tell whether a line may state sun protection, or how long the product keeps."""
    patterns = patterns_for(words, capitals_of(line))
    return patterns.says_sun or patterns.says_opening


def _begins_heading(upper: str, patterns: Patterns) -> bool:
    """Tell whether a line may begin a heading that the next line ends; words of a heading have but blanks between."""
    if upper.rstrip().endswith((".", ",", "!", ";")):
        return False
    return any(p is not None for p in (patterns.heading, patterns.strong, patterns.anywhere))


def _ends_heading(upper: str) -> bool:
    """Tell whether a line may end a heading that the line before it began."""
    first = upper.split(maxsplit=1)[:1]
    return bool(first) and (first[0].startswith(":") or is_near_ingredients(first[0]))


def _is_inner(upper: str, patterns: Patterns) -> bool:
    searched = (patterns.strong, patterns.anywhere, patterns.may_contain)
    if (
        any(p is not None and p.search(upper) for p in searched)
        or patterns.shop_words(upper, 0, len(upper)) is not None
    ):
        return False
    if patterns.sun is not None and patterns.sun.match(upper):
        return False
    if patterns.step is not None and patterns.step.search(upper):
        return False
    if next(patterns.headings(upper), None) is not None:
        return False
    if ":" not in upper and "+" not in upper and not is_near_ingredients(upper):
        return True
    damaged = damaged_may_contain(upper, 0, len(upper), patterns.near_may_contain)
    near = any(damaged_headings(upper, patterns.near, patterns.near_strong))
    return damaged is None and not near and PLUS_MINUS.search(upper) is None
