"""Sentences people read: each has a key, its words, and the facts it stands on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from milium.errors import KnowledgeMissing

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One text, ready to be read.

    Attributes:
        key: Its key in the pack ("plan.rest_night").
        says: The words; in the pack they may hold placeholders like {product}.
        facts: Ids of the facts and rules it stands on; () for plain words of the screens.
        one: The words where a number in it is 1 ("First, 1 question."); "" where they are no others.
    """

    key: str
    says: str
    facts: tuple[str, ...] = ()
    one: str = ""

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {"key": self.key, "says": self.says, "facts": list(self.facts)}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Texts:
    """All texts of a pack by key."""

    rows: Mapping[str, Text]

    def __contains__(self, key: str) -> bool:
        return key in self.rows

    def get(self, key: str, **values: str | int) -> Text:
        """Return the text of `key` with its placeholders filled in.

        Values that the text does not use are ignored, so that one call serves a family of texts.

        Raises:
            KnowledgeMissing: There is no such key, or a placeholder has no value.
        """
        text = self.rows.get(key)
        if text is None:
            raise KnowledgeMissing(f'there is no text "{key}".', where="packs/texts", fix=_nearest(key, self.rows))
        if text.one and any(str(values.get(name)) == "1" for name in PLACEHOLDER.findall(text.says)):
            text = Text(key, text.one, text.facts)
        names = PLACEHOLDER.findall(text.says)
        missing = [name for name in names if name not in values]
        if missing:
            raise KnowledgeMissing(
                f"{{{missing[0]}}} has no value.", where=f"packs/texts {key}", fix=f"Give {missing[0]}=..."
            )
        if not names:
            return text
        says = PLACEHOLDER.sub(lambda match: str(values[match[1]]), text.says)
        return Text(key, says, text.facts)


def value_in_words(texts: Texts, value: object) -> str:
    """Return a single word of an answer ("heavy", "eye_cream") as people read it; itself where there is no text."""
    key = f"value.{value}"
    return texts.get(key).says if key in texts else str(value).replace("_", " ")


def _nearest(key: str, known: Mapping[str, object]) -> str:
    import difflib

    close = difflib.get_close_matches(key, sorted(known), n=1)
    return f'Did you mean "{close[0]}"?' if close else "Add it to packs/texts."
