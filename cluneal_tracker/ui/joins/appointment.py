"""Joins the view for an appointment to the diary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.render import needed_words, result_words, sentences
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.appointment import (
    FOUR_WEEKS,
    SINCE_TREATMENT,
    TWELVE_WEEKS,
    AppointmentScreen,
    AppointmentState,
)

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage

_DAYS = {FOUR_WEEKS: 28, TWELVE_WEEKS: 84}


class AppointmentJoin:
    """Has the whole screen from `begin` until the person goes back; `name` is shown if given.

    Years take a while to read, so that is done beside the window's thread.
    """

    def __init__(self, look: Look, services: Services, desk: Desk, name: str) -> None:
        self._services, self._desk, self._name = services, desk, name
        self._phrases = services.content.phrases
        self._span = TWELVE_WEEKS
        self.reading = Background()
        with_treatments = self._last_treated() is not None
        self.widget = screen = AppointmentScreen(look, self._draw, with_treatments=with_treatments)
        self.reading.done.connect(screen.show_state)
        self.reading.failed.connect(screen.say_no_chart)
        screen.outdated.connect(self.refresh)
        screen.span_chosen.connect(self._choose)
        screen.closed.connect(self._leave)

    def begin(self) -> None:
        """Take the screen."""
        self.refresh()
        self._desk.show_full(self.widget, whole_screen=True)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the range as the diary has it."""
        span = self._span
        self.widget.show_span(span)
        self.reading.ask(lambda: self._read(span))

    def _read(self, span: str) -> AppointmentState:
        services, phrases = self._services, self._phrases
        with services.undisturbed():
            first = self._first_day(span)
            view = services.trends.between(first).beside(())
            every = services.treatments.within(date.min, view.last)
            told = [self._told(one, every) for one in reversed(view.treatments)]
        return AppointmentState(
            view=view,
            days=_days_text(view, phrases),
            summary=sentences.summary(view, phrases),
            # Of most visits to the physio nothing can be told; the chart shows them.
            treatments=tuple((title, line) for title, line in told if line),
            name=self._name,
        )

    def _first_day(self, span: str) -> date | None:
        """The first day of a range; None is that of the diary."""
        if span == SINCE_TREATMENT:
            return self._last_treated()
        if span not in _DAYS:
            return None
        return When.now(self._services.clock).day - timedelta(days=_DAYS[span] - 1)

    def _last_treated(self) -> date | None:
        """When the newest treatment began; of a run of visits the first one counts."""
        every = self._services.treatments.every()
        visits = [one for one in every if one.kind is TreatmentKind.PHYSIO]
        return max((one.first_day for one in every if one not in visits[1:]), default=None)

    def _told(self, one: TreatmentView, every: Sequence[TreatmentView]) -> tuple[str, str]:
        """A treatment by its name, and the first line about it."""
        title = sentences.label(one, self._phrases, year=True)
        if one.treatment.when_needed:
            said = needed_words.said(self._services.needed_results.of(one), self._phrases)
        else:
            said = result_words.said(self._services.results.of(one, every), self._phrases)
        return title, "".join(said.answer[:1])

    def _draw(
        self, view: TrendView, palette: Palette, width: int, height: int, scale: float, text: float
    ) -> ChartImage:
        from cluneal_tracker.render import chart

        return chart.draw(view, self._phrases, palette, width, height, scale, text)

    def _choose(self, span: str) -> None:
        self._span = span
        self.refresh()

    def _leave(self) -> None:
        self.reading.forget()
        self._desk.end_full(self.widget)


def _days_text(view: TrendView, phrases: sentences.Phrases) -> str:
    first, last = (sentences.day_text(day, phrases, year=True) for day in (view.first, view.last))
    return str(phrases["chart"]["from_to"]).format(first=first, last=last)
