"""The row that saves a picture: the kind of file, and where to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout

_FORMATS = {"png": "PNG", "svg": "SVG", "pdf": "PDF"}


class SaveRow(QWidget):
    """Saves with one click, or under a name of one's own; the signals carry the kind of file."""

    save_requested = Signal(str)
    save_as_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.formats = Choice(_FORMATS, self.tr("Kind of file"))
        self.formats.show_choice("png")
        self.save = Button(
            self.tr("Save picture"), "", lambda: self.save_requested.emit(self.formats.choice)
        )
        self.save_as = Button(
            self.tr("Save as…"), "link", lambda: self.save_as_requested.emit(self.formats.choice)
        )
        row = FlowLayout()
        self.setLayout(row)
        for widget in (self.save, self.formats, self.save_as):
            row.addWidget(widget)
