"""Lint of the words people read, in each language: short sentences, no claim that home care does away with milia."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from milium.domain.findings import Issue
from milium.domain.texts import PLACEHOLDER
from milium.knowledge.languages import Sentence

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
SUBJECT = re.compile(r"\b(?:milia|milium|milk spots?|bumps?|beads?)\b", re.IGNORECASE)
NAMES = re.compile(r"milia-like|colloid mili(?:um|a)|milia en plaque", re.IGNORECASE)
NEVER_ES = re.compile(
    r"\b(?:milagr\w+|garanti\w+|tienes (?:milia|un milium|puntos de leche)|deshac\w+ de|libr(?:arte|arse|a) de"
    r"|acab\w+ con|adiós a|aprobado por dermatólogos)\b",
    re.IGNORECASE,
)
# "No se cura", of a bump that does not heal, is no claim; "cura los milia" is.
CLAIM_ES = re.compile(
    r"\b(?:elimin\w+|previ(?:en|n)\w+|preven\w+|evit(?:a|an|ar|e|en)|(?<!se )cur(?:a|an|ar)|desaparec\w+|desaparezc\w+"
    r"|disuelv\w+|disolv\w+|caus(?:a|an|ar|e|en)|provoc\w+|borr(?:a|an|ar)|(?:funciona|sirve|trabaja)n? contra)\b",
    re.IGNORECASE,
)
SUBJECT_ES = re.compile(r"\b(?:milia|milium|puntos de leche|bultitos?|bolitas?)\b", re.IGNORECASE)
NAMES_ES = re.compile(r"milium coloide|parecid[ao]s? a milia|milia en placa", re.IGNORECASE)


NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Lint(NamedTuple):
    """What a language may not say.

    `never`: wherever it stands. `claim`: in a sentence that speaks of `subject`, its `names` of other things apart.
    """

    never: re.Pattern[str]
    claim: re.Pattern[str]
    subject: re.Pattern[str]
    names: re.Pattern[str]


LINTS: Mapping[str, Lint] = {
    "en": Lint(NEVER, CLAIM, SUBJECT, NAMES),
    "es": Lint(NEVER_ES, CLAIM_ES, SUBJECT_ES, NAMES_ES),
}


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


def forbidden_claims(text: str, where: str, language: str = "en") -> Iterator[Issue]:
    """Yield an issue for every sentence that claims what SR-86 forbids."""
    lint = LINTS[language]
    for sentence in sentences(text):
        plain = lint.names.sub("", sentence)
        found = lint.never.search(plain) or (lint.claim.search(plain) if lint.subject.search(plain) else None)
        if found:
            problem = f'"{found[0]}" is a claim (SR-86): "{_start(sentence)}".'
            yield Issue(where, problem, "Say what may be, or what is unknown.")


def word_issues(one: Sentence, says: str, where: str, language: str) -> Iterator[Issue]:
    """Yield what is wrong in the translation of a sentence; claims only where the language has a lint."""
    wanted, found = (sorted(PLACEHOLDER.findall(text)) for text in (one.says, says))
    if wanted != found or any(brace in PLACEHOLDER.sub("", says) for brace in "{}"):
        fix = f"Keep {', '.join(f'{{{name}}}' for name in wanted) or 'it without any'}."
        yield Issue(where, "its placeholders are not those of the English.", fix)
    if sorted(NUMBER.findall(one.says)) != sorted(NUMBER.findall(says)):
        yield Issue(where, "its numbers are not those of the English.", "Write the same figures, with a point: 0.1.")
    if one.is_short:
        yield from long_sentences(says, where)
    if language in LINTS:
        yield from forbidden_claims(says, where, language)


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:12])
