"""A quasi-Poisson fit with a log link: small, plain, checked against statsmodels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_ROUNDS = 60
_CLOSE = 1e-10
_MOST = 30.0  # a linear part beyond e**30 is no count of bumps: the fit runs away
_SINGULAR = 1e-9
_WIDEST = 20.0  # a factor beyond e**20 says no more than that it is very large


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit found.

    Attributes:
        values: One coefficient per column, on the log scale.
        errors: Their standard errors with dispersion 1; times sqrt(dispersion) they are quasi-Poisson.
        dispersion: Pearson's chi-square over `df`; 1 for pure Poisson counts.
        df: Counts minus columns, 1 or more.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]
    dispersion: float
    df: int


def factor(log: float) -> float:
    """Return what a difference on the log scale is as a factor."""
    return math.exp(min(max(log, -_WIDEST), _WIDEST))


def fit(rows: Sequence[Sequence[float]], counts: Sequence[int]) -> Fit | None:
    """Fit counts to columns by iteratively reweighted least squares.

    Args:
        rows: One row of columns per count, shape (N, K); the first column is usually 1.
        counts: Bumps, 0 or more, shape (N,).

    Returns:
        The fit; None when there are not more counts than columns, when the columns say the same
        thing twice, or when the fit runs away (all counts 0, or 0 from some day on).
    """
    if not rows or len(counts) <= len(rows[0]) or sum(counts) == 0:
        return None
    eta = [math.log(y + 0.5) for y in counts]
    beta: list[float] = [math.inf] * len(rows[0])
    for _ in range(_ROUNDS):
        means = [math.exp(e) for e in eta]
        target = [e + (y - m) / m for e, y, m in zip(eta, counts, means, strict=True)]
        inverse = _inverse(_weighted(rows, means))
        if inverse is None:
            return None
        right = [sum(m * r[i] * z for m, r, z in zip(means, rows, target, strict=True)) for i in range(len(beta))]
        new = [sum(a * b for a, b in zip(line, right, strict=True)) for line in inverse]
        eta = [sum(a * b for a, b in zip(new, r, strict=True)) for r in rows]
        if max(abs(e) for e in eta) > _MOST:
            return None
        if max(abs(a - b) for a, b in zip(new, beta, strict=True)) < _CLOSE:
            return _told(rows, counts, new)
        beta = new
    return None


def _told(rows: Sequence[Sequence[float]], counts: Sequence[int], beta: Sequence[float]) -> Fit | None:
    means = [math.exp(sum(a * b for a, b in zip(beta, r, strict=True))) for r in rows]
    inverse = _inverse(_weighted(rows, means))
    if inverse is None:
        return None
    df = len(counts) - len(beta)
    pearson = sum((y - m) ** 2 / m for y, m in zip(counts, means, strict=True))
    errors = tuple(math.sqrt(max(inverse[i][i], 0.0)) for i in range(len(beta)))
    return Fit(tuple(beta), errors, pearson / df, df)


def _weighted(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> list[list[float]]:
    size = range(len(rows[0]))
    return [[sum(w * r[i] * r[j] for w, r in zip(weights, rows, strict=True)) for j in size] for i in size]


def _inverse(matrix: Sequence[Sequence[float]]) -> list[list[float]] | None:
    """Return the inverse by Gauss and Jordan with pivots; None when it has none."""
    size = len(matrix)
    left = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda i: abs(left[i][column]))
        largest = max(abs(v) for v in matrix[column])
        if abs(left[pivot][column]) <= _SINGULAR * max(largest, _SINGULAR):
            return None
        left[column], left[pivot] = left[pivot], left[column]
        scale = left[column][column]
        left[column] = [v / scale for v in left[column]]
        for i in range(size):
            if i != column:
                factor = left[i][column]
                left[i] = [a - factor * b for a, b in zip(left[i], left[column], strict=True)]
    return [row[size:] for row in left]
