"""Joins the exercise timer to the clock, the sounds and the screen saver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer

from cluneal_tracker.domain.countdown import Countdown, Glance, TimerState
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.ui.joins.cues import Cues
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask, TimerScreen

_KEYS_DEAD_SECONDS = 1.0
_MS = 1000


class Wakefulness(Protocol):
    """What keeps the screen on."""

    def hold(self) -> None:
        """Keep it on."""

    def release(self) -> None:
        """Let it rest."""


class TimerJoin:
    """One run of a routine, from its first second to its last.

    `moved_on` is called when a phase has ended, `ended` once, when nothing moves any more, and
    `turned` with the name of a setting and what the person chose.
    """

    def __init__(
        self,
        look: Look,
        routine: Routine,
        countdown: Countdown,
        monotonic: Callable[[], float],
        make_cues: Callable[[Callable[[bool], None]], Cues],
        awake: Wakefulness,
        *,
        motion: bool,
    ) -> None:
        self._monotonic, self._began, self._awake = monotonic, monotonic(), awake
        self.countdown = countdown
        self._glance = countdown.tick()
        self._ended = False
        self.moved_on: Callable[[], None] = lambda: None
        self.ended: Callable[[], None] = lambda: None
        self.turned: Callable[[str, bool], None] = lambda name, on: None
        self.screen = TimerScreen(look, routine, motion=motion)
        self.cues = make_cues(lambda strong: self.screen.flash(strong=strong))
        self.screen.asked.connect(self._act)
        self.screen.keyed.connect(self._act_on_key)
        self.alarm = QTimer(self.screen, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self.alarm.timeout.connect(self.tick)

    def begin(self) -> None:
        """Set off."""
        self.screen.focus_pause()
        self.cues.begin(self._glance)
        self.tick()

    def halt(self) -> None:
        """Let go of the clock and of the screen saver."""
        self.alarm.stop()
        self._awake.release()

    def tick(self) -> None:
        """Bring the screen up to the clock and wait for the next second."""
        if self._ended:
            return
        try:
            self._lead()
        except Exception:
            # Nothing leads on from here, so nothing keeps the screen on.
            self.halt()
            raise

    def _lead(self) -> None:
        before, self._glance = self._glance, self.countdown.tick()
        if self._glance.state is TimerState.RUNNING:
            # First of all: showing takes its time, and the next second does not wait for it.
            self.alarm.start(_ms_to_next_second(self._glance))
            self._awake.hold()
        else:
            self.halt()
        cues = self.cues
        cues.tell(before, self._glance)
        if self.countdown.over:
            self._ended = True
            self.ended()
            return
        self.screen.show_state(self._glance, sound_on=cues.sound_on, voice_on=cues.voice_on)
        if self._glance.index != before.index:
            self.moved_on()

    def _act_on_key(self, ask: Ask) -> None:
        if self._monotonic() - self._began >= _KEYS_DEAD_SECONDS:
            self._act(ask)

    def _act(self, ask: Ask) -> None:
        standing = self._glance.state is not TimerState.RUNNING
        hold = self.countdown.complete if self._glance.phase.paced else self.countdown.pause
        actions = {
            Ask.STOP: self.countdown.stop,
            Ask.REDO: self.countdown.redo_side,
            Ask.BACK: self.countdown.back,
            Ask.PAUSE: self.countdown.resume if standing else hold,
            Ask.HOLD: self.countdown.resume if standing else self.countdown.pause,
            Ask.SKIP: self.countdown.skip,
            Ask.SOUND: self._turn_sound,
            Ask.VOICE: self._turn_voice,
        }
        actions[ask]()
        self.tick()

    def _turn_sound(self) -> None:
        self.cues.sound_on = not self.cues.sound_on
        self.turned("sound", self.cues.sound_on)

    def _turn_voice(self) -> None:
        on = not self.cues.voice_on
        self.cues.turn_voice(self._glance, on=on)
        self.turned("voice", on)


def _ms_to_next_second(glance: Glance) -> int:
    """Until the digits change: counted from the end of the phase, so nothing adds up."""
    if glance.phase.paced:
        return _MS
    to_change = glance.phase_left - (glance.digits - 1)
    return max(1, round(to_change * _MS))
