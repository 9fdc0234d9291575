"""What a person made of the exercises: changed times, a level, their own, or off the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cluneal_tracker.domain.routine import Routine

# The largest that a picture of a step can be, in px and in bytes.
PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_BYTES = 800, 533, 400_000


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What is kept of one exercise.

    `routine` is the whole of one that was written or changed, None where the one that came with
    the program is used as it is. `level` is the chosen one, None for the first. One that is
    `hidden` is off the list, and its sessions keep its name.
    """

    key: str
    entered_at: datetime
    routine: Routine | None = None
    level: int | None = None
    hidden: bool = False

    def __post_init__(self) -> None:
        if self.level is not None and self.level < 1:
            raise ValueError("levels of an exercise count from 1")

    @property
    def id(self) -> str:
        """What the diary knows it by."""
        return self.key

    @property
    def is_nothing(self) -> bool:
        """It says nothing that is not so without it."""
        return self.routine is None and self.level is None and not self.hidden


@dataclass(frozen=True, slots=True)
class Offered:
    """An exercise as it stands for this person.

    `own` tells one that they wrote, `changed` one that came with the program and was adapted.
    `came` is the one that came with the program, at the same level; None for one's own.
    """

    routine: Routine
    own: bool = False
    changed: bool = False
    hidden: bool = False
    came: Routine | None = None


def offered(built_in: Mapping[str, Routine], kept: Iterable[Adaptation]) -> dict[str, Offered]:
    """Every exercise by key: those of the program in their order, then one's own, oldest first."""
    adaptations = {one.key: one for one in sorted(kept, key=lambda one: one.entered_at)}
    found = {key: _adapted(routine, adaptations.get(key)) for key, routine in built_in.items()}
    for key, one in adaptations.items():
        if key not in built_in and one.routine is not None:
            found[key] = Offered(_at_level(one.routine, one.level), own=True, hidden=one.hidden)
    return found


def _adapted(routine: Routine, one: Adaptation | None) -> Offered:
    if one is None:
        return Offered(routine, came=routine)
    chosen = _at_level(one.routine or routine, one.level)
    return Offered(
        chosen,
        changed=one.routine is not None,
        hidden=one.hidden,
        came=_at_level(routine, one.level),
    )


def _at_level(routine: Routine, level: int | None) -> Routine:
    # A level that an update of the program took away becomes the highest there is.
    if level is None or not routine.levels:
        return routine
    return routine.at_level(min(level, len(routine.levels)))


def drawings(routine: Routine) -> set[str]:
    """The names of all drawings that a routine shows, at any of its levels."""
    every = [routine.parts, *(level.parts for level in routine.levels)]
    steps = [step for parts in every for part in parts for step in part.steps]
    return {name for step in steps for name in (step.drawing, step.swing) if name}
