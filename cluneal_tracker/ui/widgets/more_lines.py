"""Lines that are there for who wants them: one press shows them, one puts them away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Button, Label


class MoreLines(QWidget):
    """A link that shows and hides what stands below it; `name` tells a reader of what."""

    def __init__(self, lines: Sequence[str], name: str) -> None:
        super().__init__()
        self._name = name
        self.link = Button("", "link", self._turn)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for line in lines:
            inside.addWidget(Label(line, "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body)
        self._show(False)

    def _turn(self) -> None:
        self._show(self.body.isHidden())

    def _show(self, shown: bool) -> None:
        self.body.setVisible(shown)
        text = self.tr("Hide the numbers") if shown else self.tr("Show the numbers")
        self.link.setText(text)
        self.link.setAccessibleName(f"{text}: {self._name}")
