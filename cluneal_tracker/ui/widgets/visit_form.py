"""The form for a visit: one to come asks for a word before it, one gone by for what was said."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cluneal_tracker.domain.visit import MOST_AHEAD, Visit, evening_before
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.form_card import FormCard, NoteField, field_row

_USUAL = time(9)


class VisitForm(FormCard):
    """Adds a visit or changes one; `with_questions` tells that what waits on the page was asked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
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
        self.asked, self.said = NoteField(), NoteField()
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        when, row = QWidget(), FlowLayout()
        when.setLayout(row)
        for part in (self.day, self.timed, self.at):
            row.addWidget(part)
        self._asked = field_row(self.tr("What you asked"), self.asked)
        self._said = field_row(self.tr("What was said"), self.said)
        self._finish(
            look,
            field_row(self.tr("Day and time"), when),
            field_row(self.tr("With"), self.whom),
            self.remind,
            self._asked,
            self.take,
            self._said,
        )

    def open_form(self, visit: Visit | None, now: datetime, questions: str) -> None:
        """Begin a new visit, or change one; `questions` wait, one a line. `now` is a local time."""
        self._now, self._questions = now, questions.strip()
        today = now.date()
        self.day.show_day(visit.day if visit else today, today + MOST_AHEAD)
        at = visit.at if visit else None
        self.at.show_at(at or _USUAL)
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
        self._show_parts()
        self._begin(self.tr("Change this visit") if visit else self.tr("Add a visit"), visit)
        self.day.setFocus()

    def _show_parts(self) -> None:
        """A visit to come has no answers yet, and one gone by no evening before."""
        day = self.day.day
        if day is None:
            return
        been = day <= self._now.date()
        self.remind.setVisible(self._now < evening_before(day))
        self.take.setVisible(been and bool(self._questions))
        for part in (self._asked, self._said):
            part.setVisible(been)

    def _values(self) -> dict[str, Any]:
        day = self.day.day
        been = day is not None and day <= self._now.date()
        return {
            "day": day,
            "at": self.at.at if self.timed.isChecked() else None,
            "whom": self.whom.text().strip(),
            "remind": self.remind.isChecked(),
            "asked": self.asked.text,
            "said": self.said.text,
            "with_questions": been and self.take.isChecked(),
        }
