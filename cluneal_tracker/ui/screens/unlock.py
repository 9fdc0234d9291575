"""What is seen first where the diary is locked: one field, and a way on without it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.secret_field import SecretField
from cluneal_tracker.ui.widgets.strip import Strip


class UnlockScreen(QWidget):
    """A window of its own. `given` carries the secret and whether it is the recovery code."""

    given = Signal(str, bool)
    neither = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._by_code = False
        self.error = Strip("error")
        self.hint = Label("", "muted")
        self.field = SecretField(look, "")
        self.field.entered.connect(self._give)
        self.open_it = PrimaryButton(look, self.tr("Open my diary"), self._give)
        self.other = Button("", "", lambda: self._ask(by_code=not self._by_code))
        card = Card()
        for part in (self.hint, self.field):
            card.column.addWidget(part)
        row = FlowLayout()
        for button in (self.open_it, self.other):
            row.addWidget(button)
        card.column.addLayout(row)
        page = Page()
        page.title_row(Label(self.tr("Your diary is locked"), "title"))
        page.column.addWidget(card)
        page.column.addLayout(self._footer())
        page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.error)
        column.addWidget(page)
        self.setWindowTitle("Cluneal Tracker")
        self._ask(by_code=False)

    def show_error(self, text: str) -> None:
        """Say why it was not opened; the field is ready for another try."""
        self.error.say(text)
        if text:
            self.field.line.selectAll()
            self.field.setFocus()

    def _ask(self, *, by_code: bool) -> None:
        self._by_code = by_code
        self.error.say("")
        secret, code = self.tr("Passphrase"), self.tr("Recovery code")
        self.field.begin(code if by_code else secret, hidden=not by_code)
        words = self.tr("It has 35 letters and digits. You wrote it down when you locked it.")
        alone = self.tr("Your passphrase opens it. It stays on this computer.")
        self.hint.setText(words if by_code else alone)
        use_code, use_words = self.tr("Use my recovery code"), self.tr("Use my passphrase")
        self.other.setText(use_words if by_code else use_code)
        self.field.setFocus()

    def _give(self) -> None:
        if self.field.text:
            self.given.emit(self.field.text, self._by_code)
        else:
            self.field.setFocus()

    def _footer(self) -> FlowLayout:
        row = FlowLayout()
        row.addWidget(Button(self.tr("I have neither of them"), "", self.neither.emit))
        row.addWidget(Button(self.tr("Close"), "", self.close))
        return row

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
