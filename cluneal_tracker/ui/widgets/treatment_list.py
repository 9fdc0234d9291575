"""The list of treatments, a card for each: what was tried, and what the scores did around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.render.curve_plan import Curve
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.curve_part import CurvePart
from cluneal_tracker.ui.widgets.dose_list import DoseList
from cluneal_tracker.ui.widgets.effect_list import EffectList
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.missed_score import MissedScore
from cluneal_tracker.ui.widgets.more_lines import MoreLines
from cluneal_tracker.ui.widgets.treatment_told import Told, answer_lines, groups, to_open
from cluneal_tracker.ui.words import short_day


class TreatmentList(QWidget):
    """The newest treatment on top and open; all visits to the physio share a card.

    `edit_requested` carries a treatment; `ended`, `history_requested`, `blocks_requested` and
    `removed` carry an id, and so does `taken`, for a treatment that was taken just now.
    `dose_asked_for` carries the treatment and the dose to change, None for a new one, and
    `effect_asked_for` likewise a side effect. `score_added` carries a block, the check-in in
    minutes after it, the time, and the score as it was typed. `curve_saved` and `curve_saved_as`
    carry what is told of a block, and the kind of file.
    """

    edit_requested = Signal(object)
    ended = Signal(str)
    history_requested = Signal(str)
    removed = Signal(str)
    blocks_requested = Signal(str)
    taken = Signal(str)
    dose_asked_for = Signal(object, object)
    dose_removed = Signal(str)
    effect_asked_for = Signal(object, object)
    effect_ended = Signal(str)
    effect_removed = Signal(str)
    score_added = Signal(object, int, object, str)
    curve_saved = Signal(object, str)
    curve_saved_as = Signal(object, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._shown: dict[str, tuple[list[Told], FoldCard]] = {}
        # The treatments of which all times were asked for.
        self._all_times: set[str] = set()
        self._adding: MissedScore | None = None

    @property
    def cards(self) -> list[FoldCard]:
        """The cards from top to bottom."""
        return [card for _, card in self._shown.values()]

    def show_state(self, told: Sequence[Told]) -> None:
        """Show the list; what the person opened stays open, and what is new at the top opens."""
        known, opened = self._shown, to_open(told)
        self._shown = {}
        for key, group in groups(told).items():
            before = known.pop(key, None)
            if before is not None and before[0] == group:
                card = before[1]
            else:
                card = self._card(group)
                card.open(before[1].opened if before else key == opened)
            self._column.addWidget(card)
            self._shown[key] = (group, card)
            if before is not None and before[1] is not card:
                _drop(before[1])
        for _, card in known.values():
            _drop(card)

    def show_wrong_score(self, sentence: str) -> None:
        """Say beside the score that was to be added what is wrong with it."""
        if self._adding is not None:
            self._adding.show_error(sentence)

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

    def _effects(self, one: Told) -> EffectList:
        effects = EffectList(one.effects, one.title)
        effects.edit_requested.connect(partial(self.effect_asked_for.emit, one.view.treatment))
        effects.ended.connect(self.effect_ended)
        effects.history_requested.connect(self.history_requested)
        effects.removed.connect(self.effect_removed)
        return effects

    def _ask_to_add(
        self, form: MissedScore, block: Treatment, after: int, at: time, score: str
    ) -> None:
        self._adding = form
        self.score_added.emit(block, after, at, score)

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
            self.tr("Edit"): partial(self.edit_requested.emit, treatment)
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


def _drop(card: FoldCard) -> None:
    card.hide()
    card.deleteLater()
