"""Spreads on the screen: rows on one scale, and the same as a table."""

from __future__ import annotations

from enum import IntEnum

from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.render.spread_plan import (
    SpreadChart,
    SpreadRow,
    half_text,
    middle_text,
    spread_picture,
)
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.picture_view import PictureView
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView


class SpreadView(PictureView):
    """Shows a chart of spreads."""

    def __init__(self, look: Look, name: str, phrases: Phrases) -> None:
        super().__init__(look, name)
        self._phrases = phrases
        self._chart: SpreadChart | None = None

    def show_chart(self, chart: SpreadChart, description: str) -> None:
        """Draw a chart; `description` is what a screen reader says of it."""
        self._chart = chart
        self.setAccessibleDescription(description)
        self.draw_anew()

    def lay_out(self, paper: Paper) -> Picture | None:
        return spread_picture(self._chart, self._phrases, paper) if self._chart else None


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    DAYS = 1
    MIDDLE = 2
    HALF = 3


class SpreadTable(RowTable[SpreadRow]):
    """The rows of a chart of spreads."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.heads = {
            Column.NAME: self.tr("When"),
            Column.DAYS: self.tr("Days with a score"),
            Column.MIDDLE: self.tr("Middle score"),
            Column.HALF: self.tr("Middle half"),
        }

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.row(row)
        texts = {
            Column.NAME: lambda: one.name,
            Column.DAYS: lambda: str(one.spread.days),
            Column.MIDDLE: lambda: middle_text(one.spread, self._phrases),
            Column.HALF: lambda: half_text(one.spread, self._phrases),
        }
        return texts[Column(column)]()


class SpreadTableView(RowTableView):
    """The table on the screen."""

    def __init__(self, look: Look, model: SpreadTable) -> None:
        wanted = (Column.NAME, Column.MIDDLE, Column.DAYS, Column.HALF)
        super().__init__(
            look, model, model.tr("When it hurts, as a table"), wanted, (Column.NAME, Column.HALF)
        )
