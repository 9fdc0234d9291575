"""The calendar as a table: a row for each day, its morning and its evening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from cluneal_tracker.domain.diary import days_between
from cluneal_tracker.domain.half_days import HalfScore
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.render.sentences import Phrases, number_text
from cluneal_tracker.services.trends import SideTrend
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView
from cluneal_tracker.ui.words import long_day, short_day


class Column(IntEnum):
    """The columns, from left to right."""

    DAY = 0
    MORNING = 1
    EVENING = 2


@dataclass(frozen=True, slots=True)
class DayHalves:
    """One day of a side; None for a half without a score."""

    day: date
    morning: HalfScore | None
    evening: HalfScore | None


class HalfDayTable(RowTable[DayHalves]):
    """The days of a side as rows, the newest first."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.heads = {
            Column.DAY: self.tr("Day"),
            Column.MORNING: self.tr("Morning"),
            Column.EVENING: self.tr("Evening"),
        }

    def show_side(self, side: SideTrend | None) -> None:
        """Show each day from the first that could have a score."""
        days = days_between(side.whole.first, side.whole.last) if side else ()
        self.keep_rows([halves_of(side, day) for day in days if side][::-1])

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.row(row)
        if column == Column.DAY:
            return short_day(one.day)
        return self.score_text(one.morning if column == Column.MORNING else one.evening)

    def score_text(self, score: HalfScore | None) -> str:
        """Half a day in words."""
        if score is None:
            return self.tr("no score")
        number = number_text(score.points, self._phrases)
        form = self.tr("{score} (added later)") if score.added_later else "{score}"
        return form.format(score=number)

    def day_text(self, one: DayHalves) -> str:
        """A day in one sentence, as it is read out."""
        return self.tr("{day}: morning {morning}, evening {evening}.").format(
            day=long_day(one.day),
            morning=self.score_text(one.morning),
            evening=self.score_text(one.evening),
        )


def halves_of(side: SideTrend, day: date) -> DayHalves:
    """The two halves of a day."""
    morning, evening = (side.halves.get(DaySlot(day, slot)) for slot in Slot)
    return DayHalves(day, morning, evening)


class HalfDayTableView(RowTableView):
    """The table on the screen."""

    def __init__(self, look: Look, model: HalfDayTable) -> None:
        columns = tuple(Column)
        super().__init__(look, model, model.tr("Your mornings and evenings"), columns, columns)
