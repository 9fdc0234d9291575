"""Lays the scores out as a calendar: a row for each week, two half cells for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from cluneal_tracker.domain.diary import days_between
from cluneal_tracker.domain.half_days import HalfScore, HalfScores
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, Slot
from cluneal_tracker.render.calendar_cells import blank, filled, notch, step_of
from cluneal_tracker.render.calendar_key import key
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import Marks, Paper, Picture, Words
from cluneal_tracker.render.sentences import Phrases, number_text
from cluneal_tracker.services.trends import SideTrend, TrendView

WEEK = 7
_MONDAY = 1
# Weeks below one another in a file: two years. A taller page is more than PDF readers take.
TALLEST = 106
# A day is at most so many letters wide, so that the eye finds its neighbours.
_WIDEST_DAY = 8.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar, worked out, and where each of its days is."""

    picture: Picture
    first: date
    last: date
    days: Mapping[date, Box]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where weeks and days go; `top` is the upper edge of the first week.

    After `weeks` of them they go on beside, `column` further to the right.
    """

    first: date
    weeks: int
    column: float
    left: float
    day: float
    head: float
    cell: float
    gap: float
    top: float

    @property
    def row(self) -> float:
        return self.head + self.cell + self.gap

    def box(self, day: date) -> Box:
        """The place of a day, its number above its two cells."""
        week, weekday = divmod((day - self.first).days, WEEK)
        high, top = self.head + self.cell, self.top - week % self.weeks * self.row
        left = self.edge(day) + self.left + weekday * self.day
        return Box(left, top - high, self.day - self.gap, high)

    def edge(self, day: date) -> float:
        """The left edge of the column that a day is in."""
        return (day - self.first).days // WEEK // self.weeks * self.column

    def cell_box(self, half: DaySlot) -> Box:
        """The place of half a day: mornings left, evenings right."""
        whole = self.box(half.day)
        inner = self.gap / 4
        width = (whole.width - inner) / 2
        left = whole.left + (half.slot is Slot.EVENING) * (width + inner)
        return Box(left, whole.bottom, width, self.cell)


def days_of(view: TrendView, side: SideTrend | None) -> tuple[date, date]:
    """The first and the last day of a calendar.

    Days before the diary began, or still to come, are left out: they do not lack a score.
    """
    return (side.whole.first, side.whole.last) if side else (view.first, view.last)


def calendar(
    view: TrendView,
    side: SideTrend | None,
    phrases: Phrases,
    paper: Paper,
    first_weekday: int = _MONDAY,
    tallest: int | None = None,
) -> Calendar:
    """The days of a view as a calendar; `first_weekday` is 1 for Monday up to 7 for Sunday.

    At most `tallest` weeks stand below one another; then they go on beside them.
    """
    first, last = days_of(view, side)
    top = key(first, last, side, phrases, paper)
    start = first - timedelta(days=(first.isoweekday() - first_weekday) % WEEK)
    weeks = (last - start).days // WEEK + 1
    columns = ceil(weeks / (tallest or weeks))
    grid = _grid(start, ceil(weeks / columns), phrases, paper)
    marks = Marks()
    height = grid.top + grid.head + top.height
    top.draw(marks, height)
    pen = _Pen(marks, grid, phrases, paper)
    tops = [start + column * grid.weeks * WEEK * ONE_DAY for column in range(columns)]
    for top_day in tops:
        pen.weekdays(first_weekday, top_day)
    scores = side.halves if side else {}
    days = list(days_between(first, last))
    for day in days:
        pen.day(day, starts=day == first or day in tops)
        pen.halves(day, scores)
    picture = Picture.of(marks, paper.width + (columns - 1) * grid.column, height)
    return Calendar(picture, first, last, {day: grid.box(day) for day in days})


def _grid(start: date, weeks: int, phrases: Phrases, paper: Paper) -> _Grid:
    style, words = paper.style, phrases["chart"]
    names = [*words["months"], "2000"]
    gutter = max(paper.measure(name, style.text, True) for name in names) + style.unit * 14
    day = min((paper.width - gutter) / WEEK, style.text * _WIDEST_DAY)
    head, gap = style.small * 1.35, style.unit * 8
    cell = style.small * 2.0
    top = weeks * (head + cell + gap)
    return _Grid(start, weeks, paper.width + gap * 4, gutter, day, head, cell, gap, top)


class _Pen:
    """Puts one calendar down."""

    def __init__(self, marks: Marks, grid: _Grid, phrases: Phrases, paper: Paper) -> None:
        self._marks, self._grid, self._phrases, self._paper = marks, grid, phrases, paper
        style = paper.style
        room = grid.cell_box(DaySlot(grid.first, Slot.MORNING)).width - style.unit * 4
        self._size = style.small * min(1.0, room / paper.measure("8.8", style.small, False))

    def weekdays(self, first_weekday: int, first: date) -> None:
        """The names of the weekdays over the week of a day, or their first letters."""
        grid, style = self._grid, self._paper.style
        names: Sequence[str] = self._phrases["chart"]["weekdays"]
        room = grid.day - grid.gap
        wide = max(self._paper.measure(name, style.small, False) for name in names)
        for number in range(WEEK):
            name = names[(first_weekday - _MONDAY + number) % WEEK]
            box = grid.box(first + number * ONE_DAY)
            middle = grid.top + grid.head * 0.5
            text = name if wide <= room else name[0]
            self._words(box.left + box.width / 2, middle, text, "muted")

    def day(self, day: date, *, starts: bool) -> None:
        """The number of a day, and the name of its month where one begins."""
        grid, style = self._grid, self._paper.style
        box = grid.box(day)
        begins = day.day == 1
        self._words(
            box.left + box.width / 2,
            box.top - grid.head * 0.5,
            str(day.day),
            "text" if begins else "muted",
            bold=begins,
        )
        if begins or (starts and (day + ONE_DAY * WEEK).month == day.month):
            month: str = self._phrases["chart"]["months"][day.month - 1]
            middle = box.bottom + grid.cell / 2
            self._marks.words.append(
                Words(grid.edge(day), middle, month, style.text, "text", bold=True)
            )
            if starts or day.month == 1:
                above = box.top - grid.head * 0.5
                self._marks.words.append(
                    Words(grid.edge(day), above, str(day.year), style.small, "muted")
                )

    def halves(self, day: date, scores: HalfScores) -> None:
        """The two cells of a day."""
        for half in (DaySlot(day, slot) for slot in Slot):
            if half in scores:
                self._score(half, scores[half])
            else:
                self._no_score(half)

    def _score(self, half: DaySlot, score: HalfScore) -> None:
        """A cell in its step of the ramp with the number inside, its corner cut when late."""
        box, step = self._grid.cell_box(half), step_of(score.points)
        self._marks.blocks.append(filled(box, step))
        if score.added_later:
            self._marks.shapes.append(notch(box, step, self._paper.style.unit))
        # "10.0" would need smaller letters than all others.
        text = number_text(score.points, self._phrases)
        text = text if len(text) <= len("8.8") else str(round(score.points))
        x, middle = box.left + box.width / 2, box.bottom + box.height / 2
        self._words(x, middle, text, f"on_ramp:{step}", size=self._size)

    def _no_score(self, half: DaySlot) -> None:
        """A blank cell with an outline: no score, which is not zero."""
        unit = self._paper.style.unit
        self._marks.blocks.append(blank(self._grid.cell_box(half), unit))

    def _words(
        self, x: float, middle: float, text: str, color: str, *, size: float = 0, bold: bool = False
    ) -> None:
        size = size or self._paper.style.small
        self._marks.words.append(Words(x, middle, text, size, color, "center", bold))
