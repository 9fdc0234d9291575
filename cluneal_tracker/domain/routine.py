"""Exercise routines: their parts, the steps of each, and their levels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.text import require_text

# The exercise that the guide is about, by its key.
NERVE_GLIDE = "nerve-glide"
# Stands before the id of a person's own picture where a step names its drawing.
OWN_PICTURE = "own:"
# A drawing is looked up by its name among the files, so that it never is the way to another one.
_DRAWING = re.compile(rf"(?:{OWN_PICTURE}[0-9a-f]+|[a-z0-9-]+)?")
# What one repetition at one's own pace is thought to take, for "about 4 minutes left".
OWN_PACE_SECONDS = 3.0


def _require_short(most: int, *texts: str) -> None:
    require_text(*texts)
    if any(len(text) > most for text in texts):
        raise ValueError(f"This text can have up to {most} letters.")


class StepKind(str, Enum):
    """Whether a step moves or keeps still."""

    MOVE = "move"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Step:
    """One position or movement. `from_guide` tells the guide's own time from our default.

    With `seconds` None the person sets the pace and says when its `times` repetitions are done.
    `swing` names a second drawing for a movement that goes to and fro.
    """

    key: str
    say: str
    short: str
    kind: StepKind
    seconds: float | None
    from_guide: bool
    drawing: str
    times: int = 1
    swing: str = ""

    MOST_SECONDS: ClassVar[int] = 3600
    MOST_TIMES: ClassVar[int] = 100
    MOST_LETTERS: ClassVar[int] = 100

    def __post_init__(self) -> None:
        _require_short(self.MOST_LETTERS, self.key, self.say, self.short, self.drawing, self.swing)
        if not self.say.strip():
            raise ValueError("Say in a few words what to do in this step.")
        if self.seconds is not None and not 1 <= self.seconds <= self.MOST_SECONDS:
            raise ValueError(f"A step takes 1 to {self.MOST_SECONDS} seconds.")
        if not 1 <= self.times <= self.MOST_TIMES:
            raise ValueError(f"A step is done 1 to {self.MOST_TIMES} times.")
        if not all(map(_DRAWING.fullmatch, (self.drawing, self.swing))):
            raise ValueError("A drawing has a name of small letters, digits and hyphens.")

    @property
    def expected_seconds(self) -> float:
        """Its length; a guess where the person sets the pace."""
        return self.times * OWN_PACE_SECONDS if self.seconds is None else self.seconds


@dataclass(frozen=True, slots=True)
class Part:
    """Steps repeated a number of times, on each side or once for both, in one set or more.

    `from_guide` tells whether the number of repetitions is the guide's. Between two sets of a
    side there are `rest_seconds`.
    """

    each_side: bool
    repetitions: int
    steps: tuple[Step, ...]
    from_guide: bool = False
    sets: int = 1
    rest_seconds: float = 0

    MOST_STEPS: ClassVar[int] = 20
    MOST_REPETITIONS: ClassVar[int] = 100
    MOST_SETS: ClassVar[int] = 10
    MOST_REST: ClassVar[int] = 600

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("An exercise has at least one step.")
        if len(self.steps) > self.MOST_STEPS:
            raise ValueError(f"A side has up to {self.MOST_STEPS} steps.")
        if not 1 <= self.repetitions <= self.MOST_REPETITIONS:
            raise ValueError(f"Repeats go from 1 to {self.MOST_REPETITIONS}.")
        if not 1 <= self.sets <= self.MOST_SETS:
            raise ValueError(f"Sets go from 1 to {self.MOST_SETS}.")
        if not 0 <= self.rest_seconds <= self.MOST_REST:
            raise ValueError(f"A rest takes up to {self.MOST_REST} seconds.")


@dataclass(frozen=True, slots=True)
class Level:
    """One grade of an exercise that gets harder step by step."""

    name: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        _require_short(Routine.MOST_IN_NAME, self.name)
        if not self.parts:
            raise ValueError("A level has at least one step.")
        _require_few(self.parts)


@dataclass(frozen=True, slots=True)
class Routine:
    """An exercise as it is offered: its parts, its daily target, its times to get ready.

    `by_leg` says that a side of it is a leg; `per_day_from_guide` that the target is the guide's.
    One with `levels` has the parts of its `level`, which counts from 1; others have level 0.
    """

    key: str
    name: str
    summary: str
    caution: str
    per_day: int
    ready_seconds: float
    swap_seconds: float
    parts: tuple[Part, ...]
    by_leg: bool = False
    per_day_from_guide: bool = False
    levels: tuple[Level, ...] = ()
    level: int = 0

    MOST_PER_DAY: ClassVar[int] = 10
    MOST_READY: ClassVar[int] = 120
    MOST_IN_NAME: ClassVar[int] = 100
    MOST_LETTERS: ClassVar[int] = 500
    MOST_PARTS: ClassVar[int] = 20
    MOST_LEVELS: ClassVar[int] = 10

    def __post_init__(self) -> None:
        _require_short(self.MOST_IN_NAME, self.name)
        _require_short(self.MOST_LETTERS, self.summary, self.caution)
        if not self.name.strip():
            raise ValueError("Give the exercise a name.")
        if not self.parts:
            raise ValueError("An exercise has at least one step.")
        _require_few(self.parts)
        if len(self.levels) > self.MOST_LEVELS:
            raise ValueError(f"An exercise has up to {self.MOST_LEVELS} levels.")
        if not 1 <= self.per_day <= self.MOST_PER_DAY:
            raise ValueError(f"An exercise is done 1 to {self.MOST_PER_DAY} times a day.")
        for seconds in (self.ready_seconds, self.swap_seconds):
            if not 1 <= seconds <= self.MOST_READY:
                raise ValueError(f"Getting ready takes 1 to {self.MOST_READY} seconds.")

    def at_level(self, level: int) -> Routine:
        """The same exercise at another level; raises ValueError for one that it does not have."""
        if not 1 <= level <= len(self.levels):
            raise ValueError(f"“{self.name}” has levels 1 to {len(self.levels)}.")
        return replace(self, level=level, parts=self.levels[level - 1].parts)


def _require_few(parts: tuple[Part, ...]) -> None:
    if len(parts) > Routine.MOST_PARTS:
        raise ValueError(f"An exercise has up to {Routine.MOST_PARTS} parts.")
