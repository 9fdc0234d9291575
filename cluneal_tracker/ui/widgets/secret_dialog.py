"""Asks for the secret of a file that has a lock of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import CARD_MARGIN, Button, Label, PrimaryButton
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.secret_field import SecretField

_WIDTH = 440


class SecretDialog(QDialog):
    """One field over the window; Enter gives what is in it, Esc gives it up."""

    def __init__(self, look: Look, parent: QWidget, file: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A passphrase"))
        said = self.tr("“{file}” has a passphrase of its own.").format(file=file)
        self.field = SecretField(look, self.tr("Its passphrase or its recovery code"))
        self.field.entered.connect(self._give)
        open_it = PrimaryButton(look, self.tr("Open it"), self._give)
        row = FlowLayout()
        row.addWidget(open_it)
        row.addWidget(Button(self.tr("Not now"), "", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_MARGIN, CARD_MARGIN, CARD_MARGIN, CARD_MARGIN)
        column.setSpacing(12)
        column.addWidget(Label(said))
        column.addWidget(self.field)
        column.addLayout(row)
        self.setMinimumWidth(min(look.px(_WIDTH), parent.width()))
        self.field.setFocus()

    def _give(self) -> None:
        if self.field.text:
            self.accept()
        else:
            self.field.setFocus()
