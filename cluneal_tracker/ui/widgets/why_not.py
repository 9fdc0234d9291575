"""After a no: why, if the person likes to say it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.reminders import Reason
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.reminder_words import reason_name


class WhyNot(QWidget):
    """One click says why; none is needed."""

    given = Signal(Reason)
    skipped = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Noted. You are not asked again for this one.")))
        column.addWidget(Label(self.tr("Was there a reason? You can skip this."), "muted"))
        row = FlowLayout()
        for reason in Reason:
            row.addWidget(Button(reason_name(reason), "", partial(self.given.emit, reason)))
        row.addWidget(Button(self.tr("Skip"), "link", self.skipped.emit))
        column.addLayout(row)
        self.hide()
