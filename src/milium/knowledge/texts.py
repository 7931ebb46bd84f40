"""Build the texts people read from the files of `packs/texts`."""

from collections.abc import Iterator, Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.texts import PLACEHOLDER, Text, Texts
from milium.knowledge.reading import read


def build_texts(files: Mapping[str, Any], issues: list[Issue]) -> Texts | None:
    """Build the texts, or return None and append every issue.

    A file holds `key: {says, facts}` lines; a key without `says` opens a section, whose name is
    put before the keys in it ("tonight" and "rest" make "tonight.rest").

    Args:
        files: Path inside the pack ("texts/plan.yaml") -> parsed content.
        issues: Collected problems.
    """
    before = len(issues)
    rows: dict[str, Text] = {}
    for path in sorted(files):
        for key, data in entries(files[path], path, issues):
            where = f"{path} {key}"
            text = read(Text, {**data, "key": key}, where, issues)
            if text is None:
                continue
            if key in rows:
                issues.append(Issue(where, "this key is there twice.", "Rename one of them."))
            if not text.says.strip():
                issues.append(Issue(where, "says nothing.", "Write the sentence."))
            if any(brace in PLACEHOLDER.sub("", text.says + text.one) for brace in "{}"):
                issues.append(Issue(where, "holds a brace that is no {placeholder}.", "Write {name} in small letters."))
            if not set(PLACEHOLDER.findall(text.one)) <= set(PLACEHOLDER.findall(text.says)):
                issues.append(Issue(where, "one holds a {placeholder} that says does not.", "Take it out."))
            rows[key] = text
    return Texts(rows) if rows and len(issues) == before else None


def entries(data: object, path: str, issues: list[Issue], prefix: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (full key, entry) of every text in a file; other shapes are issues."""
    if not isinstance(data, Mapping) or not data:
        issues.append(Issue(f"{path} {prefix}".strip(), "holds no texts.", "Write key: {says: ..., facts: [...]}."))
        return
    for name, entry in data.items():
        key = f"{prefix}{name}"
        if isinstance(entry, Mapping) and ("says" in entry or "facts" in entry):
            yield key, entry
        else:
            yield from entries(entry, path, issues, f"{key}.")
