"""The foot of the editor of exercises: how the exercise will run, and Save, always in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_MARGIN, Label, PrimaryButton
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.strip import Strip

_PREVIEW = QSize(96, 64)
_NONE_FROM = 1.5


class EditorFoot(QFrame):
    """A line about the run, the drawing of the step in hand, and above them what has to be said."""

    def __init__(self, look: Look, parent: QWidget, save: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._look = look
        self.strip = Strip("notice")
        self._preview = Drawing(look, _PREVIEW)
        self._preview.setFixedSize(_PREVIEW)
        self._run, self._state = Label("", "strong"), Label("", "small")
        self.save = PrimaryButton(look, self.tr("Save"), save)
        self.save.setToolTip(self.tr("Save (Ctrl+S)"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._run)
        texts.addWidget(self._state)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._preview)
        row.addLayout(texts, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 8)
        column.addWidget(self.strip)
        column.addLayout(row)

    def show_state(self, run: str, state: str, drawing: str) -> None:
        """Show how it runs, whether it is saved, and a drawing where the letters leave room."""
        self._run.setText(run)
        self._state.setText(state)
        self._preview.show_drawing(drawing)
        self._preview.setVisible(bool(drawing) and self._look.scale < _NONE_FROM)

    def height_for(self, width: int) -> int:
        """How high it has to be."""
        layout = self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return layout.heightForWidth(width) if layout and wraps else self.sizeHint().height()
