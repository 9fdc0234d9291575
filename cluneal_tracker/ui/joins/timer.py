"""Joins the exercise timer to the clock, the diary, the sounds and the screen saver."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from cluneal_tracker.domain.countdown import Countdown, Glance, TimerState
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.routine import phases
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.exercise_words import shares_text
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.sound import Cue
from cluneal_tracker.ui.screens.session_end import SessionEndScreen
from cluneal_tracker.ui.screens.timer import Ask, TimerScreen

_KEYS_DEAD_SECONDS = 1.0
_TICKS_FROM = 3
_MS = 1000


class Player(Protocol):
    """What plays a cue."""

    def play(self, cue: Cue) -> None:
        """Let it be heard."""


class Wakefulness(Protocol):
    """What keeps the screen on."""

    def hold(self) -> None:
        """Keep it on."""

    def release(self) -> None:
        """Let it rest."""


class TimerJoin:
    """One run of a routine, from the first second to the last question."""

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        key: str,
        sound: Player,
        awake: Wakefulness,
    ) -> None:
        self._services, self._desk, self._sound, self._awake = services, desk, sound, awake
        self._routine = services.exercises.routine(key)
        settings = services.preferences.current
        self._sound_on = settings.sound
        first = Side.RIGHT if settings.side is Side.BOTH else settings.side
        self._monotonic = services.clock.monotonic
        self._started, self._began = When.now(services.clock), self._monotonic()
        self._countdown = Countdown(phases(self._routine, first), self._monotonic)
        self._glance = self._countdown.tick()
        self._session: Session | None = None
        self._retry: Callable[[], None] = self._save
        self.ended = self.over = False
        self._build(look)

    def _build(self, look: Look) -> None:
        self.screen = TimerScreen(look, self._routine)
        self.screen.asked.connect(self._act)
        self.screen.keyed.connect(self._act_on_key)
        self.end = SessionEndScreen(look)
        self.end.rated.connect(self._rate)
        self.end.undo_requested.connect(self._undo)
        self.end.retry_requested.connect(lambda: self._retry())
        self.end.done.connect(self._give_back)
        self.widget = QStackedWidget()
        self.widget.addWidget(self.screen)
        self.widget.addWidget(self.end)
        self._timer = QTimer(self.screen, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def begin(self) -> None:
        """Take the window and set off."""
        self._desk.show_full(self.widget)
        self.screen.focus_pause()
        self.tick()

    def leave(self) -> None:
        """The window closes: keep what was done, let the screen rest."""
        if self.over:
            return
        self._halt()
        self._countdown.stop()
        if self._countdown.done and self._session is None:
            # Nobody is there to read why it could not be saved.
            with suppress(DiaryError):
                self._log()
        self.over = True

    def tick(self) -> None:
        """Bring the screen up to the clock and wait for the next second."""
        if self.ended:
            return
        before, self._glance = self._glance, self._countdown.tick()
        self._give_cue(_cue(before, self._glance))
        if self._countdown.over:
            self._finish()
            return
        self.screen.show_state(self._glance, sound_on=self._sound_on)
        if self._glance.state is TimerState.RUNNING:
            self._awake.hold()
            self._timer.start(_ms_to_next_second(self._glance))
        else:
            self._halt()

    def _halt(self) -> None:
        self._timer.stop()
        self._awake.release()

    def _give_cue(self, cue: Cue | None) -> None:
        if cue is None:
            return
        self.screen.flash(strong=cue is not Cue.TICK)
        if self._sound_on:
            self._sound.play(cue)

    def _act_on_key(self, ask: Ask) -> None:
        if self._monotonic() - self._began >= _KEYS_DEAD_SECONDS:
            self._act(ask)

    def _act(self, ask: Ask) -> None:
        standing = self._glance.state is not TimerState.RUNNING
        hold = self._countdown.complete if self._glance.phase.paced else self._countdown.pause
        actions = {
            Ask.STOP: self._countdown.stop,
            Ask.BACK: self._countdown.back,
            Ask.PAUSE: self._countdown.resume if standing else hold,
            Ask.SKIP: self._countdown.skip,
            Ask.SOUND: self._turn_sound,
        }
        actions[ask]()
        self.tick()

    def _turn_sound(self) -> None:
        self._sound_on = not self._sound_on
        try:
            self._services.preferences.choose(sound=self._sound_on)
        except DiaryError as error:
            self._desk.say(str(error))

    def _finish(self) -> None:
        self.ended = True
        self._halt()
        if self._countdown.done:
            self.widget.setCurrentWidget(self.end)
            self._save()
            self.end.setFocus()
        else:
            self._give_back()
            self._desk.say(_tr("No repeat was finished, so nothing is saved."))

    def _log(self) -> Session:
        return self._services.exercises.log(
            self._routine,
            self._started,
            self._countdown.active_seconds,
            self._countdown.done,
            self._countdown.pauses,
        )

    def _save(self) -> None:
        try:
            self._session = session = self._log()
        except DiaryError as error:
            self._retry = self._save
            self.end.show_error(str(error))
            return
        if session.finished:
            every = sum(session.planned.values())
            self.end.show_saved(_tr("Well done. All {n} are saved.").format(n=every))
        else:
            by_leg = self._routine.by_leg
            shares = shares_text(session.done, session.planned, by_leg=by_leg)
            self.end.show_saved(_tr("Saved: {shares}.").format(shares=shares))

    def _rate(self, score: VasScore, given: Given) -> None:
        if self._session is None:
            return
        try:
            self._session = session = self._services.exercises.rate(self._session, score)
        except DiaryError as error:
            self._retry = lambda: self._rate(score, given)
            self.end.show_rating_error(str(error))
            return
        self.end.show_rated(score, hurt_more=self._services.exercises.hurt_more(session))

    def _undo(self) -> None:
        if self._session is None:
            return
        try:
            self._services.exercises.delete(self._session.id)
        except DiaryError as error:
            self._retry = self._undo
            self.end.show_rating_error(str(error))
            return
        self._give_back()
        self._desk.say(_tr("This exercise is out of your diary."), undo=True)

    def _give_back(self) -> None:
        self.over = True
        self._desk.end_full(self.widget)


def _ms_to_next_second(glance: Glance) -> int:
    """Until the digits change: counted from the end of the phase, so nothing adds up."""
    if glance.phase.paced:
        return _MS
    to_change = glance.phase_left - (glance.digits - 1)
    return max(1, round(to_change * _MS))


def _cue(before: Glance, now: Glance) -> Cue | None:
    if now.state is TimerState.DONE:
        return Cue.END
    if now.index != before.index:
        return Cue.CHANGE
    if now.phase.paced:
        return None
    ticking = now.state is TimerState.RUNNING and now.digits <= _TICKS_FROM
    return Cue.TICK if ticking and now.digits < before.digits else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("timer", text)
