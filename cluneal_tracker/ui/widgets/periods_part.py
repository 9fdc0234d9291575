"""Two periods compared: which ones, a sentence, rows on one scale, and a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.render.period_words import period_chart, period_rows, period_summary
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.periods import PeriodsView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.period_choice import PeriodChoice
from cluneal_tracker.ui.widgets.period_table import PeriodTable, PeriodTableView
from cluneal_tracker.ui.widgets.spread_view import SpreadView


class PeriodsPart(QWidget):
    """The numbers of two periods, and where to choose them."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.choice = PeriodChoice()
        self.summary = Label()
        self.picture = SpreadView(look, self.tr("Two periods"), phrases)
        self.model = PeriodTable()
        self.folded = FoldedTable(PeriodTableView(look, self.model))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.choice, self.summary, self.picture, self.folded):
            column.addWidget(widget)

    def show_state(self, view: PeriodsView, latest: date, days: int | None) -> None:
        """Show two periods; `days` is their length where they are the last ones, else None."""
        periods = (view.earlier.period, view.later.period)
        self.choice.show_choice(periods, latest, days)
        said = period_summary(view, self._phrases)
        self.summary.setText(said)
        self.picture.show_chart(period_chart(view, self._phrases), said)
        self.model.keep_rows(period_rows(view, self._phrases))
        self.folded.fit()
