"""The form for something that was taken at another time than now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.form_card import FormCard, NoteField, field_row


class DoseForm(FormCard):
    """Adds a dose or changes one; `saved` carries its wall-clock time as `at`, and its note.

    The values of a new one also name its treatment, as `treatment_id`.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._treatment_id = ""
        self.day = DayEdit(self.tr("Day"))
        self.clock = ClockEdit()
        self.clock.setAccessibleName(self.tr("Time"))
        self.note = NoteField()
        moment = QWidget()
        row = FlowLayout()
        moment.setLayout(row)
        row.addWidget(self.day)
        row.addWidget(self.clock)
        moment.setAccessibleName(self.tr("Day and time"))
        self._finish(
            look,
            field_row(self.tr("Day and time"), moment),
            field_row(self.tr("Note"), self.note),
        )

    def open_new(self, treatment_id: str, name: str, now: datetime) -> None:
        """Begin a dose of a treatment with a name, as one of `now` by the wall clock."""
        self._treatment_id = treatment_id
        self._fill(now, now.date(), "")
        self._begin(self.tr("When did you take it?"), None, name)
        self.day.setFocus()

    def open_edit(self, dose: Dose, name: str, now: datetime) -> None:
        """Change a dose of a treatment with a name."""
        self._treatment_id = dose.treatment
        at = dose.taken.at.replace(tzinfo=None)
        self._fill(at, max(at.date(), now.date()), dose.note)
        self._begin(self.tr("Change when you took it"), dose, name)
        self.day.setFocus()

    def _fill(self, at: datetime, latest: date, note: str) -> None:
        self.day.show_day(at.date(), latest)
        self.clock.show_at(at.time())
        self.note.setPlainText(note)

    def _values(self) -> dict[str, Any]:
        day, at = self.day.day, self.clock.at
        return {
            "treatment_id": self._treatment_id,
            "at": None if day is None or at is None else datetime.combine(day, at),
            "note": self.note.text,
        }
