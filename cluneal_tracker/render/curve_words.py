"""What the small curves show and say: the hours after a block, and scores given now and then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cluneal_tracker.domain.block_day import BlockDay, Check
from cluneal_tracker.domain.weekly import LONGEST_JOINED, runs
from cluneal_tracker.render.block_scale import HOURS, LATER, MINUTES, NAMED_HOURS, along, joined
from cluneal_tracker.render.curve_plan import Curve, CurvePoint
from cluneal_tracker.render.sentences import Phrases, day_text, number_text, time_text


@dataclass(frozen=True, slots=True)
class PointsScale:
    """How scores of some days are drawn: their title, where the scale ends, how they are written.

    No line reaches further than `longest`. The `reference` is a dashed line.
    """

    title: str
    worst: int
    decimals: int = 1
    longest: timedelta = LONGEST_JOINED
    reference: float | None = None
    notes: tuple[str, ...] = ()


def block_curve(title: str, hours: BlockDay, baseline: float, phrases: Phrases) -> Curve:
    """The score before a block and those after it, joined where they are two hours apart or less.

    The dashed line is half of the score before.
    """
    words = phrases["curve"]
    points = [(0.0, baseline), *hours.checks]
    marks = [(0.0, str(words["block"]))]
    marks += [(along(hour * MINUTES), str(words["hours"].format(n=hour))) for hour in NAMED_HOURS]
    if any(minutes > HOURS * MINUTES for minutes, _ in hours.checks):
        marks.append((LATER, str(words["later"])))
    near = {later for _, later in joined(points)}
    found: list[list[CurvePoint]] = []
    for check in points:
        if check not in near:
            found.append([])
        found[-1].append(_after(check, phrases))
    drawn, notes = tuple(map(tuple, found)), tuple(words["block_notes"])
    return Curve((title,), drawn, tuple(marks), notes, level=baseline / 2)


def points_curve(
    points: Sequence[tuple[date, float]],
    first: date,
    last: date,
    scale: PointsScale,
    phrases: Phrases,
) -> Curve | None:
    """Scores on the days from `first` to `last`; None where there are none."""
    found = tuple(
        tuple(_given(day, score, (first, last), scale, phrases) for day, score in run)
        for run in runs(points, scale.longest)
    )
    marks = ((0.0, day_text(first, phrases, year=True)), (1.0, day_text(last, phrases, year=True)))
    if not found:
        return None
    title, level = (scale.title,), scale.reference
    return Curve(title, found, marks, scale.notes, scale.worst, level, "neutral")


def _after(check: Check, phrases: Phrases) -> CurvePoint:
    minutes, score = check
    number = number_text(score, phrases)
    when = str(phrases["curve"]["before"])
    if minutes:
        time = time_text(minutes, phrases)
        when = str(phrases["compare"]["times"]["after"].format(time=time))
    return CurvePoint(along(minutes), score, number, when)


def _given(
    day: date, score: float, span: tuple[date, date], scale: PointsScale, phrases: Phrases
) -> CurvePoint:
    first, last = span
    number = number_text(score, phrases) if scale.decimals else f"{score:.0f}"
    along_the_days = (day - first).days / max(1, (last - first).days)
    return CurvePoint(along_the_days, score, number, day_text(day, phrases, year=True))
