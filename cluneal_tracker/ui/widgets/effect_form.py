"""The form for a side effect of a treatment."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.domain.side_effect import SideEffect, Strength
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.form_card import FormCard, NoteField, field_row, switched


class EffectForm(FormCard):
    """Adds a side effect or changes one.

    The values of a new one also name its treatment, as `treatment_id`.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._treatment_id = ""
        self.what = QLineEdit()
        self.what.setAccessibleName(self.tr("What did you feel?"))
        strengths = {
            Strength.MILD: self.tr("Mild"),
            Strength.MODERATE: self.tr("Moderate"),
            Strength.STRONG: self.tr("Strong"),
        }
        self.strength = Choice(strengths, self.tr("How strong?"), flows=True)
        self.day = DayEdit(self.tr("From"))
        self.over = QCheckBox(self.tr("It is over. Its last day:"))
        self.last_day = DayEdit(self.tr("Last day"))
        self.over.toggled.connect(self.last_day.setEnabled)
        self.note = NoteField()
        self._finish(
            look,
            field_row(self.tr("What did you feel?"), self._what_part()),
            field_row(self.tr("How strong?"), self.strength),
            field_row(self.tr("From"), self.day, wide=False),
            switched(self.over, self.last_day),
            field_row(self.tr("Note"), self.note),
        )

    def _what_part(self) -> QWidget:
        """A field for any words, and some that need no typing."""
        part, offers = QWidget(), FlowLayout()
        part.setAccessibleName(self.tr("What did you feel?"))
        for words in (
            self.tr("Sleepy"),
            self.tr("Dizzy"),
            self.tr("Dry mouth"),
            self.tr("Upset stomach"),
            self.tr("Itchy skin"),
        ):
            offers.addWidget(Button(words, "chip", partial(self.what.setText, words)))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.what)
        column.addLayout(offers)
        return part

    def open_new(self, treatment_id: str, name: str, today: date) -> None:
        """Begin a side effect of a treatment with a name."""
        self._treatment_id = treatment_id
        self._fill("", Strength.MILD, today, None, "", today)
        self._begin(self.tr("Add a side effect"), None, name)
        self.what.setFocus()

    def open_edit(self, effect: SideEffect, name: str, today: date) -> None:
        """Change a side effect of a treatment with a name."""
        self._treatment_id = effect.treatment
        days = effect.first_day, effect.last_day
        self._fill(effect.what, effect.strength, *days, effect.note, today)
        self._begin(self.tr("Change this side effect"), effect, name)
        self.what.setFocus()

    def _fill(
        self,
        what: str,
        strength: Strength,
        first_day: date,
        last_day: date | None,
        note: str,
        today: date,
    ) -> None:
        self.what.setText(what)
        self.strength.show_choice(strength)
        self.day.show_day(first_day, max(first_day, today))
        shown = last_day or today
        self.last_day.show_day(shown, max(shown, today))
        self.over.setChecked(last_day is not None)
        self.last_day.setEnabled(last_day is not None)
        self.note.setPlainText(note)

    def _values(self) -> dict[str, Any]:
        return {
            "treatment_id": self._treatment_id,
            "what": self.what.text().strip(),
            "strength": self.strength.choice,
            "first_day": self.day.day,
            "last_day": self.last_day.day if self.over.isChecked() else None,
            "note": self.note.text,
        }
