"""Leads through exercises, one at a time, and picks up one that was broken off by a crash."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from cluneal_tracker import paths
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.exercise_words import under_way_text
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.platform.sound import Sound
from cluneal_tracker.ui.platform.voice import Voice
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.words import clock_time


class Guide:
    """Begins sessions in the window; `session` is the one under way, or the last one."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._exercises = services.exercises
        self._voice = Voice(QLocale(services.content.language))
        self.session: SessionJoin | None = None

    def start(self, key: str) -> None:
        """Lead through a routine; what was done of one that was under way is saved first."""
        if self._desk.attempt(self._save):
            self._desk.attempt(lambda: self._lead(self._exercises.routine(key)))

    def offer(self) -> None:
        """After the program was ended in the middle of an exercise, ask what to do about it."""
        under_way = self._exercises.under_way()
        if under_way is None:
            return
        attempt = self._desk.attempt
        offered = [
            Button(_tr("Save what was done"), "link", lambda: attempt(self._save)),
            Button(_tr("Leave it out"), "link", lambda: attempt(self._leave_out)),
        ]
        if under_way.can_go_on(self._services.clock.now()):
            offered.insert(0, Button(_tr("Go on"), "link", self._go_on))
        begun = clock_time(under_way.started.at)
        self._desk.show_notice(under_way_text(under_way, begun), *offered)

    def leave(self) -> None:
        """The window closes."""
        if self.session is not None:
            self.session.leave()

    def _go_on(self) -> None:
        under_way = self._exercises.under_way()
        if under_way is not None:
            self._desk.show_notice("")
            self._lead(under_way.routine, under_way)

    def _lead(self, routine: Routine, under_way: UnderWay | None = None) -> None:
        self.session = SessionJoin(
            self._look,
            self._services,
            self._desk,
            routine,
            Sound(paths.ASSETS / "sounds"),
            self._voice,
            KeepAwake(),
            under_way,
        )
        self.session.begin()

    def _save(self) -> None:
        under_way = self._exercises.under_way()
        if under_way is not None:
            self._exercises.finish(under_way)
            self._desk.show_notice("")
            said = _tr("What was done of “{name}” is saved.")
            self._desk.say(said.format(name=under_way.routine.name), undo=True)

    def _leave_out(self) -> None:
        self._exercises.leave_out()
        self._desk.show_notice("")


def _tr(text: str) -> str:
    return QCoreApplication.translate("guiding", text)
