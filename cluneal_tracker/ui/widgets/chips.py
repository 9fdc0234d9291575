"""Chips: answers that take one click, and the choice of a side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.ui.widgets.basics import Button, restyle
from cluneal_tracker.ui.widgets.flow import FlowLayout

_CHIP_PADDING = 16
_NEXT: dict[bool | None, bool | None] = {None: True, True: False, False: None}


class AnswerChip(Button):
    """A question with three states: not asked, yes, no. Each click goes one further."""

    answered = Signal(str, object)

    def __init__(self, key: str, name: str) -> None:
        super().__init__(name, "chip", self._click)
        self.key, self._name = key, name
        self._answer: bool | None = None
        self.show_answer(None)

    def show_answer(self, answer: bool | None) -> None:
        """Show a state without a signal."""
        self._answer = answer
        words = {None: self.tr("not asked"), True: self.tr("yes"), False: self.tr("no")}
        self.setText(self._name if answer is None else f"{self._name}: {words[answer]}")
        self.setAccessibleName(f"{self._name}: {words[answer]}")
        self.setProperty("answer", {None: "", True: "yes", False: "no"}[answer])
        restyle(self)

    def sizeHint(self) -> QSize:
        """Room for the longest state in bold, so that nothing moves when it is answered."""
        bold = QFont(self.font())
        bold.setBold(True)
        widest = QFontMetrics(bold).horizontalAdvance(f"{self._name}: {self.tr('yes')}")
        return QSize(widest + 2 * _CHIP_PADDING, super().sizeHint().height())

    def _click(self) -> None:
        self.show_answer(_NEXT[self._answer])
        self.answered.emit(self.key, self._answer)


class Choice(QWidget):
    """A row of chips of which one is chosen; `flows` lets a long one go on in the next row."""

    chosen = Signal(object)

    def __init__(self, options: Mapping[Any, str], name: str, *, flows: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = FlowLayout() if flows else QHBoxLayout()
        self.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._buttons: dict[object, Button] = {}
        for value, text in options.items():
            button = Button(text, "chip")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {text}" if name else text)
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)

    def show_choice(self, value: object) -> None:
        """Show which one is chosen, without a signal; a value that is not there is none."""
        # An exclusive group would keep its last chip checked.
        self._group.setExclusive(False)
        for one, button in self._buttons.items():
            button.setChecked(one == value)
        self._group.setExclusive(True)

    def offer(self, value: object, there: bool) -> None:
        """Show or hide one of the chips."""
        self._buttons[value].setVisible(there)

    def offers(self, value: object) -> bool:
        """Whether one of the chips can be chosen."""
        return not self._buttons[value].isHidden()

    @property
    def options(self) -> dict[object, str]:
        """What can be chosen, with the words of each."""
        return {value: button.text() for value, button in self._buttons.items()}

    @property
    def choice(self) -> object:
        """The value that is chosen; None when there is none."""
        for value, button in self._buttons.items():
            if button.isChecked():
                return value
        return None


class SideChoice(Choice):
    """Left, right or both."""

    def __init__(self) -> None:
        names = {
            Side.LEFT: self.tr("Left"),
            Side.RIGHT: self.tr("Right"),
            Side.BOTH: self.tr("Both"),
        }
        super().__init__(names, self.tr("Side"))
