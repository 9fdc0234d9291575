"""Joins the page for the doctor to the diary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.when import When
from cluneal_tracker.render import sentences
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.visits import Also, VisitView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.printing import Choose, Printing
from cluneal_tracker.ui.joins.saving import Saving, range_name
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.visit import (
    ALL,
    FOUR_WEEKS,
    OWN,
    SINCE,
    TWELVE_WEEKS,
    WIDTH_MM,
    VisitScreen,
    VisitState,
)
from cluneal_tracker.ui.widgets.page_view import Paint

_DAYS = {FOUR_WEEKS: 28, TWELVE_WEEKS: 84}
_MM_AN_INCH = 25.4
_DAYS_OF_A_PAGE = 7


class VisitJoin:
    """Keeps what was chosen for the page; name, questions and paper are in the settings.

    `folder` is where pages are saved: Documents by default. `choose_printer` asks for a printer.
    """

    # The page sums the whole diary up.
    interest = Changed.EVERYTHING

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        folder: Path | None = None,
        choose_printer: Choose | None = None,
    ) -> None:
        self._services, self._desk = services, desk
        self._phrases = services.content.phrases
        self._last_visit = services.visit_log.last()
        # What came since the last visit is what the next one is for.
        self._span = SINCE if self._is_a_while_ago() else TWELVE_WEEKS
        self._own = self._last_days(self._span)
        self._also = Also()
        self.saving, self.printing = Saving(desk, folder), Printing(desk, choose_printer)
        self.widget = screen = VisitScreen(look)
        self.saving.not_saved.connect(screen.show_error)
        self.printing.not_printed.connect(screen.show_error)
        screen.page.failed.connect(self._explain)
        screen.save_requested.connect(self.save)
        screen.print_requested.connect(self.print_page)
        screen.full_screen_requested.connect(self.show_appointment)
        screen.log_requested.connect(desk.log_pain)
        screen.visits_requested.connect(desk.pages.show_visits)
        screen.span_chosen.connect(self._choose_span)
        screen.days_chosen.connect(self._choose_days)
        screen.wanted.connect(self._want)
        screen.name_written.connect(lambda name: self._keep(name=name))
        screen.questions_written.connect(lambda questions: self._keep(questions=questions))
        screen.paper_chosen.connect(self._choose_paper)

    def refresh(self) -> None:
        """Show the page as the diary has it."""
        if self._services.diary.first_day() is None:
            self.widget.show_empty()
            return
        log = self._services.visit_log.view()
        self._last_visit = log.last
        if self._span == SINCE and log.last is None:
            self._span = TWELVE_WEEKS
        first, last = self._days()
        settings = self._services.preferences.current
        marked = self._services.body_map.spots(first, last)
        self.widget.show_state(
            VisitState(
                span=self._span,
                first=first,
                last=last,
                today=self._today(),
                also=self._also,
                has_map=bool(marked),
                name=settings.name,
                questions=settings.questions,
                paper=settings.paper,
                next=log.next,
                before=log.last,
            ),
            self._paint(),
        )

    def entered(self) -> None:
        """The place was come to; the page draws itself when it is seen."""

    def write_out(self) -> bool:
        """Keep the name and the questions that are being typed; whether they are kept."""
        return self._keep(**self.widget.unsaved())

    def save(self) -> None:
        """Save the page in the documents folder; an empty diary has none."""
        if not self._ready():
            return
        view, paper = self._view(), self._services.preferences.current.paper
        first, last = self._days()

        def make() -> bytes:
            from cluneal_tracker.render import report

            return report.summary_page(view(), self._phrases, paper)

        self.saving.save(make, range_name(self.widget.tr("Pain summary"), first, last), ".pdf")

    def print_page(self) -> None:
        """Print the page, and the pages behind it that are ticked."""
        if not self._ready():
            return
        view, paper = self._view(), self._services.preferences.current.paper

        def make(dots: int) -> Sequence[bytes]:
            from cluneal_tracker.render import report

            return report.summary_pictures(view(), self._phrases, paper, dots)

        self.printing.begin(make, self.widget.tr("Pain summary"), paper, self.widget)

    def show_appointment(self) -> None:
        """Show the chart on the whole screen, with the name where it is ticked."""
        if self._ready():
            name = self._services.preferences.current.name if self._also.name else ""
            self._desk.pages.show_appointment(name)

    def _ready(self) -> bool:
        """There is something to show, and nothing is missing of what was typed for it."""
        if self._services.diary.first_day() is None:
            self._desk.say(self.widget.tr("Your page starts with your first score."))
            return False
        return self.write_out()

    def _paint(self) -> Paint:
        view, paper = self._view(), self._services.preferences.current.paper

        def paint(width: int) -> tuple[Sequence[bytes], str]:
            from cluneal_tracker.render import report

            seen = view()
            dots_an_inch = width * _MM_AN_INCH / WIDTH_MM[paper]
            pictures = report.summary_pictures(seen, self._phrases, paper, dots_an_inch)
            return pictures, sentences.summary(seen.trend, self._phrases)

        return paint

    def _view(self) -> Callable[[], VisitView]:
        """What the page says, as it is chosen now; worked out where it is asked for."""
        first, last = self._days()
        also = self._also

        def view() -> VisitView:
            with self._services.undisturbed():
                return self._services.visits.view(first, last, also)

        return view

    def _days(self) -> tuple[date, date]:
        return self._own if self._span == OWN else self._last_days(self._span)

    def _last_days(self, span: str) -> tuple[date, date]:
        today = self._today()
        if span == SINCE and self._last_visit is not None:
            return min(self._last_visit.day, today), today
        if span == ALL:
            return self._services.diary.first_day() or today, today
        return today - timedelta(days=_DAYS[span] - 1), today

    def _is_a_while_ago(self) -> bool:
        """Whether the last visit is long enough ago for a page of its own."""
        last = self._last_visit
        return last is not None and (self._today() - last.day).days >= _DAYS_OF_A_PAGE

    def _today(self) -> date:
        return When.now(self._services.clock).day

    def _keep(self, **written: str) -> bool:
        """Keep what was typed, or say why not; then it stays in its field."""
        return not written or self._desk.attempt(
            lambda: self._services.preferences.choose(**written)
        )

    def _choose_paper(self, paper: Paper) -> None:
        if not self._desk.attempt(lambda: self._services.preferences.choose(paper=paper)):
            self.refresh()

    def _choose_span(self, span: str) -> None:
        if span == OWN:
            self._own = self._days()
        self._span = span
        self.refresh()

    def _choose_days(self, first: date, last: date) -> None:
        self._own = (first, last)
        self.refresh()

    def _want(self, name: str, wanted: bool) -> None:
        self._also = replace(self._also, **{name: wanted})
        self.refresh()

    def _explain(self, error: BaseException) -> None:
        unknown = self.widget.tr("We could not draw this page. Your scores are safe.")
        self.widget.show_error(str(error) if isinstance(error, DiaryError) else unknown)
