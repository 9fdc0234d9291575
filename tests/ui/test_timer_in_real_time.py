"""The timer by the computer's own clock, in an event loop that is held up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.phases import phases, run_seconds
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.ui.joins.cues import Cues
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from tests.ui.desk import FakeAwake, FakeSound, FakeVoice

HOLD = Step("hold", "Hold it", "hold", StepKind.HOLD, 1, False, "hip-side-plank")
SHORT = Routine("short", "Holds", "", "", 1, 1, 1, (Part(False, 3, (HOLD,)),))
HELD_UP = 1.5


class Stopwatch:
    """The computer's, which remembers what it said last."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self.first = self.last = self._clock.monotonic()

    def read(self) -> float:
        self.last = self._clock.monotonic()
        return self.last


def test_an_event_loop_that_is_held_up_makes_nothing_late(look: Look, qtbot: QtBot) -> None:
    stopwatch, sound = Stopwatch(), FakeSound()
    countdown = Countdown(phases(SHORT), stopwatch.read)
    began = stopwatch.last
    timer = TimerJoin(
        look,
        SHORT,
        countdown,
        stopwatch.read,
        lambda flash: Cues(SHORT, sound, FakeVoice(), flash, sound_on=True, voice_on=False),
        FakeAwake(),
        motion=True,
    )
    qtbot.addWidget(timer.screen)
    timer.screen.resize(960, 640)
    timer.screen.show()
    astray, ends = list[float](), list[bool]()

    def look_at_it() -> None:
        led = run_seconds(SHORT) - countdown.tick().session_left
        astray.append(stopwatch.last - began - led)

    def hold_up() -> None:
        timer.tick()
        freed = stopwatch.read() + HELD_UP
        while stopwatch.read() < freed:
            pass

    timer.moved_on, timer.ended = look_at_it, lambda: ends.append(True)
    timer.begin()
    QTimer.singleShot(500, timer.screen, hold_up)
    qtbot.waitUntil(lambda: bool(ends), timeout=60_000)
    assert astray
    assert astray == pytest.approx([0.0] * len(astray), abs=1e-6)
    assert (countdown.done, countdown.pauses) == ({"once": 3}, 0)
    assert countdown.active_seconds == 3
