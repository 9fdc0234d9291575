"""Draws what was done beside the scores: activities and exercises, a cell for each day or part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_canvas import Canvas
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.chart_panel import Scene
from cluneal_tracker.render.chart_parts import means, parts, shares, step_of
from cluneal_tracker.render.chart_series import cells
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.activity_days import ActivityDays

# A "no" is a low line; a "yes" fills this much of the height of the lane.
_NO_HEIGHT, _YES_SHARE = 2.0, 0.72
_NAME_GAP = 9.0


def draw_activity(
    found: ActivityDays, box: Box, scene: Scene, canvas: Canvas, palette: Palette
) -> None:
    """Bars for yes, a low line for no, nothing where it was not asked.

    Where days are put together a bar is as high as the share of yes among their answers.
    """
    axis, style = scene.axis, scene.style
    floor, low = box.bottom + box.height * (1 - _YES_SHARE) / 2, _NO_HEIGHT * style.unit
    answered = cells(shares(parts(axis, step_of(axis, style)), found.answers), axis, style)
    feet = [Box(cell.left, floor, cell.width, low) for cell, share in answered if share < 1]
    bars = [
        Box(cell.left, floor, cell.width, low + (box.height * _YES_SHARE - low) * share)
        for cell, share in answered
        if share
    ]
    canvas.boxes(feet, palette.outline, "activity-no")
    canvas.boxes(bars, palette.neutral, "activity-yes")
    edge = axis.left - style.unit * _NAME_GAP
    name = fonts.shortened(found.name, edge - style.unit * 4, style.small)
    middle = box.bottom + box.height / 2
    canvas.text(edge, middle, name, style.small, palette.text, "activity-name", "right")


def draw_exercises(
    counts: Mapping[date, float], box: Box, scene: Scene, canvas: Canvas, palette: Palette
) -> None:
    """Grey bars: how often a day exercises were done."""
    axis, style = scene.axis, scene.style
    edge = axis.left - style.unit * _NAME_GAP
    done = cells(means(parts(axis, step_of(axis, style)), counts), axis, style)
    most = max(1, round(max(value for _, value in done) + 0.49))
    for value in (0, most):
        y = box.bottom + box.height * value / most
        row = [((box.left, y), (box.right, y))]
        canvas.lines(row, palette.hairline, style.unit, "exercise-line")
        canvas.text(edge, y, str(value), style.small, palette.text, "exercise-scale", "right")
    bars = [
        Box(cell.left, box.bottom, cell.width, box.height * value / most) for cell, value in done
    ]
    canvas.boxes(bars, palette.neutral, "exercises")
    x, lines = edge - fonts.width("10  ", style.small), scene.words["exercises"]
    for index, line in enumerate(lines):
        y = box.bottom + box.height / 2 + style.small * 1.25 * ((len(lines) - 1) / 2 - index)
        canvas.text(x, y, line, style.small, palette.text, "lane-name", "right")
