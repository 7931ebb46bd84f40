"""Other ways to find ingredient names in a label, for bench/audit.py: each gives (name, place) from a text.

They know the same names as we do. A peer that is not installed is left out and said.
"""

from collections.abc import Callable, Iterator, Mapping

Finder = Callable[[str], list[str]]


def peers(names: Mapping[str, str]) -> Iterator[tuple[str, Finder | None]]:
    """Yield (name of the peer, its finder), or None for one that is not installed.

    Args:
        names: Printed name in plain capitals -> canonical name.
    """
    for title, make in (
        ("pyahocorasick, longest", _automaton_longest),
        ("pyahocorasick, whole words, leftmost longest", _automaton),
        ("flashtext", _flashtext),
        ("spaCy PhraseMatcher", _spacy),
        ("split, look-up, rapidfuzz for the rest", _rapidfuzz),
    ):
        try:
            yield title, make(names)
        except ImportError:
            yield title, None


def _built(names: Mapping[str, str]):  # type: ignore[no-untyped-def]  # pyahocorasick has no types
    import ahocorasick  # type: ignore[import-not-found]

    automaton = ahocorasick.Automaton()
    for key, name in names.items():
        automaton.add_word(key, (len(key), name))
    automaton.make_automaton()
    return automaton


def _automaton_longest(names: Mapping[str, str]) -> Finder:
    automaton = _built(names)

    def find(text: str) -> list[str]:
        upper = text.upper()
        end = len(upper)
        return [
            name
            for last, (size, name) in automaton.iter_long(upper)
            if (last < size or not upper[last - size].isalnum()) and (last + 1 == end or not upper[last + 1].isalnum())
        ]

    return find


def _automaton(names: Mapping[str, str]) -> Finder:
    automaton = _built(names)

    def find(text: str) -> list[str]:
        upper = text.upper()
        end = len(upper)
        found = sorted(
            (last + 1 - size, -size, name)
            for last, (size, name) in automaton.iter(upper)
            if (last < size or not upper[last - size].isalnum()) and (last + 1 == end or not upper[last + 1].isalnum())
        )
        out, place = [], 0
        for start, minus, name in found:
            if start >= place:
                out.append(name)
                place = start - minus
        return out

    return find


def _flashtext(names: Mapping[str, str]) -> Finder:
    from flashtext import KeywordProcessor  # type: ignore[import-not-found, import-untyped, unused-ignore]

    processor = KeywordProcessor()
    for key, name in names.items():
        processor.add_keyword(key, name)
    return lambda text: list(processor.extract_keywords(text))


def _spacy(names: Mapping[str, str]) -> Finder:
    import spacy  # type: ignore[import-not-found, unused-ignore]
    from spacy.matcher import PhraseMatcher  # type: ignore[import-not-found, unused-ignore]
    from spacy.util import filter_spans  # type: ignore[import-not-found, unused-ignore]

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for key, name in names.items():
        matcher.add(name, [nlp.make_doc(key)])

    def find(text: str) -> list[str]:
        return [span.label_ for span in filter_spans(matcher(nlp.make_doc(text), as_spans=True))]

    return find


def _rapidfuzz(names: Mapping[str, str]) -> Finder:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    keys = list(names)

    def find(text: str) -> list[str]:
        out = []
        for part in text.upper().split(","):
            token = part.strip(" .*")
            name = names.get(token)
            if name is None and token:
                near = process.extractOne(
                    token, keys, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.88
                )
                name = names[near[0]] if near else None
            if name:
                out.append(name)
        return out

    return find
