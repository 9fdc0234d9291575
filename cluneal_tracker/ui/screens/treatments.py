"""Treatments: what was tried, and what the scores did around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.render.curve_plan import Curve
from cluneal_tracker.services.treatments import TreatmentsView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.curve_part import CurvePart
from cluneal_tracker.ui.widgets.dose_form import DoseForm
from cluneal_tracker.ui.widgets.dose_list import DoseList
from cluneal_tracker.ui.widgets.effect_form import EffectForm
from cluneal_tracker.ui.widgets.effect_list import EffectList
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.missed_score import MissedScore
from cluneal_tracker.ui.widgets.more_lines import MoreLines
from cluneal_tracker.ui.widgets.treatment_form import TreatmentForm
from cluneal_tracker.ui.widgets.treatment_told import Told, answer_lines, groups, to_open
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs
from cluneal_tracker.ui.words import short_day


class TreatmentsScreen(Page):
    """The newest treatment on top and open; the form comes above the list.

    `saved` carries values by name and the treatment that was changed (None for a new one);
    `ended`, `history_requested`, `blocks_requested` and `removed` carry an id. So does `taken`, for
    a treatment that was taken just now; `dose_asked_for` carries the treatment and the dose to
    change, None for a new one. `dose_saved` carries the values, an id (of the treatment for a new
    dose, else of the dose) and whether it is new. So it is with side effects. `score_added`
    carries a block, the check-in in minutes after it, the time, and the score as it was typed.
    `curve_saved` and `curve_saved_as` carry what is told of a block, and the kind of file.
    """

    saved = Signal(object, object)
    ended = Signal(str)
    history_requested = Signal(str)
    removed = Signal(str)
    trials_requested = Signal()
    taken = Signal(str)
    dose_asked_for = Signal(object, object)
    dose_saved = Signal(object, str, bool)
    dose_removed = Signal(str)
    effect_asked_for = Signal(object, object)
    effect_saved = Signal(object, str, bool)
    effect_ended = Signal(str)
    effect_removed = Signal(str)
    ladder_requested = Signal()
    blocks_requested = Signal(str)
    score_added = Signal(object, int, object, str)
    curve_saved = Signal(object, str)
    curve_saved_as = Signal(object, str)

    def __init__(self, look: Look, view: TreatmentsView) -> None:
        super().__init__()
        self._look, self._view = look, view
        self.add = PrimaryButton(look, self.tr("Add a treatment"), self.open_new)
        self.trial = Button(self.tr("Plan a trial"), "", self.trials_requested.emit)
        self.ladder = Button(self.tr("The ladder"), "", self.ladder_requested.emit)
        self.title_row(Label(self.tr("Treatments"), "title"), self.ladder, self.trial, self.add)
        self.form = TreatmentForm(look, view)
        self.form.saved.connect(self.saved)
        self.form.closed.connect(self._go_on)
        self.form.hide()
        self.dose_form = DoseForm(look)
        self.dose_form.saved.connect(self.dose_saved)
        self.effect_form = EffectForm(look)
        self.effect_form.saved.connect(self.effect_saved)
        for side_form in (self.dose_form, self.effect_form):
            side_form.closed.connect(self._go_on)
        self._empty = self._make_empty()
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self._shown: dict[str, tuple[list[Told], FoldCard]] = {}
        # The treatments of which all times were asked for.
        self._all_times: set[str] = set()
        self._adding: MissedScore | None = None
        for form in self._forms:
            self.column.addWidget(form)
        self.column.addWidget(self._empty)
        self.column.addLayout(self._list)
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
        """Show the list; what the person opened stays open, and what is new at the top opens."""
        self._view = view
        self._empty.setVisible(not told)
        self.what_is.setVisible(any(one.said.answer for one in told))
        known, opened = self._shown, to_open(told)
        self._shown = {}
        for key, group in groups(told).items():
            before = known.pop(key, None)
            if before is not None and before[0] == group:
                card = before[1]
            else:
                card = self._card(group)
                card.open(before[1].opened if before else key == opened)
            self._list.addWidget(card)
            self._shown[key] = (group, card)
            if before is not None and before[1] is not card:
                _drop(before[1])
        for _, card in known.values():
            _drop(card)

    def show_trial(self, trial: str) -> None:
        """Name the trial that is under way or planned; empty for none."""
        self.trial.setText(self.tr("Your trial") if trial else self.tr("Plan a trial"))
        self.trial.setAccessibleDescription(trial)

    def show_error(self, sentence: str) -> None:
        """Say what is missing, beside the form; nothing in it is cleared."""
        error = next(form for form in self._forms if not form.isHidden()).error
        error.say(sentence)
        # Once the sentence has its place.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(error))

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

    def _effects(self, one: Told) -> EffectList:
        effects = EffectList(one.effects, one.title)
        effects.edit_requested.connect(partial(self.effect_asked_for.emit, one.view.treatment))
        effects.ended.connect(self.effect_ended)
        effects.history_requested.connect(self.history_requested)
        effects.removed.connect(self.effect_removed)
        return effects

    @property
    def _forms(self) -> tuple[TreatmentForm, DoseForm, EffectForm]:
        return self.form, self.dose_form, self.effect_form

    @property
    def cards(self) -> list[FoldCard]:
        """The cards from top to bottom."""
        return [card for _, card in self._shown.values()]

    def _card(self, group: Sequence[Told]) -> FoldCard:
        first = group[0]
        if first.is_visit:
            return self._visits_card(group)
        card = FoldCard(self._look, first.title)
        lines, actions = self._lines(first), self._actions(first.view.treatment)
        more = MoreLines(first.numbers, first.title, first.opinion) if first.numbers else None
        card.add_part(lines, actions, first.title, more, self._picture(first))
        if first.effects:
            card.inside.insertWidget(card.inside.count() - 1, self._effects(first))
        if first.missed:
            missed = MissedScore(first.missed, first.title)
            missed.added.connect(partial(self._ask_to_add, missed, first.view.treatment))
            card.inside.addWidget(missed)
        return card

    def _ask_to_add(
        self, form: MissedScore, block: Treatment, after: int, at: time, score: str
    ) -> None:
        self._adding = form
        self.score_added.emit(block, after, at, score)

    def show_wrong_score(self, sentence: str) -> None:
        """Say beside the score that was to be added what is wrong with it."""
        if self._adding is not None:
            self._adding.show_error(sentence)

    def _picture(self, one: Told) -> QWidget | None:
        """What stands between the sentences and what can be done."""
        if one.view.treatment.when_needed or one.doses:
            return self._doses(one)
        return self._curve_part(one, one.curve) if one.curve else None

    def _curve_part(self, told: Told, curve: Curve) -> CurvePart:
        part = CurvePart(self._look)
        # What is shown before it has a place would come up as a window of its own.
        part.setParent(self)
        part.show_curve(curve)
        part.save_requested.connect(partial(self.curve_saved.emit, told))
        part.save_as_requested.connect(partial(self.curve_saved_as.emit, told))
        return part

    def _doses(self, one: Told) -> DoseList:
        treatment = one.view.treatment
        doses = DoseList(
            one.doses, treatment.name, in_use=one.in_use, can_add=treatment.when_needed
        )
        doses.taken.connect(partial(self.taken.emit, treatment.id))
        doses.add_requested.connect(partial(self.dose_asked_for.emit, treatment, None))
        doses.edit_requested.connect(partial(self.dose_asked_for.emit, treatment))
        doses.history_requested.connect(self.history_requested)
        doses.removed.connect(self.dose_removed)
        if treatment.id in self._all_times:
            doses.open()
        doses.more.clicked.connect(lambda: self._all_times.add(treatment.id))
        return doses

    def _visits_card(self, visits: Sequence[Told]) -> FoldCard:
        name, count = visits[0].view.kind_name, len(visits)
        form = self.tr("{name}, 1 visit") if count == 1 else self.tr("{name}, {count} visits")
        card = FoldCard(self._look, form.format(name=name, count=count))
        first = visits[-1]
        if first.said.answer:
            asked = self.tr("Did it help? Before the first visit and after it:")
            card.add_lines(answer_lines(asked, first.said))
        for one in visits:
            treatment = one.view.treatment
            lines = [(short_day(treatment.first_day), "strong"), *self._lines(one)]
            card.add_row(lines, self._actions(treatment), one.title)
        return card

    def _lines(self, one: Told) -> list[tuple[str, str]]:
        treatment, lines = one.view.treatment, list[tuple[str, str]]()
        if one.said.answer and not one.is_visit:
            lines += answer_lines(self.tr("Did it help?"), one.said)
        if treatment.kind is TreatmentKind.BLOCK and treatment.dose:
            lines.append((treatment.dose, ""))
        if one.is_visit:
            lines += [(effect.words, "") for effect in one.effects]
        if treatment.note:
            lines.append((self.tr("Note: {text}").format(text=treatment.note), ""))
        return lines

    def _actions(self, treatment: Treatment) -> dict[str, Callable[[], None]]:
        actions: dict[str, Callable[[], None]] = {
            self.tr("Edit"): partial(self._open_edit, treatment)
        }
        if treatment.goes_on and treatment.last_day is None:
            actions[self.tr("It ended today")] = partial(self.ended.emit, treatment.id)
        if treatment.kind is TreatmentKind.BLOCK:
            actions[self.tr("Side by side")] = partial(self.blocks_requested.emit, treatment.id)
        if treatment.kind is not TreatmentKind.PHYSIO:
            ask = partial(self.effect_asked_for.emit, treatment, None)
            actions[self.tr("Add a side effect")] = ask
        return actions | {
            self.tr("History"): partial(self.history_requested.emit, treatment.id),
            self.tr("Remove"): partial(self.removed.emit, treatment.id),
        }

    def _open_edit(self, treatment: Treatment) -> None:
        if self._make_room():
            self.form.open_edit(treatment, self._view)

    def _make_room(self) -> bool:
        """Put the forms away; one that holds what is not saved yet stays, and says so."""
        for form in self._forms:
            if form.unsaved:
                self.show_error(self.tr("This is not saved yet. Save it or cancel it first."))
                return False
        for form in self._forms:
            form.hide()
        self.verticalScrollBar().setValue(0)
        return True


def _drop(card: FoldCard) -> None:
    card.hide()
    card.deleteLater()
