"""Exercise routines, and the run of phases that the timer leads a person through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.pain import Side

ONCE = "once"


class StepKind(str, Enum):
    """Whether a step moves or keeps still."""

    MOVE = "move"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Step:
    """One position or movement. `from_guide` tells the guide's own time from our default."""

    key: str
    say: str
    short: str
    kind: StepKind
    seconds: float
    from_guide: bool
    drawing: str

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError("a step takes some time")


@dataclass(frozen=True, slots=True)
class Part:
    """Steps repeated a number of times, on each side or once for both.

    `from_guide` tells whether the number of repetitions is the guide's.
    """

    each_side: bool
    repetitions: int
    steps: tuple[Step, ...]
    from_guide: bool = False

    def __post_init__(self) -> None:
        if self.repetitions < 1 or not self.steps:
            raise ValueError("a part has at least one step, done at least once")


@dataclass(frozen=True, slots=True)
class Routine:
    """An exercise as it is offered: its parts, its daily target, its times to get ready.

    `by_leg` says that a side of it is a leg; `per_day_from_guide` that the target is the guide's.
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

    def seconds(self) -> float:
        """How long a whole run takes."""
        return sum(phase.seconds for phase in phases(self))

    def minutes(self) -> int:
        """How long a whole run takes, to the nearest minute."""
        return max(1, round(self.seconds() / 60))


class PhaseKind(str, Enum):
    """What a stretch of the session is for."""

    READY = "ready"
    MOVE = "move"
    HOLD = "hold"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the session with one thing to do.

    `repetition` of `repetitions` counts within the side; both are 0 while getting ready or
    swapping. `turn` numbers the repetitions of the whole session from 1.
    """

    kind: PhaseKind
    seconds: float
    say: str = ""
    short: str = ""
    drawing: str = ""
    side: Side | None = None
    repetition: int = 0
    repetitions: int = 0
    turn: int = 0

    @property
    def counted_as(self) -> str:
        """The name its repetition is counted under: left, right or once."""
        return self.side.value if self.side else ONCE


def phases(routine: Routine, first: Side = Side.RIGHT) -> tuple[Phase, ...]:
    """The whole session in order: get ready, then each part, the `first` side before the other."""
    found = [Phase(PhaseKind.READY, routine.ready_seconds, drawing="ready")]
    turn, last_side = 0, None
    for part in routine.parts:
        for side in _sides(part, first):
            if side and last_side and side is not last_side:
                swap = Phase(PhaseKind.SWAP, routine.swap_seconds, drawing="swap-sides", side=side)
                found.append(swap)
            last_side = side or last_side
            for repetition in range(1, part.repetitions + 1):
                turn += 1
                found += _steps(part, side, repetition, turn)
    return tuple(found)


def _sides(part: Part, first: Side) -> tuple[Side | None, ...]:
    if not part.each_side:
        return (None,)
    return (Side.LEFT, Side.RIGHT) if first is Side.LEFT else (Side.RIGHT, Side.LEFT)


def _steps(part: Part, side: Side | None, repetition: int, turn: int) -> Iterator[Phase]:
    for step in part.steps:
        yield Phase(
            PhaseKind(step.kind.value),
            step.seconds,
            step.say,
            step.short,
            step.drawing,
            side,
            repetition,
            part.repetitions,
            turn,
        )


def repetitions(run: Iterable[Phase]) -> dict[str, int]:
    """How many repetitions a run of phases holds, by left, right and once."""
    turns = {phase.turn: phase.counted_as for phase in run if phase.turn}
    return dict(Counter(turns.values()))
