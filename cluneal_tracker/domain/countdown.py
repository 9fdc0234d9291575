"""The exercise timer: a state machine that is told the time and never waits itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import Phase, repetitions

GAP_SECONDS = 2.0
# How long a step at one's own pace may take before nobody seems to be there: so many times what
# is expected of it, and at least two minutes.
_PATIENCE, _LEAST_PATIENCE = 3, 120.0
_FRESH_SECONDS = 1.5


class TimerState(str, Enum):
    """Where the timer stands; `ASLEEP` is a pause made by a gap in time."""

    RUNNING = "running"
    PAUSED = "paused"
    ASLEEP = "asleep"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Glance:
    """What the timer shows at one moment; times in seconds."""

    state: TimerState
    index: int
    phase: Phase
    following: Phase | None
    phase_left: float
    session_left: float
    done: int
    planned: int

    @property
    def digits(self) -> int:
        """The big number: whole seconds left, 1 until the very end; how often where paced."""
        if self.phase.paced:
            return self.phase.times
        return max(1, math.ceil(self.phase_left - 1e-6))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands, so that it can go on after the program was ended.

    `spent` seconds of phase `index` have passed; `finished` are the phases that were gone through;
    `moved` seconds were spent moving or holding before this phase.
    """

    index: int
    spent: float
    finished: frozenset[int]
    moved: float
    pauses: int


def patience(phase: Phase) -> float:
    """Seconds after which a phase at the person's own pace pauses by itself."""
    return max(_LEAST_PATIENCE, _PATIENCE * phase.seconds)


class Countdown:
    """Leads through phases by a stopwatch that is passed in (seconds, never set back).

    A phase begins where the one before it ended, not where a tick came, so late ticks add no
    drift. A gap of more than two seconds between ticks pauses at the last tick: the computer
    slept, and the person was not led meanwhile. A step at the person's own pace that nobody ends
    pauses after `patience` seconds, and no more than those are counted.
    """

    def __init__(
        self, run: Sequence[Phase], monotonic: Callable[[], float], place: Place | None = None
    ) -> None:
        """Set off at once, or stand paused at a `place` that `place()` once gave for this run.

        Raises ValueError for a run without phases, and for a place that it does not have.
        """
        if not run:
            raise ValueError("a session needs at least one phase")
        self._run, self._monotonic = tuple(run), monotonic
        self._index = 0
        self._began = self._ticked = self._heard = monotonic()
        self._spent = 0.0
        self._state = TimerState.RUNNING
        self._finished: set[int] = set()
        self._moved = 0.0
        self.pauses = 0
        if place is not None:
            self._take(place)

    @property
    def state(self) -> TimerState:
        """How it stood at the last tick."""
        return self._state

    @property
    def over(self) -> bool:
        """Done or stopped: nothing moves any more."""
        return self._state in (TimerState.DONE, TimerState.STOPPED)

    @property
    def planned(self) -> dict[str, int]:
        """Repetitions planned, by left, right and once."""
        return repetitions(self._run)

    @property
    def done(self) -> dict[str, int]:
        """Repetitions of which every step was gone through, by left, right and once."""
        missing = {phase.turn for i, phase in enumerate(self._run) if i not in self._finished}
        whole = [phase for phase in self._run if phase.turn not in missing]
        return repetitions(whole)

    @property
    def active_seconds(self) -> float:
        """Time spent moving or holding, without getting ready, swapping and pauses.

        A step that was skipped half-way or done again counts for as long as it took.
        """
        return self._moved + self._moving()

    def tick(self) -> Glance:
        """Bring the timer up to the stopwatch and say how it stands."""
        now = self._monotonic()
        if self._state is TimerState.RUNNING:
            if now - self._ticked > GAP_SECONDS:
                self._hold(TimerState.ASLEEP)
            else:
                self._ticked = now
                self._advance(now)
        return self._glance()

    def pause(self) -> None:
        """Stand still until `resume`."""
        if self.tick().state is TimerState.RUNNING:
            self._hold(TimerState.PAUSED)

    def resume(self) -> None:
        """Go on from where it stood."""
        if self._state in (TimerState.PAUSED, TimerState.ASLEEP):
            self._ticked = self._heard = self._monotonic()
            self._began = self._ticked - self._spent
            self._state = TimerState.RUNNING

    def complete(self) -> None:
        """The person is done with a phase that they paced, and the next one begins."""
        if self.tick().state is TimerState.RUNNING and self._phase.paced:
            self._finish_phase(self._into_phase())
            self._end_if_last()

    def redo_side(self) -> None:
        """Begin this side of this part again; while swapping, the side that was just done."""
        self.tick()
        if not self.over:
            self._go_to(self._start_of_side())

    def place(self) -> Place:
        """Where it stands at the last tick."""
        return Place(
            self._index, self._into_phase(), frozenset(self._finished), self._moved, self.pauses
        )

    def skip(self) -> None:
        """Leave this phase undone and begin the next one."""
        self.tick()
        if not self.over:
            self._go_to(self._index + 1)

    def back(self) -> None:
        """Begin this phase again, or the one before when this one has hardly begun."""
        self.tick()
        if not self.over:
            fresh = self._into_phase() < _FRESH_SECONDS
            self._go_to(max(0, self._index - 1 if fresh else self._index))

    def stop(self) -> None:
        """End here; what was done stays counted."""
        self.tick()
        if not self.over:
            self._hold(TimerState.STOPPED)

    def _hold(self, state: TimerState) -> None:
        self._spent = self._ticked - self._began
        self._state = state
        self.pauses += state in (TimerState.PAUSED, TimerState.ASLEEP)

    def _advance(self, now: float) -> None:
        while self._index < len(self._run) and not self._phase.paced:
            if now - self._began < self._phase.seconds:
                break
            self._finish_phase(self._phase.seconds)
        self._end_if_last()
        if self._phase.paced and not self.over:
            self._lose_patience(now)

    def _lose_patience(self, now: float) -> None:
        last = max(self._began, self._heard) + patience(self._phase)
        if now > last:
            self._ticked = last
            self._hold(TimerState.PAUSED)

    def _finish_phase(self, took: float) -> None:
        self._finished.add(self._index)
        self._moved += took if self._phase.turn else 0.0
        self._began += took
        self._index += 1

    def _end_if_last(self) -> None:
        if self._index == len(self._run):
            self._state = TimerState.DONE

    def _take(self, place: Place) -> None:
        if not self._has(place):
            raise ValueError("This exercise cannot go on where it was. Start it anew.")
        self._index, self._spent = place.index, place.spent
        self._began = self._ticked - place.spent
        self._finished, self._moved = set(place.finished), place.moved
        self.pauses = place.pauses
        self._state = TimerState.PAUSED
        self._end_if_last()

    def _has(self, place: Place) -> bool:
        if not 0 <= place.index <= len(self._run):
            return False
        here = self._run[place.index : place.index + 1]
        longest = max((math.inf if one.paced else one.seconds for one in here), default=0)
        counts = min(place.moved, place.pauses) >= 0
        return counts and 0 <= place.spent <= longest and place.finished <= {*range(place.index)}

    def _start_of_side(self) -> int:
        done = [i for i in range(self._index + 1) if self._run[i].turn]
        if not done:
            return 0
        here = self._run[done[-1]]
        same = (i for i in done if self._sided(i) == (here.part, here.side))
        return next(same)

    def _sided(self, index: int) -> tuple[int, Side | None]:
        return self._run[index].part, self._run[index].side

    def _go_to(self, index: int) -> None:
        self._moved += self._moving()
        self._finished = {i for i in self._finished if i < index}
        self._index = index
        self._began, self._spent = self._ticked, 0.0
        self._end_if_last()

    @property
    def _phase(self) -> Phase:
        return self._run[min(self._index, len(self._run) - 1)]

    def _moving(self) -> float:
        return self._into_phase() if self._phase.turn else 0.0

    def _into_phase(self) -> float:
        if self._state is TimerState.DONE:
            return 0.0
        return self._ticked - self._began if self._state is TimerState.RUNNING else self._spent

    def _glance(self) -> Glance:
        over = self._state is TimerState.DONE
        left = 0.0 if over else max(0.0, self._phase.seconds - self._into_phase())
        following = self._index + 1
        return Glance(
            state=self._state,
            index=self._index,
            phase=self._phase,
            following=self._run[following] if following < len(self._run) else None,
            phase_left=left,
            session_left=left + sum(phase.seconds for phase in self._run[following:]),
            done=sum(self.done.values()),
            planned=sum(self.planned.values()),
        )
