"""The trial that is planned or under way: which way today is, its calendar, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.trial_picture import TrialPicture
from cluneal_tracker.ui.widgets.trial_strip import Calendar


class TrialUnderWay(Card):
    """`stopped` is sent at the second press: the first one asks."""

    stopped = Signal()
    history_requested = Signal(str)

    def __init__(self, look: Look, rules: Sequence[str]) -> None:
        super().__init__(self.tr("Your trial"))
        self._look, self._id = look, ""
        self._lines, self._picture = QVBoxLayout(), QVBoxLayout()
        self.stop = Button(self.tr("Stop the trial"), "", self._ask)
        history = Button(self.tr("History"), "", lambda: self.history_requested.emit(self._id))
        self._usual = _row(self.stop, history)
        self._sure = QWidget()
        column = QVBoxLayout(self._sure)
        column.setContentsMargins(0, 0, 0, 0)
        what = self.tr("Your scores stay. What it can say by then is shown.")
        column.addWidget(Label(what))
        self.stop_now = Button(self.tr("Stop it now"), "", self._stop)
        self.go_on = Button(self.tr("Go on with it"), "", self._go_on)
        column.addWidget(_row(self.stop_now, self.go_on))
        self.column.addLayout(self._lines)
        self.column.addLayout(self._picture)
        for line in rules:
            self.column.addWidget(Label(line, "muted"))
        self.column.addWidget(self._usual)
        self.column.addWidget(self._sure)
        self._sure.hide()

    def show_state(self, trial: OwnTrial, today: date, lines: Sequence[str]) -> None:
        """Show a trial as it stands today."""
        if trial.id != self._id:
            self._close()
        self._id = trial.id
        self.heading.setText(trial.words.title)
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(Label(line))
        clear(self._picture)
        on = today if trial.on(today) else None
        calendar = Calendar.drawn(trial, today)
        self._picture.addWidget(TrialPicture(self._look, calendar, " ".join(lines), today=on))

    def _ask(self) -> None:
        self._usual.hide()
        self._sure.show()
        self.go_on.setFocus()

    def _stop(self) -> None:
        self._close()
        self.stopped.emit()

    def _go_on(self) -> None:
        self._close()
        self.stop.setFocus()

    def _close(self) -> None:
        self._sure.hide()
        self._usual.show()


def _row(*buttons: Button) -> QWidget:
    part = QWidget()
    row = FlowLayout()
    part.setLayout(row)
    for button in buttons:
        row.addWidget(button)
    return part
