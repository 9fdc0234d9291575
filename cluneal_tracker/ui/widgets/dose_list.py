"""The times that one treatment was taken: the newest few, and all of them when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.ui.widgets import dose_words
from cluneal_tracker.ui.widgets.acted_row import ActedRow
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.flow import FlowLayout

_NEWEST = 3


class DoseList(QWidget):
    """Made for the doses it shows, newest first. Each row can be changed, looked back at, removed.

    `taken` and `add_requested` are for the treatment itself; the others carry a dose or its id.
    """

    taken = Signal()
    add_requested = Signal()
    edit_requested = Signal(object)
    history_requested = Signal(str)
    removed = Signal(str)

    def __init__(self, doses: Sequence[Dose], name: str, *, in_use: bool, can_add: bool) -> None:
        super().__init__()
        self._doses, self._name = doses, name
        self._spoken = self._told_apart()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._buttons(in_use=in_use, can_add=can_add))
        for dose in doses[:_NEWEST]:
            column.addWidget(self._row(dose))
        self._rest = QVBoxLayout()
        self._rest.setSpacing(4)
        column.addLayout(self._rest)
        form = self.tr("Show all {count} times")
        self.more = Button(form.format(count=len(doses)), "link", self.open)
        self.more.setAccessibleName(f"{self.more.text()}: {name}")
        self.more.setVisible(len(doses) > _NEWEST)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def opened(self) -> bool:
        """Whether all of them show."""
        return self._rest.count() > 0

    def open(self) -> None:
        """Show all of them."""
        for dose in self._doses[_NEWEST:]:
            self._rest.addWidget(self._row(dose))
        self.more.hide()

    def _buttons(self, *, in_use: bool, can_add: bool) -> FlowLayout:
        row = FlowLayout()
        now = Button(self.tr("I took it now"), "", self.taken.emit)
        before = Button(self.tr("I took it earlier"), "link", self.add_requested.emit)
        for button in (now, before):
            button.setAccessibleName(f"{button.text()}: {self._name}")
            row.addWidget(button)
        now.setVisible(in_use)
        before.setVisible(can_add)
        return row

    def _row(self, dose: Dose) -> QWidget:
        actions = {
            self.tr("Edit"): partial(self.edit_requested.emit, dose),
            self.tr("History"): partial(self.history_requested.emit, dose.id),
            self.tr("Remove"): partial(self.removed.emit, dose.id),
        }
        spoken = f"{self._name}, {self._spoken[dose.id]}"
        row = ActedRow(dose_words.moment(dose), spoken, actions)
        row.add_note(dose.note)
        return row

    def _told_apart(self) -> dict[str, str]:
        """When each was taken, by its id; heard alone, two of one minute need a number."""
        of_moment: dict[str, list[str]] = {}
        for dose in reversed(self._doses):
            of_moment.setdefault(dose_words.moment(dose), []).append(dose.id)
        form = self.tr("{when}, {number} of {count}")
        return {
            dose_id: form.format(when=when, number=number, count=len(ids)) if ids[1:] else when
            for when, ids in of_moment.items()
            for number, dose_id in enumerate(ids, 1)
        }
