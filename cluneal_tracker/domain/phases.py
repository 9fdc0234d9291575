"""The run of phases that the timer leads a person through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.routine import Part, Routine, Step

# What is done on no side by itself is counted under this name.
ONCE = "once"


class PhaseKind(str, Enum):
    """What a stretch of the session is for."""

    READY = "ready"
    MOVE = "move"
    HOLD = "hold"
    SWAP = "swap"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the session with one thing to do.

    `repetition` of `repetitions` counts within the set, `set_number` of `sets` within the side;
    all are 0 while getting ready, resting or swapping. `turn` numbers the repetitions of the whole
    session from 1, `part` the parts of the routine. One that is `paced` lasts until the person
    says that its `times` are done; its `seconds` are a guess.
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
    part: int = 0
    set_number: int = 0
    sets: int = 0
    paced: bool = False
    times: int = 1
    swing: str = ""

    @property
    def counted_as(self) -> str:
        """The name its repetition is counted under: left, right or once."""
        return self.side.value if self.side else ONCE


def side_ahead(phase: Phase, following: Phase | None) -> Side | None:
    """The side in use; while getting ready, the one that comes first."""
    if phase.kind is PhaseKind.READY and following:
        return following.side
    return phase.side


def phases(routine: Routine, first: Side = Side.RIGHT) -> tuple[Phase, ...]:
    """The whole session in order: get ready, then each part, the `first` side before the other."""
    # One gets ready as the first step begins: lying down for it, kneeling or standing.
    begins = routine.parts[0].steps[0].drawing
    found = [Phase(PhaseKind.READY, routine.ready_seconds, drawing=begins)]
    turn, last_side = 0, None
    for number, part in enumerate(routine.parts, 1):
        for side in _sides(part, first):
            if side and last_side and side is not last_side:
                found.append(
                    Phase(PhaseKind.SWAP, routine.swap_seconds, drawing="swap-sides", side=side)
                )
            last_side = side or last_side
            for set_number in range(1, part.sets + 1):
                if set_number > 1 and part.rest_seconds:
                    found.append(_rest(part, side))
                for repetition in range(1, part.repetitions + 1):
                    turn += 1
                    count = _Count(number, set_number, repetition, turn)
                    found += (_phase(part, step, side, count) for step in part.steps)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Count:
    part: int
    set_number: int
    repetition: int
    turn: int


def _sides(part: Part, first: Side) -> tuple[Side | None, ...]:
    if not part.each_side:
        return (None,)
    return (Side.LEFT, Side.RIGHT) if first is Side.LEFT else (Side.RIGHT, Side.LEFT)


def _rest(part: Part, side: Side | None) -> Phase:
    return Phase(PhaseKind.REST, part.rest_seconds, drawing="rest", side=side)


def _phase(part: Part, step: Step, side: Side | None, count: _Count) -> Phase:
    return Phase(
        kind=PhaseKind(step.kind.value),
        seconds=step.expected_seconds,
        say=step.say,
        short=step.short,
        drawing=step.drawing,
        side=side,
        repetition=count.repetition,
        repetitions=part.repetitions,
        turn=count.turn,
        part=count.part,
        set_number=count.set_number,
        sets=part.sets,
        paced=step.seconds is None,
        times=step.times,
        swing=step.swing,
    )


def run_seconds(routine: Routine) -> float:
    """How long a whole run takes."""
    return sum(phase.seconds for phase in phases(routine))


def run_minutes(routine: Routine) -> int:
    """How long a whole run takes, to the nearest minute."""
    return max(1, round(run_seconds(routine) / 60))


def repetitions(run: Iterable[Phase]) -> dict[str, int]:
    """How many repetitions a run of phases holds, by left, right and once."""
    turns = {phase.turn: phase.counted_as for phase in run if phase.turn}
    return dict(Counter(turns.values()))
