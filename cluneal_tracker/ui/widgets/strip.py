"""A coloured bar with a sentence and, where it helps, something to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.flow import HeadLayout


class Strip(QFrame):
    """A notice, an error or a toast; `kind` is its name in the style sheet. Hidden when empty."""

    def __init__(self, kind: str, *actions: QWidget) -> None:
        super().__init__()
        self.setObjectName(kind)
        self._row = HeadLayout()
        self._row.setContentsMargins(16, 8, 8, 8)
        self.setLayout(self._row)
        self.label = Label()
        for widget in (self.label, *actions):
            self._row.addWidget(widget)
        self._offered: Sequence[QWidget] = ()
        self.hide()

    def say(self, text: str, *actions: QWidget) -> None:
        """Show a sentence; an empty one hides the bar. A screen reader hears it.

        `actions` belong to this sentence and go with it.
        """
        for old in self._offered:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for action in actions:
            self._row.addWidget(action)
        self._offered = actions
        self.label.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say something without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
