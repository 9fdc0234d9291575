"""Finds room for words on a chart, so that none covers a score or another word. No matplotlib."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cluneal_tracker.render.chart_layout import Box

# Where a number may stand along its bar (0 left end, 1 right end), best first.
_ALONG = (0.5, 0.25, 0.75, 0.0, 1.0)
_STEP = 3.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A word over the plot: where its text begins, in which row, and the x of its line."""

    text: str
    left: float
    width: float
    row: int
    x: float

    @property
    def right(self) -> float:
        """The x where its text ends."""
        return self.left + self.width


class Rows:
    """Rows of text over a plot; lines come up through them, and no line crosses a word."""

    def __init__(self, left: float, right: float, count: int, gap: float) -> None:
        self._left, self._right, self._count, self._gap = left, right, count, gap
        self._taken: list[Heading] = []

    def copy(self) -> Rows:
        """The same rows, to try something out."""
        twin = Rows(self._left, self._right, self._count, self._gap)
        twin._taken = self._taken.copy()
        return twin

    def take(self, heading: Heading) -> None:
        """Give a word its place."""
        self._taken.append(heading)

    def place(self, x: float, text: str, width: float, stems: Sequence[float]) -> Heading | None:
        """A free place for a word over the line at `x`; `stems` are lines still to be placed.

        There is none for a word that is wider than the rows.
        """
        if width > self._right - self._left:
            return None
        for row in range(self._count):
            for left in self._starts(x, width):
                heading = Heading(text, left, width, row, x)
                if self._free(heading, stems):
                    self.take(heading)
                    return heading
        return None

    def _starts(self, x: float, width: float) -> Iterator[float]:
        """Centred, then to the right of the line, then to its left, all inside the rows."""
        furthest = self._right - width
        for left in (x - width / 2, x + self._gap / 2, x - self._gap / 2 - width):
            yield min(max(left, self._left), furthest)

    def _free(self, heading: Heading, stems: Sequence[float]) -> bool:
        if any(heading.left - 2 < stem < heading.right + 2 for stem in stems):
            return False
        for other in self._taken:
            apart = (
                heading.right + self._gap <= other.left or other.right + self._gap <= heading.left
            )
            if other.row == heading.row and not apart:
                return False
            upper, lower = (other, heading) if other.row > heading.row else (heading, other)
            # The stem of the upper word comes up through the row of the lower one.
            if upper.row > lower.row and lower.left - 2 < upper.x < lower.right + 2:
                return False
        return True


def headings(
    wanted: Sequence[tuple[float, Sequence[tuple[str, float]]]], rows: Rows
) -> list[Heading]:
    """A place for each word, all in their longest form for which there is room.

    `wanted` holds, from left to right, the x of each line and its forms, all as many, with their
    widths. Words that find no room even in the shortest form are left out.
    """
    found: list[Heading] = []
    for form in range(len(wanted[0][1]) if wanted else 0):
        trial, found = rows.copy(), []
        for index in reversed(range(len(wanted))):
            x, forms = wanted[index]
            place = trial.place(x, *forms[form], [stem for stem, _ in wanted[:index]])
            found += [place] if place else []
        if len(found) == len(wanted):
            break
    return found


class Room:
    """The free room of one plot: what is drawn there may not be covered."""

    def __init__(self, field: Box, points: Sequence[tuple[float, float]], gap: float) -> None:
        self._field, self._gap = field, gap
        self._points: NDArray[np.float64] = np.array(points, dtype=float).reshape(-1, 2)
        self._boxes: list[Box] = []

    def take(self, box: Box) -> None:
        """Keep a place free from now on."""
        self._boxes.append(box)

    def beside(self, bar: Box, width: float, height: float) -> Box | None:
        """A free place over or under a bar, as near to it as can be; None when there is none."""
        reach = max(self._field.height * 0.5, height * 2)
        away = self._gap
        while away < reach:
            for bottom in (bar.top + away, bar.bottom - away - height):
                for along in _ALONG:
                    left = bar.left + (bar.width - width) * along
                    box = Box(self._inside(left, width), bottom, width, height)
                    if self._free(box):
                        self.take(box)
                        return box
            away += _STEP
        return None

    def _inside(self, left: float, width: float) -> float:
        return min(max(left, self._field.left), self._field.right - width)

    def _free(self, box: Box) -> bool:
        if box.bottom < self._field.bottom or box.top > self._field.top:
            return False
        if any(box.meets(other, self._gap / 2) for other in self._boxes):
            return False
        x, y = self._points[:, 0], self._points[:, 1]
        hit = (
            (x > box.left - self._gap)
            & (x < box.right + self._gap)
            & (y > box.bottom - self._gap)
            & (y < box.top + self._gap)
        )
        return not bool(hit.any())
