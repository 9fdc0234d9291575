"""What is heard at each moment of an exercise, and what is left unsaid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from cluneal_tracker.domain.countdown import Countdown, Glance
from cluneal_tracker.domain.cues import Cue, Spoken, Word, cue, spoken
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import Phase, PhaseKind
from tests.fakes import FakeClock

HOLD = Phase(PhaseKind.HOLD, 30, "Hold", "hold", "a", Side.RIGHT, 1, 1, 1)
OTHER = Phase(PhaseKind.HOLD, 7, "Hold", "hold", "a", Side.LEFT, 1, 1, 2)
PACED = Phase(PhaseKind.MOVE, 30, "Lift", "lift", "a", None, 1, 1, 1, paced=True, times=10)


class Led:
    def __init__(self, *run: Phase) -> None:
        self.clock = FakeClock()
        self.countdown = Countdown(run, self.clock.monotonic)

    def glances(self, seconds: int, tick: float = 1.0) -> Iterator[Glance]:
        yield self.countdown.tick()
        for _ in range(round(seconds / tick)):
            self.clock.move(seconds=tick)
            yield self.countdown.tick()


def heard(led: Led, seconds: int, tick: float = 1.0) -> list[tuple[float, Cue]]:
    looks = pairwise(led.glances(seconds, tick))
    found = ((n * tick, cue(*look)) for n, look in enumerate(looks, 1))
    return [(at, sound) for at, sound in found if sound is not None]


def said(led: Led, seconds: int) -> list[tuple[int, Spoken]]:
    looks = list(led.glances(seconds))
    found = [(0, spoken(None, looks[0])), *enumerate(map(spoken, looks, looks[1:]), 1)]
    return [(at, words) for at, words in found if words is not None]


@pytest.mark.parametrize("tick", [1.0, 0.25])
def test_a_long_hold_has_a_half_three_ticks_and_a_change(tick: float) -> None:
    assert heard(Led(HOLD, OTHER), 30, tick) == [
        (15, Cue.HALFWAY),
        (27, Cue.TICK),
        (28, Cue.TICK),
        (29, Cue.TICK),
        (30, Cue.CHANGE),
    ]


def test_the_end_is_heard_once() -> None:
    assert heard(Led(OTHER), 20)[-1] == (7, Cue.END)
    assert [sound for _, sound in heard(Led(OTHER), 20)].count(Cue.END) == 1


def test_nothing_ticks_at_ones_own_pace_nor_in_a_pause() -> None:
    assert heard(Led(PACED), 60) == []
    led = Led(HOLD)
    list(led.glances(14))
    led.countdown.pause()
    assert heard(led, 30) == []


def test_a_short_phase_has_no_half() -> None:
    assert Cue.HALFWAY not in [sound for _, sound in heard(Led(OTHER, HOLD), 7)]


def test_the_voice_names_the_step_the_side_the_half_and_what_comes_next() -> None:
    moments = said(Led(HOLD, OTHER), 37)
    assert [(at, words.forms[0]) for at, words in moments] == [
        (0, (Word.SIDE, Word.STEP)),
        (15, (Word.HALFWAY,)),
        (24, (Word.NEXT,)),
        (30, (Word.SIDE, Word.STEP)),
        (37, (Word.DONE,)),
    ]
    assert [words.seconds for _, words in moments] == [15, math.inf, 6, 7, math.inf]


def test_the_side_is_told_once_while_getting_ready() -> None:
    ready = Phase(PhaseKind.READY, 5)
    moments = said(Led(ready, HOLD), 6)
    assert [words.forms[0] for _, words in moments] == [
        (Word.STEP, Word.SIDE, Word.NEXT),
        (Word.STEP,),
    ]


def test_a_new_repeat_and_a_new_set_are_counted() -> None:
    first = Phase(PhaseKind.MOVE, 2, "Lift", "lift", "a", None, 1, 2, 1, set_number=1, sets=2)
    run = [
        first,
        replace(first, repetition=2, turn=2),
        Phase(PhaseKind.REST, 5),
        replace(first, turn=3, set_number=2),
    ]
    assert [words.forms[0] for _, words in said(Led(*run), 10)] == [
        (Word.STEP,),
        (Word.COUNT, Word.STEP),
        (Word.STEP, Word.NEXT),
        (Word.COUNT, Word.STEP),
    ]


def test_less_is_said_in_less_time_and_nothing_in_none() -> None:
    (_, words), *_ = said(Led(replace(OTHER, seconds=2, repetition=3)), 1)
    assert words.forms == (
        (Word.SIDE, Word.STEP),
        (Word.SIDE, Word.SHORT),
        (Word.STEP,),
        (Word.SHORT,),
    )
    assert words.seconds == 2


def test_a_pause_is_said_once_and_going_on_says_side_and_step_again() -> None:
    led = Led(HOLD)
    before = led.countdown.tick()
    led.countdown.pause()
    paused = led.countdown.tick()
    words = spoken(before, paused)
    assert words is not None
    assert words.forms == ((Word.PAUSED,),)
    assert spoken(paused, led.countdown.tick()) is None
    led.countdown.resume()
    again = spoken(paused, led.countdown.tick())
    assert again is not None
    assert again.forms[0] == (Word.SIDE, Word.STEP)


def test_a_step_begun_again_is_heard_again() -> None:
    led = Led(HOLD)
    *_, before = led.glances(3)
    led.countdown.back()
    now = led.countdown.tick()
    assert cue(before, now) is Cue.CHANGE
    again = spoken(before, now)
    assert again is not None
    assert again.forms[0] == (Word.STEP,)


def test_who_stops_is_told_nothing() -> None:
    led = Led(HOLD)
    before = led.countdown.tick()
    led.countdown.stop()
    assert spoken(before, led.countdown.tick()) is None
    assert cue(before, led.countdown.tick()) is None
