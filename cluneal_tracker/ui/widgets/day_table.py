"""The chart as a table: a row for each day with all that the picture shows of it."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from cluneal_tracker.domain.diary import days_between
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.day_words import DayWords
from cluneal_tracker.ui.widgets.folded_table import ToldTable
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView
from cluneal_tracker.ui.words import short_day


class Column(IntEnum):
    """The columns, from left to right."""

    DAY = 0
    SCORES = 1
    MIDDLE = 2
    TREATMENTS = 3
    ACTIVITIES = 4
    EXERCISES = 5


# With little room the last of these are left out: a row is told in full below the table.
_WANTED = (
    Column.DAY,
    Column.SCORES,
    Column.TREATMENTS,
    Column.MIDDLE,
    Column.ACTIVITIES,
    Column.EXERCISES,
)
_WIDE = (Column.TREATMENTS, Column.ACTIVITIES)


class DayTable(RowTable[date]):
    """The days of a range as rows, the newest first; `words` say what each of them holds."""

    def __init__(self) -> None:
        super().__init__()
        self._words: DayWords | None = None
        self.heads = {
            Column.DAY: self.tr("Day"),
            Column.SCORES: self.tr("Scores"),
            Column.MIDDLE: self.tr("Middle score"),
            Column.TREATMENTS: self.tr("Treatments"),
            Column.ACTIVITIES: self.tr("Activities"),
            Column.EXERCISES: self.tr("Exercises"),
        }

    def show_days(self, words: DayWords) -> None:
        """Show each day of the chart, those without a score as well."""
        self._words = words
        self.keep_rows([*days_between(words.first, words.last)][::-1])

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        day, words = self.row(row), self._words
        if words is None:
            return ""
        texts = {
            Column.DAY: lambda: short_day(day),
            Column.SCORES: lambda: words.scores(day),
            Column.MIDDLE: lambda: words.middle(day),
            Column.TREATMENTS: lambda: "; ".join(words.treatments(day)),
            Column.ACTIVITIES: lambda: "; ".join(words.activities(day)),
            Column.EXERCISES: lambda: "; ".join(words.exercises(day)),
        }
        return texts[Column(column)]()


class FoldedDays(ToldTable):
    """The table of a chart, out of the way until it is wanted."""

    def __init__(self, look: Look) -> None:
        self.model = DayTable()
        name = self.tr("The days of the chart")
        super().__init__(RowTableView(look, self.model, name, _WANTED, _WIDE))

    def show_days(self, words: DayWords) -> None:
        """Show the days of a chart, keeping the place."""
        row = self.table.currentIndex().row()
        self.model.show_days(words)
        self.fit()
        self.table.selectRow(min(row, self.model.rowCount() - 1))
        self.tell(self.table.currentIndex().row())
