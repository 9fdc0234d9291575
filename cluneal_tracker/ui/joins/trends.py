"""Joins the Trends screen to the diary and to the chart that is drawn of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.render import sentences
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.saving import Saving, range_name
from cluneal_tracker.ui.screens.trends import TWELVE_WEEKS, TrendsScreen
from cluneal_tracker.ui.widgets.day_words import DayWords

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage, Format


class TrendsJoin:
    """Keeps the range that is looked at. `folder` is where pictures go: Documents by default."""

    interest = Changed.PAIN | Changed.SESSIONS | Changed.TREATMENTS

    def __init__(
        self, look: Look, services: Services, desk: Desk, folder: Path | None = None
    ) -> None:
        self._services, self._desk = services, desk
        self._phrases = services.content.phrases
        self._days: int | None = TWELVE_WEEKS
        self.saving = Saving(desk, folder)
        activities = {item.key: item.name for item in services.content.activities}
        self.widget = screen = TrendsScreen(look, self._draw, activities)
        self.saving.not_saved.connect(screen.show_error)
        screen.range_chosen.connect(self._choose_range)
        screen.table_opened.connect(self._show_entries)
        screen.log_requested.connect(desk.log_pain)
        screen.delete_requested.connect(self._delete)
        screen.save_requested.connect(self._save)
        screen.save_as_requested.connect(self._save_as)

    def refresh(self) -> None:
        """Show the range as the diary has it."""
        trends = self._services.trends
        self._view = trends.between() if self._days is None else trends.recent(self._days)
        self.widget.show_state(
            self._view,
            sentences.summary(self._view, self._phrases),
            DayWords(self._view, self._phrases).text,
            no_scores=self._services.diary.first_day() is None,
        )
        if self.widget.shows_table:
            self._show_entries()

    def entered(self) -> None:
        """The place was come to; the chart draws itself when it is seen."""

    def _draw(
        self, view: TrendView, palette: Palette, width: int, height: int, scale: float, text: float
    ) -> ChartImage:
        from cluneal_tracker.render import chart

        return chart.draw(view, self._phrases, palette, width, height, scale, text)

    def _choose_range(self, days: int | None) -> None:
        self._days = days
        self.refresh()

    def _show_entries(self) -> None:
        entries = self._services.diary.entries(self._view.first, self._view.last)
        self.widget.show_entries(entries[::-1])

    def _delete(self, entry_id: str) -> None:
        self._services.diary.delete(entry_id)
        self._desk.say(self.widget.tr("The score is deleted."), undo=True)

    def _save(self, kind: Format) -> None:
        view = self._view
        self.saving.save(lambda: self._picture(view, kind), self._stem(), f".{kind}")

    def _save_as(self, kind: Format) -> None:
        view, suggested = self._view, self.saving.suggested(self._stem(), f".{kind}")
        title = self.widget.tr("Save the chart")
        name, _ = QFileDialog.getSaveFileName(self.widget, title, str(suggested), f"*.{kind}")
        if name:
            self.saving.save_as(lambda: self._picture(view, kind), Path(name))

    def _picture(self, view: TrendView, kind: Format) -> bytes:
        from cluneal_tracker.render import chart

        return chart.save(view, self._phrases, kind)

    def _stem(self) -> str:
        return range_name(self.widget.tr("Pain chart"), self._view.first, self._view.last)
