"""How hard a screen is to read: the Flesch-Kincaid grade, counted by rules of our own, so that it needs no network."""

import re
from collections.abc import Iterable, Iterator

from tracing import Run

WORD = re.compile(r"[A-Za-z]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][A-Za-z]+)?")
SENTENCE = re.compile(r"(?<=[.?!:;])\s+")
VOWELS = re.compile(r"[aeiouy]+")
# Words whose letters mislead the rules below.
COUNTED = {
    **dict.fromkeys(("milia", "area", "idea", "baby's", "really"), 3),
    **dict.fromkeys(("being", "doing", "going", "seeing", "trying", "drying", "lion", "giant", "quiet", "fluid"), 2),
    **dict.fromkeys(("ounce", "once", "twice", "there", "where", "these", "those", "whole", "were", "lie"), 1),
    **dict.fromkeys(("evening", "evenings", "every"), 2),
}
SILENT_END = re.compile(r"(?:[^laeiouy]es|[^td]ed|[aeiou]le|[^l]e)$")
SPLIT = re.compile(r"ia|io(?!us|n)|iu|eo|ua|ue(?=l)|uo")


def syllables(word: str) -> int:
    """Return how many syllables an English word has, at least 1."""
    plain = word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if plain in COUNTED:
        return COUNTED[plain]
    plain = plain.split("'")[0]
    count = len(VOWELS.findall(plain)) + len(SPLIT.findall(plain))
    if len(plain) > 3 and SILENT_END.search(plain) and not plain.endswith(("ses", "zes", "ces", "ges", "ches", "shes")):
        count -= 1
    return max(count, 1)


def sentences(says: str) -> list[str]:
    """Return the sentences of a text; a colon and a semicolon end one too."""
    return [part for part in SENTENCE.split(says) if WORD.search(part)]


def grade(parts: Iterable[str], known: frozenset[str] = frozenset()) -> float:
    """Return the Flesch-Kincaid grade of some texts; a word of `known` counts as two syllables at most.

    Each text ends its last sentence, as a heading or a button does. 0 for no words at all.
    """
    said = [sentence for part in parts for sentence in sentences(part)]
    words = [word for sentence in said for word in WORD.findall(sentence)]
    if not words:
        return 0.0
    counted = sum(min(syllables(word), 2) if word.lower() in known else syllables(word) for word in words)
    return 0.39 * len(words) / len(said) + 11.8 * counted / len(words) - 15.59


def own_words(runs: Iterable[Run], left_out: Iterable[str]) -> Iterator[str]:
    """Yield what a screen itself says: without the parts that quote (`left_out`: tags and classes)."""
    out = frozenset(left_out)
    yield from (run.says for run in runs if out.isdisjoint(run.inside))
