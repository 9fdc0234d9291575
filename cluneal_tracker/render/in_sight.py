"""Finds the marks of a tall picture that lie between two heights, without a look at all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

M = TypeVar("M")

# Marks are kept in bands of this height, in points: a few to a screen.
_BAND = 256.0


class InSight(Generic[M]):
    """Marks by where they lie; `reach` gives the lowest and the highest point of one."""

    def __init__(self, marks: Iterable[M], reach: Callable[[M], tuple[float, float]]) -> None:
        self._reach = reach
        self._bands: defaultdict[int, list[tuple[int, M]]] = defaultdict(list)
        for number, mark in enumerate(marks):
            bottom, top = reach(mark)
            for band in range(_band(bottom), _band(top) + 1):
                self._bands[band].append((number, mark))

    def between(self, bottom: float, top: float) -> list[M]:
        """Those that lie there in part or whole, in the order in which they were given."""
        found: dict[int, M] = {}
        for band in range(_band(bottom), _band(top) + 1):
            for number, mark in self._bands.get(band, ()):
                low, high = self._reach(mark)
                if low <= top and high >= bottom:
                    found[number] = mark
        return [found[number] for number in sorted(found)]


def _band(height: float) -> int:
    return int(height // _BAND)
