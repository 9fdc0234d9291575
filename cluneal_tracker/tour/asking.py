"""Pictures of what is asked now and then: the questions of the week, and the 24 statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

from PySide6.QtWidgets import QAbstractSlider

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.tour.pictures import settle
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.window import Window

DAY = date(2026, 3, 12)


class Asking:
    """Leads through them; `take` makes a picture of the window, `page` of a page upon it."""

    def __init__(
        self,
        window: Window,
        services: Services,
        take: Callable[[str], Path],
        page: Callable[[str, Callable[[], object]], Path],
    ) -> None:
        self._window, self._services = window, services
        self._take, self._page = take, page

    def show(self) -> Iterator[Path]:
        """All of it."""
        yield from self._show_week()
        yield from self._show_statements()

    def _show_week(self) -> Iterator[Path]:
        """The questions of the week, on the day that was chosen for them."""
        services, window = self._services, self._window
        before = services.preferences.current.reminders
        chosen = frozenset({DAY.weekday()})
        services.reminding.plan([*before, Reminder(ReminderKind.PEG_WEEK, time(18), chosen)])
        window.ask_week()
        yield self._take("week")
        services.reminding.plan(before)

    def _show_statements(self) -> Iterator[Path]:
        """The 24 statements half way through, and what their answers come to in Trends."""
        self._services.roland.tick({2, 3, 6, 11})
        self._window.go(Place.TODAY)
        yield self._page("statements", self._window.pages.show_roland)
        trends = self._window.go(Place.TRENDS).widget
        if isinstance(trends, TrendsScreen):
            settle()
            trends.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
            yield self._take("trends-weeks")
            trends.verticalScrollBar().setValue(0)
