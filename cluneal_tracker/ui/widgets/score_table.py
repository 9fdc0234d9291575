"""The scores as a table: everything the chart shows, and the notes, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QDate, QLocale

from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, PainEntry, Timeliness
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView
from cluneal_tracker.ui.words import clock_time, side_name


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


class ScoreTable(RowTable[PainEntry]):
    """Pain entries as rows; `answers` are the names of what can be answered by their keys."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        super().__init__()
        signs = {NIGHT_PAIN: self.tr("Night pain"), NUMB: self.tr("Numb skin")}
        self._names = {**answers, **signs}
        self.heads = {
            Column.DAY: self.tr("Day"),
            Column.TIME: self.tr("Time"),
            Column.SIDE: self.tr("Side"),
            Column.SCORE: self.tr("Score"),
            Column.ADDED: self.tr("Written down"),
            Column.ANSWERS: self.tr("Answers"),
            Column.NOTE: self.tr("Note"),
        }

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        entry = self.row(row)
        texts = {
            Column.DAY: lambda: self._day(entry.felt.day),
            Column.TIME: lambda: clock_time(entry.felt.at),
            Column.SIDE: lambda: side_name(entry.side),
            Column.SCORE: lambda: str(entry.score) if entry.score else self.tr("no score"),
            Column.ADDED: lambda: self._added(entry),
            Column.ANSWERS: lambda: self._answers(entry),
            Column.NOTE: lambda: entry.note,
        }
        return texts[Column(column)]()

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


class ScoreTableView(RowTableView):
    """The table of scores on the screen."""

    def __init__(self, look: Look, model: ScoreTable) -> None:
        super().__init__(look, model, model.tr("Your scores"), _WANTED, _WIDE)
