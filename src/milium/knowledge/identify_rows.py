"""Read rows and patterns of the identify pack, reporting every problem."""

from collections.abc import Collection, Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.identify import TRIAGE
from milium.domain.identify_facts import (
    FLAGS,
    NOT_ASKED,
    All,
    Answered,
    CareCase,
    Not,
    OldEnough,
    Pattern,
    Question,
    Some,
    Takes,
    Ticked,
)
from milium.knowledge.reading import nearest, shorten

NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "keys"}


class Row:
    """One entry of a pack file: typed values by key, every problem appended to `issues`.

    `keys` are the allowed keys, separated by spaces; None = not checked here.
    """

    def __init__(self, data: object, where: str, issues: list[Issue], keys: str | None = None) -> None:
        self.where, self._issues = where, issues
        self._data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.issue("", f"expected keys and values, got {shorten(data)}.", "Write key: value lines.")
        allowed = list(self._data) if keys is None else keys.split()
        for key in self._data:
            if key not in allowed:
                self.issue(f".{key}", "unknown key.", nearest(str(key), allowed))

    def issue(self, place: str, problem: str, fix: str) -> None:
        """Append an issue at a place inside this row."""
        self._issues.append(Issue(f"{self.where}{place}", problem, fix))

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """Return the value of `key`; without a default a missing or wrong value is an issue and gives an empty one."""
        value = self._data.get(key)
        if value is None and default is not None:
            return default
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.issue(f".{key}", f"expected {NAMES[kind]}, got {shorten(value)}.", "Correct or add it.")
        return kind()

    def word(self, key: str, allowed: Collection[str]) -> Any:
        """Return a word out of a closed list; anything else is an issue."""
        value = str(self._data.get(key))
        if value not in allowed:
            self.issue(f".{key}", f'unknown word "{value}".', nearest(value, allowed))
        return value

    def words(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """Return a list of words, missing = none; each outside `allowed` is an issue."""
        values = tuple(str(v) for v in self.get(key, list, []))
        for value in values:
            if allowed is not None and value not in allowed:
                self.issue(f".{key}", f'unknown word "{value}".', nearest(value, allowed))
        return values

    def rows(self, key: str) -> list[Any]:
        """Return a list of entries, missing = none."""
        return list(self.get(key, list, []))

    def raw(self, key: str) -> Any:
        """Return the value as it stands."""
        return self._data.get(key)

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return keys and values, missing = none."""
        return dict(self.get(key, dict, {}))


class Patterns:
    """Turns the pattern language of `red_flags.yaml` into patterns.

    Args:
        questions: The interview; a question or answer it does not know is an issue.
        named: Word -> pattern, still as data.
        issues: Collected problems.
    """

    def __init__(self, questions: Mapping[str, Question], named: Mapping[str, Any], issues: list[Issue]) -> None:
        self._questions, self._named, self._issues = questions, named, issues

    def read(self, data: Any, where: str) -> Pattern:
        """Return the pattern; a broken part is an issue and never holds."""
        if isinstance(data, str):
            if data in self._named and not isinstance(self._named[data], str):
                return self.read(self._named[data], f"{where} {data}")
            return self._broken(where, f'unknown word "{data}".', nearest(data, self._named))
        if not isinstance(data, Mapping) or len(data) != 1:
            return self._broken(
                where, f"expected one key, got {shorten(data)}.", "Write {any: [..]}, {site: [nose]} ..."
            )
        key, value = next(iter(data.items()))
        return self._one(str(key), value, f"{where}.{key}")

    def _one(self, key: str, value: Any, where: str) -> Pattern:  # noqa: PLR0911  (one return for each key)
        if key == "not":
            return Not(self.read(value, where))
        if key == "profile_months" and isinstance(value, int):
            return OldEnough(value)
        if not isinstance(value, list) or not value:
            return self._broken(where, f"expected a list, got {shorten(value)}.", "Write [a, b].")
        if key in {"all", "any"}:
            parts = tuple(self.read(part, f"{where}[{i}]") for i, part in enumerate(value))
            return All(parts) if key == "all" else Some(parts)
        words = tuple(str(v) for v in value)
        if key == "medicine":
            return Takes(words)
        if key == "flag":
            self._known(words, FLAGS, where)
            return Ticked(words)
        if key in self._questions and key != FLAGS:
            self._known(tuple(w for w in words if w != NOT_ASKED), key, where)
            return Answered(key, words)
        allowed = {"all", "any", "not", "medicine", "flag", "profile_months", *self._questions} - {FLAGS}
        return self._broken(where, "unknown key.", nearest(key, allowed))

    def _known(self, words: tuple[str, ...], question: str, where: str) -> None:
        allowed = self._questions[question].words
        for word in words:
            if word not in allowed or (question == FLAGS and word == "none"):
                self._issues.append(Issue(where, f'unknown answer "{word}".', nearest(word, allowed)))

    def _broken(self, where: str, problem: str, fix: str) -> Pattern:
        self._issues.append(Issue(where, problem, fix))
        return Some(())

    def cases(self, rows: list[Any], where: str) -> tuple[CareCase, ...]:
        """Return care levels with their patterns."""
        found = []
        for i, data in enumerate(rows):
            row = Row(data, f"{where}[{i}]", self._issues, "level when")
            when = self.read(row.raw("when"), f"{where}[{i}].when")
            asked, _ = reads(when)
            found.append(CareCase(row.word("level", TRIAGE), when, tuple(q for q in self._questions if q in asked)))
        return tuple(found)


def reads(pattern: Pattern) -> tuple[set[str], set[str]]:
    """Return the questions and the flags that a pattern reads."""
    match pattern:
        case All(parts) | Some(parts):
            pairs = [reads(part) for part in parts]
            return {q for found, _ in pairs for q in found}, {f for _, found in pairs for f in found}
        case Not(part):
            return reads(part)
        case Answered(question, _):
            return {question}, set()
        case Ticked(flags):
            return {FLAGS}, set(flags)
        case _:
            return set(), set()
