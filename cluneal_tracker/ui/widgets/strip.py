"""A coloured bar with a sentence and, where it helps, something to press."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Label, clear


class Strip(QFrame):
    """A notice, an error or a toast; `kind` is its name in the style sheet. Hidden when empty."""

    def __init__(self, kind: str, *actions: QWidget) -> None:
        super().__init__()
        self.setObjectName(kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        self.label = Label()
        row.addWidget(self.label, 1)
        for action in actions:
            row.addWidget(action)
        self._offered = QHBoxLayout()
        self._offered.setSpacing(8)
        row.addLayout(self._offered)
        self.hide()

    def say(self, text: str, *actions: QWidget) -> None:
        """Show a sentence; an empty one hides the bar. A screen reader hears it.

        `actions` belong to this sentence and go with it.
        """
        clear(self._offered)
        for action in actions:
            self._offered.addWidget(action)
        self.label.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say something without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
