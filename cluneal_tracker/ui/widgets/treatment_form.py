"""The form for a treatment: its kind first, then only what that kind asks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.services.treatments import TreatmentsView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.chips import Choice, SideChoice
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.form_card import FormCard, NoteField, field_row, switched

_TURNING = {kind for kind in TreatmentKind if kind.is_turning_point}
_MEDICINE, _OTHER = TreatmentKind.MEDICINE, TreatmentKind.OTHER
_NAMED = {_MEDICINE, _OTHER}


class TreatmentForm(FormCard):
    """Adds a treatment or changes one; `saved` carries what its kind asks for."""

    def __init__(self, look: Look, view: TreatmentsView) -> None:
        super().__init__()
        self._hints = {TreatmentKind(kind.key): kind.hint for kind in view.kinds}
        kinds = {TreatmentKind(kind.key): kind.name for kind in view.kinds}
        nerves = {Nerve(nerve.key): nerve.name for nerve in view.nerves}
        self.kinds = Choice(kinds, self.tr("Kind"), flows=True)
        self.kinds.chosen.connect(self._show_kind)
        self._hint = Label("", "muted")
        self.name, self.dose, self.operator = QLineEdit(), QLineEdit(), QLineEdit()
        self._day_name = Label("", "strong")
        self.day = DayEdit(self.tr("Day"))
        self.ended = QCheckBox(self.tr("It has a last day"))
        self.last_day = DayEdit(self.tr("Last day"))
        self.ended.toggled.connect(self.last_day.setEnabled)
        self.timed = QCheckBox(self.tr("Follow its first day, from"))
        self.given_at = ClockEdit()
        self.given_at.setAccessibleName(self.tr("Time of the block"))
        self.timed.toggled.connect(self.given_at.setEnabled)
        self.guidance = Choice(
            {
                Guidance.ULTRASOUND: self.tr("Ultrasound"),
                Guidance.XRAY: self.tr("X-ray"),
                Guidance.TOUCH: self.tr("By touch"),
                Guidance.UNKNOWN: self.tr("Not known"),
            },
            self.tr("Guided by"),
            flows=True,
        )
        self.sides = SideChoice()
        self.nerves = Choice(nerves, self.tr("Nerve"), flows=True)
        self.note = NoteField()
        taken = {False: self.tr("Regularly"), True: self.tr("When it hurts")}
        self.needed = Choice(taken, self.tr("When you take it"), flows=True)
        self.needed.chosen.connect(lambda _: self._show_kind(self.kinds.choice))
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        self._end = switched(self.ended, self.last_day)
        every, turning = set(TreatmentKind), _TURNING
        block = {TreatmentKind.BLOCK}
        # Each part with its words and the kinds that ask for it.
        self._parts = [
            (field_row(self.tr("Name"), self.name), _NAMED),
            (field_row(self.tr("When you take it"), self.needed), _NAMED),
            (field_row(self.tr("Dose"), self.dose), {_MEDICINE, TreatmentKind.BLOCK}),
            (field_row(self._day_name, self.day, wide=False), every),
            (self._end, _NAMED),
            (self._time_row(), block),
            (field_row(self.tr("Side"), self.sides, wide=False), turning),
            (field_row(self.tr("Nerve"), self.nerves), turning),
            (field_row(self.tr("Guided by"), self.guidance), block),
            (field_row(self.tr("Given by"), self.operator), block),
            (field_row(self.tr("Note"), self.note), every),
        ]
        self._finish(look, self.kinds, self._hint, *(part for part, _ in self._parts))

    def _time_row(self) -> QWidget:
        hint = self.tr(
            "You are asked for your pain after 5, 15, 30 and 60 minutes, "
            "then after 2, 3, 4, 6 and 24 hours."
        )
        return switched(self.timed, self.given_at, Label(hint, "muted"))

    def open_new(self, view: TreatmentsView, kind: TreatmentKind | None = None) -> None:
        """Begin a new treatment, of a kind where that is known."""
        self._fill(view, None, kind)
        self.kinds.show()
        self._begin(self.tr("Add a treatment"), None)
        self.kinds.focusNextChild()

    def open_edit(self, treatment: Treatment, view: TreatmentsView) -> None:
        """Change a treatment."""
        self._fill(view, treatment)
        self.kinds.hide()
        self._begin(self.tr("Change this treatment"), treatment)
        self.day.setFocus()

    def _fill(
        self, view: TreatmentsView, treatment: Treatment | None, kind: TreatmentKind | None = None
    ) -> None:
        self.name.setText(treatment.name if treatment else "")
        self.dose.setText(treatment.dose if treatment else "")
        self.operator.setText(treatment.operator if treatment else "")
        self.note.setPlainText(treatment.note if treatment else "")
        # A day ahead, as a prescription may have, stays; only new ones end with today.
        first_day = treatment.first_day if treatment else view.today
        last_day = treatment.last_day if treatment else None
        self.day.show_day(first_day, max(first_day, view.latest))
        shown = last_day or view.today
        self.last_day.show_day(shown, max(shown, view.latest))
        self.ended.setChecked(last_day is not None)
        self.last_day.setEnabled(last_day is not None)
        given_at = treatment.given_at if treatment else None
        self.given_at.show_at(given_at or view.now)
        self.timed.setChecked(given_at is not None)
        self.given_at.setEnabled(given_at is not None)
        self.guidance.show_choice((treatment and treatment.guidance) or Guidance.UNKNOWN)
        self.sides.show_choice(treatment.side if treatment else view.side)
        self.nerves.show_choice((treatment and treatment.nerve) or Nerve.UNKNOWN)
        kind = treatment.kind if treatment else kind
        self.needed.show_choice(treatment.when_needed if treatment else False)
        self.kinds.show_choice(kind)
        self._show_kind(kind)

    def _show_kind(self, kind: object) -> None:
        for part, asked in self._parts:
            part.setVisible(kind in asked)
        # What goes on for a while has many days, and this is the first.
        name = self.tr("First day") if kind is _MEDICINE else self.tr("Day")
        self._day_name.setText(name)
        self.day.setAccessibleName(name)
        self._end.setVisible(self._goes_on(kind))
        self._hint.setText(self._hints[TreatmentKind(kind)] if kind else "")
        self._hint.setVisible(kind is not None)
        self.save.setVisible(kind is not None)

    def _goes_on(self, kind: object) -> bool:
        """Whether it is taken until a last day."""
        return kind is _MEDICINE or (kind is _OTHER and self.needed.choice is True)

    def _values(self) -> dict[str, Any]:
        kind = self.kinds.choice
        values: dict[str, Any] = {
            "kind": kind,
            "first_day": self.day.day,
            "note": self.note.text,
        }
        if kind in _TURNING:
            values |= {"side": self.sides.choice, "nerve": self.nerves.choice}
        if kind in _NAMED:
            values["name"] = self.name.text().strip()
            values["when_needed"] = bool(self.needed.choice)
        if kind in (_MEDICINE, TreatmentKind.BLOCK):
            values["dose"] = self.dose.text().strip()
        if kind is TreatmentKind.BLOCK:
            values["given_at"] = self.given_at.at if self.timed.isChecked() else None
            values["guidance"] = self.guidance.choice
            values["operator"] = self.operator.text().strip()
        if self._goes_on(kind):
            values["last_day"] = self.last_day.day if self.ended.isChecked() else None
        return values
