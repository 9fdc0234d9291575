from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cluneal_tracker.domain.statistics.ar1 import PHI_LIMIT, fit_ar1
from tests.domain.statistics.simulated import drifting_scores

Floats = NDArray[np.float64]


def dense_deviance(
    phi: float, days: NDArray[np.int64], scores: Floats, design: Floats
) -> tuple[float, Floats, Floats]:
    """The restricted deviance by the textbook, with the whole matrix of correlations."""
    n, k = design.shape
    correlation = phi ** np.abs(days[:, None] - days[None, :])
    inverse = np.linalg.inv(correlation)
    information = design.T @ inverse @ design
    beta = np.linalg.inv(information) @ (design.T @ inverse @ scores)
    rest = scores - design @ beta
    rss = float(rest @ inverse @ rest)
    logs = [float(np.linalg.slogdet(one)[1]) for one in (correlation, information)]
    covariance: Floats = rss / (n - k) * np.linalg.inv(information)
    return (n - k) * float(np.log(rss)) + sum(logs), beta, covariance


@pytest.mark.parametrize("seed", range(8))
def test_the_fast_fit_is_the_textbook_fit_on_days_with_gaps(seed: int) -> None:
    from scipy.optimize import minimize_scalar

    rng = np.random.default_rng(seed)
    days = np.sort(rng.choice(60, 40, replace=False)).astype(np.int64)
    scores = 5 + drifting_scores(rng, 1, 60, 0.5)[0][days]
    design = np.column_stack([np.ones(40), days >= 30, rng.random(40)]).astype(np.float64)

    fit = fit_ar1(days, scores, design)

    assert fit is not None
    best = minimize_scalar(
        lambda phi: dense_deviance(phi, days, scores, design)[0],
        bounds=(1e-9, PHI_LIMIT),
        method="bounded",
        options={"xatol": 1e-9},
    )
    deviance, beta, covariance = dense_deviance(max(fit.phi, 1e-12), days, scores, design)
    assert deviance <= best.fun + 1e-9
    assert fit.coefficients == pytest.approx(beta, rel=1e-8)
    assert fit.covariance == pytest.approx(covariance, rel=1e-8)


def test_scores_on_the_design_itself_leave_nothing_to_measure_chance_by() -> None:
    days = np.arange(20)
    design = np.column_stack([np.ones(20), days >= 10]).astype(np.float64)

    assert fit_ar1(days, 7 - 3 * design[:, 1], design) is None


def test_opposite_days_give_no_correlation_rather_than_a_negative_one() -> None:
    days = np.arange(30)
    scores = np.where(days % 2, 3.0, 7.0) + np.random.default_rng(1).uniform(0, 0.5, 30)

    fit = fit_ar1(days, scores, np.ones((30, 1)))

    assert fit is not None
    assert fit.phi == 0.0
    assert fit.coefficients[0] == pytest.approx(scores.mean())
