"""The scores of one side as points, lines and bands on a panel. No matplotlib."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cluneal_tracker.domain.diary import MiddlePoint
from cluneal_tracker.render.chart_layout import Box, Panel, Style, TimeAxis, runs_of_days
from cluneal_tracker.services.trends import Dot, SideTrend

Point = tuple[float, float]
Line = Sequence[Point]

# Two units (pixels, on a screen) a column when there are more scores than pixels.
_COLUMN = 2.0
_DOT_SIZES, _DOT_SHARE = (2.0, 3.6), 0.42
_STRIP_HEIGHT = 7.0
_CELLS_FROM = 4.0


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn of one side; `columns` (lowest to highest) stand in for crowded dots."""

    dots: Line
    later: Line
    columns: Sequence[Line]
    lines: Sequence[Line]
    bands: Sequence[Line]
    missing: Sequence[Box]
    dot_radius: float

    def occupied(self) -> list[Point]:
        """Points that no number may cover: each dot, and the lines and columns step by step."""
        pieces = [piece for run in (*self.columns, *self.lines) for piece in pairwise(run)]
        steps = [point for start, end in pieces for point in _steps(start, end)]
        return [*self.dots, *self.later, *steps]


def is_crowded(side: SideTrend, axis: TimeAxis, style: Style) -> bool:
    """Whether there are more scores than pixels, so that dots would hide each other."""
    return len(side.dots) * style.unit > axis.right - axis.left


def series(side: SideTrend, axis: TimeAxis, panel: Panel, style: Style) -> Series:
    """The scores of a side on its panel."""
    crowded = is_crowded(side, axis, style)
    small, large = (size * style.unit for size in _DOT_SIZES)
    spacing = min((axis.right - axis.left) / max(1, len(side.dots)), axis.day_width * 2)

    def places(dots: Sequence[Dot]) -> list[Point]:
        xs = axis.of_times(dot.at for dot in dots)
        return [(x, panel.y(dot.points)) for x, dot in zip(xs, dots, strict=True)]

    return Series(
        dots=[] if crowded else places([dot for dot in side.dots if not dot.added_later]),
        later=[] if crowded else places([dot for dot in side.dots if dot.added_later]),
        columns=_columns(places(side.dots), axis, style) if crowded else [],
        lines=[_line(run, axis, panel, style if crowded else None) for run in side.line],
        bands=[] if crowded else [_band(run, axis, panel) for run in side.line],
        missing=_missing(side.missing, axis, panel, style),
        dot_radius=min(max(spacing * _DOT_SHARE, small), large),
    )


def per_column(
    counts: Mapping[date, float], axis: TimeAxis, style: Style
) -> list[tuple[Box, float]]:
    """Counts a day as cells on the axis (their height left open), each with its mean a day.

    Days share a cell when one alone would be narrower than two pixels.
    """
    share = max(1, round(_COLUMN * style.unit / axis.day_width))
    sums: dict[int, float] = {}
    for day, count in counts.items():
        place = (day - axis.first).days // share
        sums[place] = sums.get(place, 0) + count
    wide = share * axis.day_width
    gap = wide * 0.2 if share == 1 and wide > _CELLS_FROM * style.unit else 0.0
    cells = []
    for place, total in sorted(sums.items()):
        days = min(share, axis.days - place * share)
        left = axis.left + place * wide
        width = axis.clip(left + wide) - left - gap
        cells.append((Box(left + gap / 2, 0.0, width, 0.0), total / days))
    return cells


def _columns(places: Sequence[Point], axis: TimeAxis, style: Style) -> list[Line]:
    wide = _COLUMN * style.unit
    spans: dict[int, tuple[float, float]] = {}
    for x, y in places:
        column = int((x - axis.left) / wide)
        low, high = spans.get(column, (y, y))
        spans[column] = (min(low, y), max(high, y))
    return [
        # A column of one score is still seen: it is as tall as a dot.
        [(x, min(low, high - wide)), (x, high)]
        for column, (low, high) in sorted(spans.items())
        for x in [axis.left + (column + 0.5) * wide]
    ]


def _line(run: Sequence[MiddlePoint], axis: TimeAxis, panel: Panel, thinned: Style | None) -> Line:
    """One run of the middle line; a run of one day is a dash as wide as the day."""
    points = [(axis.of_day(point.day), panel.y(point.median)) for point in run]
    if thinned:
        points = _means(points, axis, _COLUMN * thinned.unit)
    if len(points) > 1:
        return points
    half, y = axis.day_width / 2, points[0][1]
    return [(points[0][0] - half, y), (points[0][0] + half, y)]


def _means(points: Sequence[Point], axis: TimeAxis, wide: float) -> list[Point]:
    """One mean a column."""
    columns: dict[int, list[Point]] = {}
    for point in points:
        columns.setdefault(int((point[0] - axis.left) / wide), []).append(point)
    return [
        (sum(x for x, _ in group) / len(group), sum(y for _, y in group) / len(group))
        for group in columns.values()
    ]


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
