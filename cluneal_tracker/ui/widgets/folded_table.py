"""A table that says the same as the picture above it, out of the way until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.row_table import RowTableView

_HEIGHT = 600


class FoldedTable(QWidget):
    """A button, and the table that it shows or hides; `opened` carries which of the two.

    `links` is the row of the button, for what else can be done with what is above.
    """

    opened = Signal(bool)

    def __init__(self, table: RowTableView) -> None:
        super().__init__()
        self.table = table
        self.button = Button("", "link", lambda: self.open(self.table.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.links = FlowLayout()
        self.links.addWidget(self.button)
        column.addLayout(self.links)
        column.addWidget(table)
        self.open(False)

    def open(self, wanted: bool) -> None:
        """Show the table, or hide it."""
        self.table.setVisible(wanted)
        self.button.setText(self.tr("Hide the table") if wanted else self.tr("Show as a table"))
        if wanted:
            self.fit()
        self.opened.emit(wanted)

    def fit(self) -> None:
        """Give the table the height of its rows, up to a limit, where it shows."""
        if self.table.isHidden():
            return
        self.table.fit()
        rows = self.table.verticalHeader().length() + self.table.horizontalHeader().height() + 4
        self.table.setFixedHeight(min(rows, _HEIGHT))


class ToldTable(FoldedTable):
    """The same where a row can have more than fits: the chosen one is told in full below."""

    def __init__(self, table: RowTableView) -> None:
        self.told = Label("", "muted")
        super().__init__(table)
        self.opened.connect(self.told.setVisible)
        self.told.hide()
        table.row_chosen.connect(self.tell)
        column = self.layout()
        assert column is not None
        column.addWidget(self.told)

    def tell(self, row: int) -> None:
        """Tell a row by its number, or how one is chosen."""
        sentence = self.table.sentence(row)
        self.told.setText(sentence or self.tr("Choose a row to read all of it."))
