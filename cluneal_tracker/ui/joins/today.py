"""Joins the Today screen to the diary."""

from __future__ import annotations

from collections.abc import Callable

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import DaySlot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.today import TodayScreen
from cluneal_tracker.ui.widgets.pain_line import LINE_PX


class TodayJoin:
    """Keeps which half day is looked at; everything else is in the diary."""

    interest = Changed.PAIN | Changed.SESSIONS | Changed.SETTINGS

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._services = services
        self._half: DaySlot | None = None
        self.widget = screen = TodayScreen(look, services.diary.today())
        screen.score_marked.connect(self._mark)
        screen.side_chosen.connect(lambda side: services.preferences.choose(side=side))
        screen.answered.connect(
            lambda key, answer: self._try(lambda: services.diary.answer(key, answer, self._half))
        )
        screen.none_chosen.connect(self._answer_none)
        screen.sign_answered.connect(
            lambda key, answer: self._try(lambda: services.diary.tick_sign(key, answer, self._half))
        )
        screen.note_written.connect(
            lambda note: self._try(lambda: services.diary.write_note(note, self._half))
        )
        screen.undo_requested.connect(services.history.undo)
        screen.start_requested.connect(desk.start_exercise)
        screen.half_chosen.connect(self._choose_half)
        screen.welcomed.connect(
            lambda remind: services.preferences.choose(reminders_on=remind, welcomed=True)
        )

    def refresh(self) -> None:
        """Show the half day as the diary has it."""
        self.widget.show_state(
            self._services.diary.today(self._half),
            self._services.exercises.today(),
            first_start=not self._services.preferences.current.welcomed,
        )

    def entered(self) -> None:
        """Come back to now, with the keyboard on the line."""
        if self._half is not None:
            self._choose_half(None)
        self.widget.focus_line()

    def _choose_half(self, half: DaySlot | None) -> None:
        self._half = half
        self.refresh()

    def _mark(self, score: VasScore, given: Given, side: Side) -> None:
        if self._try(lambda: self._services.diary.mark(score, given, side, self._half, LINE_PX)):
            self.widget.check_in.announce_saved()

    def _answer_none(self) -> None:
        asked = self._services.diary.today(self._half).activities
        rest = {one.key: False for one in asked if one.answer is None}
        self._try(lambda: self._services.diary.answer_all(rest, self._half))

    def _try(self, action: Callable[[], object]) -> bool:
        """Do it, or say why not; what the person gave stays on the screen."""
        try:
            action()
        except (DiaryError, ValueError) as error:
            self.widget.show_error(str(error))
            return False
        return True
