"""The smaller cards of the Today screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB
from cluneal_tracker.domain.routine import NERVE_GLIDE
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.services.today_view import Asked, TodayView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton, clear
from cluneal_tracker.ui.widgets.chips import AnswerChip
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.note_edit import NoteEdit
from cluneal_tracker.ui.widgets.week_strip import WeekStrip
from cluneal_tracker.ui.words import weekday

_MOST_ROWS = 4


class Activities(Card):
    """What may have set the pain off; every chip may be left alone."""

    answered = Signal(str, object)
    none_chosen = Signal()
    sign_answered = Signal(str, object)
    note_written = Signal(str, object)

    def __init__(self, asked: Sequence[Asked]) -> None:
        super().__init__(self.tr("Anything set it off?"))
        self.head.addWidget(Label(self.tr("You can skip this."), "muted", wrap=False))
        self.head.addWidget(Button(self.tr("None of these"), "link", self.none_chosen.emit))
        self.chips = {one.key: AnswerChip(one.key, one.name) for one in asked}
        flow = FlowLayout(equal=True)
        for chip in self.chips.values():
            chip.answered.connect(self.answered)
            flow.addWidget(chip)
        self.column.addLayout(flow)
        self._add_more()

    def _add_more(self) -> None:
        names = {NIGHT_PAIN: self.tr("Night pain"), NUMB: self.tr("Numb skin")}
        self.signs = {key: AnswerChip(key, name) for key, name in names.items()}
        self.note = NoteEdit()
        self.note.setPlaceholderText(self.tr("A note for yourself"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.written.connect(self.note_written)
        self.note.hide()
        self.add_note = Button(self.tr("Add a note"), "link", self._open_note)
        row = FlowLayout()
        for chip in self.signs.values():
            chip.answered.connect(self.sign_answered)
            row.addWidget(chip)
        row.addWidget(self.add_note)
        self.column.addLayout(row)
        self.column.addWidget(self.note)

    def show_state(self, view: TodayView) -> None:
        """Show the answers and the note of the half day."""
        for asked in view.activities:
            self.chips[asked.key].show_answer(asked.answer)
        for key, chip in self.signs.items():
            chip.show_answer(view.signs[key])
        self.note.show_note(view.note, view.half)
        opened = bool(self.note.toPlainText()) or self.note.hasFocus()
        self.note.setVisible(opened)
        self.add_note.setVisible(not opened)

    def _open_note(self) -> None:
        self.note.show()
        self.add_note.hide()
        self.note.setFocus()


class ExercisesToday(Card):
    """The exercises that are left for today, a few of them, each with a button to start it."""

    start_requested = Signal(str)
    all_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Exercises today"))
        self._look = look
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)
        self._rest = Label("", "muted")
        self.column.addWidget(self._rest)
        every = Button(self.tr("All exercises"), "link", self.all_requested.emit)
        self.column.addWidget(every, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self._shown: list[RoutineToday] | None = None

    def show_routines(self, routines: list[RoutineToday]) -> None:
        """Show what is due, the nerve glide and then one's own first; the first stands out."""
        if routines == self._shown:
            return
        self._shown = routines
        clear(self._rows)
        due = sorted((one for one in routines if not one.reached), key=_comes_later)
        for one in due[:_MOST_ROWS]:
            self._rows.addLayout(self._row(one, stands_out=one is due[0]))
        left = len(due) - _MOST_ROWS
        text = self.tr("And {n} more.").format(n=left) if left > 0 else ""
        text = text if due else self.tr("You have done all of today.")
        self._rest.setText(text)
        self._rest.setVisible(bool(text))

    def _row(self, one: RoutineToday, *, stands_out: bool) -> QHBoxLayout:
        routine = one.routine
        done = self.tr("{done} of {target} done, about {minutes} min").format(
            done=min(one.done, routine.per_day), target=routine.per_day, minutes=routine.minutes()
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(routine.name))
        texts.addWidget(Label(done, "small"))

        def start() -> None:
            self.start_requested.emit(routine.key)

        text = self.tr("Start")
        button = PrimaryButton(self._look, text, start) if stands_out else Button(text, "", start)
        button.setAccessibleName(self.tr("Start {name}").format(name=routine.name))
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        row.addWidget(button)
        return row


def _comes_later(one: RoutineToday) -> tuple[bool, bool]:
    """What a therapist gave this person comes before what everyone has."""
    return one.routine.key != NERVE_GLIDE, not one.offered.own


class LastWeek(Card):
    """The last seven days."""

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Last 7 days"))
        self.strip = WeekStrip(look)
        self.column.addWidget(self.strip)
        self._hint = Label("", "small")
        self.column.addWidget(self._hint)
        self.column.addStretch(1)

    def show_state(self, view: TodayView) -> None:
        """Show the half days; the scores themselves once today has one."""
        days = [cell.half.day for cell in view.week[::2]]
        names = [self.tr("Today") if day == view.today else weekday(day) for day in days]
        self.strip.show_week(view.week, names, with_scores=view.scored_today)
        self._hint.setText(
            self.tr("Morning and evening. A dashed cell has no score.")
            if view.scored_today
            else self.tr("Your scores show here once you have marked today.")
        )


class Welcome(Card):
    """The one card of the first start; it asks nothing that has to be answered."""

    closed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(self.tr("Welcome"))
        text = self.tr(
            "Everything you write stays on this computer. Mark the line above when you are ready. "
            "The app can remind you at 08:00 and 20:00 while it is open."
        )
        self.column.addWidget(Label(text))
        row = FlowLayout()
        row.addWidget(Button(self.tr("Remind me"), "", lambda: self.closed.emit(True)))
        row.addWidget(Button(self.tr("No reminders"), "", lambda: self.closed.emit(False)))
        self.column.addLayout(row)
