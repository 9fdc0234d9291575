"""Adds a score of the hours after a block that was not marked at its time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.services.block_days import Missed
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.block_words import after_text
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.role_row import PickBox
from cluneal_tracker.ui.widgets.strip import announce
from cluneal_tracker.ui.widgets.typed_edit import FaultLine, tell_faults
from cluneal_tracker.ui.words import clock_time

_MOST_LETTERS = 4


class MissedScore(QWidget):
    """A link that opens a row: which check-in, at what time, how bad it was.

    `added` carries the check-in in minutes after the block, the time, and the score as it was
    typed. Nothing is cleared where it was not saved: `show_error` says why below the row.
    """

    added = Signal(int, object, str)

    def __init__(self, missed: Sequence[Missed], name: str) -> None:
        super().__init__()
        self._times = {one.after: one.at for one in missed}
        self.link = Button(self.tr("Add a missed score"), "link", self._turn)
        self.link.setAccessibleName(f"{self.link.text()}: {name}")
        form = self.tr("{check}, {time}")
        choices = {
            one.after: form.format(check=after_text(one.after), time=clock_time(one.at))
            for one in missed
        }
        self.which = PickBox(choices, self.tr("Which score"))
        self.which.picked.connect(self._show_time)
        self.at = ClockEdit()
        self.at.setAccessibleName(self.tr("When it was"))
        self.score = QLineEdit()
        self.score.setAccessibleName(self.tr("Your pain then, 0 to 10"))
        self.score.setPlaceholderText(self.tr("0 to 10"))
        self.score.setMaxLength(_MOST_LETTERS)
        self.score.returnPressed.connect(self._add)
        self.save = Button(self.tr("Add the score"), "", self._add)
        self.error = Label("", "error")
        self.error.hide()
        self._lay_out()
        self._show_time()

    def _lay_out(self) -> None:
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(Label(self.tr("Give the time at which you felt it."), "muted"))
        row = FlowLayout()
        for field in (self.which, self.at, self.score, self.save):
            row.addWidget(field)
        inside.addLayout(row)
        inside.addWidget(FaultLine(self.at))
        inside.addWidget(self.error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body)
        self.body.hide()

    def show_error(self, sentence: str) -> None:
        """Say below the row what is wrong; nothing in it is cleared."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _turn(self) -> None:
        self.body.setVisible(self.body.isHidden())
        if not self.body.isHidden():
            self.which.setFocus()

    def _show_time(self) -> None:
        self.at.show_at(self._times[self.which.choice].time())

    def _add(self) -> None:
        self.show_error("")
        if not tell_faults([self.at]):
            self.added.emit(self.which.choice, self.at.at, self.score.text())
