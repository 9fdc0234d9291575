"""What is heard at each moment of an exercise, and what is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.countdown import Countdown, Glance
from cluneal_tracker.domain.cues import Cue, Spoken, Word, cue, spoken
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.routine import Phase, PhaseKind, phases
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
    led = Led(HOLD, OTHER)
    assert said(led, 37) == [
        (0, Spoken((Word.STEP,), HOLD, OTHER, names_side=True)),
        (15, Spoken((Word.HALFWAY,), HOLD)),
        (24, Spoken((Word.NEXT,), HOLD, OTHER)),
        (30, Spoken((Word.STEP,), OTHER, None, names_side=True)),
        (37, Spoken((Word.DONE,), OTHER)),
    ]


def test_a_pause_is_said_once_and_going_on_says_the_step_again() -> None:
    led = Led(HOLD)
    before = led.countdown.tick()
    led.countdown.pause()
    paused = led.countdown.tick()
    words = spoken(before, paused)
    assert words is not None
    assert words.words == (Word.PAUSED,)
    assert spoken(paused, led.countdown.tick()) is None
    led.countdown.resume()
    again = spoken(paused, led.countdown.tick())
    assert again is not None
    assert again.words == (Word.STEP,)
    assert not again.names_side


def test_who_stops_is_told_nothing() -> None:
    led = Led(HOLD)
    before = led.countdown.tick()
    led.countdown.stop()
    assert spoken(before, led.countdown.tick()) is None
    assert cue(before, led.countdown.tick()) is None


@pytest.mark.parametrize("key", Content(paths.ASSETS).routines)
def test_the_voice_is_never_far_behind(key: str) -> None:
    """At two and a half words a second a sentence ends before the second one after it begins."""
    routine = Content(paths.ASSETS).routines[key]
    for level in range(1, len(routine.levels) + 1) or (0,):
        graded = routine.at_level(level) if level else routine
        run = [phase for phase in phases(graded) if not phase.paced]
        moments = said(Led(*run), 900)
        for (at, words), (later, _) in pairwise(moments):
            assert later - at >= min(2, words.phase.seconds)
            if len(words.words) == 2:
                assert later - at >= 3, "a step and the next one take their time"
