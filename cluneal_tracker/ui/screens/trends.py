"""Trends: how the pain went, as a sentence, a chart and a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.chart_view import ChartView
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.score_table import ScoreTable, ScoreTableView
from cluneal_tracker.ui.widgets.strip import Strip, announce
from cluneal_tracker.ui.widgets.weeks_card import WeeksCard

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage

FOUR_WEEKS, TWELVE_WEEKS = 28, 84
ALL = None
LINE, TABLE = "line", "table"
FORMATS = {"png": "PNG", "svg": "SVG", "pdf": "PDF"}
_TABLE_HEIGHT = 260


class TrendsScreen(Page):
    """A range of days, drawn or in rows.

    `range_chosen` carries how many days, None for all. `save_requested` and `save_as_requested`
    carry the kind of file.
    """

    range_chosen = Signal(object)
    table_opened = Signal()
    log_requested = Signal()
    together_requested = Signal()
    delete_requested = Signal(str)
    history_requested = Signal(str)
    deleted_requested = Signal()
    save_requested = Signal(str)
    save_as_requested = Signal(str)

    def __init__(
        self, look: Look, draw: Callable[..., ChartImage], activities: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._look = look
        self._day_text: Callable[[date], str] = str
        self._hint = self.tr("Move over the chart or press Left and Right to read a day.")
        self.together = Button(self.tr("What goes together"), "link", self.together_requested.emit)
        self.title_row(Label(self.tr("Trends"), "title"), self.together)
        self._summary = Label()
        self.error = Strip(
            "error", Button(self.tr("Show the table"), clicked=lambda: self.open(TABLE))
        )
        self._empty = self._make_empty()
        self.column.addLayout(self._make_choices())
        for widget in (self.error, self._summary, self._empty):
            self.column.addWidget(widget)
        self.chart = ChartView(look, draw)
        self.chart.day_read.connect(self._read_out)
        self.chart.failed.connect(self.say_no_chart)
        self.chart.drawn.connect(lambda: self.error.say(""))
        self._line_part = self._make_line_part()
        self.model = ScoreTable(activities)
        self.table = ScoreTableView(look, self.model)
        self._table_part = self._make_table_part()
        self.column.addWidget(self._line_part, 1)
        self.column.addWidget(self._table_part, 1)
        self.weeks = WeeksCard(look)
        self.column.addWidget(self.weeks)
        self.column.addStretch()
        self.fill_height()
        self.views.show_choice(LINE)
        self.ranges.show_choice(TWELVE_WEEKS)

    def _make_choices(self) -> FlowLayout:
        ranges = {
            FOUR_WEEKS: self.tr("4 weeks"),
            TWELVE_WEEKS: self.tr("12 weeks"),
            ALL: self.tr("All"),
        }
        self.ranges = Choice(ranges, self.tr("Time"))
        self.ranges.chosen.connect(self.range_chosen)
        self.views = Choice({LINE: self.tr("Line"), TABLE: self.tr("Table")}, self.tr("Show as"))
        self.views.chosen.connect(self.open)
        row = FlowLayout(24)
        row.addWidget(self.ranges)
        row.addWidget(self.views)
        return row

    def _make_empty(self) -> Card:
        card = Card(self.tr("Your chart starts with your first score."))
        card.column.addWidget(
            PrimaryButton(self._look, self.tr("Log your pain"), self.log_requested.emit),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        return card

    def _make_line_part(self) -> QWidget:
        self.reading = Label(self._hint, "muted")
        self.formats = Choice(FORMATS, self.tr("Kind of file"))
        self.formats.show_choice("png")
        self.save = Button(
            self.tr("Save picture"), "", lambda: self.save_requested.emit(self.formats.choice)
        )
        self.save_as = Button(
            self.tr("Save as…"), "link", lambda: self.save_as_requested.emit(self.formats.choice)
        )
        row = FlowLayout()
        for widget in (self.save, self.formats, self.save_as):
            row.addWidget(widget)
        return _stacked(self.chart, self.reading, row)

    def _make_table_part(self) -> QWidget:
        self.row_text = Label("", "muted")
        self.history = Button(self.tr("History of this score"), "", self._ask_for_history)
        self.history.setToolTip(self.tr("History of this score (Enter)"))
        self.delete = Button(self.tr("Delete this score"), "", self._ask_to_delete)
        self.delete.setToolTip(self.tr("Delete this score (Delete)"))
        deleted = Button(self.tr("Recently deleted"), "link", self.deleted_requested.emit)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.delete_requested.connect(self._ask_to_delete)
        self.table.history_requested.connect(self._ask_for_history)
        self.table.row_chosen.connect(self._show_row)
        row = FlowLayout()
        for widget in (self.history, self.delete, deleted):
            row.addWidget(widget)
        self._show_row(-1)
        return _stacked(self.table, self.row_text, row)

    @property
    def shows_table(self) -> bool:
        """Whether the scores stand as a table."""
        return self.views.choice == TABLE

    def show_state(
        self, view: TrendView, summary: str, day_text: Callable[[date], str], *, no_scores: bool
    ) -> None:
        """Show a range of days; `no_scores` says that the diary has none at all."""
        self._day_text = day_text
        self._summary.setText(summary)
        self.error.say("")
        self._empty.setVisible(no_scores)
        self._summary.setHidden(no_scores)
        self._line_part.setHidden(no_scores or self.shows_table)
        self._table_part.setHidden(no_scores or not self.shows_table)
        self.together.setHidden(no_scores)
        self.ranges.setHidden(no_scores)
        self.views.setHidden(no_scores)
        self.chart.show_view(view, f"{summary} {self._hint}")
        self._read_out(self.chart.day)

    def show_entries(self, entries: Sequence[PainEntry]) -> None:
        """Fill the table, keeping the place."""
        row = self.table.currentIndex().row()
        self.model.keep_rows(entries)
        self.table.fit()
        self.table.selectRow(min(row, len(entries) - 1))
        self._show_row(self.table.currentIndex().row())

    def show_error(self, sentence: str) -> None:
        """Say that something could not be done."""
        self.error.say(sentence)
        self.ensureWidgetVisible(self.error)

    def open(self, part: str) -> None:
        """Show the line or the table."""
        self.views.show_choice(part)
        self._line_part.setHidden(part == TABLE)
        self._table_part.setHidden(part == LINE)
        if part == TABLE:
            self.table_opened.emit()

    def _read_out(self, day: date | None) -> None:
        self.reading.setText(self._hint if day is None else self._day_text(day))
        if day is not None:
            announce(self.chart, self.reading.text())

    def say_no_chart(self) -> None:
        """Say that there is no chart, and lead to the table."""
        self.show_error(self.tr("We could not draw this chart. Your scores are safe."))

    def _show_row(self, row: int) -> None:
        known = 0 <= row < self.model.rowCount()
        self.row_text.setText(
            self.model.sentence(row) if known else self.tr("Choose a row to read all of it.")
        )
        self.history.setEnabled(known)
        self.delete.setEnabled(known)

    def _ask_for_history(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.history_requested.emit(self.model.row(row).id)

    def _ask_to_delete(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.delete_requested.emit(self.model.row(row).id)
            # A second click must not take the next score as well.
            self.table.setCurrentIndex(QModelIndex())
            self.table.setFocus()


def _stacked(main: QWidget, below: QWidget, row: FlowLayout) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(main, 1)
    column.addWidget(below)
    column.addLayout(row)
    return part
