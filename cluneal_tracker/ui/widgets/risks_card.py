"""The risks of the guide: a person ticks those that are theirs, and each becomes a small habit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.services.risks import RiskView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.tick_box import TickBox

# Below the words of the box; a link has room of its own before its words.
_INDENT, _LINK_ROOM = 42, 8


class RisksCard(Card):
    """A box a risk; beneath one that is ticked what to do, and the habit it has become.

    `chosen` carries the key of a risk and whether it is ticked, `habit_requested` that of a habit.
    """

    chosen = Signal(str, bool)
    nudge_requested = Signal()
    habit_requested = Signal(str)

    def __init__(self, look: Look, risks: Sequence[RiskView]) -> None:
        super().__init__(self.tr("My risks"))
        hint = self.tr("Tick what is true of you. What helps becomes one of your small habits.")
        self.column.addWidget(Label(hint, "muted"))
        self._rows = {one.risk.key: self._add(look, one) for one in risks}
        self.show_risks(risks)

    def _add(self, look: Look, one: RiskView) -> RiskRow:
        row = RiskRow(look, one)
        row.box.clicked.connect(lambda ticked: self.chosen.emit(one.risk.key, ticked))
        row.habit.clicked.connect(lambda: self.habit_requested.emit(one.habit.key))
        row.nudge.clicked.connect(self.nudge_requested)
        self.column.addWidget(row)
        return row

    def show_risks(self, risks: Sequence[RiskView]) -> None:
        """Show which are ticked."""
        for one in risks:
            self._rows[one.risk.key].show_state(one)


class RiskRow(QWidget):
    """One risk."""

    def __init__(self, look: Look, one: RiskView) -> None:
        super().__init__()
        self._look = look
        self.box = TickBox(look, one.risk.name)
        self.box.setAccessibleDescription(one.risk.does)
        does = Label(one.risk.does, "muted")
        self.habit = Button(self.tr("Habit: {name}").format(name=one.habit.name), "link")
        self.nudge = Button(self.tr("Remind me each hour"), "link")
        self._nudged = Label(self.tr("You are reminded each hour."), "muted")
        self._words, self._links, self._state = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._words.addWidget(does)
        for link in (self.habit, self.nudge):
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._state.addWidget(self._nudged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        for part in (self._words, self._links, self._state):
            part.setSpacing(0)
            column.addLayout(part)
        look.changed.connect(self._take_look)
        self._take_look()

    def show_state(self, one: RiskView) -> None:
        """Show whether it is ticked."""
        self.box.setChecked(one.ticked)
        self.habit.setVisible(one.ticked)
        self.nudge.setVisible(one.ticked and one.habit.hourly and not one.nudged)
        self._nudged.setVisible(one.ticked and one.habit.hourly and one.nudged)

    def _take_look(self) -> None:
        indent = self._look.px(_INDENT)
        self._words.setContentsMargins(indent, 0, 0, 0)
        self._links.setContentsMargins(indent - _LINK_ROOM, 0, 0, 0)
        self._state.setContentsMargins(indent, 0, 0, 0)
