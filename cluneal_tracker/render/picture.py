"""Pictures made of a few plain marks: worked out once, then drawn on the screen or into a file.

Lengths are points from the lower left corner, colours are tokens of the palette.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cluneal_tracker.render.chart_layout import Box, Style
from cluneal_tracker.render.palette import Palette

Align = Literal["left", "center", "right"]
Point = tuple[float, float]
# How wide a text is at a size, plain or bold.
Measure = Callable[[str, float, bool], float]

# The middle of the letters lies this part of their size over the line they stand on.
LETTER_MIDDLE = 0.34


@dataclass(frozen=True, slots=True)
class Paper:
    """What a picture is laid out on: its width, the letters, and who measures them."""

    width: float
    style: Style
    measure: Measure


def title_lines(parts: Sequence[str], paper: Paper) -> tuple[str, ...]:
    """A title in one line where there is room, else a line for each part of it."""
    line = ", ".join(parts)
    fits = paper.measure(line, paper.style.text, True) <= paper.width
    return (line,) if fits else tuple(parts)


def wrapped(parts: Sequence[str], paper: Paper) -> Iterator[str]:
    """Small text in lines that fit, parted between words."""
    line = ""
    for word in " ".join(parts).split():
        longer = f"{line} {word}" if line else word
        if line and paper.measure(longer, paper.style.small, False) > paper.width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is coloured; an empty token draws nothing."""

    fill: str = ""
    edge: str = ""
    line: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle."""

    box: Box
    look: Look


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline."""

    points: tuple[Point, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    start: Point
    end: Point
    look: Look


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `middle` is the height of the middle of its letters."""

    x: float
    middle: float
    text: str
    size: float
    color: str
    align: Align = "left"
    bold: bool = False


@dataclass(slots=True)
class Marks:
    """Marks in the making. Blocks lie below, then strokes, shapes, what is over them, and words."""

    blocks: list[Block] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    over: list[Stroke] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture."""

    width: float
    height: float
    blocks: Sequence[Block]
    strokes: Sequence[Stroke]
    shapes: Sequence[Shape]
    words: Sequence[Words]
    over: Sequence[Stroke] = ()

    @classmethod
    def of(cls, marks: Marks, width: float, height: float) -> Picture:
        """The marks as a picture of a size."""
        return cls(
            width, height, marks.blocks, marks.strokes, marks.shapes, marks.words, marks.over
        )


def ink(palette: Palette, token: str) -> str:
    """The colour of a token; "ramp:2" is the third step of the ramp."""
    name, _, step = token.partition(":")
    found = getattr(palette, name)
    return str(found[int(step)] if step else found)
