"""Lines that are there for who wants them: one press shows them, one puts them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Button, Label


class MoreLines(QWidget):
    """A link that shows and hides what stands below it; `name` tells a reader of what.

    `later` gives further lines the first time that they are asked for.
    """

    def __init__(
        self, lines: Sequence[str], name: str, later: Callable[[], Sequence[str]] = tuple
    ) -> None:
        super().__init__()
        self._later: Callable[[], Sequence[str]] = later
        self._name = name
        self.link = Button("", "link", self._turn)
        self.body = QWidget()
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        self._add(lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body)
        self._show(False)

    def _add(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._inside.addWidget(Label(line, "muted"))

    def _turn(self) -> None:
        later, self._later = self._later, tuple
        self._add(later())
        self._show(self.body.isHidden())

    def _show(self, shown: bool) -> None:
        self.body.setVisible(shown)
        text = self.tr("Hide the numbers") if shown else self.tr("Show the numbers")
        self.link.setText(text)
        self.link.setAccessibleName(f"{text}: {self._name}")
