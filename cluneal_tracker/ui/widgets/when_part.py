"""When it hurts: mornings and evenings, and the weekdays, as a sentence, rows and a table."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.when_it_hurts import when_it_hurts
from cluneal_tracker.render.pattern_sentences import when_chart, when_summary
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.trends import SideTrend
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.spread_view import SpreadTable, SpreadTableView, SpreadView


class WhenPart(QWidget):
    """The time of day and the weekday of the scores of one side."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.summary = Label()
        self.picture = SpreadView(look, self.tr("When it hurts"), phrases)
        self.model = SpreadTable(phrases)
        self.folded = FoldedTable(SpreadTableView(look, self.model))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.summary, self.picture, self.folded):
            column.addWidget(widget)

    def show_state(self, side: SideTrend | None) -> None:
        """Show the scores of a side; None where the range has none."""
        found = when_it_hurts(side.halves, side.values) if side else when_it_hurts({}, {})
        said = when_summary(side, found, self._phrases)
        self.summary.setText(said)
        self.picture.setVisible(side is not None)
        self.folded.setVisible(side is not None)
        if side is not None:
            chart = when_chart(side, found, self._phrases)
            self.picture.show_chart(chart, said)
            self.model.keep_rows(chart.rows)
            self.folded.fit()
