"""Joins the Trends screen to the diary and to the chart that is drawn of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.when_it_hurts import when_it_hurts
from cluneal_tracker.render import chart, sentences
from cluneal_tracker.render.calendar_plan import calendar
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.render.pattern_sentences import when_chart
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.picture_file import saved
from cluneal_tracker.render.spread_plan import spread_picture
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.saving import Saving, range_name
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.trends import CALENDAR, TWELVE_WEEKS, WHEN, TrendsScreen
from cluneal_tracker.ui.widgets.day_words import DayWords

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage, Format


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the diary; `entries` only where the table shows."""

    view: TrendView
    summary: str
    entries: Sequence[PainEntry]
    no_scores: bool


class TrendsJoin:
    """Keeps the range that is looked at. `folder` is where pictures go: Documents by default.

    Ten years take a while to read, so that is done beside the window's thread.
    """

    interest = Changed.PAIN | Changed.SESSIONS | Changed.TREATMENTS

    def __init__(
        self, look: Look, services: Services, desk: Desk, folder: Path | None = None
    ) -> None:
        self._services, self._desk = services, desk
        self._phrases = services.content.phrases
        self._days: int | None = TWELVE_WEEKS
        self._view: TrendView | None = None
        self.reading = Background()
        self.saving = Saving(desk, folder)
        activities = {item.key: item.name for item in services.content.activities}
        self._side = services.preferences.current.side
        self.widget = screen = TrendsScreen(look, self._draw, activities, self._phrases)
        self.reading.done.connect(self._show)
        self.reading.failed.connect(screen.say_no_chart)
        self.saving.not_saved.connect(screen.show_error)
        screen.range_chosen.connect(self._choose_range)
        screen.side_chosen.connect(self._choose_side)
        screen.table_opened.connect(self.refresh)
        screen.log_requested.connect(desk.log_pain)
        screen.delete_requested.connect(self._delete)
        screen.history_requested.connect(desk.show_history)
        screen.deleted_requested.connect(desk.show_deleted)
        screen.save_requested.connect(self._save)
        screen.save_as_requested.connect(self._save_as)

    def refresh(self) -> None:
        """Show the range as the diary has it."""
        self._view = None
        days, with_table = self._days, self.widget.shows_table
        self.reading.ask(lambda: self._read(days, with_table))

    def entered(self) -> None:
        """The chart takes the keys that step through its days, the table those for its rows."""
        self.widget.take_focus()

    def _read(self, days: int | None, with_table: bool) -> _Read:
        trends, diary = self._services.trends, self._services.diary
        with self._services.undisturbed():
            view = trends.between() if days is None else trends.recent(days)
            return _Read(
                view,
                sentences.summary(view, self._phrases),
                diary.entries(view.first, view.last)[::-1] if with_table else (),
                diary.first_day() is None,
            )

    def _show(self, read: _Read) -> None:
        self._view = read.view
        words = DayWords(read.view, self._phrases)
        self.widget.show_state(
            read.view, read.summary, words.text, no_scores=read.no_scores, side=self._side
        )
        self.widget.show_entries(read.entries)

    def _draw(
        self, view: TrendView, palette: Palette, width: int, height: int, scale: float, text: float
    ) -> ChartImage:
        return chart.draw(view, self._phrases, palette, width, height, scale, text)

    def _choose_range(self, days: int | None) -> None:
        self._days = days
        self.refresh()

    def _delete(self, entry_id: str) -> None:
        if self._desk.attempt(lambda: self._services.diary.delete(entry_id)):
            self._desk.say(self.widget.tr("The score is deleted."), undo=True)
        else:
            # It may be gone already.
            self.refresh()

    def _choose_side(self, side: Side) -> None:
        self._side = side
        self.refresh()

    def _save(self, kind: Format) -> None:
        stem, make = self._picture(kind)
        self.saving.save(make, stem, f".{kind}")

    def _save_as(self, kind: Format) -> None:
        stem, make = self._picture(kind)
        suggested = self.saving.suggested(stem, f".{kind}")
        title = self.widget.tr("Save the chart")
        name, _ = QFileDialog.getSaveFileName(self.widget, title, str(suggested), f"*.{kind}")
        if name:
            self.saving.save_as(make, Path(name))

    def _chosen(self) -> TrendView:
        """The range that is chosen; read at once when the person is quicker than the reading."""
        return self._view or self._read(self._days, with_table=False).view

    def _picture(self, kind: Format) -> tuple[str, Callable[[], bytes]]:
        """The name of the picture in sight, and what makes its file beside the window."""
        view, tr = self._chosen(), self.widget.tr
        names = {CALENDAR: tr("Pain calendar"), WHEN: tr("When it hurts")}
        stem = range_name(names.get(self.widget.part, tr("Pain chart")), view.first, view.last)
        make = self._laid_out(view)
        if make is not None:
            return stem, partial(saved, make, kind)
        return stem, lambda: chart.save(view, self._phrases, kind)

    def _laid_out(self, view: TrendView) -> Callable[[Paper], Picture] | None:
        """What lays the picture in sight out; None for the line, and where there is no score."""
        side, phrases, part = view.of_side(self._side), self._phrases, self.widget.part
        if part == CALENDAR:
            first = QLocale().firstDayOfWeek().value
            return lambda paper: calendar(view, side, phrases, paper, first).picture
        if part == WHEN and side is not None:
            found = when_chart(side, when_it_hurts(side.halves, side.values), phrases)
            return lambda paper: spread_picture(found, phrases, paper)
        return None
