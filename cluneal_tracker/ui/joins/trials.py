"""Joins the page of the trials to the diary."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.when import When
from cluneal_tracker.render import trial_day, trial_words
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trials import TrialOutcome, TrialsView
from cluneal_tracker.ui.joins.desk import Desk, attempt
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.trials import TrialsPageView, TrialsScreen, TrialTold
from cluneal_tracker.ui.widgets.trial_form import PlanValues
from cluneal_tracker.ui.widgets.trial_strip import Calendar


@dataclass(slots=True)
class Draft:
    """A plan that was left before it was begun; it is there when the page is opened again."""

    values: PlanValues | None = None


class TrialsJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk, draft: Draft) -> None:
        self._services, self._desk, self._draft = services, desk, draft
        self._phrases = phrases = services.content.phrases
        self.widget = screen = TrialsScreen(
            look,
            When.now(services.clock).day,
            services.preferences.current.side,
            trial_words.caution_lines(phrases),
            trial_words.rule_lines(phrases),
        )
        screen.outdated.connect(self.refresh)
        if draft.values is not None:
            screen.form.show_values(draft.values)
        screen.closed.connect(self._leave)
        screen.plan_changed.connect(self._show_plan)
        screen.started.connect(self._start)
        screen.stopped.connect(self._stop)
        screen.history_requested.connect(desk.pages.show_history)
        screen.removed.connect(self._remove)

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._show_plan()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the trials as the diary has them."""
        view = self._services.trials.view()
        over = tuple(map(self._told, view.over))
        self.widget.show_state(TrialsPageView(view.today, view.current, self._lines(view), over))

    def _lines(self, view: TrialsView) -> tuple[str, ...]:
        """How the trial of now stands."""
        trial, words = view.current, self._phrases["trial"]
        if trial is None:
            return ()
        first, _ = trial_words.span(trial, self._phrases)
        going = trial_words.going_line(trial, self._phrases)
        if view.day is None:
            return (words["begins"].format(day=first), going)
        return (" ".join(trial_day.day_lines(view.day, self._phrases)), going)

    def _told(self, outcome: TrialOutcome) -> TrialTold:
        phrases = self._phrases
        first, last = trial_words.span(outcome.trial, phrases)
        form: str = phrases["trial"]["title"]
        title = form.format(first=first, last=last, name=outcome.trial.words.title)
        said, numbers = trial_words.said(outcome, phrases), trial_words.numbers(outcome, phrases)
        return TrialTold(outcome, title, tuple(said), tuple(numbers))

    def _leave(self) -> None:
        form = self.widget.form
        self._draft.values = form.values if form.written and form.numbers_fit else None
        self._desk.end_full(self.widget)

    def _show_plan(self) -> None:
        """The preview of what is written, names or not."""
        form = self.widget.form
        if not form.numbers_fit:
            self.widget.show_problem(self.widget.tr("A number above is not complete yet."))
            return
        if not form.day_fits:
            self.widget.show_problem(self.widget.tr("The first day above is not one yet."))
            return
        try:
            plan = self._plan(for_preview=True)
        except ValueError as error:
            self.widget.show_problem(str(error))
        else:
            lines = trial_words.plan_lines(plan, self._phrases)
            self.widget.show_plan(lines, Calendar.planned(plan))

    def _plan(self, *, for_preview: bool) -> TrialPlan:
        values = self.widget.form.values
        way_a, way_b = values.way_a, values.way_b
        if for_preview:
            # Names that are not written yet must not keep the days from being shown.
            tr = self.widget.tr
            way_a, way_b = way_a or tr("One way"), way_b or tr("The other way")
        return TrialPlan(
            TrialWords(values.about, way_a, way_b),
            values.first_day,
            values.pairs,
            values.period_days,
            values.washout_days,
            values.side,
            values.remind_at,
        )

    def _start(self) -> None:
        def start() -> None:
            self._services.trials.start(self._plan(for_preview=False))

        # Said beside the button; what is written stays.
        if attempt(start, self.widget.show_error):
            self.widget.form.clear_texts()
            self.widget.verticalScrollBar().setValue(0)
            self._desk.say(self.widget.tr("The order is drawn. Today tells the way."), undo=True)

    def _stop(self) -> None:
        def stop() -> None:
            view = self._services.trials.view()
            stopped = self._services.trials.stop() or view.current
            if stopped is not None:
                line = trial_words.stopped_line(stopped, view.today, self._phrases)
                self.widget.show_stopped(line)
            self._desk.say(self.widget.tr("The trial is stopped. Your scores stay."), undo=True)

        self._desk.attempt(stop)

    def _remove(self, trial_id: str) -> None:
        def remove() -> None:
            self._services.trials.delete(trial_id)
            self._desk.say(self.widget.tr("The trial is removed."), undo=True)

        self._desk.attempt(remove)
