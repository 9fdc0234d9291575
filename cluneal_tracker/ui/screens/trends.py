"""Trends: how the pain went, as a sentence, as pictures and as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent

from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.body_map import MapView
from cluneal_tracker.services.periods import PeriodsView
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.calendar_part import CalendarPart
from cluneal_tracker.ui.widgets.day_words import DayWords
from cluneal_tracker.ui.widgets.line_part import LinePart
from cluneal_tracker.ui.widgets.map_part import MapPart
from cluneal_tracker.ui.widgets.periods_part import PeriodsPart
from cluneal_tracker.ui.widgets.roland_card import RolandCard
from cluneal_tracker.ui.widgets.save_row import SaveRow
from cluneal_tracker.ui.widgets.score_part import ScorePart
from cluneal_tracker.ui.widgets.strip import Strip, announce
from cluneal_tracker.ui.widgets.trend_choices import (
    CALENDAR,
    LINE,
    MAP,
    PERIODS,
    TABLE,
    TWELVE_WEEKS,
    WHEN,
    TrendChoices,
)
from cluneal_tracker.ui.widgets.weeks_card import WeeksCard
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs
from cluneal_tracker.ui.widgets.when_part import WhenPart
from cluneal_tracker.ui.words import short_day

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage

_ROOM_AROUND_DAY = 80


class TrendsScreen(Page):
    """A range of days, drawn or in rows; `choices` says which, and shown as what.

    `part_opened` carries what they are shown as, `save_requested` and `save_as_requested` the kind
    of file.
    """

    part_opened = Signal(str)
    log_requested = Signal()
    together_requested = Signal()
    delete_requested = Signal(str)
    corrected = Signal(str, object, object)
    history_requested = Signal(str)
    deleted_requested = Signal()
    save_requested = Signal(str)
    save_as_requested = Signal(str)

    def __init__(
        self,
        look: Look,
        draw: Callable[..., ChartImage],
        answers: Mapping[str, str],
        phrases: Phrases,
    ) -> None:
        super().__init__()
        self._look = look
        self._no_scores, self._scored, self._compared = False, 0, 0
        self._marked = False
        self._left_at = 0
        self._days: tuple[date, date] | None = None
        self._waiting: dict[str, Callable[[], None]] = {}
        self._add_head()
        self._add_parts(look, draw, answers, phrases)
        self.saving = SaveRow()
        self.weeks = WeeksCard(look, phrases)
        self.roland = RolandCard(look, phrases)
        for widget in (self.saving, self.weeks, self.roland):
            self.column.addWidget(widget)
        self.column.addStretch()
        self.fill_height()
        self._join_parts()
        self.show_choices(LINE, TWELVE_WEEKS)

    def _add_head(self) -> None:
        self.together = Button(self.tr("What goes together"), "link", self.together_requested.emit)
        self.what_is = WhatIs(Term.MIDDLE_SCORE, apart=True)
        [self.explains] = self.what_is.links.values()
        self.title_row(Label(self.tr("Trends"), "title"), self.explains, self.together)
        self.choices = TrendChoices()
        self._summary = Label()
        self.error = Strip(
            "error", Button(self.tr("Show the table"), clicked=lambda: self.open(TABLE))
        )
        self._empty = self._make_empty()
        for widget in (self.what_is, self.choices, self.error, self._summary, self._empty):
            self.column.addWidget(widget)

    def _add_parts(
        self,
        look: Look,
        draw: Callable[..., ChartImage],
        answers: Mapping[str, str],
        phrases: Phrases,
    ) -> None:
        line = self._line = LinePart(look, draw)
        self.chart, self.reading, self.activities = line.chart, line.reading, line.activities
        self.calendar = CalendarPart(look, phrases)
        self.when = WhenPart(look, phrases)
        self.periods = PeriodsPart(look, phrases)
        self.map = MapPart(look, phrases)
        self._scores = ScorePart(look, answers)
        self.correction = self._scores.form
        self.table, self.model = self._scores.table, self._scores.model
        self.correct, self.delete = self._scores.correct, self._scores.delete
        self._parts = {
            LINE: line,
            CALENDAR: self.calendar,
            WHEN: self.when,
            PERIODS: self.periods,
            MAP: self.map,
            TABLE: self._scores,
        }
        for part in self._parts.values():
            self.column.addWidget(part, 1)

    def _make_empty(self) -> Card:
        card = Card(self.tr("Your chart starts with your first score."))
        card.column.addWidget(
            PrimaryButton(self._look, self.tr("Log your pain"), self.log_requested.emit),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        return card

    def _join_parts(self) -> None:
        self.choices.part_chosen.connect(self.open)
        self.chart.failed.connect(self.say_no_chart)
        self.chart.drawn.connect(lambda: self.error.say(""))
        self.calendar.stepped.connect(self._follow_day)
        self._scores.corrected.connect(self.corrected)
        self._scores.turned.connect(self._come_to_scores)
        self._scores.delete_requested.connect(self.delete_requested)
        self._scores.history_requested.connect(self.history_requested)
        self._scores.deleted_requested.connect(self.deleted_requested)
        self.saving.save_requested.connect(self.save_requested)
        self.saving.save_as_requested.connect(self.save_as_requested)

    @property
    def part(self) -> str:
        """What the range is shown as."""
        return self.choices.part

    def show_choices(self, part: str, days: int | None) -> None:
        """Show what is chosen, without a signal."""
        self.choices.show_choices(part, days)
        self._show_parts()

    def show_state(
        self,
        view: TrendView,
        summary: str,
        words: DayWords,
        *,
        no_scores: bool,
        side: Side = Side.RIGHT,
        said: str = "",
    ) -> None:
        """Show a range of days; `no_scores` says that the diary has none at all.

        A screen reader hears `said`, which the picture shows, after the summary.
        Where both sides have scores, what shows one at a time shows `side`.
        """
        self._summary.setText(summary)
        self.error.say("")
        self._no_scores, self._scored = no_scores, len(view.sides)
        shown = view.of_side(side)
        self.choices.sides.show_choice(shown.side if shown else side)
        self.together.setHidden(no_scores)
        self._say_days(view, summary)
        self._line.show_view(view, " ".join(filter(None, (summary, said))), words)
        self._waiting = {
            CALENDAR: partial(self.calendar.show_state, view, shown),
            WHEN: partial(self.when.show_state, shown),
        }
        self._show_parts()

    def show_periods(self, view: PeriodsView, latest: date, days: int | None) -> None:
        """Show two periods; `days` is their length where they are the last ones, else None."""
        self._compared = len(view.sides)
        self.choices.sides.show_choice(view.side)
        self.periods.show_state(view, latest, days)
        self._show_parts()

    def show_map(self, view: MapView, *, whole_diary: bool) -> None:
        """Show where it hurt on these days; `whole_diary` says that they are all there are."""
        self._marked = not view.empty
        self.map.show_state(view, whole_diary=whole_diary)
        self._show_parts()

    def show_entries(self, entries: Sequence[PainEntry]) -> None:
        """Fill the table, keeping the place."""
        self._scores.show_entries(entries)

    def show_error(self, sentence: str) -> None:
        """Say that something could not be done."""
        self.error.say(sentence)
        self.ensureWidgetVisible(self.error)

    def open(self, part: str) -> None:
        """Show the range as a line, a calendar, rows or a table."""
        self.choices.views.show_choice(part)
        self._show_parts()
        self.part_opened.emit(part)

    def take_focus(self) -> None:
        """Give the keys to what steps through the days."""
        focus = {
            CALENDAR: self.calendar.calendar,
            WHEN: self.when.picture,
            PERIODS: self.periods.picture,
            MAP: self.map.picture,
            TABLE: self.table,
        }
        focus.get(self.part, self.chart).setFocus()
        # Qt scrolls to the middle of a tall picture when the focus passes it on the way here.
        self.verticalScrollBar().setValue(self._left_at)

    def say_no_chart(self) -> None:
        """Say that there is no chart, and lead to the table."""
        self.show_error(self.tr("We could not draw this chart. Your scores are safe."))

    def _say_days(self, view: TrendView, summary: str) -> None:
        """Let a screen reader hear which other days are shown now."""
        before, self._days = self._days, (view.first, view.last)
        if before and before != self._days:
            form = self.tr("{first} to {last}.")
            said = form.format(first=short_day(view.first), last=short_day(view.last))
            announce(self, f"{said} {summary}")

    def _show_parts(self) -> None:
        shown = not self._no_scores
        # Ten years are much to lay out: only what comes into sight is.
        if shown and self.part in self._waiting:
            self._waiting.pop(self.part)()
        for name, part in self._parts.items():
            part.setVisible(shown and name == self.part)
        self._empty.setHidden(shown)
        told_by_itself = self.choices.one_side or self.part == MAP
        self._summary.setVisible(shown and not told_by_itself)
        self.explains.setVisible(shown and self._scored > 0)
        scored = self._compared if self.part == PERIODS else self._scored
        self.choices.setVisible(shown)
        self.choices.fit(two_sided=scored > 1)
        there = {WHEN: self._scored > 0, MAP: self._marked, TABLE: False}
        drawn = there.get(self.part, True)
        self.saving.setVisible(shown and drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit_window(event.size())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._left_at = self.verticalScrollBar().value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page takes choose other days."""
        if not self.choices.take_key(event):
            super().keyPressEvent(event)

    def _come_to_scores(self) -> None:
        """Keep in sight what has come in the place of the table; where it ends is known later."""
        scores = self._scores
        QTimer.singleShot(0, scores, lambda: self.verticalScrollBar().setValue(scores.y()))

    def _follow_day(self) -> None:
        """Keep the day in sight that the keys came to."""
        calendar = self.calendar.calendar
        if calendar.day is not None:
            middle = calendar.day_box(calendar.day).center().toPoint()
            ground = self.widget() or calendar
            place = calendar.mapTo(ground, middle)
            self.ensureVisible(place.x(), place.y(), 0, self._look.px(_ROOM_AROUND_DAY))
