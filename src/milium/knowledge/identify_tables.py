"""Read the tables of the identify pack: shares of answers, priors, flag ratios."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from milium.domain.findings import Issue
from milium.domain.identify_facts import AGE, FLAGS, FlagRatio, Question
from milium.knowledge.reading import nearest

Vectors = dict[str, dict[str, tuple[float, ...]]]
PERCENT = 100.0
ROUNDING_PCT = 0.6  # the printed rows are rounded to one decimal: eight answers may miss 100 by this much
OTHER = "other"


def read_csv(
    files: Mapping[str, Any], name: str, header: Sequence[str], issues: list[Issue]
) -> Iterator[tuple[str, list[str]]]:
    """Yield (place, row) of a table with this header; anything else is an issue."""
    path = f"identify/{name}.csv"
    rows = files.get(path)
    if not isinstance(rows, list) or not rows or list(rows[0]) != list(header):
        issues.append(Issue(path, "is missing or has another first line.", f"Its first line is {','.join(header)}."))
        return
    for number, row in enumerate(rows[1:], start=2):
        where = f"{path} line {number}"
        if len(row) == len(header):
            yield where, row
        elif row:
            issues.append(Issue(where, f"expected {len(header)} columns, got {len(row)}.", "Correct the line."))


def number(text: str, where: str, issues: list[Issue]) -> float:
    """Return a positive number; anything else is an issue and counts as 0."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        issues.append(Issue(where, f'"{text}" is not a positive number.', "Write it as 12.5."))
        return 0.0
    return value


def known(word: str, allowed: Sequence[str], where: str, issues: list[Issue]) -> bool:
    """Tell whether a word is allowed; if not, append an issue."""
    if word in allowed:
        return True
    issues.append(Issue(where, f'unknown word "{word}".', nearest(word, allowed)))
    return False


def read_shares(
    files: Mapping[str, Any], questions: Mapping[str, Question], profiled: tuple[str, ...], issues: list[Issue]
) -> Vectors:
    """Return question -> answer -> share of each condition, 0..1; every cell must be there exactly once."""
    place = {name: i for i, name in enumerate(profiled)}
    cells: dict[str, dict[str, list[float]]] = {
        key: {word: [0.0] * len(profiled) for word in question.words}
        for key, question in questions.items()
        if key != FLAGS
    }
    keys = tuple(cells)
    for where, (key, condition, word, percent, _basis) in read_csv(
        files, "likelihoods", ("question", "condition", "answer", "percent", "basis"), issues
    ):
        if not (known(key, keys, where, issues) and known(condition, profiled, where, issues)):
            continue
        if known(word, questions[key].words, where, issues):
            column = cells[key][word]
            if column[place[condition]]:
                issues.append(Issue(where, "is there twice.", "Keep one of the lines."))
            column[place[condition]] = number(percent, where, issues) / PERCENT
    for key, columns in cells.items():
        for condition, i in place.items():
            row = [column[i] for column in columns.values()]
            if not all(row) or abs(sum(row) * PERCENT - PERCENT) > ROUNDING_PCT:
                issues.append(
                    Issue(
                        f"identify/likelihoods.csv {key} {condition}",
                        f"gives {len([v for v in row if v])} of {len(row)} answers, {sum(row) * PERCENT:.1f} % in all.",
                        "Give every answer a share; together 100 %.",
                    )
                )
    return {key: {word: tuple(column) for word, column in columns.items()} for key, columns in cells.items()}


def tempered(shares: Vectors, temper: float) -> Vectors:
    """Return the shares as natural logarithms times `temper`; age counts in the priors alone."""
    return {
        key: {word: tuple(temper * math.log(share) for share in column) for word, column in columns.items()}
        for key, columns in shares.items()
        if key != AGE
    }


def read_priors(
    files: Mapping[str, Any], shares: Vectors, profiled: tuple[str, ...], issues: list[Issue]
) -> dict[str, tuple[float, ...]]:
    """Return age band -> share of each condition, sum 1.

    The band's "other" is shared out among the conditions it does not name, in proportion to how
    often each is seen at that age (column of the age table).
    """
    named: dict[str, dict[str, float]] = {band: {} for band in shares[AGE]}
    for where, (band, condition, percent, _basis) in read_csv(
        files, "priors", ("band", "condition", "percent", "basis"), issues
    ):
        if known(band, tuple(named), where, issues) and known(condition, (*profiled, OTHER), where, issues):
            if condition in named[band]:
                issues.append(Issue(where, "is there twice.", "Keep one of the lines."))
            named[band][condition] = number(percent, where, issues)
    priors = {}
    for band, row in named.items():
        other = row.get(OTHER)
        if other is None or abs(sum(row.values()) - PERCENT) > ROUNDING_PCT:
            issues.append(
                Issue(
                    f"identify/priors.csv {band}", f"adds up to {sum(row.values()):.2f} %.", "Make it 100 with other."
                )
            )
            continue
        column = shares[AGE][band]
        unnamed = math.fsum(share for name, share in zip(profiled, column, strict=True) if name not in row)
        raw = [row.get(name, other * share / unnamed) for name, share in zip(profiled, column, strict=True)]
        total = math.fsum(raw)
        priors[band] = tuple(value / total for value in raw)
    return priors


def read_ratios(
    files: Mapping[str, Any],
    flags: tuple[str, ...],
    bands: tuple[str, ...],
    profiled: tuple[str, ...],
    issues: list[Issue],
) -> dict[str, tuple[FlagRatio, ...]]:
    """Return flag -> ratios, all at least 1: a ticked flag may only make a condition more probable."""
    found: dict[str, list[FlagRatio]] = {}
    for where, (flag, condition, ratio, ages, _basis, _sources) in read_csv(
        files, "flag_ratios", ("flag", "condition", "ratio", "ages", "basis", "sources"), issues
    ):
        words = tuple(ages.split())
        fine = known(flag, flags, where, issues) and known(condition, profiled, where, issues)
        if not fine or not all(known(age, bands, where, issues) for age in words):
            continue
        value = number(ratio, where, issues)
        if value < 1:
            issues.append(Issue(where, f"the ratio {ratio} is below 1.", "Write 1 or more."))
        found.setdefault(flag, []).append(FlagRatio(profiled.index(condition), value, words))
    return {flag: tuple(rows) for flag, rows in found.items()}
