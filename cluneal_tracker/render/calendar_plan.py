"""Lays the scores out as a calendar: a row for each week, two half cells for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cluneal_tracker.domain.diary import ONE_DAY, days_between
from cluneal_tracker.domain.half_days import HalfScore
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.render.calendar_cells import blank, filled, notch, step_of
from cluneal_tracker.render.calendar_key import key
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import Marks, Paper, Picture, Words
from cluneal_tracker.render.sentences import Phrases, number_text
from cluneal_tracker.services.trends import SideTrend, TrendView

WEEK = 7
_MONDAY = 1
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
    """Where weeks and days go; `top` is the upper edge of the first week."""

    first: date
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
        week, column = divmod((day - self.first).days, WEEK)
        high = self.head + self.cell
        left, top = self.left + column * self.day, self.top - week * self.row
        return Box(left, top - high, self.day - self.gap, high)

    def cell_box(self, half: DaySlot) -> Box:
        """The place of half a day: mornings left, evenings right."""
        whole = self.box(half.day)
        inner = self.gap / 4
        width = (whole.width - inner) / 2
        left = whole.left + (half.slot is Slot.EVENING) * (width + inner)
        return Box(left, whole.bottom, width, self.cell)


def calendar(
    view: TrendView,
    side: SideTrend | None,
    phrases: Phrases,
    paper: Paper,
    first_weekday: int = _MONDAY,
) -> Calendar:
    """The days of a view as a calendar; `first_weekday` is 1 for Monday up to 7 for Sunday.

    Days before the diary began, or still to come, are left out: they do not lack a score.
    """
    first, last = (side.whole.first, side.whole.last) if side else (view.first, view.last)
    top = key(first, last, side, phrases, paper)
    start = first - timedelta(days=(first.isoweekday() - first_weekday) % WEEK)
    weeks = (last - start).days // WEEK + 1
    grid = _grid(start, weeks, phrases, paper)
    marks = Marks()
    height = weeks * grid.row + grid.head + top.height
    top.draw(marks, height)
    pen = _Pen(marks, grid, phrases, paper)
    pen.weekdays(first_weekday)
    scores = side.halves if side else {}
    days = list(days_between(first, last))
    for day in days:
        pen.day(day, starts=day == first)
        for half in (DaySlot(day, slot) for slot in Slot):
            if half in scores:
                pen.score(half, scores[half])
            else:
                pen.no_score(half)
    picture = Picture.of(marks, paper.width, height)
    return Calendar(picture, first, last, {day: grid.box(day) for day in days})


def _grid(start: date, weeks: int, phrases: Phrases, paper: Paper) -> _Grid:
    style, words = paper.style, phrases["chart"]
    names = [*words["months"], "2000"]
    gutter = max(paper.measure(name, style.text, True) for name in names) + style.unit * 14
    day = min((paper.width - gutter) / WEEK, style.text * _WIDEST_DAY)
    head, gap = style.small * 1.35, style.unit * 8
    cell = style.small * 2.0
    return _Grid(start, gutter, day, head, cell, gap, weeks * (head + cell + gap))


class _Pen:
    """Puts one calendar down."""

    def __init__(self, marks: Marks, grid: _Grid, phrases: Phrases, paper: Paper) -> None:
        self._marks, self._grid, self._phrases, self._paper = marks, grid, phrases, paper
        style = paper.style
        room = grid.cell_box(DaySlot(grid.first, Slot.MORNING)).width - style.unit * 4
        self._size = style.small * min(1.0, room / paper.measure("8.8", style.small, False))

    def weekdays(self, first_weekday: int) -> None:
        """The names of the weekdays over their columns, or their first letters."""
        grid, style = self._grid, self._paper.style
        names: Sequence[str] = self._phrases["chart"]["weekdays"]
        room = grid.day - grid.gap
        wide = max(self._paper.measure(name, style.small, False) for name in names)
        for column in range(WEEK):
            name = names[(first_weekday - _MONDAY + column) % WEEK]
            box = grid.box(grid.first + column * ONE_DAY)
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
            self._marks.words.append(Words(0, middle, month, style.text, "text", bold=True))
            if starts or day.month == 1:
                above = box.top - grid.head * 0.5
                self._marks.words.append(Words(0, above, str(day.year), style.small, "muted"))

    def score(self, half: DaySlot, score: HalfScore) -> None:
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

    def no_score(self, half: DaySlot) -> None:
        """A blank cell with an outline: no score, which is not zero."""
        unit = self._paper.style.unit
        self._marks.blocks.append(blank(self._grid.cell_box(half), unit))

    def _words(
        self, x: float, middle: float, text: str, color: str, *, size: float = 0, bold: bool = False
    ) -> None:
        size = size or self._paper.style.small
        self._marks.words.append(Words(x, middle, text, size, color, "center", bold))
