"""The plain-Python fit and quantiles beside statsmodels and scipy."""

import random
from datetime import date, timedelta

import pytest

from milium.engine.track.quantiles import t_quantile
from milium.engine.track.slope import fit


@pytest.mark.parametrize("df", [1, 2, 3, 5, 9, 14, 40, 300])
def test_the_t_quantiles_are_those_of_scipy(df: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    for p in (0.0015, 0.025, 0.4, 0.5, 0.9, 0.975, 0.991, 0.9985):
        assert t_quantile(p, df) == pytest.approx(float(stats.t.ppf(p, df)), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("p", [0.0, 1.0, -1.0])
def test_a_quantile_out_of_range_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="out of range"):
        t_quantile(p, 3)


@pytest.mark.parametrize("seed", range(12))
def test_the_fit_is_the_quasi_poisson_of_statsmodels(seed: int) -> None:
    sm = pytest.importorskip("statsmodels.api")
    rng = random.Random(seed)
    weeks = [w for w in range(17) if rng.random() < 0.8]
    counts = [max(0, round(rng.gauss(rng.choice((5, 12, 30)), 3))) for _ in weeks]
    rows = [(1.0, float(w), float(w >= 8)) for w in weeks]
    ours = fit(rows, counts)
    theirs = sm.GLM(counts, rows, family=sm.families.Poisson()).fit(scale="X2", tol=1e-12, maxiter=200)
    assert ours is not None
    assert ours.dispersion == pytest.approx(theirs.scale, rel=1e-6)
    for value, error, v, e in zip(ours.values, ours.errors, theirs.params, theirs.bse, strict=True):
        assert value == pytest.approx(v, rel=1e-6, abs=1e-8)
        assert error * ours.dispersion**0.5 == pytest.approx(e, rel=1e-6)


@pytest.mark.parametrize("counts", [[0, 0, 0, 0], [9, 9], [9, 0, 0, 0, 0, 0]])
def test_what_cannot_be_fitted_gives_none_and_no_crash(counts: list[int]) -> None:
    assert fit([(1.0, float(i)) for i in range(len(counts))], counts) is None


def test_columns_that_say_the_same_give_none() -> None:
    assert fit([(1.0, 2.0)] * 5, [1, 2, 3, 4, 5]) is None


def test_dates_are_read_as_weeks() -> None:
    start = date(2026, 1, 5)
    days = [(start + timedelta(weeks=w) - start).days / 7 for w in range(6)]
    found = fit([(1.0, d) for d in days], [64, 32, 16, 8, 4, 2])
    assert found is not None
    assert 2 ** found.values[1] == pytest.approx(2**-0.693147, rel=1e-5)
