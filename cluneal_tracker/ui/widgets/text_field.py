"""A line of text with its name above it, and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.domain.text import require_text
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.strip import announce


class TextField(QWidget):
    """Holds what is typed, right or wrong; `needed` is the sentence for an empty one.

    A `narrow` one is for a word or a number, and not as wide as the page.
    """

    changed = Signal()

    def __init__(
        self, words: str, most: int, *, needed: str = "", hint: str = "", narrow: bool = False
    ) -> None:
        super().__init__()
        self._most, self._needed = most, needed
        self.edit = QLineEdit()
        self.setFocusProxy(self.edit)
        self.edit.setAccessibleName(words)
        self.edit.textChanged.connect(self._take)
        self.edit.editingFinished.connect(self._look_when_left)
        self.error = Label("", "error")
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(words, "strong"))
        if hint:
            column.addWidget(Label(hint, "small"))
            self.edit.setAccessibleDescription(hint)
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(self.edit, 0, left if narrow else Qt.AlignmentFlag(0))
        column.addWidget(self.error)

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.edit.text().strip()

    def show_text(self, text: str) -> None:
        """Fill it."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a sentence; empty when all is well."""
        if not self.text:
            return self._needed
        if len(self.text) > self._most:
            return self.tr("This text can have up to {n} letters.").format(n=self._most)
        try:
            require_text(self.text)
        except ValueError as error:
            return str(error)
        return ""

    def tell(self) -> None:
        """Say what is wrong."""
        if self.wrong and self.wrong != self.error.text():
            announce(self, self.wrong)
        self.error.setText(self.wrong)
        self.error.setVisible(bool(self.wrong))

    def _look_when_left(self) -> None:
        # An empty one may just not be written yet; Save says so.
        if self.text:
            self.tell()

    def _take(self) -> None:
        if not self.error.isHidden():
            self.tell()
        self.changed.emit()
