"""The timer: every state and way out of it, no drift, and counts that can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.countdown import GAP_SECONDS, Countdown, Place, TimerState
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import Phase, PhaseKind
from tests.fakes import FakeClock

READY = Phase(PhaseKind.READY, 5)
SWAP = Phase(PhaseKind.SWAP, 10, side=Side.LEFT)


def one(side: Side, repetition: int, turn: int) -> list[Phase]:
    return [
        Phase(PhaseKind.MOVE, 2, "move", "move", "a", side, repetition, 2, turn),
        Phase(PhaseKind.HOLD, 5, "hold", "hold", "b", side, repetition, 2, turn),
    ]


RUN = [
    READY,
    *one(Side.RIGHT, 1, 1),
    *one(Side.RIGHT, 2, 2),
    SWAP,
    *one(Side.LEFT, 1, 3),
    *one(Side.LEFT, 2, 4),
]
TOTAL = 5 + 14 + 10 + 14


class Led:
    """A countdown and the clock that drives it."""

    def __init__(self, run: list[Phase] | None = None, place: Place | None = None) -> None:
        self.clock = FakeClock()
        self.countdown = Countdown(run or RUN, self.clock.monotonic, place)

    def wait(self, seconds: float, tick: float = 1.0) -> TimerState:
        while seconds > 1e-9:
            step = min(tick, seconds)
            self.clock.move(seconds=step)
            seconds -= step
            self.countdown.tick()
        return self.state

    @property
    def state(self) -> TimerState:
        return self.countdown.tick().state

    @property
    def index(self) -> int:
        return self.countdown.tick().index


def test_it_begins_running_in_the_first_phase() -> None:
    led = Led()
    glance = led.countdown.tick()
    assert (glance.state, glance.index, glance.digits) == (TimerState.RUNNING, 0, 5)
    assert glance.following == RUN[1]
    assert (glance.session_left, glance.done, glance.planned) == (TOTAL, 0, 4)


def test_a_session_without_phases_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Countdown([], FakeClock().monotonic)


def test_the_digits_count_whole_seconds_down_to_one() -> None:
    led, seen = Led(), []
    for _ in range(5):
        seen.append(led.countdown.tick().digits)
        led.wait(1)
    assert seen == [5, 4, 3, 2, 1]
    assert led.countdown.tick().digits == 2, "the move begins at once"


def test_a_whole_session_counts_everything_and_stays_done() -> None:
    led = Led()
    assert led.wait(TOTAL) is TimerState.DONE
    assert led.countdown.done == led.countdown.planned == {"right": 2, "left": 2}
    assert led.countdown.active_seconds == pytest.approx(28)
    assert led.countdown.over
    glance = led.countdown.tick()
    assert (glance.phase_left, glance.session_left, glance.following) == (0, 0, None)
    assert glance.digits == 1


@pytest.mark.parametrize("ending", ["wait", "stop"])
@pytest.mark.parametrize(
    "action", ["pause", "resume", "skip", "back", "stop", "complete", "redo_side"]
)
def test_nothing_moves_a_session_that_is_over(ending: str, action: str) -> None:
    led = Led()
    led.wait(TOTAL if ending == "wait" else 8)
    if ending == "stop":
        led.countdown.stop()
    before = (led.countdown.tick(), led.countdown.done, led.countdown.active_seconds)
    getattr(led.countdown, action)()
    led.wait(3)
    assert (led.countdown.tick(), led.countdown.done, led.countdown.active_seconds) == before


def test_a_pause_stands_still_for_any_time_and_resumes_where_it_was() -> None:
    led = Led()
    led.wait(6)
    led.countdown.pause()
    before = led.countdown.tick()
    assert before.state is TimerState.PAUSED
    led.clock.move(hours=9)
    assert led.countdown.tick() == before
    led.countdown.resume()
    after = led.countdown.tick()
    assert after.state is TimerState.RUNNING
    assert after.phase_left == pytest.approx(before.phase_left)
    assert led.countdown.pauses == 1


def test_pausing_twice_or_resuming_while_running_changes_nothing() -> None:
    led = Led()
    led.wait(1.5)
    led.countdown.resume()
    assert led.countdown.tick().phase_left == pytest.approx(3.5)
    led.countdown.pause()
    led.countdown.pause()
    assert (led.state, led.countdown.pauses) == (TimerState.PAUSED, 1)


def test_a_gap_pauses_at_the_last_tick() -> None:
    led = Led()
    led.wait(6)
    led.clock.move(seconds=GAP_SECONDS + 0.1)
    glance = led.countdown.tick()
    assert (glance.state, glance.index) == (TimerState.ASLEEP, 1)
    assert glance.phase_left == pytest.approx(1.0)
    assert led.countdown.pauses == 1
    led.countdown.resume()
    assert led.wait(1) is TimerState.RUNNING
    assert led.index == 2


def test_a_late_tick_within_the_limit_is_no_gap() -> None:
    led = Led()
    led.clock.move(seconds=GAP_SECONDS)
    assert led.state is TimerState.RUNNING


@pytest.mark.parametrize("action", ["pause", "skip", "back", "stop"])
def test_a_key_after_a_sleep_does_not_count_the_sleep(action: str) -> None:
    led = Led()
    led.wait(5.5)
    led.clock.move(hours=1)
    getattr(led.countdown, action)()
    assert led.countdown.active_seconds == pytest.approx(0.5)
    assert led.countdown.done == {}
    assert led.state is not TimerState.RUNNING


def test_a_skipped_step_leaves_its_repetition_uncounted() -> None:
    led = Led()
    led.wait(5)
    led.countdown.skip()
    led.wait(5 + 7)
    assert led.countdown.done == {"right": 1}


def test_skipping_the_ready_time_costs_nothing() -> None:
    led = Led()
    led.countdown.skip()
    led.wait(7)
    assert led.countdown.done == {"right": 1}


def test_skipping_everything_ends_with_nothing_done() -> None:
    led = Led()
    for _ in RUN:
        led.countdown.skip()
    assert led.state is TimerState.DONE
    assert led.countdown.done == {}
    assert led.countdown.active_seconds == 0


def test_the_last_phase_can_be_skipped_during_a_pause() -> None:
    led = Led([*RUN[:3]])
    led.wait(8)
    led.countdown.pause()
    led.countdown.skip()
    assert led.state is TimerState.DONE
    assert led.countdown.active_seconds == pytest.approx(3)


def test_back_begins_the_phase_again_or_goes_to_the_one_before() -> None:
    led = Led()
    led.wait(5 + 2 + 3)
    led.countdown.back()
    assert led.index == 2
    assert led.countdown.tick().phase_left == 5
    led.countdown.back()
    assert led.index == 1


def test_back_at_the_very_beginning_stays_there() -> None:
    led = Led()
    led.countdown.back()
    assert led.index == 0
    assert led.countdown.tick().phase_left == 5


def test_a_step_done_again_is_counted_once_and_timed_twice() -> None:
    led = Led()
    led.wait(5 + 7)
    assert led.countdown.done == {"right": 1}
    led.countdown.back()
    assert led.countdown.done == {}
    led.wait(5)
    assert led.countdown.done == {"right": 1}
    assert led.countdown.active_seconds == pytest.approx(7 + 5)


def test_a_step_left_half_way_counts_for_as_long_as_it_took() -> None:
    led = Led()
    led.wait(5 + 2 + 4)
    led.countdown.skip()
    assert led.countdown.active_seconds == pytest.approx(6)


@pytest.mark.parametrize("action", ["skip", "back"])
def test_moving_during_a_pause_keeps_the_pause(action: str) -> None:
    led = Led()
    led.wait(5 + 2 + 3)
    led.countdown.pause()
    led.clock.move(minutes=5)
    getattr(led.countdown, action)()
    glance = led.countdown.tick()
    assert glance.state is TimerState.PAUSED
    assert glance.phase_left == glance.phase.seconds
    led.clock.move(minutes=5)
    led.countdown.resume()
    assert led.countdown.tick().phase_left == glance.phase.seconds


def test_stop_keeps_what_was_done() -> None:
    led = Led()
    led.wait(5 + 7 + 1)
    led.countdown.stop()
    assert led.state is TimerState.STOPPED
    assert led.countdown.done == {"right": 1}
    assert led.countdown.active_seconds == pytest.approx(8)
    assert led.countdown.pauses == 0


def test_stop_counts_the_time_since_the_last_tick() -> None:
    led = Led()
    led.wait(6)
    led.clock.move(seconds=0.6)
    led.countdown.stop()
    assert led.countdown.active_seconds == pytest.approx(1.6)


def test_getting_ready_and_swapping_are_not_exercise() -> None:
    led = Led()
    led.wait(5 + 14 + 8)
    led.countdown.stop()
    assert led.countdown.active_seconds == pytest.approx(14)


def test_an_hour_of_ragged_ticks_ends_on_the_second() -> None:
    phases = [Phase(PhaseKind.HOLD, 1.7, turn=turn) for turn in range(1, 2119)]
    clock = FakeClock()
    countdown = Countdown(phases, clock.monotonic)
    total = sum(phase.seconds for phase in phases)
    assert total > 3600
    began, ragged = clock.monotonic(), 0
    while not countdown.over:
        ragged += 1
        step = 0.05 + (ragged * 7919 % 997) / 997 * 1.8
        clock.move(seconds=step)
        countdown.tick()
    late = clock.monotonic() - began - total
    assert 0 <= late <= step, "it ends at the first tick after its time"
    assert countdown.active_seconds == pytest.approx(total)


ACTIONS: list[tuple[str, Callable[[Countdown], object]]] = [
    ("pause", Countdown.pause),
    ("resume", Countdown.resume),
    ("skip", Countdown.skip),
    ("back", Countdown.back),
    ("tick", Countdown.tick),
]
MOVES = st.lists(
    st.tuples(st.sampled_from([name for name, _ in ACTIONS]), st.floats(0, 3, allow_nan=False)),
    max_size=80,
)


@settings(deadline=None, max_examples=150)
@given(MOVES)
def test_no_sequence_of_keys_counts_too_much_or_runs_below_zero(
    moves: list[tuple[str, float]],
) -> None:
    clock = FakeClock()
    countdown = Countdown(RUN, clock.monotonic)
    began, by_name = clock.monotonic(), dict(ACTIONS)
    for name, seconds in moves:
        clock.move(seconds=seconds)
        by_name[name](countdown)
        glance = countdown.tick()
        assert 0 <= glance.done <= glance.planned == 4
        assert all(n <= countdown.planned[side] for side, n in countdown.done.items())
        assert 0 <= glance.phase_left <= glance.phase.seconds
        assert 0 <= glance.session_left <= TOTAL
        assert 1 <= glance.digits <= glance.phase.seconds
        assert 0 <= countdown.active_seconds <= clock.monotonic() - began + 1e-3
        assert (glance.state is TimerState.DONE) == countdown.over


SLIDES = Phase(
    PhaseKind.MOVE, 30, "slide", "slides", "c", Side.RIGHT, 1, 1, 1, paced=True, times=10
)


def test_a_phase_at_ones_own_pace_lasts_until_it_is_said_to_be_done() -> None:
    led = Led([READY, SLIDES, *one(Side.LEFT, 1, 2)])
    led.wait(5 + 110)
    glance = led.countdown.tick()
    assert (glance.index, glance.digits, glance.phase_left) == (1, 10, 0)
    led.countdown.complete()
    assert led.index == 2
    assert led.countdown.done == {"right": 1}
    assert led.countdown.active_seconds == pytest.approx(110)
    led.wait(7)
    assert led.state is TimerState.DONE


@pytest.mark.parametrize(("seconds", "counted"), [(30, 120), (60, 180)])
def test_at_ones_own_pace_a_person_who_went_away_is_not_counted(
    seconds: float, counted: float
) -> None:
    led = Led([READY, replace(SLIDES, seconds=seconds)])
    led.wait(5 + 3 * 3600)
    assert led.state is TimerState.PAUSED
    assert led.countdown.active_seconds == pytest.approx(counted)
    led.countdown.resume()
    led.wait(110)
    back = led.countdown.tick().state
    assert back is TimerState.RUNNING, "whoever is back has as long again"
    led.countdown.complete()
    assert led.countdown.over
    assert led.countdown.active_seconds == pytest.approx(counted + 110)
    assert led.countdown.pauses == 1


def test_only_a_running_phase_at_ones_own_pace_can_be_completed() -> None:
    led = Led([READY, SLIDES])
    led.countdown.complete()
    assert led.index == 0
    led.wait(6)
    led.countdown.pause()
    led.countdown.complete()
    paused = led.countdown.tick()
    assert (paused.state, paused.index) == (TimerState.PAUSED, 1)
    led.countdown.resume()
    led.countdown.complete()
    assert led.countdown.over


def test_a_side_is_begun_again_from_its_first_repetition() -> None:
    led = Led()
    led.wait(5 + 14 + 10 + 9)
    led.countdown.redo_side()
    assert led.index == 6
    assert led.countdown.done == {"right": 2}
    led.wait(14)
    assert led.countdown.done == {"right": 2, "left": 2}


def test_while_swapping_the_side_that_was_just_done_is_begun_again() -> None:
    led = Led()
    led.wait(5 + 14 + 3)
    led.countdown.redo_side()
    assert led.index == 1
    assert led.countdown.done == {}


def test_while_getting_ready_there_is_no_side_to_begin_again() -> None:
    led = Led()
    led.wait(3)
    led.countdown.redo_side()
    assert (led.index, led.countdown.tick().phase_left) == (0, 5)


def test_a_redone_side_stays_paused_where_it_was_paused() -> None:
    led = Led()
    led.wait(5 + 9)
    led.countdown.pause()
    led.countdown.redo_side()
    assert (led.state, led.index) == (TimerState.PAUSED, 1)


def test_it_goes_on_from_the_place_where_another_left_off() -> None:
    first = Led()
    first.wait(5 + 14 + 10 + 3.5, tick=0.5)
    first.countdown.pause()
    place = first.countdown.place()
    later = Led(place=place)
    assert later.state is TimerState.PAUSED
    later.wait(100)
    later.countdown.resume()
    glance = later.countdown.tick()
    assert (glance.index, glance.phase_left) == (7, 3.5)
    assert later.countdown.done == {"right": 2}
    assert later.countdown.active_seconds == pytest.approx(17.5)
    later.wait(3.5 + 7)
    assert later.countdown.over
    assert later.countdown.done == {"right": 2, "left": 2}
    assert later.countdown.active_seconds == pytest.approx(28)
    assert later.countdown.pauses == 1


def test_a_stop_right_after_going_on_keeps_the_time_of_the_step() -> None:
    led = Led(place=Place(2, 3.5, frozenset({0, 1}), 2, 0))
    led.countdown.stop()
    assert led.countdown.state is TimerState.STOPPED
    assert led.countdown.active_seconds == 5.5
    assert led.countdown.tick().phase_left == 1.5


def test_nothing_is_left_of_a_session_that_was_gone_through() -> None:
    led = Led(place=Place(len(RUN), 0, frozenset(range(len(RUN))), 28, 0))
    assert led.state is TimerState.DONE
    assert led.countdown.done == led.countdown.planned


HERE = Place(2, 3.5, frozenset({0, 1}), 2, 0)


@pytest.mark.parametrize(
    "place",
    [
        replace(HERE, index=-1),
        replace(HERE, index=len(RUN) + 1),
        replace(HERE, index=len(RUN)),
        replace(HERE, spent=-0.5),
        replace(HERE, spent=5.5),
        replace(HERE, spent=float("nan")),
        replace(HERE, finished=frozenset({2})),
        replace(HERE, finished=frozenset({-1})),
        replace(HERE, moved=-1),
        replace(HERE, pauses=-1),
    ],
)
def test_a_place_of_another_session_is_refused(place: Place) -> None:
    with pytest.raises(ValueError, match="Start it anew"):
        Led(place=place)
