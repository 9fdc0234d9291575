"""A number that can be typed, or made more and less at a press."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.strip import announce

_FIGURES = 6
_NUMBER = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{0,17})?")


class NumberField(QWidget):
    """Holds what is typed, right or wrong; says below it what is wrong.

    Up and Down on the keyboard do what the two buttons do, so Tab passes those by.
    """

    changed = Signal()

    def __init__(
        self, look: Look, words: str, least: int, most: int, *, whole: bool = True, hint: str = ""
    ) -> None:
        super().__init__()
        self._look, self._least, self._most, self._whole = look, least, most, whole
        self.edit = _Figures()
        self.setFocusProxy(self.edit)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.edit.stepped.connect(self._step)
        self.edit.setAccessibleName(words)
        self.edit.textChanged.connect(self._take)
        self.edit.editingFinished.connect(self.tell)
        self.less = self._button(-1, self.tr("Less: {what}").format(what=words))
        self.more = self._button(1, self.tr("More: {what}").format(what=words))
        self.hint, self.error = Label(hint, "small"), Label("", "error")
        self.hint.setVisible(bool(hint))
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget in (self.less, self.edit, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(words, "strong", wrap=False))
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.error)
        self._draw()
        look.changed.connect(self._draw)

    def _button(self, by: int, name: str) -> Button:
        button = Button("", "step", lambda: self._step(by))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.setAccessibleName(name)
        return button

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    @property
    def value(self) -> float:
        """The number; 0 for what is none, which no field with a fault is asked for."""
        found = _read(self.text)
        return 0 if found is None else found

    def show_value(self, value: float) -> None:
        """Fill it."""
        self.edit.setText(str(int(value) if value == int(value) else value))

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a sentence; empty when all is well."""
        found = _read(self.text)
        fits = found is not None and self._least <= found <= self._most
        if fits and found is not None and (not self._whole or found == int(found)):
            return ""
        form = (
            self.tr("Type a whole number from {least} to {most}.")
            if self._whole
            else self.tr("Type a number from {least} to {most}.")
        )
        return form.format(least=self._least, most=self._most)

    def tell(self) -> None:
        """Say what is wrong."""
        if self.wrong and self.wrong != self.error.text():
            announce(self, self.wrong)
        self.error.setText(self.wrong)
        self.error.setVisible(bool(self.wrong))

    def _step(self, by: int) -> None:
        found = _read(self.text)
        value = self._least if found is None else math.floor(found) + by
        self.show_value(min(max(value, self._least), self._most))

    def _take(self) -> None:
        if not self.error.isHidden():
            self.tell()
        self.changed.emit()

    def _draw(self) -> None:
        for button, icon in ((self.less, "less"), (self.more, "add")):
            button.setIcon(self._look.icon(icon))
            button.setIconSize(QSize(20, 20) * self._look.scale)
        figures = self._look.px(14 * _FIGURES)
        self.edit.setFixedWidth(figures)


class _Figures(QLineEdit):
    """Up and Down step."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)


def _read(text: str) -> float | None:
    # What Python takes for a number besides, such as 1_0 or 1e1, is a slip of the finger here.
    typed = _NUMBER.fullmatch(text.strip())
    return float(typed[0].replace(",", ".")) if typed else None
