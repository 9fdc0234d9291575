"""What went together with pain: every activity at once, with chance allowed for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from cluneal_tracker.domain.statistics.ar1 import fit_ar1
from cluneal_tracker.domain.statistics.series import Days, Floats, answer, daily_series
from cluneal_tracker.domain.statistics.step_change import NOTICEABLE_POINTS

FEWEST_DAYS = 8
MOST_ACTIVITIES = 10
FALSE_SHARE = 0.10
_SAME_DAY, _NEXT_DAY = 0, 1
_SPARE_DAYS = 10
_ALIASED = 1e-8


class AssociationStatus(str, Enum):
    """What may be said about an activity and the score."""

    STANDS_OUT = "stands_out"
    CANNOT_TELL = "cannot_tell"
    TOO_FEW_DAYS = "too_few_days"
    INSEPARABLE = "inseparable"


@dataclass(frozen=True, slots=True)
class Association:
    """How the scores differ between days with and without an activity, in points.

    `lag` is 0 for the score of the same day and 1 for that of the next. A positive difference is
    more pain with it, the other activities being equal; `low` and `high` are its 95 % interval.
    `more_days` is how many more answered days would narrow the interval to 2 points either way.
    A number that could not be had is None.
    """

    name: str
    lag: int
    days_with: int
    days_without: int
    status: AssociationStatus = AssociationStatus.TOO_FEW_DAYS
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p_adjusted: float | None = None
    more_days: int | None = None


def associations(
    days: Sequence[int],
    scores: Sequence[float],
    activities: Mapping[str, Mapping[int, bool | None]],
) -> list[Association]:
    """Each activity on the same and on the next day, in one regression over all of them.

    `days` are day numbers, `scores` points, `activities` the answers by name and day; a day that
    is absent, or None, was not asked. Such a day is never taken as "no": with no answer at all it
    is left out, and with some it stands at the mean of that activity, which says nothing either
    way.
    Errors are AR(1), a line over time takes slow drift, and chance is allowed for over all rows at
    a false discovery rate of 10 % (Benjamini & Hochberg 1995, J R Stat Soc B 57:289).

    Yesterday's score is not a column, though it would take the place of AR(1): it holds part of
    what yesterday's activity did, so a harmful activity would look helpful the day after.
    Raises ValueError for unequal lengths, a day twice, a score without value, an answer that is
    neither yes nor no, or over ten activities.
    """
    if len(activities) > MOST_ACTIVITIES:
        raise ValueError(f"Up to {MOST_ACTIVITIES} activities at a time, not {len(activities)}.")
    when, values = daily_series(days, scores)
    asked = np.array(
        [any(one.get(day) is not None for one in activities.values()) for day in when.tolist()],
        dtype=bool,
    )
    when, values = when[asked], values[asked]
    rows, columns = [], []
    for name, answers in activities.items():
        for lag in (_SAME_DAY, _NEXT_DAY):
            column = _answers(answers, when - lag)
            yes, no = int((column == 1).sum()), int((column == 0).sum())
            rows.append(Association(name, lag, yes, no))
            columns.append(column)
    ready = [i for i, row in enumerate(rows) if min(row.days_with, row.days_without) >= FEWEST_DAYS]
    if ready and len(when) >= len(ready) + 2 + _SPARE_DAYS:
        estimated = _estimate(when, values, [rows[i] for i in ready], [columns[i] for i in ready])
        for i, row in zip(ready, estimated, strict=True):
            rows[i] = row
    return rows


def _answers(answers: Mapping[int, bool | None], days: Days) -> Floats:
    """1 for yes, 0 for no, not-a-number where it was not asked."""
    return np.array([answer(answers.get(day)) for day in days.tolist()])


def _estimate(
    when: Days, values: Floats, rows: list[Association], columns: list[Floats]
) -> list[Association]:
    """The rows with their numbers, from one regression on the columns that can be told apart."""
    centred = [np.nan_to_num(column - np.nanmean(column)) for column in columns]
    time = when - when.mean()
    table = np.column_stack([time / np.abs(time).max(), *centred])
    kept, apart = _independent(table)
    design = np.column_stack([np.ones(len(when)), table[:, kept]])
    fit = fit_ar1(when, values, design)
    if fit is None:
        return [replace(row, status=AssociationStatus.CANNOT_TELL) for row in rows]
    from scipy.special import stdtr, stdtrit

    df = len(when) - design.shape[1]
    spots = [kept.index(i) + 1 for i in apart]
    differences = fit.coefficients[spots]
    errors = np.sqrt(np.diagonal(fit.covariance)[spots])
    adjusted = benjamini_hochberg(2 * stdtr(df, -np.abs(differences / errors)))
    margins = stdtrit(df, 0.975) * errors
    found = [replace(row, status=AssociationStatus.INSEPARABLE) for row in rows]
    for i, difference, margin, p in zip(apart, differences, margins, adjusted, strict=True):
        found[i - 1] = _told(rows[i - 1], float(difference), float(margin), float(p), len(when))
    return found


def _independent(table: Floats) -> tuple[list[int], list[int]]:
    """Which columns span the table, and which of those no mix of the others can stand in for.

    The first column is the line over time, never reported. Centred columns of no length (always
    the same answer) cannot occur: each has eight days with and eight without.
    """
    lengths = np.sqrt((table**2).sum(axis=0))
    offset = np.column_stack([np.full(len(table), 1 / np.sqrt(len(table))), table / lengths])
    products = offset.T @ offset

    def rank(columns: list[int]) -> int:
        chosen = [0, *(one + 1 for one in columns)]
        part = products[np.ix_(chosen, chosen)]
        return int(np.linalg.matrix_rank(part, tol=_ALIASED, hermitian=True))

    every = list(range(table.shape[1]))
    kept: list[int] = []
    for one in every:
        if rank([*kept, one]) == len(kept) + 2:
            kept.append(one)
    whole = rank(every)
    apart = [one for one in every[1:] if rank([i for i in every if i != one]) < whole]
    return kept, apart


def _told(row: Association, difference: float, margin: float, p: float, n: int) -> Association:
    low, high = difference - margin, difference + margin
    # Beside many true effects the adjustment lets p pass 5 %; then the interval holds zero.
    stands_out = p <= FALSE_SHARE and not low <= 0 <= high
    return replace(
        row,
        status=AssociationStatus.STANDS_OUT if stands_out else AssociationStatus.CANNOT_TELL,
        difference=difference,
        low=low,
        high=high,
        p_adjusted=p,
        more_days=max(0, math.ceil(n * ((margin / NOTICEABLE_POINTS) ** 2 - 1))),
    )


def benjamini_hochberg(p: Floats) -> Floats:
    """The p values (m) adjusted for the false discovery rate; Benjamini & Hochberg 1995."""
    order = np.argsort(p)[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1)
    return adjusted
