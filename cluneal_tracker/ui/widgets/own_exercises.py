"""The ways to an exercise of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout


class OwnExercises(Card):
    """Write one, or bring one in from a file."""

    add_requested = Signal()
    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Your own exercises"))
        text = self.tr(
            "Add what your physio gave you. You can bring in one that was saved as a file."
        )
        self.column.addWidget(Label(text))
        row = FlowLayout()
        self.add = Button(self.tr("Add an exercise"), "", self.add_requested.emit)
        row.addWidget(self.add)
        row.addWidget(Button(self.tr("Bring in an exercise"), "", self.file_requested.emit))
        self.column.addLayout(row)
