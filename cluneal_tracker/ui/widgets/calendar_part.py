"""The calendar with its sentence, the day that is read, and its table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.render.pattern_sentences import calendar_summary
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.trends import SideTrend, TrendView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.calendar_view import CalendarView
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.half_day_table import HalfDayTable, HalfDayTableView, halves_of
from cluneal_tracker.ui.widgets.strip import announce


class CalendarPart(QWidget):
    """One side of a range of days as a calendar; `stepped` says that the keys moved on."""

    stepped = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._side: SideTrend | None = None
        self.summary = Label()
        self._hint = self.tr("Arrow keys step through days and weeks. End goes to the last day.")
        self.reading = Label(self._hint, "muted")
        self.calendar = CalendarView(look, phrases)
        self.calendar.day_read.connect(self._read_out)
        self.calendar.stepped.connect(self.stepped)
        self.model = HalfDayTable(phrases)
        self.folded = FoldedTable(HalfDayTableView(look, self.model))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.summary, self.reading, self.calendar, self.folded):
            column.addWidget(widget)

    def show_state(self, view: TrendView, side: SideTrend | None) -> None:
        """Show the days of a view, with the scores of a side."""
        self._side = side
        said = calendar_summary(side, self._phrases, several=len(view.sides) > 1)
        self.summary.setText(said)
        self.calendar.setAccessibleDescription(f"{said} {self._hint}")
        self.calendar.show_view(view, side)
        self.model.show_side(side)
        self.folded.fit()
        self.folded.setVisible(side is not None)
        self._read_out(self.calendar.day)

    def _read_out(self, day: date | None) -> None:
        if day is None or self._side is None:
            self.reading.setText(self._hint)
        else:
            self.reading.setText(self.model.day_text(halves_of(self._side, day)))
            announce(self.calendar, self.reading.text())
