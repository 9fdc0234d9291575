"""Lays spreads out as rows on one scale: a bar for the middle half, a mark for the middle score."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.domain.when_it_hurts import Spread
from cluneal_tracker.render.chart_layout import TOP_SCORE, Box
from cluneal_tracker.render.picture import (
    Block,
    Look,
    Marks,
    Paper,
    Picture,
    Stroke,
    Words,
    title_lines,
    wrapped,
)
from cluneal_tracker.render.sentences import Phrases, number_text

_SCALE = (0.0, 2.5, 5.0, 7.5, 10.0)
# Beside names and numbers the scale keeps this share of the width, or goes on a line of its own.
_SCALE_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One row: what it is of, and how its scores lie."""

    name: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """A picture of spreads: a title in parts, rows in groups, and how to read them."""

    title: tuple[str, ...]
    groups: tuple[tuple[SpreadRow, ...], ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> tuple[SpreadRow, ...]:
        """Every row, from above."""
        return tuple(row for group in self.groups for row in group)


def days_text(spread: Spread, phrases: Phrases) -> str:
    """How many days have a score."""
    words = phrases["spread"]
    return str(words["one_day" if spread.days == 1 else "days"].format(count=spread.days))


def half_text(spread: Spread, phrases: Phrases) -> str:
    """The middle half of the scores, "3.0 to 5.2"; too few days to tell where there is none."""
    words = phrases["spread"]
    if spread.low is None or spread.high is None:
        return str(words["too_few"])
    return str(
        words["half"].format(
            low=number_text(spread.low, phrases), high=number_text(spread.high, phrases)
        )
    )


def middle_text(spread: Spread, phrases: Phrases) -> str:
    """The middle score; too few days to tell where there is none."""
    if spread.middle is None:
        return str(phrases["spread"]["too_few"])
    return number_text(spread.middle, phrases)


def spread_picture(chart: SpreadChart, phrases: Phrases, paper: Paper) -> Picture:
    """The chart on a paper."""
    return _Pen(chart, phrases, paper).draw()


class _Pen:
    """Puts one chart of spreads down, from above; heights are turned over at the end."""

    def __init__(self, chart: SpreadChart, phrases: Phrases, paper: Paper) -> None:
        self._chart, self._phrases, self._paper = chart, phrases, paper
        self._style, self._marks = paper.style, Marks()
        style = self._style
        gap = style.unit * 16
        left = max(paper.measure(row.name, style.text, False) for row in chart.rows) + gap
        right = max(paper.measure(self._told(row), style.small, False) for row in chart.rows) + gap
        edge = style.unit * 4
        self._stacked = paper.width - left - right < _SCALE_SHARE * paper.width
        self._left = edge if self._stacked else left
        self._right = paper.width - edge if self._stacked else paper.width - right
        self._bar = style.text * 1.1
        self._bars: list[tuple[float, float]] = []
        self._scale: list[Stroke] = []
        self._row = style.row * 2.4 + self._bar if self._stacked else style.row * 1.7
        self._y = self._height()

    def _height(self) -> float:
        chart, style = self._chart, self._style
        gaps = (len(chart.groups) - 1) * style.row * 0.6
        notes = len(list(wrapped(chart.notes, self._paper))) * style.small_row
        title = len(title_lines(chart.title, self._paper)) * style.row
        return title + style.row * 2.3 + len(chart.rows) * self._row + gaps + notes

    def draw(self) -> Picture:
        """Everything, from the title down to the notes."""
        style, height = self._style, self._y
        for line in title_lines(self._chart.title, self._paper):
            self._write(0, self._y - style.row * 0.5, line, "text", style.text, bold=True)
            self._y -= style.row
        self._y -= style.row * 0.5
        self._ends()
        self._y -= style.row * 0.9
        top = self._y
        for number, group in enumerate(self._chart.groups):
            self._y -= style.row * 0.6 * (number > 0)
            for row in group:
                self._draw_row(row)
        # A line never runs through words: those that stand above their bars part the scale.
        for above, below in self._bars if self._stacked else [(top, self._y)]:
            self._grid(above, below)
        self._marks.strokes[:0] = self._scale
        self._y -= style.row * 0.6
        for line in wrapped(self._chart.notes, self._paper):
            self._y -= style.small_row
            self._write(0, self._y + style.small_row * 0.5, line, "muted", style.small)
        return Picture.of(self._marks, self._paper.width, height)

    def _x(self, score: float) -> float:
        return self._left + score / TOP_SCORE * (self._right - self._left)

    def _ends(self) -> None:
        """What the two ends of the scale mean, over them."""
        chart, small = self._phrases["chart"], self._style.small
        self._write(self._left, self._y, f"0  {chart['none']}", "muted", small)
        marks = self._marks.words
        worst = f"{chart['worst']}  10"
        marks.append(Words(self._right, self._y, worst, small, "muted", "right"))

    def _grid(self, top: float, bottom: float) -> None:
        for score in _SCALE:
            color = "outline" if score in (0.0, TOP_SCORE) else "hairline"
            look = Look("", color, self._style.unit)
            x = self._x(score)
            self._scale.append(Stroke((x, top), (x, bottom), look))

    def _draw_row(self, row: SpreadRow) -> None:
        style, bottom = self._style, self._y - self._row
        middle = bottom + self._row / 2
        if self._stacked:
            middle = bottom + self._bar * 0.5 + style.row * 0.3
            self._names_above(row, self._y)
        else:
            self._write(0, middle, row.name, "text", style.text)
            told = Words(self._paper.width, middle, self._told(row), style.small, "text", "right")
            self._marks.words.append(told)
        reach = self._bar / 2 + style.unit * 4
        self._bars.append((middle + reach, middle - reach))
        self._draw_spread(row.spread, middle)
        self._y = bottom

    def _names_above(self, row: SpreadRow, top: float) -> None:
        style = self._style
        self._write(
            self._left + style.unit * 4, top - style.row * 0.6, row.name, "text", style.text
        )
        x, middle = self._left + style.unit * 4, top - style.row * 1.5
        self._write(x, middle, self._told(row), "text", style.small)

    def _draw_spread(self, spread: Spread, middle: float) -> None:
        if spread.low is None or spread.middle is None or spread.high is None:
            return
        half, unit = self._bar / 2, self._style.unit
        left, right = self._x(spread.low), self._x(spread.high)
        # A middle half of one score is still seen.
        wide = max(right - left, unit * 2)
        bar = Box(left, middle - half, wide, self._bar)
        self._marks.blocks.append(Block(bar, Look("band")))
        x = self._x(spread.middle)
        ends = (x, middle - half - unit * 2), (x, middle + half + unit * 2)
        self._marks.strokes.append(Stroke(*ends, Look("", "pain", unit * 4)))

    def _told(self, row: SpreadRow) -> str:
        """The numbers of a row in one line."""
        words, spread = self._phrases["spread"], row.spread
        if spread.middle is None:
            return str(words["row_few"].format(few=words["too_few"], count=spread.days))
        return str(
            words["row"].format(
                middle=middle_text(spread, self._phrases),
                half=half_text(spread, self._phrases),
                days=days_text(spread, self._phrases),
            )
        )

    def _write(
        self, x: float, middle: float, text: str, color: str, size: float, *, bold: bool = False
    ) -> None:
        self._marks.words.append(Words(x, middle, text, size, color, bold=bold))
