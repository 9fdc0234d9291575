"""The scores as a table: everything the chart shows, and the notes, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from cluneal_tracker.domain.pain import PainEntry, Timeliness
from cluneal_tracker.services.diary import NIGHT_PAIN, NUMB
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.words import clock_time, side_name

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ROW, _NARROWEST = 56, 130


class Column(IntEnum):
    """The columns, from left to right."""

    DAY = 0
    TIME = 1
    SIDE = 2
    SCORE = 3
    ADDED = 4
    ANSWERS = 5
    NOTE = 6


# With little room the last of these are left out: a row is told in full below the table.
_WANTED = (
    Column.DAY,
    Column.SCORE,
    Column.SIDE,
    Column.TIME,
    Column.ADDED,
    Column.ANSWERS,
    Column.NOTE,
)
_WIDE = (Column.ADDED, Column.ANSWERS, Column.NOTE)


class ScoreTable(QAbstractTableModel):
    """Pain entries as rows; `activities` are the names of the activities by their keys."""

    def __init__(self, activities: Mapping[str, str]) -> None:
        super().__init__()
        signs = {NIGHT_PAIN: self.tr("Night pain"), NUMB: self.tr("Numb skin")}
        self._names = {**activities, **signs}
        self._rows: list[PainEntry] = []
        self._heads = {
            Column.DAY: self.tr("Day"),
            Column.TIME: self.tr("Time"),
            Column.SIDE: self.tr("Side"),
            Column.SCORE: self.tr("Score"),
            Column.ADDED: self.tr("Written down"),
            Column.ANSWERS: self.tr("Answers"),
            Column.NOTE: self.tr("Note"),
        }

    def set_rows(self, rows: Sequence[PainEntry]) -> None:
        """Show these entries, in this order."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def entry(self, row: int) -> PainEntry:
        """The entry of a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[Column(section)]
        return super().headerData(section, orientation, role)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.text(index.row(), column) or self.tr("nothing")
            return f"{self._heads[column]}: {text}"
        return None

    def text(self, row: int, column: Column) -> str:
        """What stands in a cell."""
        entry = self._rows[row]
        texts = {
            Column.DAY: lambda: self._day(entry.felt.day),
            Column.TIME: lambda: clock_time(entry.felt.at),
            Column.SIDE: lambda: side_name(entry.side),
            Column.SCORE: lambda: str(entry.score) if entry.score else self.tr("no score"),
            Column.ADDED: lambda: self._added(entry),
            Column.ANSWERS: lambda: self._answers(entry),
            Column.NOTE: lambda: entry.note,
        }
        return texts[column]()

    def sentence(self, row: int) -> str:
        """A whole row, for the line below the table."""
        return "  ".join(
            f"{self._heads[column]}: {text.removesuffix('.')}."
            for column in Column
            if (text := self.text(row, column))
        )

    def _day(self, day: date) -> str:
        return QLocale().toString(QDate(day.year, day.month, day.day), self.tr("d MMM yyyy"))

    def _added(self, entry: PainEntry) -> str:
        entered = entry.entered_at.astimezone(entry.felt.at.tzinfo)
        if entry.timeliness is Timeliness.ON_TIME:
            return self.tr("at once")
        if entry.timeliness is Timeliness.SAME_DAY:
            return self.tr("same day, {time}").format(time=clock_time(entered))
        day = f"{self._day(entered)}, {clock_time(entered)}"
        if entry.timeliness is Timeliness.RECALLED:
            return self.tr("later, from memory: {day}").format(day=day)
        return self.tr("later: {day}").format(day=day)

    def _answers(self, entry: PainEntry) -> str:
        answers = {**entry.activities, **entry.signs}
        named = {
            answer: ", ".join(
                self._names.get(key, key) for key, given in answers.items() if given is answer
            )
            for answer in (True, False)
        }
        denied = self.tr("not: {names}").format(names=named[False]) if named[False] else ""
        return "; ".join(filter(None, (named[True], denied)))


class ScoreTableView(QTableView):
    """The table on the screen. Delete asks for the row to go, Enter for how it came to be.

    `row_chosen` carries the number of the row.
    """

    row_chosen = Signal(int)
    delete_requested = Signal()
    history_requested = Signal()

    def __init__(self, look: Look, model: ScoreTable) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("scores")
        self.setModel(model)
        self.setAccessibleName(self.tr("Your scores"))
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
        for column in Column:
            stretch = column in _WIDE
            mode = QHeaderView.ResizeMode
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
        for column in _WANTED:
            room -= self._least(column)
            self.setColumnHidden(column, room < 0)

    def _least(self, column: Column) -> int:
        if column in _WIDE:
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
