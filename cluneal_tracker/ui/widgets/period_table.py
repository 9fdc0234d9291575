"""Two periods as a table: a row for each number, a column for each period."""

from __future__ import annotations

from enum import IntEnum

from cluneal_tracker.render.period_words import PeriodRow
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    EARLIER = 1
    LATER = 2


class PeriodTable(RowTable[PeriodRow]):
    """The numbers of both periods."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = {
            Column.NAME: self.tr("What"),
            Column.EARLIER: self.tr("First"),
            Column.LATER: self.tr("Second"),
        }

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.row(row)
        return (one.name, one.earlier, one.later)[column]


class PeriodTableView(RowTableView):
    """The table on the screen."""

    def __init__(self, look: Look, model: PeriodTable) -> None:
        columns = tuple(Column)
        super().__init__(look, model, model.tr("Two periods, as a table"), columns, columns)
