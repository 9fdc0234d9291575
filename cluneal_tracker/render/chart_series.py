"""The scores of one side as points, lines and bands on a panel. No matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cluneal_tracker.domain.diary import MiddlePoint
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.render.chart_layout import Box, Panel, Style, TimeAxis, runs_of_days
from cluneal_tracker.render.chart_parts import Part, Step, parts, sorted_into, step_of
from cluneal_tracker.services.trends import Dot, SideTrend

Point = tuple[float, float]
Line = Sequence[Point]

# In units (pixels, on a screen): the width that a dot needs, the height of the lowest bar.
_A_DOT, _LOWEST_BAR = 1.5, 2.0
_DOT_SIZES, _DOT_SHARE = (2.0, 3.6), 0.42
_STRIP_HEIGHT = 7.0
_CELLS_FROM = 4.0


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn of one side; `ranges` (lowest to highest) stand in for crowded dots."""

    dots: Line
    later: Line
    ranges: Sequence[Box]
    halves: Sequence[Box]
    lines: Sequence[Line]
    bands: Sequence[Line]
    missing: Sequence[Box]
    dot_radius: float

    def occupied(self) -> list[Point]:
        """Points that no number may cover: each dot, and the lines and bars step by step."""
        bars = [
            ((box.left + box.width * part, box.bottom), (box.left + box.width * part, box.top))
            for box in self.ranges
            for part in (0.0, 0.5, 1.0)
        ]
        pieces = [piece for run in (*bars, *self.lines) for piece in pairwise(run)]
        steps = [point for start, end in pieces for point in _steps(start, end)]
        return [*self.dots, *self.later, *steps]


def is_crowded(side: SideTrend, axis: TimeAxis, style: Style) -> bool:
    """Whether there are so many scores for the width that dots would hide each other."""
    return len(side.dots) * _A_DOT * style.unit > axis.right - axis.left


def series(side: SideTrend, axis: TimeAxis, panel: Panel, style: Style) -> Series:
    """The scores of a side on its panel."""
    if is_crowded(side, axis, style):
        return _summed(side, axis, panel, style, step_of(axis, style))
    small, large = (size * style.unit for size in _DOT_SIZES)
    spacing = min((axis.right - axis.left) / max(1, len(side.dots)), axis.day_width * 2)

    def places(dots: Sequence[Dot]) -> list[Point]:
        xs = axis.of_times(dot.at for dot in dots)
        return [(x, panel.y(dot.points)) for x, dot in zip(xs, dots, strict=True)]

    return Series(
        dots=places([dot for dot in side.dots if not dot.added_later]),
        later=places([dot for dot in side.dots if dot.added_later]),
        ranges=[],
        halves=[],
        lines=_runs(side, axis, panel),
        bands=[_band(run, axis, panel) for run in side.line],
        missing=_missing(side.missing, axis, panel, style),
        dot_radius=min(max(spacing * _DOT_SHARE, small), large),
    )


def step_shown(side: SideTrend, axis: TimeAxis, style: Style) -> Step:
    """What the scores of a side are put together by: days are single unless dots hide dots."""
    return step_of(axis, style) if is_crowded(side, axis, style) else Step.DAY


def cells(
    found: Iterable[tuple[Part, float]], axis: TimeAxis, style: Style
) -> list[tuple[Box, float]]:
    """Parts of the axis as cells (their height left open), each with its value."""
    return [
        (_cell(axis.of_day(part.first, 0), axis.of_day(part.last, 1), style), value)
        for part, value in found
    ]


def _summed(side: SideTrend, axis: TimeAxis, panel: Panel, style: Style, step: Step) -> Series:
    """Each part of the axis as a bar from the lowest to the highest score.

    The middle half of its days is darker, and the middle score is a step of the line. No part
    reaches over a turning day.
    """
    found = parts(axis, step, side.turning_days)
    scores = sorted_into(found, ((dot.day, dot.points) for dot in side.dots))
    ranges, halves = [], []
    steps: list[tuple[Part, float]] = []
    for part, held in zip(found, scores, strict=True):
        # The day of a treatment is halved by its line.
        start = axis.of_day(part.first, 0.5 if part.first in side.turning_days else 0)
        cell = _cell(start, axis.of_day(part.last, 1), style)
        if held:
            ranges.append(_between(cell, panel, min(held), max(held), style))
        if middle := part.middle_half(side.values):
            halves.append(_between(cell, panel, middle[0], middle[2], style))
            steps.append((part, middle[1]))
    days = step is Step.DAY
    return Series(
        dots=[],
        later=[],
        ranges=ranges,
        halves=[] if days else halves,
        lines=_runs(side, axis, panel) if days else _stairs(steps, side, axis, panel),
        bands=[],
        missing=_missing(side.missing, axis, panel, style),
        dot_radius=0.0,
    )


def _stairs(
    steps: Sequence[tuple[Part, float]], side: SideTrend, axis: TimeAxis, panel: Panel
) -> list[Line]:
    """One level a part; neighbours are joined unless a part is missing or a treatment between."""
    runs: list[list[Point]] = []
    before: Part | None = None
    for part, middle in steps:
        turns = part.first in side.turning_days
        start, y = axis.of_day(part.first, 0.5 if turns else 0), panel.y(middle)
        level = [(start, y), (axis.of_day(part.last, 1), y)]
        if before and not turns and before.last + ONE_DAY == part.first:
            runs[-1] += level
        else:
            runs.append(level)
        before = part
    return list(runs)


def _cell(left: float, right: float, style: Style) -> Box:
    wide = right - left
    gap = wide * 0.2 if wide > _CELLS_FROM * style.unit else 0.0
    return Box(left + gap / 2, 0.0, wide - gap, 0.0)


def _between(cell: Box, panel: Panel, low: float, high: float, style: Style) -> Box:
    """A cell from one score to another; where they are the same it is as tall as a dot."""
    bottom, top = panel.y(low), panel.y(high)
    tall = max(top - bottom, _LOWEST_BAR * style.unit)
    return Box(cell.left, (bottom + top - tall) / 2, cell.width, tall)


def _runs(side: SideTrend, axis: TimeAxis, panel: Panel) -> list[Line]:
    return [_line(run, axis, panel) for run in side.line]


def _line(run: Sequence[MiddlePoint], axis: TimeAxis, panel: Panel) -> Line:
    """One run of the middle line; a run of one day is a dash as wide as the day."""
    points = [(axis.of_day(point.day), panel.y(point.median)) for point in run]
    if len(points) > 1:
        return points
    half, y = axis.day_width / 2, points[0][1]
    return [(points[0][0] - half, y), (points[0][0] + half, y)]


def _band(run: Sequence[MiddlePoint], axis: TimeAxis, panel: Panel) -> Line:
    """The outline of the middle half along a run."""
    half = axis.day_width / 2 if len(run) == 1 else 0.0
    ends = [(axis.of_day(point.day), point) for point in run]
    if half:
        ends = [(ends[0][0] - half, run[0]), (ends[0][0] + half, run[0])]
    upper = [(x, panel.y(point.high)) for x, point in ends]
    lower = [(x, panel.y(point.low)) for x, point in reversed(ends)]
    return [*upper, *lower]


def _missing(days: Sequence[date], axis: TimeAxis, panel: Panel, style: Style) -> list[Box]:
    """A mark for each day without a score, or for each run of them where days are narrow."""
    cells = axis.day_width >= _CELLS_FROM * style.unit
    runs = [(day, day) for day in days] if cells else runs_of_days(days)
    gap = axis.day_width * 0.2 if cells else 0.0
    height = _STRIP_HEIGHT * style.unit
    return [
        Box(
            axis.of_day(first, 0) + gap / 2,
            panel.strip - height / 2,
            (last - first).days * axis.day_width + axis.day_width - gap,
            height,
        )
        for first, last in runs
    ]


def _steps(start: Point, end: Point) -> Iterator[Point]:
    """Points along a piece of a line, three units apart or less."""
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    count = int(length / 3) + 1
    for step in range(count + 1):
        part = step / count
        yield start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
