"""Lays a small curve out: a few scores along a line of time, each with its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import (
    Look,
    Marks,
    Paper,
    Picture,
    Point,
    Shape,
    Stroke,
    Words,
    title_lines,
    wrapped,
)

# In heights of a letter.
_TALL = 10.0
_CORNERS, _DASH = 24, 5.0


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A score at a place along the axis (0 to 1), its number, and in words when it was given."""

    at: float
    points: float
    number: str
    when: str

    @property
    def said(self) -> str:
        """All of it in words."""
        return f"{self.when}: {self.number}"


@dataclass(frozen=True, slots=True)
class Curve:
    """Scores in runs that are joined by a line; `marks` stand under the axis, at their places.

    The scale ends at `worst`. `level` is a score that has a dashed line of its own, None for no
    such line; `level_ink` is the token of its colour.
    """

    title: tuple[str, ...]
    runs: tuple[tuple[CurvePoint, ...], ...]
    marks: tuple[tuple[float, str], ...]
    notes: tuple[str, ...]
    worst: int = 10
    level: float | None = None
    level_ink: str = "treatment"

    @property
    def scale(self) -> tuple[int, int, int]:
        """The scores that have a line."""
        return 0, self.worst // 2, self.worst

    @property
    def points(self) -> tuple[CurvePoint, ...]:
        """Every score, from left to right."""
        return tuple(point for run in self.runs for point in run)


@dataclass(frozen=True, slots=True)
class CurvePicture:
    """A curve laid out, and where its scores are."""

    picture: Picture
    places: tuple[Point, ...]


def curve_picture(curve: Curve, paper: Paper, *, whole: bool) -> CurvePicture:
    """The curve on a paper; only the `whole` has its title and notes, which a card tells itself."""
    pen = _Pen(curve, paper, whole)
    return CurvePicture(pen.draw(), tuple(map(pen.place, curve.points)))


class _Pen:
    """Puts one curve down."""

    def __init__(self, curve: Curve, paper: Paper, whole: bool) -> None:
        self._curve, self._paper, self._style = curve, paper, paper.style
        self._marks = Marks()
        self._title = title_lines(curve.title, paper) if whole else ()
        self._notes = tuple(wrapped(curve.notes, paper)) if whole else ()
        style = self._style
        wide = paper.measure(str(curve.worst), style.small, False)
        left, room = wide + style.unit * 8, style.text
        foot = len(self._notes) * style.small_row + style.row * 1.9
        self._field = Box(left + room, foot, paper.width - left - 2 * room, style.text * _TALL)
        self._left, self._right = left, paper.width
        self._radius = style.unit * 4.5
        self._taken: list[Box] = []

    def place(self, point: CurvePoint) -> Point:
        """Where a score is."""
        return self._field.left + self._field.width * point.at, self._y(point.points)

    def draw(self) -> Picture:
        """Everything, from the scale to the notes."""
        style = self._style
        self._grid()
        self._level()
        for run in self._curve.runs:
            self._run(run)
        self._under()
        self._numbers()
        height = self._field.top + style.row * (1.2 + len(self._title))
        for row, line in enumerate(self._title, 1):
            middle = height - style.row * (row - 0.5)
            self._write(0, middle, line, "text", style.text, bold=True)
        return Picture.of(self._marks, self._paper.width, height)

    def _y(self, score: float) -> float:
        return self._field.bottom + self._field.height * score / self._curve.worst

    def _grid(self) -> None:
        for score in self._curve.scale:
            y = self._y(score)
            end = score in (0, self._curve.worst)
            look = Look("", "outline" if end else "hairline", 1.0)
            self._marks.strokes.append(Stroke((self._left, y), (self._right, y), look))
            x = self._left - self._style.unit * 8
            number = Words(x, y, str(score), self._style.small, "muted", "right")
            self._marks.words.append(number)

    def _level(self) -> None:
        if self._curve.level is None:
            return
        y, dash = self._y(self._curve.level), _DASH * self._style.unit
        look = Look("", self._curve.level_ink, self._style.unit * 1.4)
        x = self._left
        while x < self._right:
            end = min(x + dash, self._right)
            self._marks.strokes.append(Stroke((x, y), (end, y), look))
            x += dash * 1.8

    def _run(self, run: tuple[CurvePoint, ...]) -> None:
        places = [self.place(point) for point in run]
        line, dot = Look("", "pain", self._style.unit * 2.2), Look("pain")
        self._marks.strokes += [Stroke(*piece, line) for piece in pairwise(places)]
        for x, y in places:
            corners = (2 * pi * corner / _CORNERS for corner in range(_CORNERS))
            outline = tuple(
                (x + self._radius * cos(turn), y + self._radius * sin(turn)) for turn in corners
            )
            self._marks.shapes.append(Shape(outline, dot))

    def _numbers(self) -> None:
        """The number of each score over or under it, where it covers nothing."""
        style = self._style
        drawn = list(self._occupied())
        for point in self._curve.points:
            x, y = self.place(point)
            wide = self._paper.measure(point.number, style.small, True)
            away = self._radius + style.unit * 3
            for bottom in (y + away, y - away - style.small):
                box = Box(x - wide / 2, bottom, wide, style.small)
                if self._free(box, drawn):
                    self._taken.append(box)
                    middle = box.bottom + style.small / 2
                    self._marks.words.append(
                        Words(x, middle, point.number, style.small, "text", "center", bold=True)
                    )
                    break

    def _free(self, box: Box, drawn: list[Point]) -> bool:
        gap = self._style.unit * 2
        if any(box.meets(other, gap * 2) for other in self._taken):
            return False
        return not any(
            box.left - gap < x < box.right + gap and box.bottom - gap < y < box.top + gap
            for x, y in drawn
        )

    def _occupied(self) -> Iterator[Point]:
        """Points along the lines, those of the scale too, and around each dot."""
        for run in self._curve.runs:
            places = [self.place(point) for point in run]
            for x, y in places:
                yield from ((x, y + self._radius), (x, y - self._radius))
            for (x0, y0), (x1, y1) in pairwise(places):
                steps = int(max(abs(x1 - x0), abs(y1 - y0)) / 2) + 1
                for step in range(steps + 1):
                    yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
        level = [] if self._curve.level is None else [self._curve.level]
        for y in (self._y(score) for score in (*self._curve.scale, *level)):
            yield from ((x, y) for x in range(int(self._left), int(self._right), 2))

    def _under(self) -> None:
        style = self._style
        middle, end = self._field.bottom - style.row * 0.9, self._left
        for at, text in self._curve.marks:
            wide = self._paper.measure(text, style.small, False)
            x = self._field.left + self._field.width * at
            left = min(max(x - wide / 2, self._left), self._right - wide)
            if left < end:
                continue
            self._write(left, middle, text, "muted", style.small)
            # No number comes between these, as if it were one of them.
            self._taken.append(Box(left, middle - style.small / 2, wide, style.small))
            end = left + wide + style.small
        for row, line in enumerate(reversed(self._notes)):
            self._write(0, style.small_row * (row + 0.5), line, "muted", style.small)

    def _write(
        self, x: float, middle: float, text: str, color: str, size: float, *, bold: bool = False
    ) -> None:
        self._marks.words.append(Words(x, middle, text, size, color, bold=bold))
