"""Rows in a table: what a model of rows has in common, and the table that shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from cluneal_tracker.ui.look import Look

R = TypeVar("R")
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ROW, _NARROWEST = 56, 130
# The rows that a table has room for at least, and the share of the window that it takes at most.
_FEWEST, _MOST = 3, 0.75


class RowTable(QAbstractTableModel, Generic[R]):
    """Rows of one kind; `heads` are the names of the columns, from left to right.

    Those who make one of it name the columns and say what stands in a cell: `text`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heads: Mapping[int, str] = {}
        self._rows: list[R] = []

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def keep_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> R:
        """One of the rows."""
        return self._rows[number]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return super().headerData(section, orientation, role)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.text(index.row(), index.column()) or self.tr("nothing")
            return f"{self.heads[index.column()]}: {text}"
        return None

    def sentence(self, row: int) -> str:
        """A whole row, for the line below the table."""
        return "  ".join(
            f"{head}: {text.removesuffix('.')}."
            for column, head in self.heads.items()
            if (text := self.text(row, column))
        )


class RowTableView(QTableView):
    """The table on the screen. Delete asks for the row to go, Enter for how it came to be.

    `wanted` are the columns, those that can be left out first at the end: with little room there
    are fewer, and a row is told in full elsewhere. Those in `wide` share the room that is left.
    `row_chosen` carries the number of the row.
    """

    row_chosen = Signal(int)
    delete_requested = Signal()
    history_requested = Signal()

    def __init__(
        self,
        look: Look,
        model: RowTable[R],
        name: str,
        wanted: Sequence[int],
        wide: Collection[int],
    ) -> None:
        super().__init__()
        self._look, self._wanted, self._wide = look, wanted, wide
        self._model: RowTable[Any] = model
        self._window = QSize()
        self.setObjectName("scores")
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # Widths are measured on the rows in sight; a diary of ten years has thousands.
        head.setResizeContentsPrecision(0)
        mode = QHeaderView.ResizeMode
        for column in wanted:
            stretch = column in wide
            head.setSectionResizeMode(column, mode.Stretch if stretch else mode.ResizeToContents)
        self.selectionModel().currentRowChanged.connect(
            lambda current: self.row_chosen.emit(current.row())
        )
        look.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Give rows their height, and leave out the columns that there is no room for."""
        self.verticalHeader().setDefaultSectionSize(self._look.px(_ROW))
        room = self.viewport().width()
        for column in self._wanted:
            room -= self._least(column)
            self.setColumnHidden(column, room < 0)
        if self._window.isValid():
            self._fit_height()

    def fit_window(self, size: QSize) -> None:
        """Take most of a window of this size where there are rows enough.

        A message at its foot takes height for a while; the table does not shrink for it.
        """
        if size.width() != self._window.width() or size.height() > self._window.height():
            self._window = size
            self._fit_height()

    def _fit_height(self) -> None:
        rows = max(self._model.rowCount(), _FEWEST) * self.verticalHeader().defaultSectionSize()
        high = self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()
        self.setMinimumHeight(min(high, round(_MOST * self._window.height())))

    def sentence(self, row: int) -> str:
        """A row in full; empty where there is none of that number."""
        rows = self._model
        return rows.sentence(row) if 0 <= row < rows.rowCount() else ""

    def _least(self, column: int) -> int:
        if column in self._wide:
            return self._look.px(_NARROWEST)
        head = self.horizontalHeader().sectionSizeHint(column)
        return max(head, self.sizeHintForColumn(column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.history_requested.emit()
        else:
            super().keyPressEvent(event)
