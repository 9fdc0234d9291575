"""The picture of a step: one of our drawings, one's own, or none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.services.routines import Picture
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label, clear
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.flow import FlowLayout

_LARGE, _THUMB = QSize(180, 120), QSize(108, 72)


class PictureChoice(QWidget):
    """Shows what is chosen; the drawings open below it when they are asked for.

    `own_requested` asks for a file of the person's, which comes back by `show_picture`.
    """

    changed = Signal()
    own_requested = Signal()

    def __init__(self, look: Look, offered: Sequence[Picture]) -> None:
        super().__init__()
        self._look, self._offered = look, offered
        self.drawing, self.swing = "", ""
        self._shown = Drawing(look, _LARGE)
        self._shown.setFixedSize(_LARGE)
        self.choose = Button(self.tr("Choose a drawing"), "", self._turn)
        self.own = Button(self.tr("Use a picture of mine"), "", self.own_requested.emit)
        self.none = Button(self.tr("No picture"), "link", lambda: self._pick("", ""))
        self.grid = QWidget()
        self._thumbs = FlowLayout()
        self.grid.setLayout(self._thumbs)
        self.grid.hide()
        self._lay_out()
        look.changed.connect(self._forget)

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        for button in (self.choose, self.own, self.none):
            buttons.addWidget(button)
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addLayout(buttons)
        text = self.tr("Your picture stays on this computer. It is not mirrored.")
        beside.addWidget(Label(text, "small"))
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._shown)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Picture"), "strong"))
        column.addLayout(row)
        column.addWidget(self.grid)

    def show_picture(self, drawing: str, swing: str = "") -> None:
        """Show a picture by the name of its drawing, without a signal."""
        self.drawing, self.swing = drawing, swing
        self._shown.show_drawing(drawing)
        self._shown.setVisible(bool(drawing))
        self.none.setVisible(bool(drawing))

    def _pick(self, drawing: str, swing: str) -> None:
        self.choose.setFocus()
        self.grid.hide()
        self.show_picture(drawing, swing)
        self.changed.emit()

    def _turn(self) -> None:
        if self.grid.isHidden() and not self._thumbs.count():
            for one in self._offered:
                self._thumbs.addWidget(self._thumb(one))
        self.grid.setVisible(self.grid.isHidden())

    def _thumb(self, one: Picture) -> Button:
        button = Button("", "thumb", lambda: self._pick(one.drawing, one.swing))
        button.setIcon(QIcon(self._look.picture("drawings", one.drawing, _THUMB * 2)))
        button.setIconSize(_THUMB)
        button.setAccessibleName(self.tr("Drawing: {what}").format(what=one.words))
        button.setToolTip(one.words)
        return button

    def _forget(self) -> None:
        """The thumbnails have the colours of another look."""
        self.grid.hide()
        clear(self._thumbs)
