"""Leads through one exercise: the question before, the run, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from cluneal_tracker.domain.countdown import Countdown, TimerState
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.phases import phases
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.exercise_words import shares_text
from cluneal_tracker.ui.joins.cues import Cues, Player, Speaker
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.timer import TimerJoin, Wakefulness
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.session_before import SessionBeforeScreen
from cluneal_tracker.ui.screens.session_end import SessionEndScreen
from cluneal_tracker.ui.words import clock_time


class SessionJoin:
    """Has the whole window from `begin` until it is over.

    Given an exercise that was under way, it goes on from there, standing still at first.
    """

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        routine: Routine,
        sound: Player,
        voice: Speaker,
        awake: Wakefulness,
        under_way: UnderWay | None = None,
    ) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._routine, self._awake = routine, awake
        self._sound, self._voice = sound, voice
        self._resumed, self._marked = under_way, services.diary.just_marked()
        self._session: Session | None = None
        self._retry: Callable[[], None] = self._save
        self.before: SessionBeforeScreen | None = None
        self.timer: TimerJoin | None = None
        self.over = False
        self.widget = QStackedWidget()

    @cached_property
    def end(self) -> SessionEndScreen:
        """The last page; made when it is needed, so that the first is there at once."""
        end = SessionEndScreen(self._look)
        end.rated.connect(self._rate)
        end.reason_told.connect(self._tell_reason)
        end.undo_requested.connect(self._undo)
        end.retry_requested.connect(lambda: self._retry())
        end.done.connect(self._give_back)
        self.widget.addWidget(end)
        return end

    def begin(self) -> None:
        """Take the window; ask about the pain first, where it is wanted and not known."""
        self._desk.show_full(self.widget)
        if self._services.preferences.current.voice:
            self._voice.prepare(self._be_silent)
        if self._resumed is not None:
            self._lead(self._resumed.started, self._resumed.first, self._resumed.pain_before)
        elif self._marked is not None:
            # Start stays one click right after a check-in.
            self._lead_now(self._marked.score)
        elif not self._services.preferences.current.ask_before:
            self._lead_now(None)
        else:
            self._ask()

    def leave(self) -> None:
        """The window closes: keep what was done, let the screen rest."""
        if self.over:
            return
        if self.timer is not None:
            self.timer.halt()
            self.timer.cues.end()
            self.timer.countdown.stop()
            if self.timer.countdown.done and self._session is None:
                # Nobody is there to read why it could not be saved. Its place is kept then.
                with suppress(DiaryError):
                    self._services.exercises.finish(self._as_it_stands())
        # A window that only goes into the tray is there again later, without a dead timer.
        self._give_back()

    @property
    def ended(self) -> bool:
        """The run is over; its last page may still ask."""
        return self.timer is not None and self.timer.countdown.over

    def tick(self) -> None:
        """Bring the run up to the clock."""
        if self.timer is not None:
            self.timer.tick()

    def _ask(self) -> None:
        self.before = before = SessionBeforeScreen(self._look, self._routine)
        before.rated.connect(lambda score, _: self._lead_now(score))
        before.skipped.connect(lambda: self._lead_now(None))
        before.left.connect(self._give_back)
        self._show(before)
        before.begin.setFocus()

    def _lead_now(self, before: VasScore | None) -> None:
        side = self._services.preferences.current.side
        first = Side.RIGHT if side is Side.BOTH else side
        self._lead(When.now(self._services.clock), first, before)

    def _lead(self, started: When, first: Side, before: VasScore | None) -> None:
        self._started, self._first, self._felt = started, first, before
        settings, monotonic = self._services.preferences.current, self._services.clock.monotonic
        place = self._resumed.place if self._resumed else None
        countdown = Countdown(phases(self._routine, first), monotonic, place)
        self.timer = timer = TimerJoin(
            self._look,
            self._routine,
            countdown,
            monotonic,
            self._make_cues,
            self._awake,
            motion=settings.motion,
        )
        timer.moved_on, timer.ended, timer.turned = self._keep, self._finish, self._turn
        self._show(timer.screen)
        timer.begin()

    def _show(self, widget: QWidget) -> None:
        self.widget.addWidget(widget)
        self.widget.setCurrentWidget(widget)

    def _make_cues(self, flash: Callable[[bool], None]) -> Cues:
        settings = self._services.preferences.current
        return Cues(
            self._routine,
            self._sound,
            self._voice,
            flash,
            sound_on=settings.sound,
            voice_on=settings.voice and not self._voice.lacks,
        )

    def _turn(self, name: str, on: bool) -> None:
        if name == "voice" and on:
            self._voice.prepare(self._be_silent)
            on = not self._voice.lacks
        self._desk.attempt(lambda: self._services.preferences.choose(**{name: on}))

    def _be_silent(self, reason: str) -> None:
        """There is no voice after all; the setting stays for a computer that has one."""
        if self.timer is not None:
            self.timer.cues.voice_on = False
        if not self.over:
            self._desk.say(reason)

    def _as_it_stands(self) -> UnderWay:
        assert self.timer is not None
        return UnderWay(
            routine=self._routine,
            first=self._first,
            started=self._started,
            kept_at=self._services.clock.now(),
            place=self.timer.countdown.place(),
            pain_before=self._felt,
        )

    def _keep(self) -> None:
        """The run goes on whatever the disk does; it is written again at the next step."""
        with suppress(DiaryError):
            self._services.exercises.keep_place(self._as_it_stands())

    def _finish(self) -> None:
        assert self.timer is not None
        if self.timer.countdown.done:
            self.widget.setCurrentWidget(self.end)
            self._save()
            self.end.setFocus()
        else:
            self._desk.attempt(self._services.exercises.leave_out)
            self._give_back()
            self._desk.say(_tr("No repeat was finished, so nothing is saved."))

    def _save(self) -> None:
        try:
            self._session = session = self._services.exercises.finish(self._as_it_stands())
        except DiaryError as error:
            self._retry = self._save
            self.end.show_error(str(error))
            return
        if session.finished:
            every = sum(session.planned.values())
            text = _tr("Well done. All {n} are saved.").format(n=every)
        else:
            by_leg = self._routine.by_leg
            shares = shares_text(session.done, session.planned, by_leg=by_leg)
            text = _tr("Saved: {shares}.").format(shares=shares)
        self.end.show_saved(text, self._before_text(session), stopped=self._was_stopped)

    def _before_text(self, session: Session) -> str:
        if session.pain_before is None:
            return ""
        if self._marked is None or self._resumed is not None:
            return _tr("Before the exercise: {score}.").format(score=session.pain_before)
        time = clock_time(self._marked.felt.at)
        return _tr("You marked {score} at {time}.").format(score=session.pain_before, time=time)

    @property
    def _was_stopped(self) -> bool:
        """Whether the person ended it early; steps that were skipped need no reason."""
        return self.timer is not None and self.timer.countdown.state is TimerState.STOPPED

    def _rate(self, score: VasScore, given: Given) -> None:
        session = self._change(
            lambda session: self._services.exercises.rate(session, score),
            lambda: self._rate(score, given),
        )
        if session is not None:
            hurt_more = self._services.exercises.hurt_more(session)
            self.end.show_rated(score, hurt_more=hurt_more)

    def _tell_reason(self, reason: StopReason) -> None:
        session = self._change(
            lambda session: self._services.exercises.tell_reason(session, reason),
            lambda: self._tell_reason(reason),
        )
        if session is not None:
            hurt_more = self._services.exercises.hurt_more(session)
            self.end.show_reason(reason, hurt_more=hurt_more)

    def _change(
        self, change: Callable[[Session], Session], retry: Callable[[], None]
    ) -> Session | None:
        """Add to what was saved; where that does not work it waits for another try."""
        if self._session is None:
            return None
        try:
            self._session = change(self._session)
        except DiaryError as error:
            self._retry = retry
            self.end.show_rating_error(str(error))
            return None
        return self._session

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


def _tr(text: str) -> str:
    return QCoreApplication.translate("timer", text)
