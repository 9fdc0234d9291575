"""The level of an exercise that gets harder step by step, one up or down at a press."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.strip import announce


class LevelRow(QWidget):
    """Says which level is in use; `asked` carries the one to go to.

    At either end it asks for a level that is not there, and the answer says so: a button that
    went grey would drop the keyboard.
    """

    asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._level, self._said = look, 0, ""
        self._text = Label("", "strong")
        self.down = Button("", "step", lambda: self.asked.emit(self._level - 1))
        self.up = Button("", "step", lambda: self.asked.emit(self._level + 1))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._text)
        texts.addWidget(Label(self.tr("Go up when one is easy."), "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.down)
        row.addWidget(self.up)
        row.addSpacing(8)
        row.addLayout(texts, 1)
        self._draw()
        look.changed.connect(self._draw)

    def show_level(self, routine: Routine) -> None:
        """Show the level of an exercise; one without levels shows none."""
        self.setVisible(bool(routine.levels))
        if not routine.levels:
            return
        self._level = routine.level
        text = self.tr("Level {n} of {all}: {name}").format(
            n=routine.level, all=len(routine.levels), name=routine.levels[routine.level - 1].name
        )
        if self._said and text != self._said:
            announce(self, text)
        self._said = text
        self._text.setText(text)
        down, up = self.tr("One level down: {name}"), self.tr("One level up: {name}")
        self.down.setAccessibleName(down.format(name=routine.name))
        self.up.setAccessibleName(up.format(name=routine.name))

    def _draw(self) -> None:
        for button, icon in ((self.down, "less"), (self.up, "add")):
            button.setIcon(self._look.icon(icon))
            button.setIconSize(QSize(24, 24) * self._look.scale)
