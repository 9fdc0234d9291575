"""Lays the clouds of marks out side by side: all days, the start, the end, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, pi, sin

from cluneal_tracker.domain.body_areas import BOTTOM, TOP, is_on_body
from cluneal_tracker.domain.pain_map import CELL, CHANGED, Cell, Change, Cloud, middle_of
from cluneal_tracker.render.body_drawing import body_lines
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.map_words import marked_days, part_names, range_text
from cluneal_tracker.render.picture import (
    Block,
    Look,
    Marks,
    Paper,
    Picture,
    Shape,
    Stroke,
    Words,
    title_lines,
    wrapped,
)
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.body_map import MapView

_STEPS = 5
# Where the drawing may end while no mark reaches further down, in mm: the bottom, the thighs.
_ENDS = (232, 345, BOTTOM)
WIDE = 340
# The narrowest that a body is drawn, and the widest, in units.
_NARROWEST, _WIDEST = 160, 330
_GAP = 16
# A cell is a little smaller than its place, so that each can be told from the next.
_CELL = CELL * 0.93
_CORNERS = tuple((sin(turn * pi / 3), cos(turn * pi / 3)) for turn in range(6))
# What a swatch says, and how it looks; words alone where it has none.
_Swatch = tuple[str, Look | None]
_MORE, _LESS, _SAME = Look("pain"), Look("surface", "treatment", 1.4), Look("band")


@dataclass(frozen=True, slots=True)
class Panel:
    """One body: what it is called, what it rests on, and how its cells look."""

    name: str
    caption: str
    cells: Mapping[Cell, Look]


def map_picture(view: MapView, phrases: Phrases, paper: Paper) -> Picture:
    """The panels of a view on a paper, with how to read them below."""
    title = (phrases["map"]["title"], range_text(view, phrases))
    return _Pen(list(panels(view, phrases)), view.change.enough, title, phrases, paper).draw()


def panels(view: MapView, phrases: Phrases) -> Iterator[Panel]:
    """All days first; the rest where both parts have enough of them.

    Where the time before is compared, all days are the later part.
    """
    words, change = phrases["map"], view.change
    if view.before is None or not change.enough:
        yield _of_cloud(words["whole"], view.whole, phrases)
    if change.enough:
        earlier, later = part_names(view, phrases)
        yield _of_cloud(earlier, change.earlier, phrases)
        yield _of_cloud(later, change.later, phrases)
        yield Panel(words["change"], "", _changed(change))


def ramp_step(share: float) -> int:
    """The step of the ramp for a share of the days above 0: fifths, each with its upper end."""
    return min(max(ceil(share * _STEPS - 1e-9), 1), _STEPS) - 1


def _of_cloud(name: str, cloud: Cloud, phrases: Phrases) -> Panel:
    return Panel(name, marked_days(cloud.days, phrases), cloud_looks(cloud))


def cloud_looks(cloud: Cloud) -> dict[Cell, Look]:
    """How each cell of a cloud looks: the more of the days have it, the darker."""
    return {cell: Look(f"ramp:{ramp_step(cloud.share(cell))}") for cell in cloud.cells}


def _changed(change: Change) -> dict[Cell, Look]:
    def look(difference: float) -> Look:
        if abs(difference) < CHANGED:
            return _SAME
        return _MORE if difference > 0 else _LESS

    return {cell: look(difference) for cell, difference in change.differences.items()}


def body_marks(
    marks: Marks, cells: Mapping[Cell, Look], left: float, top: float, scale: float, low: float
) -> None:
    """A body with its cells, its midline `left` plus half its width; `low` mm is the lowest."""

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x + WIDE / 2) * scale, top - (y - TOP) * scale

    for cell, look in cells.items():
        x, y = middle_of(cell)
        if is_on_body(round(x), round(y)) and y <= low:
            corners = tuple(place(x + _CELL * a, y + _CELL * b) for a, b in _CORNERS)
            marks.shapes.append(Shape(corners, look))
    for line in body_lines():
        look = Look("", line.token, max(0.6, line.width * scale * 0.7))
        inside = [(x, y) for x, y in line.points if TOP <= y <= low]
        for start, end in pairwise(inside):
            marks.over.append(Stroke(place(*start), place(*end), look))


def lowest(cells: Mapping[Cell, object]) -> float:
    """How far down a body has to be drawn, in mm."""
    far = max((middle_of(cell)[1] for cell in cells), default=0.0)
    return next((end for end in _ENDS if far <= end - CELL), BOTTOM)


class _Pen:
    """Puts the panels down in rows, from above."""

    def __init__(
        self,
        panels: list[Panel],
        compared: bool,
        title: tuple[str, ...],
        phrases: Phrases,
        paper: Paper,
    ) -> None:
        self._panels, self._compared, self._paper = panels, compared, paper
        self._words, self._style = phrases["map"], paper.style
        self._sides = phrases["map"]["sides"]
        self._title = title_lines(title, paper)
        self._marks = Marks()
        unit = paper.style.unit
        fitting = int((paper.width + _GAP * unit) // ((_NARROWEST + _GAP) * unit))
        # Four stand in one row or in two equal ones.
        fitting = 2 if (fitting, len(panels)) == (3, 4) else fitting
        self._columns = max(1, min(len(panels), fitting))
        self._wide = (paper.width + _GAP * unit) / self._columns - _GAP * unit
        drawn = min(self._wide, _WIDEST * unit)
        self._scale = drawn / WIDE
        self._low = lowest({cell: 0 for panel in panels for cell in panel.cells})
        self._high = (self._low - TOP) * self._scale
        self._notes = list(wrapped(self._notes_of(), paper))

    def draw(self) -> Picture:
        """Everything, from the title down to the notes."""
        style = self._style
        rows = ceil(len(self._panels) / self._columns)
        row_high = style.row * 2.6 + self._high + style.small_row
        key_rows = list(self._key())
        foot = len(key_rows) * style.small * 2.3 + len(self._notes) * style.small_row
        height = len(self._title) * style.row + rows * row_high + foot
        y = height
        for line in self._title:
            self._write(0, y - style.row / 2, line, style.text, bold=True)
            y -= style.row
        for number, panel in enumerate(self._panels):
            row, column = divmod(number, self._columns)
            left = column * (self._wide + _GAP * style.unit)
            self._draw_panel(panel, left, y - row * row_high)
        y -= rows * row_high
        for swatches in key_rows:
            self._draw_key(swatches, y - style.small * 1.15)
            y -= style.small * 2.3
        for line in self._notes:
            y -= style.small_row
            self._write(0, y + style.small_row / 2, line, style.small, color="muted")
        return Picture.of(self._marks, self._paper.width, height)

    def _draw_panel(self, panel: Panel, left: float, top: float) -> None:
        style = self._style
        self._write(left, top - style.row * 0.9, panel.name, style.text, bold=True)
        self._write(left, top - style.row * 1.8, panel.caption, style.small, color="muted")
        top -= style.row * 2.4
        body_marks(self._marks, panel.cells, left, top, self._scale, self._low)
        foot, right = top - self._high - style.small_row * 0.4, left + WIDE * self._scale
        words = self._marks.words
        words.append(Words(left, foot, self._sides[0], style.small, "muted"))
        words.append(Words(right, foot, self._sides[1], style.small, "muted", "right"))

    def _key(self) -> Iterator[list[_Swatch]]:
        """The swatches in rows that fit."""
        words = self._words
        for line in wrapped([words["share"]], self._paper):
            yield [(line, None)]
        ramp = [(text, Look(f"ramp:{step}")) for step, text in enumerate(words["shares"])]
        yield from self._flowed(ramp)
        if self._compared:
            moved = [(words["more"], _MORE), (words["less"], _LESS), (words["same"], _SAME)]
            yield from self._flowed(moved)

    def _flowed(self, swatches: list[tuple[str, Look]]) -> Iterator[list[_Swatch]]:
        row: list[_Swatch] = []
        wide = 0.0
        for text, look in swatches:
            needed = self._swatch_width(text)
            if row and wide + needed > self._paper.width:
                yield row
                row, wide = [], 0.0
            row.append((text, look))
            wide += needed
        yield row

    def _swatch_width(self, text: str) -> float:
        style = self._style
        return style.small * 1.2 + self._paper.measure(text, style.small, False) + style.unit * 22

    def _draw_key(self, swatches: list[_Swatch], middle: float) -> None:
        style, x = self._style, 0.0
        for text, look in swatches:
            if look is not None:
                side = style.small * 1.2
                edge = look if look.edge else Look(look.fill, "hairline", style.unit)
                box = Box(x, middle - side / 2, side, side)
                self._marks.blocks.append(Block(box, edge))
                x += side + style.unit * 6
            self._write(x, middle, text, style.small)
            x += self._paper.measure(text, style.small, False) + style.unit * 16

    def _notes_of(self) -> list[str]:
        notes = [self._words["note_days"]]
        return [*notes, self._words["note_change"]] if self._compared else notes

    def _write(
        self,
        x: float,
        middle: float,
        text: str,
        size: float,
        color: str = "text",
        *,
        bold: bool = False,
    ) -> None:
        if text:
            self._marks.words.append(Words(x, middle, text, size, color, bold=bold))
