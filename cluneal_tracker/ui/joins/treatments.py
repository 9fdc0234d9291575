"""Joins the Treatments screen to the diary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.render import needed_words, result_words, sentences
from cluneal_tracker.render.curve_words import block_curve
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.treatments import TreatmentsView, TreatmentView
from cluneal_tracker.ui.joins.desk import Desk, attempt
from cluneal_tracker.ui.joins.doses import DosesJoin
from cluneal_tracker.ui.joins.effects import EffectsJoin
from cluneal_tracker.ui.joins.saving import Saving
from cluneal_tracker.ui.joins.trend_pictures import block_file
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.widgets.treatment_told import Told
from cluneal_tracker.ui.words import clock_time

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import Format


class TreatmentsJoin:
    """Saves what the form gives and tells what the scores did.

    `folder` is where pictures go: Documents by default.
    """

    interest = (Changed.PAIN | Changed.TREATMENTS | Changed.DOSES | Changed.EFFECTS) | (
        Changed.TRIALS | Changed.SETTINGS
    )

    def __init__(
        self, look: Look, services: Services, desk: Desk, folder: Path | None = None
    ) -> None:
        self._services, self._desk = services, desk
        self.saving = Saving(desk, folder)
        self._phrases = services.content.phrases
        self.widget = screen = TreatmentsScreen(look, self._view())
        screen.form.saved.connect(self._save)
        screen.trials_requested.connect(desk.pages.show_trials)
        screen.ladder_requested.connect(desk.pages.show_ladder)
        shown = screen.list
        shown.ended.connect(self._end)
        shown.removed.connect(self._remove)
        shown.history_requested.connect(desk.pages.show_history)
        shown.blocks_requested.connect(desk.pages.show_blocks)
        shown.score_added.connect(self._add_score)
        shown.curve_saved.connect(self._save_curve)
        shown.curve_saved_as.connect(lambda told, kind: self._save_curve(told, kind, screen))
        self.saving.not_saved.connect(lambda sentence: desk.say(sentence))
        self._doses = DosesJoin(screen, services, desk)
        self._effects = EffectsJoin(screen, services, desk)

    def refresh(self) -> None:
        """Show the treatments as the diary has them."""
        view = self._view()
        trial = self._services.trials.current()
        self.widget.show_trial(trial.words.title if trial else "")
        self._in_use = {one.treatment.id for one in self._services.doses.today()}
        self.widget.show_state(view, [self._told(one, view.treatments) for one in view.treatments])

    def entered(self) -> None:
        """The place was come to; the newest treatment is open already."""

    def write_out(self) -> bool:
        """A form that is half filled is for the person to save; whether there is none."""
        if self.widget.unsaved:
            self._desk.say(self.widget.tr("What you typed at Treatments is not saved yet."))
        return not self.widget.unsaved

    def _view(self) -> TreatmentsView:
        return self._services.treatments.view(self._services.preferences.current.side)

    def _told(self, view: TreatmentView, every: Sequence[TreatmentView]) -> Told:
        treatment, doses = view.treatment, self._services.doses.of(view.treatment.id)
        told = Told(
            view,
            sentences.label(view, self._phrases, year=True),
            doses=tuple(doses[::-1]),
            in_use=treatment.id in self._in_use,
            effects=self._effects.of(treatment),
        )
        return self._needed(told) if treatment.when_needed else self._compared(told, every)

    def _needed(self, told: Told) -> Told:
        """What can be said of something that is taken when it hurts."""
        result = self._services.needed_results.of(told.view)
        return replace(
            told,
            said=needed_words.said(result, self._phrases),
            numbers=tuple(needed_words.numbers(result, self._phrases)),
            answered=result.found.refusal is None,
        )

    def _compared(self, told: Told, every: Sequence[TreatmentView]) -> Told:
        """What can be said of the scores before and after."""
        phrases, result = self._phrases, self._services.results.of(told.view, every)
        said, numbers = result_words.said(result, phrases), result_words.numbers(result, phrases)
        hours = result.hours.day if result.hours and result.hours.relief else None
        curve = None
        if hours is not None and hours.baseline is not None:
            curve = block_curve(told.title, hours, hours.baseline, phrases)
        return replace(
            told,
            said=said,
            numbers=tuple(numbers),
            answered=bool(said.answer) and (result.compared.enough or result.hours is not None),
            curve=curve,
            opinion=partial(self._opinion, told.view, every) if numbers else tuple,
            missed=self._services.block_days.missed(told.view.treatment),
        )

    def _save_curve(self, told: Told, kind: Format, over: QWidget | None = None) -> None:
        if told.curve is not None:
            file = block_file(told.curve, told.view.treatment.first_day)
            self.saving.save_picture(file, kind, self._services.stamp, over)

    def _opinion(self, view: TreatmentView, every: Sequence[TreatmentView]) -> Sequence[str]:
        share = self._services.results.chance(view, every)
        return () if share is None else (result_words.chance_line(share, self._phrases),)

    def _add_score(self, block: Treatment, after: int, at: time, typed: str) -> None:
        """Add a score of the hours after a block at the time it was felt."""
        services = self._services
        try:
            score = VasScore.parse(typed)
            felt = services.block_days.moment(block, after, at)
            services.diary.add(score, felt, block.side)
        except (DiaryError, ValueError) as error:
            # Said beside the fields, in which everything stays.
            self.widget.list.show_wrong_score(str(error))
            return
        said = self.widget.tr("Saved: {score} out of 10, {time}.")
        self._desk.say(said.format(score=score, time=clock_time(felt)), undo=True)

    def _save(self, values: dict[str, Any], edited: Treatment | None) -> None:
        treatments, tr = self._services.treatments, self.widget.tr
        save = partial(treatments.change, edited.id) if edited else treatments.add
        if attempt(lambda: save(**values), self.widget.show_error):
            self.widget.form.close_form()
            self._desk.say(tr("Changed.") if edited else tr("The treatment is added."), undo=True)

    def _end(self, treatment_id: str) -> None:
        if self._desk.attempt(lambda: self._services.treatments.end(treatment_id)):
            self._desk.say(self.widget.tr("Its last day is today."), undo=True)

    def _remove(self, treatment_id: str) -> None:
        if self._desk.attempt(lambda: self._services.treatments.delete(treatment_id)):
            self._desk.say(self.widget.tr("The treatment is removed."), undo=True)
