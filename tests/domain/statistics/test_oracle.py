"""Numbers beside a slow, separate reckoning: the likelihood of what the design leaves over."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.linalg import null_space, qr
from scipy.optimize import brent
from scipy.stats import multivariate_normal, t

from cluneal_tracker.domain.statistics import (
    StepChange,
    StepRefusal,
    associations,
    step_change,
)
from tests.domain.statistics.simulated import activity_answers, drifting_scores

Floats = NDArray[np.float64]


def design_of(days: Floats, start: int, slope: bool) -> Floats:
    after = (days >= start).astype(np.float64)
    columns = [np.ones_like(days), after]
    if slope:
        columns += [days - start, (days - start) * after]
    return np.column_stack(columns)


def restricted(phi: float, days: Floats, scores: Floats, design: Floats) -> float:
    """Minus the log likelihood of contrasts without the design (Patterson & Thompson 1971)."""
    contrasts = null_space(design.T)
    likeness = phi ** np.abs(days[:, None] - days[None, :])
    spread = contrasts.T @ likeness @ contrasts
    left = contrasts.T @ scores
    variance = left @ np.linalg.solve(spread, left) / len(left)
    return -float(multivariate_normal.logpdf(left, cov=variance * spread))


def best_phi(when: Floats, values: Floats, design: Floats) -> float:
    """The phi of highest likelihood by a grid and Brent's search."""
    # Contrasts do not care how the design is scaled.
    steady = qr(design, mode="economic")[0]

    def of(phi: float) -> float:
        return restricted(phi, when, values, steady) if 0 <= phi < 1 else np.inf

    grid = np.linspace(0, 0.995, 120)
    heights = [of(phi) for phi in grid]
    best = int(np.argmin(heights))
    if best == len(grid) - 1:
        return float(grid[best])
    if best:
        around = (float(grid[best - 1]), float(grid[best]), float(grid[best + 1]))
        return float(brent(of, brack=around, tol=1e-10))
    # Right beside 0, if it is not 0 itself.
    return float(brent(of, brack=(0.0, 1e-4, grid[1]), tol=1e-10)) if of(1e-4) < of(0) else 0.0


def slow_fit(when: Floats, values: Floats, design: Floats) -> tuple[float, Floats, Floats]:
    """phi, the coefficients and their errors, with whole matrices."""
    phi = best_phi(when, values, design)
    inverse = np.linalg.inv(phi ** np.abs(when[:, None] - when[None, :]))
    information = np.linalg.inv(design.T @ inverse @ design)
    beta = information @ design.T @ inverse @ values
    rest = values - design @ beta
    n, k = design.shape
    return phi, beta, np.sqrt(rest @ inverse @ rest / (n - k) * np.diag(information))


def oracle(days: list[int], scores: list[float], start: int, slope: bool) -> tuple[float, ...]:
    """Change, error, phi, df, low, high and p."""
    when, values = np.array(days, dtype=np.float64), np.array(scores, dtype=np.float64)
    design = design_of(when, start, slope)
    phi, beta, errors = slow_fit(when, values, design)
    n, k = design.shape
    df = max(1.0, n * (1 - phi) / (1 + phi) - k)
    change, error = float(beta[1]), float(errors[1])
    margin = error * float(t.ppf(0.975, df))
    p = 2 * float(t.sf(abs(change) / error, df))
    return change, error, phi, df, change - margin, change + margin, p


def numbers(step: StepChange) -> tuple[float, ...]:
    fields = (step.change, step.standard_error, step.phi, step.df, step.low, step.high, step.p)
    found = tuple(one for one in fields if one is not None)
    assert len(found) == 7
    return found


# Each a way in which days look: phi, spread, rounding to, share of days missing, a long gap.
KINDS = {
    "daily": (0.5, 1.5, 0.1, 0.0, False),
    "no likeness": (0.0, 1.5, 0.1, 0.0, False),
    "alternating": (-0.6, 1.5, 0.1, 0.0, False),
    "much likeness": (0.85, 1.5, 0.1, 0.0, False),
    "days missing": (0.5, 1.5, 0.1, 0.3, False),
    "a holiday": (0.6, 1.5, 0.1, 0.1, True),
    "whole points and many ties": (0.4, 1.0, 1.0, 0.1, False),
    "nearly constant": (0.3, 0.05, 0.1, 0.0, False),
}


def series(kind: str, seed: int, n: int = 40) -> tuple[list[int], list[float]]:
    phi, spread, unit, missing, gap = KINDS[kind]
    rng = np.random.default_rng([seed, list(KINDS).index(kind)])
    scores = rng.standard_normal(n)
    for day in range(1, n):
        scores[day] = phi * scores[day - 1] + np.sqrt(1 - phi * phi) * scores[day]
    scores = 5 + spread * scores - 1.5 * (np.arange(n) >= n // 2)
    kept = rng.random(n) >= missing
    if gap:
        kept[n // 4 : n // 4 + 7] = False
    days = [day for day in range(n) if kept[day]]
    return days, [float(np.clip(np.round(scores[day] / unit) * unit, 0, 10)) for day in days]


@pytest.mark.parametrize("slope", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_steps_are_those_of_the_slow_reckoning(kind: str, slope: bool) -> None:
    for seed in range(4):
        days, scores = series(kind, seed)

        found = numbers(step_change(days, scores, 20, slope=slope))

        wanted = oracle(days, scores, 20, slope)
        assert found == pytest.approx(wanted, rel=2e-4, abs=2e-5), (kind, seed)


@pytest.mark.parametrize("seed", range(5))
def test_the_shortest_phases_are_reckoned_right(seed: int) -> None:
    days, scores = series("daily", seed, 14)

    step = step_change(days, scores, 7)

    assert (step.days_before, step.days_after) == (7, 7)
    assert step.refusal in (None, StepRefusal.DRIFTING)
    wanted = oracle(days, scores, 7, False)
    if wanted[2] < 0.99:
        assert numbers(step) == pytest.approx(wanted, rel=2e-4, abs=2e-5)


def test_alternating_days_take_no_credit_for_it() -> None:
    # Were phi allowed below 0, errors would be far smaller than days at random give.
    scores = [7.0, 5.0] * 10 + [4.0, 2.0] * 10
    scores[3] += 0.1

    step = step_change(range(40), scores, 20)

    assert step.phi == 0
    assert numbers(step) == pytest.approx(
        oracle(list(range(40)), scores, 20, False), rel=1e-6, abs=1e-12
    )


@pytest.mark.parametrize("seed", range(3))
def test_what_goes_together_is_that_of_the_slow_reckoning(seed: int) -> None:
    rng = np.random.default_rng(seed)
    days = np.flatnonzero(rng.random(75) >= 0.1)
    answers = activity_answers(rng, 4, 75, spells=False)
    scores = 5 + drifting_scores(rng, 1, 75, 0.5)[0][days]
    # No question on some days for one of them: the mean of its answers stands there.
    for day in range(20, 30):
        del answers["activity 3"][day]

    rows = associations(days.tolist(), list(scores), answers)

    columns: list[Floats] = []
    for name in answers:
        for lag in (0, 1):
            given = [answers[name].get(int(day) - lag) for day in days]
            mean = np.mean([one for one in given if one is not None])
            columns.append(np.array([mean if one is None else float(one) for one in given]))
    when = days.astype(np.float64)
    design = np.column_stack([np.ones(len(days)), when, *columns])
    _, beta, errors = slow_fit(when, scores, design)
    df = len(days) - design.shape[1]
    p = 2 * t.sf(np.abs(beta / errors), df)[2:]
    # Benjamini and Hochberg by hand: p times m over its rank, never more than that of a larger p.
    ranked = sorted(range(8), key=lambda row: -p[row])
    adjusted, least = [0.0] * 8, 1.0
    for rank, row in zip(range(8, 0, -1), ranked, strict=True):
        least = min(least, p[row] * 8 / rank)
        adjusted[row] = least
    margins = errors * t.ppf(0.975, df)
    for place, found in enumerate(rows):
        assert found.difference == pytest.approx(beta[place + 2], abs=2e-5)
        assert found.low == pytest.approx(beta[place + 2] - margins[place + 2], abs=2e-5)
        assert found.high == pytest.approx(beta[place + 2] + margins[place + 2], abs=2e-5)
        assert found.p_adjusted == pytest.approx(adjusted[place], abs=2e-5)
