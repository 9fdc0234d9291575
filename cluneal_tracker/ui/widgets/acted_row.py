"""One thing of a list in words, with what can be done about it beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import HeadLayout


class ActedRow(QWidget):
    """`spoken` is what a reader adds to each action, so that it is known which row it is for."""

    def __init__(
        self, words: str, spoken: str, actions: Mapping[str, Callable[[], object]]
    ) -> None:
        super().__init__()
        row = HeadLayout()
        row.addWidget(Label(words))
        for text, action in actions.items():
            button = Button(text, "link", action)
            button.setAccessibleName(f"{text}: {spoken}")
            row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)

    def add_line(self, text: str, role: str) -> None:
        """Say more below the row; nothing where there is no text."""
        if text:
            self._column.addWidget(Label(text, role))

    def add_note(self, note: str) -> None:
        """Show what was noted, if anything."""
        if note:
            self.add_line(self.tr("Note: {text}").format(text=note), "muted")
