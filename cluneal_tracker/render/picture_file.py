"""Saves a picture as PNG, SVG or PDF, always in light colours.

matplotlib is imported when the first picture is saved, never with this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart import DOTS_AN_INCH, SAVED_STYLE, SAVED_WIDTH, UNDATED, Format
from cluneal_tracker.render.palette import LIGHT
from cluneal_tracker.render.picture import Block, Look, Paper, Picture, Shape, Stroke, ink
from cluneal_tracker.render.stamped import written

if TYPE_CHECKING:
    from cluneal_tracker.render.chart_canvas import Canvas

M = TypeVar("M", Block, Shape, Stroke)

MARGIN = 18.0
_POINTS_AN_INCH = 72
# A calendar of ten years is tall: more dots than this cost too much memory.
_MOST_DOTS = 30e6


def saved(make: Callable[[Paper], Picture], suffix: Format, stamp: str = "") -> bytes:
    """A picture as a file; `make` lays it out on the paper of files, `stamp` is written above."""
    fonts.ready()
    picture = make(Paper(SAVED_WIDTH - 2 * MARGIN, SAVED_STYLE, fonts.width))
    from cluneal_tracker.render.chart_canvas import Canvas

    canvas = Canvas(picture.width, picture.height, LIGHT.surface, margin=MARGIN)
    _draw(picture, canvas)
    area = picture.width * picture.height / _POINTS_AN_INCH**2
    dots = min(DOTS_AN_INCH, (_MOST_DOTS / area) ** 0.5)
    return written(canvas.figure, stamp, format=suffix, dpi=dots, metadata=UNDATED[suffix])


def _draw(picture: Picture, canvas: Canvas) -> None:
    """Draw layer by layer; marks of one look are one artist, so that thousands stay quick."""
    for look, blocks in _by_look(picture.blocks).items():
        boxes = [block.box for block in blocks]
        canvas.boxes(boxes, _color(look.fill), f"blocks-{look.fill}", _color(look.edge), look.line)
    for look, strokes in _by_look(picture.strokes).items():
        runs = [(stroke.start, stroke.end) for stroke in strokes]
        canvas.lines(runs, _color(look.edge), look.line, f"lines-{look.edge}")
    for look, shapes in _by_look(picture.shapes).items():
        outlines = [shape.points for shape in shapes]
        edge = _color(look.edge)
        canvas.shapes(outlines, _color(look.fill), f"shapes-{look.fill}", edge, look.line)
    for look, strokes in _by_look(picture.over).items():
        runs = [(stroke.start, stroke.end) for stroke in strokes]
        canvas.lines(runs, _color(look.edge), look.line, f"over-{look.edge}", round_ends=True)
    for one in picture.words:
        color = _color(one.color)
        canvas.text(one.x, one.middle, one.text, one.size, color, "words", one.align, one.bold)


def _by_look(marks: Iterable[M]) -> Mapping[Look, list[M]]:
    found: defaultdict[Look, list[M]] = defaultdict(list)
    for mark in marks:
        found[mark.look].append(mark)
    return found


def _color(token: str) -> str:
    return ink(LIGHT, token) if token else "none"
