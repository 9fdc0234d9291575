"""How the days of the invented diary hurt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

# The day of the block, counted from the first. Pain is on the 0-10 scale.
BLOCK = 40
BEFORE, _AFTER, _RETURNS_FROM, _RETURNS_A_DAY = 5.5, 2.0, 12, 0.06
# How often a day has an activity, and by how much it raises the score of that day.
_WORSE = {"sitting": (0.45, 0.9), "standing": (0.40, 0.7), "tight-waist": (0.25, 0.8)}
_OTHER = {"bending-back": 0.2, "lifting": 0.25, "walking": 0.7, "rolling-in-bed": 0.3}


@dataclass(frozen=True, slots=True)
class DemoDay:
    """One day of the invented life: how it hurts morning and evening, and what was done."""

    morning: float
    evening: float
    done: dict[str, bool]


def days_of_pain(chance: Random, days: int) -> Iterator[DemoDay]:
    """How each day hurts: a slow drift, the block, what was done that day, and plain chance."""
    drift = 0.0
    for number in range(days):
        drift = 0.6 * drift + chance.gauss(0, 0.3)
        done = {key: chance.random() < often for key, (often, _) in _WORSE.items()}
        rise = sum(_WORSE[key][1] for key, yes in done.items() if yes)
        done |= {key: chance.random() < often for key, often in _OTHER.items()}
        level = level_on(number) + drift + rise
        yield DemoDay(level - 0.3 + chance.gauss(0, 0.4), level + 0.3 + chance.gauss(0, 0.4), done)


def level_on(number: int) -> float:
    """The pain of a quiet day: lower from the block on, then slowly on its way back."""
    if number <= BLOCK:
        return BEFORE
    return _AFTER + _RETURNS_A_DAY * max(0, number - BLOCK - _RETURNS_FROM)
