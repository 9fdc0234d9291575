"""Joins the Trends screen to the diary and to the chart that is drawn of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.render import sentences
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.saving import Saving, range_name
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.trends import TWELVE_WEEKS, TrendsScreen
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
    weeks: Sequence[WeeklyAnswer]


class TrendsJoin:
    """Keeps the range that is looked at. `folder` is where pictures go: Documents by default.

    Ten years take a while to read, so that is done beside the window's thread.
    """

    interest = Changed.PAIN | Changed.SESSIONS | Changed.TREATMENTS | Changed.WEEKLY

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
        self.widget = screen = TrendsScreen(look, self._draw, activities)
        self.reading.done.connect(self._show)
        self.reading.failed.connect(screen.say_no_chart)
        self.saving.not_saved.connect(screen.show_error)
        screen.range_chosen.connect(self._choose_range)
        screen.table_opened.connect(self.refresh)
        screen.log_requested.connect(desk.log_pain)
        screen.together_requested.connect(desk.show_together)
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
        (self.widget.table if self.widget.shows_table else self.widget.chart).setFocus()

    def _read(self, days: int | None, with_table: bool) -> _Read:
        trends, diary = self._services.trends, self._services.diary
        with self._services.undisturbed():
            view = trends.between() if days is None else trends.recent(days)
            return _Read(
                view,
                sentences.summary(view, self._phrases),
                diary.entries(view.first, view.last)[::-1] if with_table else (),
                diary.first_day() is None,
                self._services.weekly.between(view.first, view.last),
            )

    def _show(self, read: _Read) -> None:
        self._view = read.view
        words = DayWords(read.view, self._phrases)
        self.widget.show_state(read.view, read.summary, words.text, no_scores=read.no_scores)
        self.widget.weeks.show_weeks(read.weeks, read.view.first, read.view.last)
        self.widget.show_entries(read.entries)

    def _draw(
        self, view: TrendView, palette: Palette, width: int, height: int, scale: float, text: float
    ) -> ChartImage:
        from cluneal_tracker.render import chart

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

    def _save(self, kind: Format) -> None:
        view = self._chosen()
        self.saving.save(lambda: self._picture(view, kind), self._stem(view), f".{kind}")

    def _save_as(self, kind: Format) -> None:
        view = self._chosen()
        suggested = self.saving.suggested(self._stem(view), f".{kind}")
        title = self.widget.tr("Save the chart")
        name, _ = QFileDialog.getSaveFileName(self.widget, title, str(suggested), f"*.{kind}")
        if name:
            self.saving.save_as(lambda: self._picture(view, kind), Path(name))

    def _chosen(self) -> TrendView:
        """The range that is chosen; read at once when the person is quicker than the reading."""
        return self._view or self._read(self._days, with_table=False).view

    def _picture(self, view: TrendView, kind: Format) -> bytes:
        from cluneal_tracker.render import chart

        return chart.save(view, self._phrases, kind)

    def _stem(self, view: TrendView) -> str:
        return range_name(self.widget.tr("Pain chart"), view.first, view.last)
