"""How one drawing turns into another: same shapes, so only their numbers travel."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# Slow enough to breathe with, quick enough to be seen as one movement.
SWING_SECONDS = 3.5


def tween(from_svg: str, to_svg: str, share: float) -> str | None:
    """The drawing `share` (0 to 1) of the way from one SVG text to another.

    None where the two are not built alike: with their numbers taken out, the texts must be equal.
    A joint drawn as `rotate(...)` therefore turns, and a limb keeps its length on the way.
    """
    texts, here = _parts(from_svg)
    others, there = _parts(to_svg)
    if texts != others:
        return None
    if share <= 0:
        return from_svg
    if share >= 1:
        return to_svg
    numbers = [_between(one, other, share) for one, other in zip(here, there, strict=True)]
    return "".join(text + number for text, number in zip(texts, [*numbers, ""], strict=True))


@lru_cache(maxsize=8)
def _parts(svg: str) -> tuple[list[str], list[str]]:
    """The text around its numbers, and the numbers; kept, for every frame asks again."""
    return _NUMBER.split(svg), _NUMBER.findall(svg)


def _between(here: str, there: str, share: float) -> str:
    if here == there:
        return here
    return f"{float(here) + (float(there) - float(here)) * share:.2f}"


@dataclass(frozen=True, slots=True)
class Course:
    """What a drawing does from now on: go from `start` to `goal`, then to and fro with `swing`.

    All three are SVG texts. An empty `start` means that nothing was there before, an empty
    `swing` that the goal is where it ends. Drawings that are not built alike change at once.
    """

    start: str = ""
    goal: str = ""
    swing: str = ""
    way_seconds: float = 0.0

    def at(self, seconds: float) -> str:
        """The SVG text `seconds` after the beginning."""
        if seconds < self.way_seconds:
            step = tween(self.start, self.goal, _eased(seconds / self.way_seconds))
            return step or self.goal
        cycles = (seconds - self.way_seconds) / SWING_SECONDS
        return tween(self.goal, self.swing, _eased(2 * cycles)) or self.goal

    def rests(self, seconds: float) -> bool:
        """Whether nothing changes any more from `seconds` on."""
        swings = bool(self.swing) and tween(self.goal, self.swing, 0) is not None
        return seconds >= self.way_seconds and not swings


def _eased(way: float) -> float:
    """A share that starts and stops softly; past 1 it comes back, and so to and fro."""
    return (1 - math.cos(math.pi * way)) / 2
