"""Was the day after a treatment better than the day after an equally bad day without it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from cluneal_tracker.domain.statistics.series import Floats, answer, daily_series
from cluneal_tracker.domain.statistics.step_change import NOTICEABLE_POINTS

FEWEST_DAYS = 8
AS_BAD_WITHIN = 1.0
DAYS_BEFORE = 6
_NO_SPREAD = 1e-9


class AsNeededRefusal(str, Enum):
    """Why the days with and without it are not compared."""

    TOO_FEW_DAYS = "too_few_days"
    NO_EQUALLY_BAD_DAYS = "no_equally_bad_days"
    NO_SPREAD = "no_spread"


class AsNeededVerdict(str, Enum):
    """What may be said of the day after.

    There is no "higher": of two days with the same score the worse one, in ways that a score does
    not hold, is the one on which people reach for a treatment. The day after it is worse too.
    """

    LOWER = "lower"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """Equally bad days with a treatment and without it, and the scores of the days after them.

    The means are plain ones, in points. `difference` is the score of the next day with it less
    that without it, other things being equal, with its 95 % interval. `more_days` is how many more
    compared days would narrow the interval to 2 points either way. A number that could not be had
    is None.
    """

    days_with: int
    days_without: int
    score_with: float | None = None
    score_without: float | None = None
    next_with: float | None = None
    next_without: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    more_days: int | None = None
    refusal: AsNeededRefusal | None = None

    @property
    def verdict(self) -> AsNeededVerdict:
        """Lower where the whole interval is below no difference."""
        lower = self.high is not None and self.high < 0
        return AsNeededVerdict.LOWER if lower else AsNeededVerdict.CANNOT_TELL


def as_needed(
    days: Sequence[int], scores: Sequence[float], taken: Mapping[int, bool | None]
) -> AsNeeded:
    """Compare the day after `taken` with the day after an equally bad day without it.

    What is taken on bad days is followed by better ones by itself (regression to the mean; Bland &
    Altman 1994, BMJ 308:1499). So only days count that have a day of the other kind within 1 point
    of them, and the next day's score is set against the day's own score, the mean of up to six days
    before and a line over time (analysis of covariance; Vickers & Altman 2001, BMJ 323:1123).

    `days` are day numbers and `scores` points; a day absent from `taken` was not asked and is not
    compared. A score is best one from before the treatment: if it is lowered by it already, the
    day looks less bad than it was and the help is missed. Each kind needs eight days.
    Raises ValueError for unequal lengths, a day twice, a score without value, or an answer that is
    neither yes nor no.
    """
    when, values = daily_series(days, scores)
    rows = _rows(dict(zip(when.tolist(), values.tolist(), strict=True)), taken)
    with_it = rows[:, 0] == 1
    if _fewest(with_it) < FEWEST_DAYS:
        refusal = AsNeededRefusal.TOO_FEW_DAYS
        return AsNeeded(int(with_it.sum()), int((~with_it).sum()), refusal=refusal)
    rows = rows[_has_match(rows[:, 1], with_it)]
    with_it = rows[:, 0] == 1
    if _fewest(with_it) < FEWEST_DAYS:
        return _described(rows, AsNeededRefusal.NO_EQUALLY_BAD_DAYS)
    return _estimated(rows)


def _rows(series: Mapping[int, float], taken: Mapping[int, bool | None]) -> Floats:
    """One row a day that was asked and has a score on it and on the next.

    Taken (1 or 0), its score, the mean of the days before, the day itself, the next day's score.
    """
    rows = []
    for day, score in series.items():
        given = answer(taken.get(day))
        if day + 1 not in series or math.isnan(given):
            continue
        before = [series[one] for one in range(day - DAYS_BEFORE, day) if one in series]
        earlier = sum(before) / len(before) if before else score
        rows.append((given, score, earlier, float(day), series[day + 1]))
    return np.array(rows, dtype=np.float64).reshape(len(rows), 5)


def _fewest(with_it: NDArray[np.bool_]) -> int:
    return int(min(with_it.sum(), (~with_it).sum()))


def _has_match(scores: Floats, with_it: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a day of the other kind was as bad, within a point."""
    # A hair more, so that 7.1 and 6.1 are a point apart.
    as_bad = np.abs(scores[:, None] - scores[None, :]) <= AS_BAD_WITHIN + 1e-9
    other_kind = with_it[:, None] != with_it[None, :]
    matched: NDArray[np.bool_] = (as_bad & other_kind).any(axis=1)
    return matched


def _described(rows: Floats, refusal: AsNeededRefusal | None) -> AsNeeded:
    """The days and their plain means, without a comparison."""
    with_it, without = rows[rows[:, 0] == 1], rows[rows[:, 0] == 0]
    return AsNeeded(
        len(with_it),
        len(without),
        score_with=_mean(with_it[:, 1]),
        score_without=_mean(without[:, 1]),
        next_with=_mean(with_it[:, 4]),
        next_without=_mean(without[:, 4]),
        refusal=refusal,
    )


def _mean(scores: Floats) -> float | None:
    return float(scores.mean()) if len(scores) else None


def _estimated(rows: Floats) -> AsNeeded:
    """The difference of the next day, by what is left of both once the other columns are out.

    Frisch & Waugh 1933 (Econometrica 1:387): the same as one regression over all columns, and it
    stands where some of those are alike.
    """
    taken, following = rows[:, 0], rows[:, 4]
    others = np.column_stack([np.ones(len(rows)), rows[:, 1:4] - rows[:, 1:4].mean(axis=0)])
    fits, _, rank, _ = np.linalg.lstsq(others, np.column_stack([taken, following]), rcond=None)
    left_taken, left_following = (np.column_stack([taken, following]) - others @ fits).T
    spread = float(left_taken @ left_taken)
    if spread <= _NO_SPREAD * len(rows):
        return _described(rows, AsNeededRefusal.NO_EQUALLY_BAD_DAYS)
    difference = float(left_taken @ left_following) / spread
    rest = left_following - difference * left_taken
    df = len(rows) - int(rank) - 1
    variance = float(rest @ rest) / df
    if variance <= _NO_SPREAD * float(following.var()):
        return _described(rows, AsNeededRefusal.NO_SPREAD)
    return _told(_described(rows, None), difference, math.sqrt(variance / spread), df)


def _told(plain: AsNeeded, difference: float, error: float, df: int) -> AsNeeded:
    from scipy.special import stdtr, stdtrit

    margin = float(stdtrit(df, 0.975)) * error
    compared = plain.days_with + plain.days_without
    return replace(
        plain,
        difference=difference,
        low=difference - margin,
        high=difference + margin,
        p=2 * float(stdtr(df, -abs(difference / error))),
        more_days=max(0, math.ceil(compared * ((margin / NOTICEABLE_POINTS) ** 2 - 1))),
    )
