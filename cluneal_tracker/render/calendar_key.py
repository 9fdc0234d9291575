"""What stands over a calendar: whose days they are, and how to read its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cluneal_tracker.render.calendar_cells import blank, filled, notch
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import Marks, Paper, Words, title_lines
from cluneal_tracker.render.sentences import Phrases, day_text
from cluneal_tracker.services.trends import SideTrend

# What a cell shows: a step of the ramp, or no score at all.
_NO_SCORE = -1


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing of the key: a cell, words in it or beside it, with its place from the top."""

    text: str
    left: float
    row: int
    width: float
    step: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """The rows over a calendar, laid out."""

    title: tuple[str, ...]
    items: tuple[_Item, ...]
    paper: Paper

    @property
    def _row(self) -> float:
        return self.paper.style.small * 2.2

    @property
    def height(self) -> float:
        """How much room it takes."""
        rows = max((item.row for item in self.items), default=0) + 1
        return self._title_height + rows * self._row + self.paper.style.unit * 6

    @property
    def _title_height(self) -> float:
        return self.paper.style.row * (len(self.title) + 0.2)

    def draw(self, marks: Marks, top: float) -> None:
        """Put the rows down from a height."""
        style = self.paper.style
        for number, line in enumerate(self.title):
            middle = top - style.row * (number + 0.5)
            marks.words.append(Words(0, middle, line, style.text, "text", bold=True))
        for item in self.items:
            middle = top - self._title_height - (item.row + 0.5) * self._row
            self._draw_item(marks, item, middle)

    def _draw_item(self, marks: Marks, item: _Item, middle: float) -> None:
        style = self.paper.style
        if item.step is None:
            marks.words.append(Words(item.left, middle, item.text, style.small, "muted"))
            return
        high = style.small * 1.6
        box = Box(item.left, middle - high / 2, item.width, high)
        scored = item.step != _NO_SCORE
        marks.blocks.append(filled(box, item.step) if scored else blank(box, style.unit))
        if item.late:
            marks.shapes.append(notch(box, item.step, style.unit))
        x, color = box.left + box.width / 2, f"on_ramp:{item.step}" if scored else "text"
        marks.words.append(Words(x, middle, item.text, style.small, color, "center"))


def key(first: date, last: date, side: SideTrend | None, phrases: Phrases, paper: Paper) -> Key:
    """The title and the explained cells, in as many rows as the paper needs."""
    words, chart = phrases["calendar"], phrases["chart"]
    days = words["days"].format(
        first=day_text(first, phrases, year=True), last=day_text(last, phrases, year=True)
    )
    title = [chart["panel"][side.side.value], days] if side else [days]
    items = tuple(_flowed(list(_groups(phrases, paper)), paper))
    return Key(title_lines(title, paper), items, paper)


def _groups(phrases: Phrases, paper: Paper) -> Iterator[list[_Item]]:
    """Things of the key that stay together in one row."""
    words, chart = phrases["calendar"], phrases["chart"]
    ramp = [_cell(paper, text, step) for step, text in enumerate(words["steps"])]
    yield [_plain(paper, chart["none"]), *ramp, _plain(paper, chart["worst"])]
    yield [_cell(paper, chart["no_score"], _NO_SCORE)]
    yield [_cell(paper, words["later"], 0, late=True)]
    yield [_plain(paper, half) for half in words["halves"]]


def _plain(paper: Paper, text: str) -> _Item:
    return _Item(text, 0, 0, paper.measure(text, paper.style.small, False))


def _cell(paper: Paper, text: str, step: int, *, late: bool = False) -> _Item:
    margin = paper.style.unit * (32 if late else 16)
    return _Item(text, 0, 0, paper.measure(text, paper.style.small, False) + margin, step, late)


def _flowed(groups: list[list[_Item]], paper: Paper) -> Iterator[_Item]:
    """Everything in rows, as words flow; a group wider than the paper is parted."""
    gap, small_gap = paper.style.unit * 20, paper.style.unit * 6
    x, row = 0.0, 0
    for group in groups:
        wide = sum(item.width + small_gap for item in group) - small_gap
        if x and x + wide > paper.width:
            x, row = 0.0, row + 1
        for item in group:
            if x and x + item.width > paper.width:
                x, row = 0.0, row + 1
            yield replace(item, left=x, row=row)
            x += item.width + small_gap
        x += gap - small_gap
