"""Leads through exercises, one at a time, and goes on with one that was broken off by a crash."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale

from cluneal_tracker import paths
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.joins.under_way import UnderWayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.platform.sound import Sound
from cluneal_tracker.ui.platform.voice import Voice


class Guide:
    """Begins sessions in the window; `session` is the one under way, or the last one.

    `voice` is the one voice of the window: its process is started once and kept.
    `clear` makes room for one that goes on, and tells whether there is room.
    """

    def __init__(
        self, look: Look, services: Services, desk: Desk, clear: Callable[[], bool]
    ) -> None:
        self._look, self._services, self._desk, self._clear = look, services, desk, clear
        self.voice = Voice(QLocale(services.content.language))
        self.under_way = UnderWayJoin(services, desk, self._go_on)
        self.session: SessionJoin | None = None

    def start(self, key: str) -> None:
        """Lead through a routine; what was done of one that was under way is saved first."""
        # No offer at the foot of the window may take the keys from the exercise.
        self._desk.say("")
        if self.under_way.save(undo=False):
            self._desk.attempt(lambda: self._lead(self._services.exercises.routine(key)))

    def offer(self) -> None:
        """Ask about one that was under way, unless an exercise has the window."""
        if self.session is None or self.session.over:
            self.under_way.offer()

    def leave(self) -> None:
        """The window closes."""
        if self.session is not None:
            self.session.leave()

    def _go_on(self, under_way: UnderWay) -> None:
        if self._clear():
            self._desk.say("")
            self._lead(under_way.routine, under_way)

    def _lead(self, routine: Routine, under_way: UnderWay | None = None) -> None:
        self.session = SessionJoin(
            self._look,
            self._services,
            self._desk,
            routine,
            Sound(paths.ASSETS / "sounds"),
            self.voice,
            KeepAwake(),
            under_way,
        )
        self.session.begin()
