"""The chart with the day that is read, the activities under its scores, and its table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.activity_choice import ActivityChoice
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.chart_view import ChartView
from cluneal_tracker.ui.widgets.day_table import FoldedDays
from cluneal_tracker.ui.widgets.day_words import DayWords
from cluneal_tracker.ui.widgets.strip import announce

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage


class LinePart(QWidget):
    """Reads out the days of a chart, in words that come with each view."""

    def __init__(self, look: Look, draw: Callable[..., ChartImage]) -> None:
        super().__init__()
        self._words: DayWords | None = None
        self._hint = self.tr(
            "Move over the chart or press Left and Right to read a day. "
            "Plus and Minus zoom, Shift and an arrow go on."
        )
        self.chart = ChartView(look, draw)
        self.chart.day_read.connect(self._read_out)
        self.reading = Label(self._hint, "muted")
        self.activities = ActivityChoice()
        self.days = FoldedDays(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chart, 1)
        column.addWidget(self.reading)
        column.addWidget(self.activities)
        column.addWidget(self.days)

    def show_view(self, view: TrendView, said: str, words: DayWords) -> None:
        """Draw a range of days; a screen reader hears `said` of it."""
        self._words = words
        self.chart.show_view(view, f"{said} {self._hint}")
        self.days.show_days(words)
        self._read_out(self.chart.day)

    def _read_out(self, day: date | None) -> None:
        if day is None or self._words is None:
            self.reading.setText(self._hint)
            return
        self.reading.setText(self._words.text(day))
        announce(self.chart, self.reading.text())
