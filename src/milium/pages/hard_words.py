"""Hard words: which of them a page uses, so that each is explained at its foot."""

import re
from collections.abc import Iterable

from milium.domain.texts import Texts

FORMS = "ui.words.forms."


class HardWords:
    """The hard words that the pack explains, and how to find them in a text."""

    def __init__(self, texts: Texts) -> None:
        keys = [key.removeprefix(FORMS) for key in texts.rows if key.startswith(FORMS)]
        forms = [(form.strip(), key) for key in keys for form in texts.get(f"{FORMS}{key}").says.split(",")]
        self._of = {form.lower(): key for form, key in forms}
        longest = sorted(self._of, key=len, reverse=True)  # "colloid milium" before "milium"
        self._pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest))})\b", re.IGNORECASE) if longest else None

    def among(self, says: Iterable[str]) -> list[str]:
        """Return the keys of the hard words in some texts, in the order they come up."""
        if self._pattern is None:
            return []
        return list(dict.fromkeys(self._of[found.lower()] for text in says for found in self._pattern.findall(text)))
