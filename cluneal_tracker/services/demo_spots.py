"""Where it hurts in the invented diary: at the hip bone before the block, less far after it."""

from __future__ import annotations

from random import Random
from typing import Protocol

from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.body_map import BodyMap

# How often an evening has spots. For each: where in mm, how often, how it feels, how far down.
_EVENINGS = 0.5
_BEFORE: tuple[tuple[tuple[int, int], float, tuple[Feel, ...], int | None], ...] = (
    ((70, -26), 0.9, (Feel.STABBING, Feel.BURNING), 100),
    ((96, 48), 0.5, (Feel.BURNING,), None),
    ((-68, -24), 0.25, (), None),
    ((128, 250), 0.2, (Feel.TINGLING,), None),
)
_AFTER: tuple[tuple[tuple[int, int], float, tuple[Feel, ...], int | None], ...] = (
    ((70, -26), 0.55, (Feel.BURNING,), 50),
    ((38, -50), 0.6, (), None),
)
# How far a spot lies from its usual place, in mm, and how strong it is beside the day, in points.
_ASIDE, _STRONGER, _TOLD = 4, 0.8, 0.7


class Waits(Protocol):
    """A clock that is set by hand."""

    def wait(self, seconds: float) -> None:
        """Let some time pass."""


class DemoSpots:
    """Marks the spots of one evening after another, a little elsewhere each time."""

    def __init__(self, body_map: BodyMap, clock: Waits, chance: Random) -> None:
        self._body_map, self._clock, self._chance = body_map, clock, chance

    def mark(self, level: float, *, before: bool) -> None:
        """The spots of an evening, or none; `level` is the pain of the day, 0-10."""
        chance = self._chance
        if chance.random() >= _EVENINGS:
            return
        for (x, y), often, feels, spread in _BEFORE if before else _AFTER:
            if chance.random() >= often:
                continue
            self._clock.wait(10)
            points = min(10.0, max(0.0, level + chance.gauss(0, _STRONGER)))
            self._body_map.mark(
                x + round(chance.gauss(0, _ASIDE)),
                y + round(chance.gauss(0, _ASIDE)),
                feels=frozenset(feel for feel in feels if chance.random() < _TOLD),
                strength=VasScore(round(10 * points)),
                spread=spread,
                towards=Towards.DOWN if spread else None,
            )
