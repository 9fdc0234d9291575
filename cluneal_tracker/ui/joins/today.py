"""Joins the Today screen to the diary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import DaySlot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk, attempt
from cluneal_tracker.ui.joins.habits import HabitTicks
from cluneal_tracker.ui.joins.taking import take
from cluneal_tracker.ui.joins.weekly import WeeklyJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.today import TodayScreen
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.scale import LINE_PX
from cluneal_tracker.ui.words import half_name

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.body_map import BodyMapJoin
    from cluneal_tracker.ui.joins.warnings import PromptsJoin

# The half days are shorter than this; only a clock that was set back asks for more.
_SHORTEST_WAIT, _LONGEST_WAIT = timedelta(seconds=1), timedelta(days=1)


class TodayJoin:
    """Keeps which half day is looked at; everything else is in the diary."""

    # All that undo takes back: beside a score it is offered only while that is the newest change.
    interest = Changed.EVERYTHING & ~Changed.REMINDERS

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._half: DaySlot | None = None
        self._view = services.diary.today()
        self._until = services.clock.now()
        self.widget = screen = TodayScreen(look, self._view)
        self._habits = HabitTicks(screen.habits, services, desk)
        self.weekly = WeeklyJoin(screen, services, desk)
        self._prompts: PromptsJoin | None = None
        self._where: BodyMapJoin | None = None
        # A coarse one may be late by a twentieth of a long wait.
        self._turn = QTimer(screen, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._turn.timeout.connect(self.refresh)
        screen.score_marked.connect(self._mark)
        screen.side_chosen.connect(lambda side: self._choose(side=side))
        screen.answered.connect(lambda key, answer: self._answer({key: answer}))
        screen.none_chosen.connect(self._answer_none)
        screen.sign_answered.connect(self._tick_sign)
        screen.note_written.connect(self._write_note)
        screen.undo_requested.connect(desk.undo)
        screen.start_requested.connect(desk.start_exercise)
        screen.exercises_requested.connect(desk.show_exercises)
        screen.half_chosen.connect(self._choose_half)
        screen.welcomed.connect(self._welcome)
        screen.trial_answered.connect(self._answer_trial)
        screen.trial_requested.connect(desk.pages.show_trials)
        screen.taken.connect(partial(take, services, desk))

    def refresh(self) -> None:
        """Show the half day as the diary has it, and come again when it changes by itself."""
        self._end_choice()
        diary = self._services.diary
        self._view = diary.today(self._half)
        self._until = diary.next_change(self._view.half)
        self._wait()
        self._habits.refresh()
        self.widget.show_needed(self._services.doses.today(), earlier=self._view.earlier)
        self.widget.show_state(
            self._view,
            self._services.exercises.today(),
            first_start=not self._services.preferences.current.welcomed,
        )
        self._show_block()
        self._show_trial()
        self.weekly.refresh(earlier=self._view.earlier)
        if self._prompts is not None:
            self._prompts.refresh()
        if self._where is not None:
            self._where.refresh()

    def _show_trial(self) -> None:
        day = self._services.trials.on(self._view.half.day)
        if day is None:
            self.widget.show_trial(None)
        else:
            from cluneal_tracker.render.trial_day import day_lines

            self.widget.show_trial(day, *day_lines(day, self._services.content.phrases))

    def settle(self) -> None:
        """What the first paint need not wait for: what the diary asks the person to do."""
        from cluneal_tracker.ui.joins.body_map import BodyMapJoin
        from cluneal_tracker.ui.joins.warnings import PromptsJoin

        if self._where is None:
            self._where = BodyMapJoin(
                self._look, self.widget.where, self._services, self._desk, lambda: self._half
            )
        if self._prompts is None:
            self._prompts = PromptsJoin(self.widget.prompts, self._services, self._desk)
            self._prompts.refresh()

    def _wait(self) -> None:
        wait = self._until - self._services.clock.now()
        wait = min(max(wait, _SHORTEST_WAIT), _LONGEST_WAIT)
        self._turn.start(int(wait.total_seconds() * 1000))

    def _show_block(self) -> None:
        """What a block of these hours asks for, where the half day of now is looked at."""
        block = None if self._view.earlier else self._services.block_days.now()
        if block is None:
            self.widget.show_block("")
            return
        from cluneal_tracker.ui.widgets.block_words import block_text

        clock = self._services.clock
        self.widget.show_block(block_text(block, clock.now(), clock.zone()))

    def catch_up(self) -> None:
        """Show the half day anew where time has changed it meanwhile."""
        if self._services.clock.now() >= self._until:
            self.refresh()
        else:
            # The timer stood still while the computer slept.
            self._wait()

    def asks_now(self) -> bool:
        """The lines for the half day of this moment are on the screen, and all are empty."""
        self.catch_up()
        view = self._view
        return view.half == self._services.diary.half_now() and not any(view.marks.values())

    def entered(self) -> None:
        """Come back to now, with the keyboard on the line."""
        if self._half is not None:
            self._choose_half(None)
        self.catch_up()
        self.widget.focus_line()

    def _choose_half(self, half: DaySlot | None) -> None:
        self.catch_up()
        self._half = half
        self.refresh()
        self.widget.focus_line()

    def _end_choice(self) -> None:
        """A half day of today holds until the next one begins, or until its mark is closed."""
        if not self._view.earlier and self._services.clock.now() >= self._until:
            self._half = None

    def _mark(self, score: VasScore, given: Given, side: Side) -> None:
        self._end_choice()
        mark = partial(self._services.diary.mark, score, given, side, self._half, LINE_PX)
        if attempt(mark, self.widget.show_error):
            self.widget.check_in.announce_saved()

    def _answer(self, answers: dict[str, bool | None]) -> None:
        self._keep_in_step(lambda: self._services.diary.answer_all(answers, self._view.half))

    def _answer_none(self) -> None:
        asked = self._services.diary.today(self._view.half).activities
        self._answer({one.key: False for one in asked if one.answer is None})

    def _tick_sign(self, key: str, answer: bool | None) -> None:
        self._keep_in_step(lambda: self._services.diary.tick_sign(key, answer, self._view.half))

    def _answer_trial(self, day: date, kept: bool | None) -> None:
        self._keep_in_step(lambda: self._services.trials.answer(day, kept))

    def _welcome(self, remind: bool) -> None:
        def welcome() -> None:
            self._services.reminding.turn(remind)
            self._services.preferences.choose(welcomed=True)

        self._keep_in_step(welcome)

    def _choose(self, **chosen: object) -> None:
        self._keep_in_step(lambda: self._services.preferences.choose(**chosen))

    def _keep_in_step(self, action: Callable[[], object]) -> None:
        """Do it; where it does not work, the chips go back to what is saved."""
        if not self._desk.attempt(action):
            self.refresh()

    def write_out(self) -> bool:
        """Save the note that is being typed; whether nothing is left to save."""
        return self.widget.activities.note.write_out()

    def _write_note(self, note: str, half: DaySlot) -> None:
        kept = self._desk.attempt(lambda: self._services.diary.write_note(note, half))
        if not kept and half != self._view.half:
            # The field shows another half day by now; what was typed must not be lost with it.
            lost = self.widget.tr("Your note for {half} could not be saved: “{note}”")
            said = lost.format(half=half_name(half), note=note)
            withdraw = partial(self._desk.withdraw_notice, said)
            self._desk.show_notice(said, Button(self.widget.tr("Close"), "link", withdraw))
