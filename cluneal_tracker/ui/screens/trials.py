"""Trials of one's own: the plan, the one under way, and what came of those that are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.services.trials import TrialOutcome
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label, PrimaryButton, clear
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.more_lines import MoreLines
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.trial_form import TrialForm
from cluneal_tracker.ui.widgets.trial_picture import TrialPicture
from cluneal_tracker.ui.widgets.trial_strip import Calendar
from cluneal_tracker.ui.widgets.trial_under_way import TrialUnderWay


@dataclass(frozen=True, slots=True)
class TrialTold:
    """A trial that is over, in sentences: the answer first, then what stands behind it."""

    outcome: TrialOutcome
    title: str
    said: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrialsPageView:
    """The trial that is planned or under way, told in `lines`, and those that are over."""

    today: date
    current: OwnTrial | None
    lines: tuple[str, ...]
    over: tuple[TrialTold, ...]


class TrialsScreen(FullPage):
    """`plan_changed` and `started` ask to look into the form; the others carry an id or nothing."""

    plan_changed = Signal()
    started = Signal()
    stopped = Signal()
    history_requested = Signal(str)
    removed = Signal(str)

    def __init__(
        self, look: Look, today: date, side: Side, cautions: Sequence[str], rules: Sequence[str]
    ) -> None:
        super().__init__(self.tr("Your trials"))
        self._look, self._shown = look, tuple[TrialTold, ...]()
        self.under_way = TrialUnderWay(look, rules)
        self.under_way.stopped.connect(self.stopped)
        self.under_way.history_requested.connect(self.history_requested)
        self.form = TrialForm(look, today, side)
        self.form.changed.connect(self.plan_changed)
        self.plan = QWidget()
        self._lay_out_plan(cautions, rules)
        self.stopped_note = Strip("notice")
        self._over = QVBoxLayout()
        self._over.setSpacing(16)
        self.column.addWidget(self.stopped_note)
        self.column.addWidget(self.under_way)
        self.column.addLayout(self._over)
        self.column.addWidget(self.plan)
        self.column.addStretch(1)

    def _lay_out_plan(self, cautions: Sequence[str], rules: Sequence[str]) -> None:
        column = QVBoxLayout(self.plan)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Label(self.tr("Plan a trial"), "heading"))
        idea = self.tr(
            "You live two ways by turns. The app draws the order, so that neither has an advantage."
        )
        column.addWidget(Label(idea))
        column.addWidget(Label(" ".join(cautions), "strong"))
        column.addWidget(self.form)
        self._preview = Card(self.tr("How it will be"))
        self._problem = Label("", "error")
        self._lines, self._strip = QVBoxLayout(), QVBoxLayout()
        self._preview.column.addWidget(self._problem)
        self._preview.column.addLayout(self._lines)
        self._preview.column.addLayout(self._strip)
        column.addWidget(self._preview)
        judged = Card(self.tr("How it is judged"))
        for line in rules:
            judged.column.addWidget(Label(line))
        column.addWidget(judged)
        self.error = Strip("error")
        column.addWidget(self.error)
        self.start = PrimaryButton(self._look, self.tr("Draw the order and begin"))
        self.start.clicked.connect(self._start)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, view: TrialsPageView) -> None:
        """Show where things stand; what is written in the form stays."""
        current = view.current
        self.under_way.setVisible(current is not None)
        self.plan.setVisible(current is None)
        if current is not None:
            self.stopped_note.say("")
            self.under_way.show_state(current, view.today, view.lines)
        if view.over != self._shown:
            self._shown = view.over
            clear(self._over)
            for number, told in enumerate(view.over):
                self._over.addWidget(self._card(told, opened=not number and current is None))

    def show_stopped(self, sentence: str) -> None:
        """Say what was stopped and how far it went, in the place where it was."""
        self.stopped_note.say(sentence)
        self.back.setFocus()
        self.verticalScrollBar().setValue(0)

    def show_plan(self, lines: Sequence[str], calendar: Calendar) -> None:
        """Show what the plan asks for, with its days."""
        self._problem.hide()
        _fill(self._lines, lines)
        clear(self._strip)
        self._strip.addWidget(TrialPicture(self._look, calendar, " ".join(lines)))
        self.error.say("")

    def show_problem(self, sentence: str) -> None:
        """Say why there is no plan to show."""
        _fill(self._lines, ())
        clear(self._strip)
        self._problem.setText(sentence)
        self._problem.show()

    def show_error(self, sentence: str) -> None:
        """Say why it did not begin; nothing that is written is cleared."""
        self.error.say(sentence)
        self.ensureWidgetVisible(self.error)

    def _start(self) -> None:
        if self.form.tell():
            self.started.emit()
        else:
            self.show_error(self.tr("Something is missing above. It is marked there."))

    def _card(self, told: TrialTold, *, opened: bool) -> FoldCard:
        trial = told.outcome.trial
        card = FoldCard(self._look, told.title)
        lines = [(line, "") for line in told.said[:1]]
        lines += [(line, "muted") for line in told.said[1:]]
        actions = {
            self.tr("History"): partial(self.history_requested.emit, trial.id),
            self.tr("Remove"): partial(self.removed.emit, trial.id),
        }
        calendar = Calendar.drawn(trial, trial.course.last_day)
        picture = TrialPicture(self._look, calendar, " ".join(told.said), outcome=told.outcome)
        more = MoreLines(told.numbers, told.title) if told.numbers else None
        card.add_part(lines, actions, told.title, more, picture)
        card.open(opened)
        return card


def _fill(layout: QVBoxLayout, lines: Sequence[str]) -> None:
    clear(layout)
    for line in lines:
        layout.addWidget(Label(line))
