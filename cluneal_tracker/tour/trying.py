"""The pictures of a trial: planned, under way, over, and the line on Today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from random import Random

from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.services.demo import DemoClock
from cluneal_tracker.services.opening import Services
from cluneal_tracker.tour.asking import DAY
from cluneal_tracker.tour.pictures import settle
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.today import TodayScreen
from cluneal_tracker.ui.screens.trials import TrialsScreen
from cluneal_tracker.ui.window import Window

_WORDS = TrialWords("Does the cushion help?", "With the cushion", "Without it")
_MORNING = time(8, 12)
_BEGAN, _BEGAN_LAST = timedelta(days=48), timedelta(days=5)
# The order that this seed draws happens to part the invented scores.
_SEED = 120


class Trying:
    """Leads the window of the tour through a trial; `take` and `page` give pictures of a name."""

    def __init__(
        self,
        window: Window,
        services: Services,
        clock: DemoClock,
        take: Callable[[str], Path],
        page: Callable[[str, Callable[[], object]], Path],
    ) -> None:
        self._window, self._services, self._clock = window, services, clock
        self._take, self._page = take, page

    def show(self) -> Iterator[Path]:
        """From the plan to the result, and another one under way."""
        yield self._page("trial-plan", self._plan)
        self._begin(DAY - _BEGAN)
        yield self._page("trial-result", self._window.pages.show_trials)
        second = self._begin(DAY - _BEGAN_LAST)
        for back in range(5, 0, -1):
            self._services.trials.answer(DAY - timedelta(days=back), back != 3)
        yield self._page("trial", self._window.pages.show_trials)
        today = self._window.go(Place.TODAY).widget
        if isinstance(today, TodayScreen):
            today.verticalScrollBar().setValue(0)
        yield self._take("today-trial")
        self._services.trials.delete(second.id)

    def _plan(self) -> None:
        self._window.pages.show_trials()
        settle()
        for page in self._window.findChildren(TrialsScreen):
            page.form.about.show_text(_WORDS.about)
            page.form.way_a.show_text(_WORDS.way_a)
            page.form.way_b.show_text(_WORDS.way_b)

    def _begin(self, day: date) -> OwnTrial:
        """A trial that was begun on a day gone by."""
        self._clock.set(day, _MORNING)
        plan = TrialPlan(_WORDS, day, 10, 2, 0, Side.RIGHT, time(8))
        trial = self._services.trials.start(plan, Random(_SEED))
        self._clock.set(DAY, _MORNING)
        return trial
