"""How far two runs of scores overlap: the nonoverlap of all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cluneal_tracker.domain.statistics.series import Floats


@dataclass(frozen=True, slots=True)
class Nap:
    """The share of all before-after pairs that got better, 0 to 1 (0.5 is no change).

    The standard error takes the days as independent, so it describes and never tests.
    """

    value: float
    standard_error: float


def nap(
    before: Sequence[float], after: Sequence[float], *, better: Literal["lower", "higher"] = "lower"
) -> Nap:
    """Nonoverlap of all pairs (Parker & Vannest 2009, Behav Ther 40:357); a tie counts half.

    `standard_error` is the root of the unbiased variance (Sen 1967, Ann Math Stat 29:95; Mee 1990,
    J Am Stat Assoc 85:793). Where no pair overlaps, half a pair is taken to, as the R package
    SingleCaseES 0.7 does: a few days never prove that no overlap is possible.
    Raises ValueError for fewer than two scores on a side, a score without value, or another word
    for `better`.
    """
    if better not in ("lower", "higher"):
        raise ValueError(f"Better is lower or higher, not {better!r}.")
    sign = -1.0 if better == "lower" else 1.0
    first, second = (sign * _scores(side) for side in (before, after))
    m, n = len(first), len(second)
    less, tied = _pairs(first, second)
    wins_of_each_before = n - less - tied / 2
    less_after, tied_after = _pairs(second, first)
    wins_of_each_after = less_after + tied_after / 2
    value = float(wins_of_each_before.sum()) / (m * n)
    q1 = float(((wins_of_each_before - n * value) ** 2).sum()) / (m * n**2)
    q2 = float(((wins_of_each_after - m * value) ** 2).sum()) / (m**2 * n)
    # The mean of the squared pair scores: a tie scores a half, so its square a quarter.
    squares = value - float(tied.sum()) / (4 * m * n) - value**2
    half_a_pair = 0.5 / (m * n)
    inside = min(max(value, half_a_pair), 1 - half_a_pair)
    variance = inside * (1 - inside) + n * q1 + m * q2 - 2 * squares
    return Nap(value, float(np.sqrt(max(0.0, variance) / ((m - 1) * (n - 1)))))


def _scores(side: Sequence[float]) -> Floats:
    values = np.asarray(side, dtype=np.float64)
    if len(values) < 2:
        raise ValueError("Each side needs at least two scores.")
    if not np.isfinite(values).all():
        raise ValueError("Each score is a finite number; leave a day without a score out.")
    return values


def _pairs(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """For each of `one`, how many of `other` lie below it and how many equal it."""
    ordered = np.sort(other)
    below = np.searchsorted(ordered, one, side="left")
    upto = np.searchsorted(ordered, one, side="right")
    return below.astype(np.float64), (upto - below).astype(np.float64)
