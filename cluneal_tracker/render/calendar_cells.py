"""What the cells of a calendar look like: five steps of blue, a cut corner, a blank outline."""

from __future__ import annotations

from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import Block, Look, Shape

_STEP_POINTS, _TOP_STEP = 2, 4
_NOTCH = 8


def step_of(points: float) -> int:
    """Which of the five steps of the ramp a score 0-10 has; each is two points wide."""
    return min(int(points / _STEP_POINTS), _TOP_STEP)


def filled(cell: Box, step: int) -> Block:
    """A cell with a score."""
    return Block(cell, Look(f"ramp:{step}"))


def notch(cell: Box, step: int, unit: float) -> Shape:
    """The mark of a score that was added later: the upper right corner of its cell."""
    side = unit * _NOTCH
    points = ((cell.right - side, cell.top), (cell.right, cell.top), (cell.right, cell.top - side))
    return Shape(points, Look(f"on_ramp:{step}"))


def blank(cell: Box, unit: float) -> Block:
    """The outline of half a day without a score."""
    # The line lies inside, so that all cells are of one size.
    half = unit / 2
    inside = Box(cell.left + half, cell.bottom + half, cell.width - unit, cell.height - unit)
    return Block(inside, Look("surface", "no_score", unit))
