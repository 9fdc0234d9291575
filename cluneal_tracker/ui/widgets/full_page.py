"""Pages that have the whole window until Back or Esc gives it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from cluneal_tracker.ui.widgets.basics import Button, Label, Page


class WholeWindow(Page):
    """Left with Esc; `outdated` says that the diary has changed meanwhile."""

    closed = Signal()
    outdated = Signal()

    def __init__(self) -> None:
        super().__init__()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def go_back(self) -> None:
        """Give the window back; a page may stay where something on it would be lost."""
        self.closed.emit()

    def _escape(self) -> None:
        """Esc ends what lies on top first, such as an open calendar."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        else:
            self.go_back()

    def write_out(self) -> bool:
        """Have what was typed saved now; whether all of it is."""
        return True


class FullPage(WholeWindow):
    """A title with Back beside it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.back = Button(self.tr("Back"), "", self.go_back)
        self.back.setToolTip(self.tr("Back (Esc)"))
        self.title = Label(title, "title")
        self.title_row(self.title, self.back)
