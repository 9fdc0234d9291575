"""A second opinion on a step: how often made-up scores without one show as much."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cluneal_tracker.domain.statistics.ar1 import PHI_LIMIT
from cluneal_tracker.domain.statistics.series import Days, Floats, daily_series
from cluneal_tracker.domain.statistics.step_change import step_change, step_design

FEWEST_DAYS = 14
DIARIES = 999
_PHIS = 120
_STEP = 1


def bootstrap_p(
    days: Sequence[int],
    scores: Sequence[float],
    start: int,
    random: np.random.Generator,
    *,
    slope: bool = False,
) -> float | None:
    """The p of `step_change` by a parametric bootstrap, two-sided, at best 0.001.

    999 diaries with the same days missing are made up, alike from day to day as this one (AR(1)
    with its phi) and without a step, and each is fitted anew. p is the share of diaries whose t is
    as large, this one among them (McKnight, McKean & Huitema 2000, Psychol Methods 5:87; Davison &
    Hinkley 1997, Bootstrap Methods and their Application, section 4.2). It needs no degrees of
    freedom, where the t test has to guess them. None where the step has no numbers.
    Raises ValueError for unequal lengths, a day twice, or a score without value.
    """
    step = step_change(days, scores, start, slope=slope)
    if step.phi is None or min(step.days_before, step.days_after) < FEWEST_DAYS:
        return None
    when, values = daily_series(days, scores)
    made = _drifting(when, step.phi, random)
    every = np.column_stack([values - values.mean(), made])
    sizes = np.abs(_t_values(when, step_design(when, start, slope), every))
    return float(np.mean(sizes >= sizes[0]))


def _drifting(when: Days, phi: float, random: np.random.Generator) -> Floats:
    """Stationary AR(1) scores around 0, a column a diary, on these days."""
    made = random.standard_normal((len(when), DIARIES))
    for row, gap in enumerate(np.diff(when), start=1):
        r = phi**gap
        made[row] = r * made[row - 1] + np.sqrt(1 - r * r) * made[row]
    return made


def _t_values(when: Days, design: Floats, scores: Floats) -> Floats:
    """The t of the step in every column of `scores`, each at its own phi of highest likelihood."""
    n, k = design.shape
    best = np.full(scores.shape[1], np.inf)
    found = np.zeros(scores.shape[1])
    # Closer together near 1, where the likelihood bends more.
    for phi in 1 - np.linspace(1, np.sqrt(1 - PHI_LIMIT), _PHIS) ** 2:
        r = phi ** np.diff(when)
        basis, root = np.linalg.qr(_whitened(design, r))
        level = _whitened(scores, r)
        rotated = basis.T @ level
        left = (level**2).sum(axis=0) - (rotated**2).sum(axis=0)
        logs = np.log1p(-(r**2)).sum() + 2 * np.log(np.abs(np.diag(root))).sum()
        deviance = (n - k) * np.log(left) + logs
        inverse = np.linalg.inv(root)
        error = np.sqrt(left / (n - k) * (inverse[_STEP] ** 2).sum())
        better = deviance < best
        best[better] = deviance[better]
        found[better] = (inverse[_STEP] @ rotated / error)[better]
    return found


def _whitened(columns: Floats, r: Floats) -> Floats:
    """Each day less what the day before foretells, scaled to the same spread."""
    rest = (columns[1:] - r[:, None] * columns[:-1]) / np.sqrt(1 - r * r)[:, None]
    return np.vstack([columns[:1], rest])
