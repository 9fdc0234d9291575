"""A small curve as a table: a row for each score."""

from __future__ import annotations

from enum import IntEnum

from cluneal_tracker.render.curve_plan import Curve, CurvePoint
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView


class Column(IntEnum):
    """The columns, from left to right."""

    WHEN = 0
    SCORE = 1


class CurveTable(RowTable[CurvePoint]):
    """The scores of a curve in the order of time."""

    def __init__(self) -> None:
        super().__init__()
        self._form = self.tr("Score, 0 to {most}")
        self.heads = {Column.WHEN: self.tr("When"), Column.SCORE: ""}

    def show_curve(self, curve: Curve) -> None:
        """Show the scores of a curve."""
        self.heads = {**self.heads, Column.SCORE: self._form.format(most=curve.worst)}
        self.keep_rows(curve.points)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        point = self.row(row)
        return point.when if column == Column.WHEN else point.number


class FoldedCurve(FoldedTable):
    """The table of a curve, out of the way until it is wanted."""

    def __init__(self, look: Look) -> None:
        self.rows = CurveTable()
        columns = tuple(Column)
        super().__init__(RowTableView(look, self.rows, "", columns, columns))

    def show_curve(self, curve: Curve) -> None:
        """Show the scores of a curve; there may be several curves on a page."""
        self.rows.show_curve(curve)
        self.fit()
        title = " ".join(curve.title)
        self.table.setAccessibleName(self.tr("Table: {name}").format(name=title))
        self.button.setAccessibleName(self.tr("As a table: {name}").format(name=title))
