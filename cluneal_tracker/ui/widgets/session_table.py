"""The exercises that were done, as a table, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView
from cluneal_tracker.ui.widgets.session_words import (
    how_much_text,
    minutes_text,
    name_text,
    reason_text,
)
from cluneal_tracker.ui.words import clock_time, short_day


class Column(IntEnum):
    """The columns, from left to right."""

    DAY = 0
    TIME = 1
    EXERCISE = 2
    DONE = 3
    MINUTES = 4
    BEFORE = 5
    AFTER = 6
    PAUSES = 7
    STOPPED = 8
    NOTE = 9


# With little room the last of these are left out: a row is told in full below the table.
_WANTED = (
    *(Column.DAY, Column.EXERCISE, Column.DONE, Column.BEFORE, Column.AFTER, Column.STOPPED),
    *(Column.TIME, Column.MINUTES, Column.NOTE, Column.PAUSES),
)
_WIDE = (Column.EXERCISE, Column.DONE, Column.NOTE)


class SessionTable(RowTable[Session]):
    """Sessions as rows; `routines` give the names."""

    def __init__(self) -> None:
        super().__init__()
        self._routines: Mapping[str, Routine] = {}
        self.heads = {
            Column.DAY: self.tr("Day"),
            Column.TIME: self.tr("Time"),
            Column.EXERCISE: self.tr("Exercise"),
            Column.DONE: self.tr("Done"),
            Column.MINUTES: self.tr("Minutes"),
            Column.BEFORE: self.tr("Before"),
            Column.AFTER: self.tr("After"),
            Column.PAUSES: self.tr("Pauses"),
            Column.STOPPED: self.tr("Why it ended early"),
            Column.NOTE: self.tr("Note"),
        }

    def show_rows(self, rows: Sequence[Session], routines: Mapping[str, Routine]) -> None:
        """Show these sessions, in this order."""
        self._routines = routines
        self.keep_rows(rows)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.row(row)
        routine = self._routines.get(one.routine)
        texts = {
            Column.DAY: lambda: short_day(one.started.day),
            Column.TIME: lambda: clock_time(one.started.at),
            Column.EXERCISE: lambda: name_text(one, routine),
            Column.DONE: lambda: how_much_text(one, routine),
            Column.MINUTES: lambda: minutes_text(one),
            Column.BEFORE: lambda: str(one.pain_before or ""),
            Column.AFTER: lambda: str(one.pain_after or ""),
            Column.PAUSES: lambda: str(one.pauses or ""),
            Column.STOPPED: lambda: reason_text(one.stopped) if one.stopped else "",
            Column.NOTE: lambda: one.note,
        }
        return texts[Column(column)]()


class SessionTableView(RowTableView):
    """The table of exercises on the screen."""

    def __init__(self, look: Look, model: SessionTable) -> None:
        super().__init__(look, model, model.tr("Your exercises"), _WANTED, _WIDE)
