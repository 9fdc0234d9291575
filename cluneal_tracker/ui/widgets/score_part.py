"""The table of scores with what can be done about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.correction_form import CorrectionForm
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.score_table import ScoreTable, ScoreTableView


class ScorePart(QWidget):
    """Every score of a range in rows; the signals carry the id of an entry.

    `corrected` also carries the right score and how it was given; `turned` says that one score
    stands in the place of all, or all of them again.
    """

    delete_requested = Signal(str)
    corrected = Signal(str, object, object)
    turned = Signal()
    history_requested = Signal(str)
    deleted_requested = Signal()

    def __init__(self, look: Look, answers: Mapping[str, str]) -> None:
        super().__init__()
        self.model = ScoreTable(answers)
        self.table = ScoreTableView(look, self.model)
        self.row_text = Label("", "muted")
        self.history = Button(self.tr("History of this score"), "", self._ask_for_history)
        self.history.setToolTip(self.tr("History of this score (Enter)"))
        self.correct = Button(self.tr("Correct this score"), "", self._ask_to_correct)
        self.delete = Button(self.tr("Delete this score"), "", self._ask_to_delete)
        self.delete.setToolTip(self.tr("Delete this score (Delete)"))
        deleted = Button(self.tr("Recently deleted"), "link", self.deleted_requested.emit)
        self.table.delete_requested.connect(self._ask_to_delete)
        self.table.history_requested.connect(self._ask_for_history)
        self.table.row_chosen.connect(self._show_row)
        row = FlowLayout()
        self._actions = (self.correct, self.history, self.delete, deleted)
        for widget in self._actions:
            row.addWidget(widget)
        self.form = CorrectionForm(look)
        self.form.saved.connect(self._take_correction)
        self.form.closed.connect(self._end_correction)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.row_text)
        column.addLayout(row)
        column.addWidget(self.form)
        self._show_row(-1)

    def show_entries(self, entries: Sequence[PainEntry]) -> None:
        """Fill the table, keeping the place."""
        row = self.table.currentIndex().row()
        self.model.keep_rows(entries)
        self.table.fit()
        self.table.selectRow(min(row, len(entries) - 1))
        self._show_row(self.table.currentIndex().row())

    def _show_row(self, row: int) -> None:
        known = 0 <= row < self.model.rowCount()
        self.row_text.setText(
            self.model.sentence(row) if known else self.tr("Choose a row to read all of it.")
        )
        self.history.setEnabled(known)
        self.correct.setEnabled(known and self.model.row(row).score is not None)
        self.delete.setEnabled(known)

    def _ask_to_correct(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._show_table(False)
            self.form.open_edit(self.model.row(row))

    def _take_correction(self, values: dict[str, Any], entry: PainEntry) -> None:
        self.corrected.emit(entry.id, *values["mark"])

    def _end_correction(self) -> None:
        self._show_table(True)
        self.table.setFocus()

    def _show_table(self, shown: bool) -> None:
        """The one score that is corrected stands in the place of all."""
        for widget in (self.table, self.row_text, *self._actions):
            widget.setVisible(shown)
        self.turned.emit()

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
