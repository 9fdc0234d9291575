"""Whether a change of position is suggested each hour, and between which hours."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QWidget

from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.flow import FlowLayout


class NudgeChoice(QWidget):
    """`chosen` carries the name of a setting and its new value."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._hours = Settings().nudge_hours
        self._on = QCheckBox(self.tr("Remind me each hour to change position"))
        self._on.toggled.connect(lambda on: self.chosen.emit("nudge", on))
        self._edits = [QTimeEdit(), QTimeEdit()]
        names = self.tr("The hourly nudge begins at"), self.tr("The hourly nudge ends at")
        words = self.tr("from"), self.tr("to")
        row = FlowLayout()
        self.setLayout(row)
        row.addWidget(self._on)
        between = QWidget()
        fields = QHBoxLayout(between)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        for edit, name, word in zip(self._edits, names, words, strict=True):
            edit.setDisplayFormat("HH:mm")
            edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
            edit.setAccessibleName(name)
            edit.editingFinished.connect(self._take_hours)
            fields.addWidget(Label(word, wrap=False))
            fields.addWidget(edit)
        row.addWidget(between)

    def show_state(self, settings: Settings) -> None:
        """Show what is chosen."""
        self._on.blockSignals(True)
        self._on.setChecked(settings.nudge)
        self._on.blockSignals(False)
        self._hours = settings.nudge_hours
        for edit, at in zip(self._edits, self._hours, strict=True):
            edit.setTime(QTime(at.hour, at.minute))
            edit.setEnabled(settings.nudge)

    def _take_hours(self) -> None:
        hours = tuple(time(edit.time().hour(), edit.time().minute()) for edit in self._edits)
        if hours != self._hours:
            self.chosen.emit("nudge_hours", hours)
