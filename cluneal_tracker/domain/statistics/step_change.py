"""Did the scores change when a treatment began: the step, its interval and when not to say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from cluneal_tracker.domain.statistics.ar1 import Ar1Fit, fit_ar1
from cluneal_tracker.domain.statistics.series import Days, Floats, daily_series

FEWEST_DAYS = 7
FEWEST_DAYS_FOR_SLOPE = 14
MOST_MISSING = 0.4
DRIFTING_PHI = 0.95
OTHER_CHANGE_DAYS = 14
NOTICEABLE_POINTS = 2.0
NOTICEABLE_SHARE = 0.3


class StepRefusal(str, Enum):
    """Why a step may not be read out, even where its numbers exist."""

    TOO_FEW_DAYS = "too_few_days"
    TOO_MANY_MISSING = "too_many_missing"
    ANOTHER_TREATMENT = "another_treatment"
    TOO_SHORT_FOR_SLOPE = "too_short_for_slope"
    NO_SPREAD = "no_spread"
    DRIFTING = "drifting"


class Verdict(str, Enum):
    """What the interval of a change allows one to say."""

    LOWER_BY_NOTICEABLE = "lower_by_noticeable"
    LITTLE_LOWER = "little_lower"
    CANNOT_TELL = "cannot_tell"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class StepChange:
    """The change from before to after in points (negative is less pain), with a 95 % interval.

    The means are plain means of the scored days. A result with a `refusal` is kept for inspection
    and is not to be read out; a number that does not exist is None.
    """

    days_before: int
    days_after: int
    before_mean: float | None = None
    after_mean: float | None = None
    change: float | None = None
    standard_error: float | None = None
    phi: float | None = None
    df: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    refusal: StepRefusal | None = None

    @property
    def noticeable(self) -> float | None:
        """The fall people usually notice, in points: 2, or 30 % of the mean before if more.

        Farrar 2001 (Pain 94:149) gives both; asking for the larger keeps the strong words rare.
        """
        if self.before_mean is None:
            return None
        return max(NOTICEABLE_POINTS, NOTICEABLE_SHARE * self.before_mean)

    @property
    def verdict(self) -> Verdict:
        """The words that the interval allows; a refused result allows none."""
        if self.refusal or self.noticeable is None or self.low is None or self.high is None:
            return Verdict.CANNOT_TELL
        if self.high <= -self.noticeable:
            return Verdict.LOWER_BY_NOTICEABLE
        if self.high < 0:
            return Verdict.LITTLE_LOWER
        return Verdict.HIGHER if self.low > 0 else Verdict.CANNOT_TELL

    @property
    def is_lower(self) -> bool:
        """Whether the scores fell by more than chance, be it much or little."""
        return self.verdict in (Verdict.LOWER_BY_NOTICEABLE, Verdict.LITTLE_LOWER)

    @property
    def more_days(self) -> int | None:
        """Scored days still to come until a noticeable fall would show; None when none would do.

        The squared error of a difference of means falls with 1 / before + 1 / after.
        """
        if self.refusal is StepRefusal.TOO_FEW_DAYS:
            return FEWEST_DAYS - self.days_after if self.days_before >= FEWEST_DAYS else None
        if self.refusal or self.noticeable is None or self.low is None or self.high is None:
            return None
        wanted = (2 * self.noticeable / (self.high - self.low)) ** 2
        room = wanted * (1 / self.days_before + 1 / self.days_after) - 1 / self.days_before
        return max(0, math.ceil(1 / room - self.days_after - 1e-9)) if room > 0 else None


def step_change(
    days: Sequence[int],
    scores: Sequence[float],
    start: int,
    *,
    slope: bool = False,
    settling: int = 0,
    other_changes: Iterable[int] = (),
) -> StepChange:
    """The step in daily `scores` (points) at day number `start`, the first day of the after phase.

    With `slope`, each phase has its own line and the change is the step at `start` between them
    (Huitema & McKean 2000, Educ Psychol Meas 60:38). Errors are AR(1), so the t test takes
    n (1 - phi) / (1 + phi) - k degrees of freedom: the effective number of days (Bayley &
    Hammersley 1946, J R Stat Soc Suppl 8:184) less the coefficients, and at least 1.
    `settling` are the days before `start`, from the one of the treatment on, that `days` leaves
    out of both phases. `other_changes` are the days on which another treatment began or ended.
    Raises ValueError for unequal lengths, a day twice, or a score without value.
    """
    when, values = daily_series(days, scores)
    after = when >= start
    fit = _fit(when, values, start, slope)
    refusal = _refusal(when, start, slope, fit, start - settling, other_changes)
    n, k = len(when), 4 if slope else 2
    counts = int((~after).sum()), int(after.sum())
    means = _mean(values[~after]), _mean(values[after])
    if fit is None:
        return StepChange(*counts, *means, refusal=refusal)
    from scipy.special import stdtr, stdtrit

    change, error = float(fit.coefficients[1]), fit.standard_error(1)
    df = max(1.0, n * (1 - fit.phi) / (1 + fit.phi) - k)
    margin = float(stdtrit(df, 0.975)) * error
    p = 2 * float(stdtr(df, -abs(change / error)))
    return StepChange(
        *counts, *means, change, error, fit.phi, df, change - margin, change + margin, p, refusal
    )


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None


def _fit(when: Days, values: Floats, start: int, slope: bool) -> Ar1Fit | None:
    after = when >= start
    if min(after.sum(), (~after).sum()) <= (2 if slope else 1):
        return None
    return fit_ar1(when, values, step_design(when, start, slope))


def step_design(when: Days, start: int, slope: bool) -> Floats:
    """One row a day: 1, whether `start` has come, and with `slope` a line in each phase."""
    after = when >= start
    columns = [np.ones(len(when)), after.astype(np.float64)]
    if slope:
        # Years from the step: the coefficient of `after` is the step at `start` itself.
        since = (when - start) / 365.25
        columns += [since, since * after]
    return np.column_stack(columns)


def _refusal(
    when: Days,
    start: int,
    slope: bool,
    fit: Ar1Fit | None,
    turned: int,
    other_changes: Iterable[int],
) -> StepRefusal | None:
    before, after = when[when < start], when[when >= start]
    fewest = min(len(before), len(after))
    if fewest < FEWEST_DAYS:
        return StepRefusal.TOO_FEW_DAYS
    spans = (len(before), turned - before[0]), (len(after), after[-1] - start + 1)
    if any(1 - scored / span > MOST_MISSING for scored, span in spans):
        return StepRefusal.TOO_MANY_MISSING
    if any(abs(day - turned) <= OTHER_CHANGE_DAYS for day in other_changes):
        return StepRefusal.ANOTHER_TREATMENT
    if slope and fewest < FEWEST_DAYS_FOR_SLOPE:
        return StepRefusal.TOO_SHORT_FOR_SLOPE
    if fit is None:
        return StepRefusal.NO_SPREAD
    return StepRefusal.DRIFTING if fit.phi >= DRIFTING_PHI else None
