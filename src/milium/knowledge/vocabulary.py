"""Build the closed word lists of a case from `packs/case/words.yaml`."""

from collections.abc import Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.vocabulary import ProfileWords, ShelfWords, Vocabulary, WishWords
from milium.knowledge.reading import read

PATH = "case/words.yaml"


def build_vocabulary(files: Mapping[str, Any], issues: list[Issue]) -> Vocabulary | None:
    """Build the word lists, or return None and append every issue.

    Args:
        files: Path inside the pack -> parsed content.
        issues: Collected problems.
    """
    data = files.get(PATH)
    if not isinstance(data, Mapping):
        issues.append(Issue(PATH, "is missing or is not a table.", "Restore the file."))
        return None
    parts = {
        "profile": read(ProfileWords, data.get("profile"), f"{PATH} profile", issues),
        "shelf": read(ShelfWords, data.get("shelf"), f"{PATH} shelf", issues),
        "wishes": read(WishWords, data.get("wishes"), f"{PATH} wishes", issues),
    }
    if any(part is None for part in parts.values()):
        return None
    return read(Vocabulary, {**data, **parts}, PATH, issues)
