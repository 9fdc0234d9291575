"""How many weeks pain stayed lower after a block, counted until the scores came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.statistics.block_relief import LOWEST_BASELINE
from cluneal_tracker.domain.statistics.series import daily_series

BASELINE_DAYS = 28
FEWEST_BASELINE_DAYS = 14
FEWEST_BASELINE_SCORES = 7
CAME_BACK = 0.7
SETTLING_DAYS = 3
PEAK_UNTIL = 14
WINDOW_DAYS = 7
FEWEST_IN_WINDOW = 4


class DurationRefusal(str, Enum):
    """Why the weeks cannot be counted."""

    TOO_LITTLE_BEFORE = "too_little_before"
    BASELINE_TOO_LOW = "baseline_too_low"
    TOO_LITTLE_AFTER = "too_little_after"


@dataclass(frozen=True, slots=True)
class ReliefDuration:
    """Weeks from the treatment until scores came back; 0 when they never fell by 30 %.

    `censored` says that scores were still lower at the end: at least so many weeks, not exactly.
    `baseline` and `lowest` (the best week's mean in the first two weeks) are in points.
    """

    weeks: float | None
    censored: bool = False
    baseline: float | None = None
    lowest: float | None = None
    refusal: DurationRefusal | None = None


def relief_duration(
    days: Sequence[int], scores: Sequence[float], treated_on: int
) -> ReliefDuration:
    """Weeks until the trailing 7-day mean rose above 70 % of the scores before `treated_on`.

    The baseline is the mean of the 28 days before, which must reach back 14 days with 7 scores. The
    three days from the treatment on are skipped: the needle itself hurts and the anaesthetic
    numbs. The lowest mean up to day 14 must be down by 30 % (Dworkin 2008, J Pain 9:105: a moderate
    change) for there to be relief at all. A mean needs 4 scored days of 7.
    Raises ValueError for unequal lengths, a day twice, or a score without value.
    """
    when, values = daily_series(days, scores)
    series = dict(zip((when - treated_on).tolist(), values.tolist(), strict=True))
    before = [day for day in series if -BASELINE_DAYS <= day < 0]
    if len(before) < FEWEST_BASELINE_SCORES or min(before) > -FEWEST_BASELINE_DAYS:
        return ReliefDuration(None, refusal=DurationRefusal.TOO_LITTLE_BEFORE)
    baseline = sum(series[day] for day in before) / len(before)
    if baseline < LOWEST_BASELINE:
        refusal = DurationRefusal.BASELINE_TOO_LOW
        return ReliefDuration(None, baseline=baseline, refusal=refusal)
    means = _trailing_means(series)
    early = {day: mean for day, mean in means.items() if day <= PEAK_UNTIL}
    if not early:
        refusal = DurationRefusal.TOO_LITTLE_AFTER
        return ReliefDuration(None, baseline=baseline, refusal=refusal)
    limit = round(CAME_BACK * baseline, 9)
    best = min(early, key=lambda day: early[day])
    if early[best] > limit:
        return ReliefDuration(0.0, False, baseline, early[best])
    back = [day for day, mean in means.items() if day > best and mean > limit]
    end = back[0] if back else max(means)
    return ReliefDuration(end / 7, not back, baseline, early[best])


def _trailing_means(series: Mapping[int, float]) -> dict[int, float]:
    """The mean of the seven days up to each day after the settling days, where four are scored."""
    means = {}
    for day in range(SETTLING_DAYS, max(series) + 1):
        first = max(SETTLING_DAYS, day - WINDOW_DAYS + 1)
        window = [series[one] for one in range(first, day + 1) if one in series]
        if len(window) >= FEWEST_IN_WINDOW:
            # Rounded, so that seven scores of 5.6 have the mean 5.6 and not a hair more.
            means[day] = round(sum(window) / len(window), 9)
    return means
