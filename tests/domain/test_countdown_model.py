"""The timer against a model that counts eighths of a second on its fingers.

Whatever is pressed, however late the ticks come, and wherever the program was ended and begun
again: both stand at the same place, with the same repetitions done and the same time led.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cluneal_tracker.domain.countdown import GAP_SECONDS, Countdown, TimerState
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import Phase, PhaseKind, phases, repetitions
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from tests.fakes import FakeClock

# Eighths are exact in binary, so nothing here is only nearly equal.
EIGHTHS = 8
GAP = int(GAP_SECONDS * EIGHTHS)
FRESH = 12
# A key may come when no tick has come for a while; after a sleep too.
SINCE_THE_LAST_TICK = st.one_of(st.integers(0, GAP), st.integers(GAP + 1, 40))

STEPS = st.builds(
    Step,
    st.just("step"),
    st.just("Do it"),
    st.just("do it"),
    st.sampled_from(StepKind),
    st.sampled_from([1, 1.125, 1.5, 2, 3.25, None]),
    st.just(False),
    st.just("hold"),
    times=st.integers(1, 3),
)
PARTS = st.builds(
    Part,
    st.booleans(),
    st.integers(1, 3),
    st.lists(STEPS, min_size=1, max_size=3).map(tuple),
    sets=st.integers(1, 2),
    rest_seconds=st.sampled_from([0, 1.5]),
)
ROUTINES = st.builds(
    Routine,
    st.just("key"),
    st.just("Name"),
    st.just(""),
    st.just(""),
    st.just(1),
    st.sampled_from([1, 2.5]),
    st.sampled_from([1, 1.75]),
    st.lists(PARTS, min_size=1, max_size=2).map(tuple),
)


class Model:
    """A session moved on by one eighth of a second at a time."""

    def __init__(self, run: tuple[Phase, ...]) -> None:
        self.run, self.state = run, TimerState.RUNNING
        self.index = self.into = self.waiting = self.moved = self.stood = self.led = 0
        self.unheard = 0
        self.pauses, self.finished = 0, set[int]()

    @property
    def here(self) -> Phase:
        return self.run[self.index]

    @property
    def running(self) -> bool:
        return self.state is TimerState.RUNNING

    @property
    def over(self) -> bool:
        return self.state in (TimerState.DONE, TimerState.STOPPED)

    def tick(self) -> None:
        """Live through the eighths since the last tick; a gap was not lived through."""
        waited, self.waiting = self.waiting, 0
        if self.running and waited > GAP:
            self.stand(TimerState.ASLEEP)
        for _ in range(waited):
            if self.running:
                self._eighth()
            else:
                self.stood += 1

    def _eighth(self) -> None:
        longest = max(120, 3 * self.here.seconds) * EIGHTHS
        if self.here.paced and min(self.unheard, self.into) == longest:
            self.stand(TimerState.PAUSED)
            self.stood += 1
            return
        self.led += 1
        self.into += 1
        self.unheard += 1
        self.moved += bool(self.here.turn)
        if not self.here.paced and self.into == self.here.seconds * EIGHTHS:
            self.finish()

    def finish(self) -> None:
        self.finished.add(self.index)
        self.go(self.index + 1)

    def go(self, index: int) -> None:
        self.index, self.into = index, 0
        self.finished &= set(range(index))
        if index == len(self.run):
            self.state = TimerState.DONE

    def stand(self, state: TimerState) -> None:
        self.state = state
        self.pauses += 1

    def start_of_side(self) -> int:
        """Back over repetitions of the same side and part, and over the rests between."""
        start = self.index
        while start and not self.run[start].turn:
            start -= 1
        side = (self.run[start].part, self.run[start].side)
        for earlier in range(start, 0, -1):
            one = self.run[earlier]
            if one.turn and (one.part, one.side) != side:
                break
            if one.kind in (PhaseKind.READY, PhaseKind.SWAP):
                break
            if one.turn:
                start = earlier
        return start

    def done(self) -> dict[str, int]:
        turns: dict[int, set[int]] = {}
        for place, phase in enumerate(self.run):
            turns.setdefault(phase.turn, set()).add(place)
        whole = {turn for turn, places in turns.items() if turn and places <= self.finished}
        return repetitions(phase for phase in self.run if phase.turn in whole)


class TimerMachine(RuleBasedStateMachine):
    """Every key at every moment, after ticks that come in time, late, or after a sleep."""

    @initialize(routine=ROUTINES, first=st.sampled_from([Side.LEFT, Side.RIGHT]))
    def begin(self, routine: Routine, first: Side) -> None:
        self.clock, self.elapsed = FakeClock(), 0
        self.model = Model(phases(routine, first))
        self.countdown = Countdown(self.model.run, self.clock.monotonic)

    def pass_time(self, eighths: int) -> None:
        self.clock.move(seconds=eighths / EIGHTHS)
        self.model.waiting += eighths
        self.elapsed += eighths

    @rule(ticks=st.lists(st.integers(0, GAP), max_size=20))
    def ticks_come(self, ticks: list[int]) -> None:
        for eighths in ticks:
            self.pass_time(eighths)
            self.countdown.tick()
            self.model.tick()

    @rule(seconds=st.integers(1, 12))
    def the_person_goes_on(self, seconds: int) -> None:
        self.resume(0)
        self.ticks_come([EIGHTHS] * seconds)

    @precondition(lambda self: self.model.running and self.model.here.paced)
    @rule(eighths=st.integers(110 * EIGHTHS, 130 * EIGHTHS))
    def the_person_goes_away(self, eighths: int) -> None:
        self.ticks_come([GAP] * (eighths // GAP) + [eighths % GAP])

    @rule(eighths=st.integers(GAP + 1, 80_000))
    def the_computer_sleeps(self, eighths: int) -> None:
        self.pass_time(eighths)

    @rule(wall=st.sampled_from(["2020-01-01T00:00", "2031-05-05T05:05"]))
    def the_clock_is_set(self, wall: str) -> None:
        self.clock.set_wall(wall, "Asia/Tokyo")

    @rule(after=SINCE_THE_LAST_TICK)
    def pause(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.pause()
        self.model.tick()
        if self.model.running:
            self.model.stand(TimerState.PAUSED)

    @rule(after=SINCE_THE_LAST_TICK)
    def resume(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.resume()
        if self.model.state in (TimerState.PAUSED, TimerState.ASLEEP):
            self.model.tick()
            self.model.state, self.model.unheard = TimerState.RUNNING, 0

    @rule(after=SINCE_THE_LAST_TICK)
    def complete(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.complete()
        self.model.tick()
        if self.model.running and self.model.here.paced:
            self.model.finish()

    @rule(after=SINCE_THE_LAST_TICK)
    def skip(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.skip()
        self.model.tick()
        if not self.model.over:
            self.model.go(self.model.index + 1)

    @rule(after=SINCE_THE_LAST_TICK)
    def back(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.back()
        self.model.tick()
        if not self.model.over:
            fresh = self.model.into < FRESH
            self.model.go(max(0, self.model.index - fresh))

    @rule(after=SINCE_THE_LAST_TICK)
    def redo_side(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.redo_side()
        self.model.tick()
        if not self.model.over:
            self.model.go(self.model.start_of_side())

    @precondition(lambda self: self.elapsed > 200)
    @rule(after=SINCE_THE_LAST_TICK)
    def stop(self, after: int) -> None:
        self.pass_time(after)
        self.countdown.stop()
        self.model.tick()
        if not self.model.over:
            self.model.state = TimerState.STOPPED

    @precondition(lambda self: not self.model.over)
    @rule(hours=st.integers(1, 11))
    def the_program_is_ended_and_begun_again(self, hours: int) -> None:
        self.countdown.tick()
        self.model.tick()
        place = self.countdown.place()
        self.clock.move(hours=hours)
        self.countdown = Countdown(self.model.run, self.clock.monotonic, place)
        if not self.model.over:
            # Nobody pressed Pause, so it does not count as one.
            self.model.state = TimerState.PAUSED

    @invariant()
    def they_agree(self) -> None:
        glance = self.countdown.tick()
        self.model.tick()
        model = self.model
        assert glance.state is model.state
        place = self.countdown.place()
        assert (place.index, place.pauses) == (model.index, model.pauses)
        assert place.finished == model.finished
        assert self.countdown.done == model.done()
        assert self.countdown.active_seconds * EIGHTHS == model.moved
        assert all(n <= self.countdown.planned[side] for side, n in model.done().items())
        left = [phase.seconds for phase in model.run[model.index :]]
        now = max(0, left[0] - model.into / EIGHTHS) if left else 0
        assert glance.phase_left == now
        assert glance.session_left == now + sum(left[1:])
        assert (glance.done, glance.planned) == (
            sum(model.done().values()),
            sum(repetitions(model.run).values()),
        )

    @invariant()
    def no_time_is_lost_or_invented(self) -> None:
        assert self.model.led + self.model.stood + self.model.waiting == self.elapsed
        assert self.countdown.active_seconds * EIGHTHS <= self.model.led


TestTimer = TimerMachine.TestCase
TestTimer.settings = settings(deadline=None, max_examples=60, stateful_step_count=60)
