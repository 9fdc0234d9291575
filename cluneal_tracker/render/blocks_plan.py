"""Lays the hours after each block out as small curves on the same axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cluneal_tracker.domain.statistics import ReliefRule
from cluneal_tracker.render.block_scale import (
    HOURS,
    LATER,
    MINUTES,
    NAMED_HOURS,
    along,
    joined,
)
from cluneal_tracker.render.blocks_words import block_cells, block_title, percents_left
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import (
    Look,
    Marks,
    Paper,
    Picture,
    Shape,
    Stroke,
    Words,
    wrapped,
)
from cluneal_tracker.render.relief_words import held_text, most_text, rule_text, weeks_text
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.blocks import BlocksView
from cluneal_tracker.services.results import TreatmentResult

# A panel is at least so wide, in letters' heights, and its curve so tall.
_NARROWEST, _TALL = 19, 8
_CORNERS = 12
_BEFORE, _HALF = 100.0, 50.0
_STEP, _MOST = 50.0, 200.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One block: its name, its scores in percent of that before, and what is told below."""

    title: tuple[str, str]
    checks: tuple[tuple[float, float], ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlocksChart:
    """A panel for each block, oldest first; `title`, if any, stands over them, `notes` below."""

    title: str
    panels: tuple[Panel, ...]
    notes: tuple[str, ...]

    @property
    def top(self) -> float:
        """The percent at the top of every panel: more than before, where some score was."""
        percents = [percent for one in self.panels for _, percent in one.checks]
        highest = max([_BEFORE, *percents])
        return min(_MOST, math.ceil(highest / _STEP) * _STEP)


def blocks_chart(view: BlocksView, phrases: Phrases) -> BlocksChart:
    """All blocks as a chart."""
    words, sides = phrases["blocks"], phrases["chart"]["side"]
    panels = []
    for one in view.results:
        side = one.view.treatment.side
        told = (
            words["lowest"].format(most=most_text(one, phrases)),
            words["held"].format(held=held_text(one, phrases)),
            words["lower"].format(weeks=weeks_text(one, phrases["relief"])),
            _rules(one, phrases),
            _given(one, phrases),
        )
        title = (block_title(one, phrases), sides[side.value] if side else "")
        panels.append(Panel(title, percents_left(one), tuple(filter(None, told))))
    return BlocksChart(words["title"], tuple(panels), tuple(words["notes"]))


def _rules(result: TreatmentResult, phrases: Phrases) -> str:
    """The published rules in short, each with whether its hours meet it."""
    names = phrases["blocks"]["short_rules"]
    told = [
        phrases["blocks"]["rule"].format(
            rule=names[rule.value], outcome=rule_text(result, rule, phrases)
        )
        for rule in ReliefRule
    ]
    return ", ".join(told)


def _given(result: TreatmentResult, phrases: Phrases) -> str:
    """What was given, where, and how the needle was guided."""
    cells = block_cells(result, phrases)
    return ", ".join(filter(None, (cells[key] for key in ("nerve", "drug", "guidance"))))


def blocks_picture(chart: BlocksChart, phrases: Phrases, paper: Paper) -> Picture:
    """The chart on a paper."""
    return _Pen(chart, phrases, paper).draw()


class _Pen:
    """Puts the panels down in rows, from above."""

    def __init__(self, chart: BlocksChart, phrases: Phrases, paper: Paper) -> None:
        self._chart, self._words, self._paper = chart, phrases["blocks"], paper
        self._style, self._marks = paper.style, Marks()
        style = self._style
        self._gap = style.unit * 24
        self._levels = {0.0: "none_left", _HALF: "half", _BEFORE: "before", chart.top: "before"}
        labels = [self._level_text(percent) for percent in self._levels]
        self._axis = max(paper.measure(one, style.small, False) for one in labels)
        self._axis += style.unit * 8
        wanted = style.text * _NARROWEST + self._axis
        fit = int((paper.width + self._gap) // (wanted + self._gap))
        self._across = max(1, min(fit, len(chart.panels)))
        self._wide = (paper.width + self._gap) / self._across - self._gap
        self._plot = style.text * _TALL
        self._rows = [
            chart.panels[first : first + self._across]
            for first in range(0, len(chart.panels), self._across)
        ]

    def draw(self) -> Picture:
        """Everything, from the title down to the notes."""
        style, notes = self._style, list(wrapped(self._chart.notes, self._paper))
        heights = [max(map(self._height, row)) for row in self._rows]
        head = style.row * 1.5 if self._chart.title else 0.0
        y = height = head + sum(heights) + style.small_row * (len(notes) + 0.5)
        if head:
            self._write(0, y - style.row * 0.5, self._chart.title, "text", style.text, bold=True)
        y -= head
        for row, tall in zip(self._rows, heights, strict=True):
            for place, panel in enumerate(row):
                self._panel(panel, place * (self._wide + self._gap), y)
            y -= tall
        y -= style.small_row * 0.5
        for line in notes:
            self._write(0, y - style.small_row * 0.5, line, "muted", style.small)
            y -= style.small_row
        return Picture.of(self._marks, self._paper.width, height)

    def _titles(self, panel: Panel) -> list[str]:
        """The name and the side, in one line where there is room."""
        line = ", ".join(filter(None, panel.title))
        fits = self._paper.measure(line, self._style.text, True) <= self._wide
        return [line] if fits else [part for part in panel.title if part]

    def _told(self, panel: Panel) -> list[str]:
        narrow = Paper(self._wide, self._style, self._paper.measure)
        return [line for text in panel.told for line in wrapped([text], narrow)]

    def _height(self, panel: Panel) -> float:
        style = self._style
        titles, told = len(self._titles(panel)), len(self._told(panel))
        words = titles * style.row + (told + 1.5) * style.small_row
        return words + self._plot + style.row * 1.8

    def _panel(self, panel: Panel, left: float, y: float) -> None:
        style = self._style
        for line in self._titles(panel):
            self._write(left, y - style.row * 0.5, line, "text", style.text, bold=True)
            y -= style.row
        y -= style.row * 0.5
        plot = Box(left + self._axis, y - self._plot, self._wide - self._axis, self._plot)
        self._ground(plot, left)
        if panel.checks:
            self._curve(plot, [(0.0, _BEFORE), *panel.checks])
        y = plot.bottom - style.small_row * 1.5 - style.row * 0.3
        for line in self._told(panel):
            self._write(left, y - style.small_row * 0.5, line, "text", style.small)
            y -= style.small_row

    def _ground(self, plot: Box, left: float) -> None:
        """The axes: they are the same in every panel."""
        style = self._style
        for percent in self._levels:
            level = self._y(plot, percent)
            if percent == _HALF:
                self._dashes(plot, level)
            else:
                line = Stroke((plot.left, level), (plot.right, level), self._line("hairline"))
                self._marks.strokes.append(line)
            self._write(left, level, self._level_text(percent), "muted", style.small)
        self._hours(plot)

    def _hours(self, plot: Box) -> None:
        """The hours below the curve, as far as their names have room."""
        small, words = self._style.small, self._words
        foot, end = plot.bottom - self._style.small_row, plot.right
        if any(at > HOURS * MINUTES for one in self._chart.panels for at, _ in one.checks):
            half = self._paper.measure(words["later"], small, False) / 2
            middle = min(plot.left + LATER * plot.width, plot.right - half)
            self._middle(middle, foot, words["later"])
            end = middle - half - self._style.unit * 4
        for hour in NAMED_HOURS:
            text, at = (
                words["hour"].format(hour=hour),
                plot.left + along(hour * MINUTES) * plot.width,
            )
            if at + self._paper.measure(text, small, False) / 2 <= end:
                self._middle(at, foot, text)

    def _level_text(self, percent: float) -> str:
        """A level in percent, and what it means where it means something."""
        text = f"{round(percent)} %"
        return f"{text}  {self._words[self._levels[percent]]}" if percent <= _BEFORE else text

    def _dashes(self, plot: Box, level: float) -> None:
        unit, x = self._style.unit, plot.left
        while x < plot.right:
            end = min(plot.right, x + unit * 6)
            look = Look("", "treatment", unit * 1.5)
            self._marks.strokes.append(Stroke((x, level), (end, level), look))
            x += unit * 10

    def _curve(self, plot: Box, points: Sequence[tuple[float, float]]) -> None:
        unit = self._style.unit
        for earlier, later in joined(points):
            ends = self._at(plot, earlier), self._at(plot, later)
            self._marks.strokes.append(Stroke(*ends, self._line("pain", 2)))
        for one in points:
            x, y = self._at(plot, one)
            turns = (2 * math.pi * corner / _CORNERS for corner in range(_CORNERS))
            around = [(x + 4 * unit * math.cos(t), y + 4 * unit * math.sin(t)) for t in turns]
            self._marks.shapes.append(Shape(tuple(around), Look("pain")))

    def _at(self, plot: Box, check: tuple[float, float]) -> tuple[float, float]:
        return plot.left + along(check[0]) * plot.width, self._y(plot, check[1])

    def _y(self, plot: Box, percent: float) -> float:
        return plot.bottom + min(percent, self._chart.top) / self._chart.top * plot.height

    def _line(self, token: str, wide: float = 1) -> Look:
        return Look("", token, self._style.unit * wide)

    def _middle(self, x: float, middle: float, text: str) -> None:
        word = Words(x, middle, text, self._style.small, "muted", "center")
        self._marks.words.append(word)

    def _write(
        self, x: float, middle: float, text: str, color: str, size: float, *, bold: bool = False
    ) -> None:
        self._marks.words.append(Words(x, middle, text, size, color, bold=bold))
