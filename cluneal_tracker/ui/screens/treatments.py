"""Treatments: what was tried, and what the scores did around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QTimer, Signal

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.services.treatments import TreatmentsView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.dose_form import DoseForm
from cluneal_tracker.ui.widgets.effect_form import EffectForm
from cluneal_tracker.ui.widgets.treatment_form import TreatmentForm
from cluneal_tracker.ui.widgets.treatment_list import TreatmentList
from cluneal_tracker.ui.widgets.treatment_told import Told
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs


class TreatmentsScreen(Page):
    """The forms come above the list, one at a time; their signals and its tell what is wanted."""

    trials_requested = Signal()
    ladder_requested = Signal()

    def __init__(self, look: Look, view: TreatmentsView) -> None:
        super().__init__()
        self._view = view
        self.add = PrimaryButton(look, self.tr("Add a treatment"), self.open_new)
        self.trial = Button(self.tr("Plan a trial"), "", self.trials_requested.emit)
        self.ladder = Button(self.tr("The ladder"), "", self.ladder_requested.emit)
        self.title_row(Label(self.tr("Treatments"), "title"), self.ladder, self.trial, self.add)
        self.form, self.dose_form = TreatmentForm(look, view), DoseForm(look)
        self.effect_form = EffectForm(look)
        for form in self._forms:
            form.closed.connect(self._go_on)
            form.refused.connect(self.come_to)
            self.column.addWidget(form)
        self._empty = self._make_empty()
        self.column.addWidget(self._empty)
        self.list = TreatmentList(look)
        self.list.edit_requested.connect(self._open_edit)
        self.column.addWidget(self.list)
        self.what_is = WhatIs(Term.MIDDLE_SCORE, Term.GUIDE)
        self.what_is.hide()
        self.column.addWidget(self.what_is)

    def _go_on(self) -> None:
        """Back at the top, where the form was, once the list has its place."""
        self.add.setFocus()
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))

    def _make_empty(self) -> Card:
        card = Card(self.tr("Nothing here yet"))
        card.column.addWidget(
            Label(
                self.tr(
                    "Add a block, a medicine or a visit to the physio. "
                    "Then you see your scores from before and after it."
                )
            )
        )
        return card

    def show_state(self, view: TreatmentsView, told: Sequence[Told]) -> None:
        """Show the list, or where there is nothing yet what can be added."""
        self._view = view
        self._empty.setVisible(not told)
        self.list.setVisible(bool(told))
        self.what_is.setVisible(any(one.said.answer for one in told))
        self.list.show_state(told)

    def show_trial(self, trial: str) -> None:
        """Name the trial that is under way or planned; empty for none."""
        self.trial.setText(self.tr("Your trial") if trial else self.tr("Plan a trial"))
        self.trial.setAccessibleDescription(trial)

    def show_error(self, sentence: str) -> None:
        """Say what is missing, beside the form; nothing in it is cleared."""
        error = next(form for form in self._forms if not form.isHidden()).error
        error.say(sentence)
        self.come_to(error)

    def open_new(self, kind: TreatmentKind | None = None) -> None:
        """Open the form for a new treatment, of a kind where that is known."""
        if self._make_room():
            self.form.open_new(self._view, kind)

    def open_dose(self, treatment: Treatment, dose: Dose | None, now: datetime) -> None:
        """Open the form for a time it was taken, a new one by the wall clock of `now`."""
        if not self._make_room():
            return
        if dose is None:
            self.dose_form.open_new(treatment.id, treatment.name, now)
        else:
            self.dose_form.open_edit(dose, treatment.name, now)

    def open_effect(
        self, treatment: str, name: str, effect: SideEffect | None, today: date
    ) -> None:
        """Open the form for a side effect of a treatment, a new one where there is none yet."""
        if not self._make_room():
            return
        if effect is None:
            self.effect_form.open_new(treatment, name, today)
        else:
            self.effect_form.open_edit(effect, name, today)

    @property
    def unsaved(self) -> bool:
        """Whether a form holds what is not saved yet."""
        return any(form.unsaved for form in self._forms)

    @property
    def _forms(self) -> tuple[TreatmentForm, DoseForm, EffectForm]:
        return self.form, self.dose_form, self.effect_form

    def _open_edit(self, treatment: Treatment) -> None:
        if self._make_room():
            self.form.open_edit(treatment, self._view)

    def _make_room(self) -> bool:
        """Put the forms away; one that holds what is not saved yet stays, and says so."""
        if self.unsaved:
            self.show_error(self.tr("This is not saved yet. Save it or cancel it first."))
            return False
        for form in self._forms:
            form.hide()
        self.verticalScrollBar().setValue(0)
        return True
