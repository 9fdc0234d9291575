"""The form for a visit: one to come asks for a word before it, one gone by for what was said."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cluneal_tracker.domain.visit import MOST_AHEAD, Visit, evening_before
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.strip import Strip

_TEXT_HEIGHT = 88


class VisitForm(Card):
    """Adds a visit or changes one.

    `saved` carries the values by name and the visit they belong to, None for a new one. Nothing
    that was typed is cleared before `close_form`.
    """

    saved = Signal(object, object)
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Add a visit"))
        self._edited: Visit | None = None
        self._filled: dict[str, Any] = {}
        self._now = datetime.combine(date.min, time.min)
        self._questions = ""
        self.day = DayEdit(self.tr("Day"))
        self.day.day_chosen.connect(self._show_parts)
        self.timed = QCheckBox(self.tr("At"))
        self.timed.setAccessibleName(self.tr("At a time"))
        self.at = ClockEdit()
        self.at.setAccessibleName(self.tr("Time of the visit"))
        self.timed.toggled.connect(self.at.setEnabled)
        self.whom = QLineEdit()
        self.remind = QCheckBox(self.tr("Remind me the evening before"))
        self.take = QCheckBox("")
        self.asked, self.said = QPlainTextEdit(), QPlainTextEdit()
        self.error = Strip("error")
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        for field in (self.asked, self.said):
            field.setTabChangesFocus(True)
            field.setFixedHeight(_TEXT_HEIGHT)
        when = QWidget()
        row = FlowLayout()
        when.setLayout(row)
        row.addWidget(self.day)
        row.addWidget(self.timed)
        row.addWidget(self.at)
        self._asked = _row(self.tr("What you asked"), self.asked)
        self._said = _row(self.tr("What was said"), self.said)
        self.save = PrimaryButton(look, self.tr("Save"), self._save)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(Button(self.tr("Cancel"), "", self.close_form))
        buttons.addStretch(1)
        self.column.addWidget(_row(self.tr("Day and time"), when))
        self.column.addWidget(_row(self.tr("With"), self.whom))
        for part in (self.remind, self._asked, self.take, self._said, self.error):
            self.column.addWidget(part)
        self.column.addLayout(buttons)

    def open_form(self, visit: Visit | None, now: datetime, questions: str) -> None:
        """Begin a new visit, or change one; `questions` wait, one a line. `now` is a local time."""
        self._edited, self._now, self._questions = visit, now, questions.strip()
        today = now.date()
        self.day.show_day(visit.day if visit else today, today + MOST_AHEAD)
        at = visit.at if visit else None
        self.at.setTime(QTime(at.hour, at.minute) if at else QTime(9, 0))
        self.timed.setChecked(at is not None)
        self.at.setEnabled(at is not None)
        self.whom.setText(visit.whom if visit else "")
        self.remind.setChecked(visit.remind if visit else True)
        self.asked.setPlainText(visit.asked if visit else "")
        self.said.setPlainText(visit.said if visit else "")
        self.take.setChecked(False)
        count = len(self._questions.splitlines())
        several = self.tr("I asked the {count} questions that wait on my page.")
        one = self.tr("I asked the question that waits on my page.")
        self.take.setText(one if count == 1 else several.format(count=count))
        self.heading.setText(self.tr("Change this visit") if visit else self.tr("Add a visit"))
        self.error.say("")
        self._show_parts()
        self._filled = self._values()
        self.show()
        self.day.setFocus()

    @property
    def unsaved(self) -> bool:
        """Whether something was given that opening the form anew would lose."""
        return not self.isHidden() and self._values() != self._filled

    def close_form(self) -> None:
        """Put the form away."""
        self._edited = None
        self.hide()
        self.closed.emit()

    def _show_parts(self) -> None:
        """A visit to come has no answers yet, and one gone by no evening before."""
        been = self.day.day <= self._now.date()
        self.remind.setVisible(self._now < evening_before(self.day.day))
        self.take.setVisible(been and bool(self._questions))
        for part in (self._asked, self._said):
            part.setVisible(been)

    def _save(self) -> None:
        values = self._values()
        if self._edited is not None and values == self._filled:
            self.close_form()
        else:
            self.saved.emit(values, self._edited)

    def _values(self) -> dict[str, Any]:
        at = self.at.time()
        been = self.day.day <= self._now.date()
        return {
            "day": self.day.day,
            "at": time(at.hour(), at.minute()) if self.timed.isChecked() else None,
            "whom": self.whom.text().strip(),
            "remind": self.remind.isChecked(),
            "asked": self.asked.toPlainText().strip(),
            "said": self.said.toPlainText().strip(),
            "with_questions": been and self.take.isChecked(),
        }


def _row(words: str, field: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(words, "strong"))
    column.addWidget(field)
    if not field.accessibleName():
        field.setAccessibleName(words)
    return part
