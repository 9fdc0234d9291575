"""The periods of a trial as a table: the full equal of its strip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView
from cluneal_tracker.ui.words import day_month


class Column(IntEnum):
    """The columns, from left to right."""

    DAYS = 0
    WAY = 1
    COUNTED = 2
    MEAN = 3


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period; `way` is empty while it is not told, `mean` where there is none to tell."""

    first_day: date
    counted_from: date
    last_day: date
    way: str = ""
    mean: str = ""


class TrialTable(RowTable[PeriodRow]):
    """The periods in the order of the calendar."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = {
            Column.DAYS: self.tr("Days"),
            Column.WAY: self.tr("Way"),
            Column.COUNTED: self.tr("Counted from"),
            Column.MEAN: self.tr("Mean score"),
        }

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.row(row)
        days = self.tr("{first} to {last}").format(
            first=day_month(one.first_day), last=day_month(one.last_day)
        )
        way = one.way or self.tr("Told on the day")
        return (days, way, day_month(one.counted_from), one.mean)[column]


class TrialTableView(RowTableView):
    """The table on the screen; where no score is told there is no column for it."""

    def __init__(self, look: Look, model: TrialTable, *, with_means: bool) -> None:
        wanted = tuple(column for column in Column if with_means or column is not Column.MEAN)
        super().__init__(look, model, model.tr("Your trial, as a table"), wanted, wanted)
        self.setColumnHidden(Column.MEAN, not with_means)
