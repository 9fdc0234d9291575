"""Leads through exercises, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from cluneal_tracker import paths
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.platform.sound import Sound
from cluneal_tracker.ui.platform.voice import Voice


class Guide:
    """Begins sessions in the window; `session` is the one under way, or the last one."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._voice = Voice(QLocale(services.content.language))
        self.session: SessionJoin | None = None

    def start(self, key: str) -> None:
        """Lead through an exercise from its beginning."""
        self._desk.attempt(lambda: self._lead(self._services.exercises.routine(key)))

    def go_on(self, under_way: UnderWay) -> None:
        """Go on with an exercise in the middle of which the program was ended."""
        self._lead(under_way.routine, under_way)

    def leave(self) -> None:
        """The window closes."""
        if self.session is not None:
            self.session.leave()

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
