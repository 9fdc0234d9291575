"""All nerve blocks side by side: a picture of their hours, and the same and more as a table."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.render.blocks_plan import BlocksChart, blocks_chart, blocks_picture
from cluneal_tracker.render.blocks_words import BlockRow, block_heads, block_rows
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.blocks import BlocksView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.folded_table import ToldTable
from cluneal_tracker.ui.widgets.picture_view import PictureView
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView


class BlocksPicture(PictureView):
    """Shows the hours after each block on the same axes."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(look, phrases["blocks"]["title"])
        self._phrases = phrases
        self._chart: BlocksChart | None = None

    def show_chart(self, chart: BlocksChart, description: str) -> None:
        """Draw a chart; `description` is what a screen reader says of it."""
        # The page has the title already.
        self._chart = replace(chart, title="")
        self.setAccessibleDescription(description)
        self.draw_anew()

    def lay_out(self, paper: Paper) -> Picture | None:
        return blocks_picture(self._chart, self._phrases, paper) if self._chart else None


class Column(IntEnum):
    """The columns that have room in the table; all others are told below it."""

    BLOCK = 0
    MOST = 1
    HELD = 2
    LOWER = 3


class BlockTable(RowTable[BlockRow]):
    """The blocks as rows."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        heads = block_heads(phrases)
        self._keys = tuple(heads)
        self.heads = dict(enumerate(heads.values()))

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        return self.row(row).cells[self._keys[column]]


class BlockTableView(RowTableView):
    """The table on the screen."""

    def __init__(self, look: Look, model: BlockTable, name: str) -> None:
        shown = tuple(Column)
        super().__init__(look, model, name, shown, shown)
        for column in range(len(shown), len(model.heads)):
            self.setColumnHidden(column, True)


class BlocksPart(QWidget):
    """The picture and the table."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.picture = BlocksPicture(look, phrases)
        self.model = BlockTable(phrases)
        title = self.tr("Nerve blocks, as a table")
        self.folded = ToldTable(BlockTableView(look, self.model, title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.picture, self.folded):
            column.addWidget(widget)

    def show_state(self, view: BlocksView, chosen: str, summary: str) -> None:
        """Show the blocks; the row of `chosen`, an id, is told below the table."""
        self.picture.show_chart(blocks_chart(view, self._phrases), summary)
        rows = block_rows(view, self._phrases)
        self.model.keep_rows(rows)
        found = [number for number, row in enumerate(rows) if row.id == chosen]
        self.folded.fit()
        if rows:
            self.folded.table.selectRow(found[0] if found else len(rows) - 1)
