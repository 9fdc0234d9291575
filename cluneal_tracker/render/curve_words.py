"""What the small curves show and say: the hours after a block, and the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from cluneal_tracker.domain.block_day import BlockDay, Check
from cluneal_tracker.domain.weekly import WeeklyAnswer, runs
from cluneal_tracker.render.curve_plan import Curve, CurvePoint
from cluneal_tracker.render.sentences import Phrases, day_text, number_text

_MINUTES, _HOURS = 60, 6
# Six hours take most of the width; what was scored on the next day stands apart at the right end.
_SHARE, _NEXT_DAY = 0.86, 1.0
_LONGEST_JOINED = 2 * _MINUTES
_MARKED_HOURS = (1, 2, 3, 4, 5, 6)


def block_curve(title: str, hours: BlockDay, baseline: float, phrases: Phrases) -> Curve:
    """The score before a block and those after it, joined where they are two hours apart or less.

    The dashed line is half of the score before.
    """
    words = phrases["curve"]
    points = [(0.0, baseline), *hours.checks]
    marks = [(0.0, str(words["block"]))]
    marks += [
        (_SHARE * hour / _HOURS, str(words["hours"].format(n=hour))) for hour in _MARKED_HOURS
    ]
    if any(minutes > _HOURS * _MINUTES for minutes, _ in hours.checks):
        marks.append((_NEXT_DAY, str(words["later"])))
    drawn = [_after(check, phrases) for check in points]
    found: list[list[CurvePoint]] = [drawn[:1]]
    for (before, after), point in zip(pairwise(points), drawn[1:], strict=True):
        if after[0] - before[0] <= _LONGEST_JOINED:
            found[-1].append(point)
        else:
            found.append([point])
    return Curve(
        (title,), tuple(map(tuple, found)), tuple(marks), tuple(words["block_notes"]), baseline / 2
    )


def week_curve(
    answers: Sequence[WeeklyAnswer], first: date, last: date, phrases: Phrases
) -> Curve | None:
    """The weeks of the days from `first` to `last`; None where none has a score."""
    words, days = phrases["curve"], max(1, (last - first).days)
    found = tuple(
        tuple(_week(day, score, (day - first).days / days, phrases) for day, score in run)
        for run in runs(answers)
    )
    marks = ((0.0, day_text(first, phrases, year=True)), (1.0, day_text(last, phrases, year=True)))
    notes = tuple(words["week_notes"])
    return Curve((words["weeks"],), found, marks, notes) if found else None


def _after(check: Check, phrases: Phrases) -> CurvePoint:
    minutes, score = check
    share = minutes / (_HOURS * _MINUTES)
    number = number_text(score, phrases)
    form = phrases["curve"]["after" if minutes else "before"]
    said = str(form.format(minutes=round(minutes), score=number))
    return CurvePoint(_SHARE * share if share <= 1 else _NEXT_DAY, score, number, said)


def _week(day: date, score: float, at: float, phrases: Phrases) -> CurvePoint:
    number = number_text(score, phrases)
    said = phrases["curve"]["week"].format(day=day_text(day, phrases, year=True), score=number)
    return CurvePoint(at, score, number, said)
