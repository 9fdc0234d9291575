"""What a trial of one's own showed, judged by the draw of its order and by nothing else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import numpy as np

from cluneal_tracker.domain.statistics.series import Floats
from cluneal_tracker.domain.trial import ALPHA, Arm, Period, Trial, smallest_p

FEWEST_PAIRS = 2
FEWEST_SCORED = 0.5
_HAIR = 1e-9


class TrialRefusal(str, Enum):
    """Why a trial has no result."""

    STILL_GOING = "still_going"
    TOO_FEW_PAIRS = "too_few_pairs"


class TrialVerdict(str, Enum):
    """What the draw allows one to say."""

    LOWER_WITH_A = "lower_with_a"
    LOWER_WITH_B = "lower_with_b"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class TrialResult:
    """The mean scores lived either way, in points, and how rare chance makes their difference.

    `pairs` were compared of `planned_pairs`. `difference` is A less B, negative for less pain with
    A. `smallest_p` is what p could have come to at best: one draw of 2 ** pairs, and its mirror
    image. `low` and `high` are the 95 % interval; five pairs and fewer have none. A number that
    could not be had is None.
    """

    pairs: int
    planned_pairs: int
    mean_a: float | None = None
    mean_b: float | None = None
    difference: float | None = None
    p: float | None = None
    smallest_p: float | None = None
    low: float | None = None
    high: float | None = None
    refusal: TrialRefusal | None = None

    @property
    def verdict(self) -> TrialVerdict:
        """Which way had less pain, where chance gives so much in at most 5 of 100 draws."""
        if self.p is None or self.difference is None or self.p > ALPHA:
            return TrialVerdict.CANNOT_TELL
        return TrialVerdict.LOWER_WITH_A if self.difference < 0 else TrialVerdict.LOWER_WITH_B


def trial_result(trial: Trial, scores: Mapping[date, float], today: date) -> TrialResult:
    """The result of a trial that is over, from one score a day in points.

    Settled before the first day, so that nobody can choose it later: the mean of each period after
    its washout, which needs half of its days scored; in each pair with both, A less B; the mean of
    those. p is the share of all draws that would have parted the ways at least as far, had it made
    no difference how the days were lived (Fisher 1935, The Design of Experiments, section 21;
    Edgington 1967, J Psychol 65:195). It needs nothing of the scores: not that days are independent
    or that their level holds. The interval is of the differences that p would not rule out, by the
    means of all subsets of the pairs (Hartigan 1969, J Am Stat Assoc 64:1303).
    There is no look before the end: who stops when it looks good finds what is not there.
    Raises ValueError for a score without value.
    """
    if not all(math.isfinite(score) for score in scores.values()):
        raise ValueError("Each score is a finite number; leave a day without a score out.")
    pairs = [_means(trial, pair, scores) for pair in trial.pairs]
    whole = [pair for pair in pairs if pair is not None]
    if not trial.is_over(today):
        return TrialResult(len(whole), len(pairs), refusal=TrialRefusal.STILL_GOING)
    if len(whole) < FEWEST_PAIRS:
        return TrialResult(len(whole), len(pairs), refusal=TrialRefusal.TOO_FEW_PAIRS)
    table = np.array(whole)
    differences = table[:, 0] - table[:, 1]
    low, high = _interval(differences)
    return TrialResult(
        len(whole),
        len(pairs),
        mean_a=float(table[:, 0].mean()),
        mean_b=float(table[:, 1].mean()),
        difference=float(differences.mean()),
        p=_p(differences),
        smallest_p=smallest_p(len(whole)),
        low=low,
        high=high,
    )


def _means(
    trial: Trial, pair: tuple[Period, Period], scores: Mapping[date, float]
) -> tuple[float, float] | None:
    """The mean score with A and with B; None where either has too few scored days."""
    means: dict[Arm, float] = {}
    for period in pair:
        counted = _counted(period, trial.last_day, scores)
        if len(counted) < FEWEST_SCORED * period.counted_days:
            return None
        means[period.arm] = sum(counted) / len(counted)
    return means[Arm.A], means[Arm.B]


def _counted(period: Period, end: date, scores: Mapping[date, float]) -> list[float]:
    """The scores of a period after its washout, up to the day on which the trial ended."""
    days = (min(period.last_day, end) - period.counted_from).days + 1
    lived = (period.counted_from + timedelta(days=later) for later in range(days))
    return [scores[day] for day in lived if day in scores]


def _sums(values: Floats) -> Floats:
    """The sums of every subset, the empty one first."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


def _p(differences: Floats) -> float:
    """The share of the draws whose sum is as far from nothing as the one that came."""
    total = float(differences.sum())
    # Had the pairs of a subset been drawn the other way round, the sum would be less by twice it.
    drawn = np.abs(total - 2 * _sums(differences))
    return float(np.mean(drawn >= abs(total) - _HAIR))


def _interval(differences: Floats) -> tuple[float, float] | tuple[None, None]:
    """The means of subsets between which the true difference lies in at least 95 %."""
    tail = math.floor(ALPHA / 2 * 2 ** len(differences))
    if not tail:
        return None, None
    means = _sums(differences)[1:] / _sums(np.ones(len(differences)))[1:]
    ordered = np.partition(means, [tail - 1, len(means) - tail])
    return float(ordered[tail - 1]), float(ordered[-tail])
