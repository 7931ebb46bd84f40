"""Lint of the words people read: short sentences, and no claim that home care does away with milia."""

import re
from collections.abc import Iterator

from milium.domain.findings import Issue

MOST_WORDS = 20
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+|\n")
# SR-86 and the voice: these words promise or blame, wherever they stand.
NEVER = re.compile(
    r"\b(?:cur(?:es?|ed|ing)\b"
    r"|(?:causes?|caused|causing) (?:of )?(?:your )?(?:milia|milium|milk spots|bumps?|beads?)"
    r"|gets? rid of"
    r"|you have (?:milia|a milium|milk spots)"
    r"|miracle|guarantee[sd]?|dermatologist[- ]approved)",
    re.IGNORECASE,
)
# Each of these is a claim when the same sentence speaks of milia.
CLAIM = re.compile(
    r"\b(?:remov(?:es?|ed|ing)|prevent(?:s|ed|ing)?|clear(?:s|ed|ing)|(?<!without )caus(?:es?|ed|ing)"
    r"|dissolv(?:es?|ed|ing)|eliminat(?:es?|ed|ing)|(?:treats|heals|works) (?:on |against )?(?:your )?mili)",
    re.IGNORECASE,
)
MILIA = re.compile(r"\b(?:milia|milium|milk spots?|bumps?|beads?)\b", re.IGNORECASE)
NAMES = re.compile(r"milia-like|colloid mili(?:um|a)|milia en plaque", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a colon, a semicolon and a line break end one too."""
    return [part for part in SENTENCE_END.split(text) if part.strip()]


def long_sentences(text: str, where: str) -> Iterator[Issue]:
    """Yield an issue for every sentence of more than 20 words."""
    for sentence in sentences(text):
        count = len(sentence.split())
        if count > MOST_WORDS:
            problem = f'a sentence of {count} words: "{_start(sentence)}".'
            yield Issue(where, problem, f"Say it in {MOST_WORDS} words or split it.")


def forbidden_claims(text: str, where: str) -> Iterator[Issue]:
    """Yield an issue for every sentence that claims what SR-86 forbids."""
    for sentence in sentences(text):
        plain = NAMES.sub("", sentence)
        found = NEVER.search(plain) or (CLAIM.search(plain) if MILIA.search(plain) else None)
        if found:
            problem = f'"{found[0]}" is a claim (SR-86): "{_start(sentence)}".'
            yield Issue(where, problem, "Say what may be, or what is unknown.")


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:12])
