"""The card of small habits: ticked with one tap each, and chosen here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.habit import Habit
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.services.habits import HabitToday
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.habit_button import HabitButton
from cluneal_tracker.ui.widgets.nudge_choice import NudgeChoice
from cluneal_tracker.ui.widgets.tick_box import TickBox

_TILE_WIDTH = 320


class HabitTile(QWidget):
    """A habit, and beside one that counts a way to take the last tick back."""

    ticked = Signal(str)
    taken_back = Signal(str)

    def __init__(self, look: Look, habit: Habit) -> None:
        super().__init__()
        self._look = look
        self.tick = HabitButton(look, habit, large=True)
        self.tick.ticked.connect(self.ticked)
        self.tick.taken_back.connect(self.taken_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tick, 1)
        self.less = Button("", "less", lambda: self.taken_back.emit(habit.key))
        name = self.tr("Take one back: {name}").format(name=habit.name)
        self.less.setAccessibleName(name)
        self.less.setToolTip(name)
        row.addWidget(self.less)
        self.less.setVisible(habit.hourly)
        look.changed.connect(self._take_look)
        self._take_look()

    def show_state(self, one: HabitToday) -> None:
        """Show how it stands today."""
        self.tick.show_state(one)
        if not one.count and self.less.hasFocus():
            # Otherwise the focus would wander off to the next habit.
            self.tick.setFocus()
        self.less.setEnabled(bool(one.count))

    def _take_look(self) -> None:
        self.less.setIcon(self._look.icon("less"))
        self.less.setIconSize(QSize(24, 24) * self._look.scale)


class HabitsCard(Card):
    """The habits of today. `chosen` carries the name of a setting and its new value."""

    ticked = Signal(str)
    taken_back = Signal(str)
    view_chosen = Signal(str, bool)
    chosen = Signal(str, object)
    risks_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Small habits"))
        self._look = look
        self.choose = Button("", "link", self._turn_choices)
        self.head.addWidget(self.choose)
        self._tiles: dict[str, HabitTile] = {}
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self.column.addLayout(self._grid)
        self._empty = Label(self.tr("No habit is in view. Choose the ones that help you."), "muted")
        self.column.addWidget(self._empty)
        self._choices = HabitChoices(look)
        self._choices.view_chosen.connect(self.view_chosen)
        self._choices.nudge.chosen.connect(self.chosen)
        self._choices.risks.clicked.connect(self.risks_requested)
        self.column.addWidget(self._choices)
        self._open_choices(False)
        look.changed.connect(self._place)

    def show_habits(self, habits: Sequence[HabitToday]) -> None:
        """Show how each stands today; those out of view can be chosen again."""
        for one in habits:
            if one.habit.key not in self._tiles:
                self._add(one.habit)
            self._tiles[one.habit.key].show_state(one)
        in_view = {one.habit.key for one in habits if not one.hidden}
        for key, tile in self._tiles.items():
            tile.setVisible(key in in_view)
        self._empty.setHidden(bool(in_view))
        self._choices.show_habits(habits)
        self._columns = 0
        self._place()

    def show_settings(self, settings: Settings) -> None:
        """Show how the nudge is chosen."""
        self._choices.nudge.show_settings(settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _add(self, habit: Habit) -> None:
        tile = self._tiles[habit.key] = HabitTile(self._look, habit)
        tile.ticked.connect(self.ticked)
        tile.taken_back.connect(self.taken_back)

    def _place(self) -> None:
        """Two tiles a row where there is room for their words."""
        columns = 2 if self.width() >= 2 * self._look.px(_TILE_WIDTH) else 1
        if columns == self._columns:
            return
        self._columns = columns
        in_view = [tile for tile in self._tiles.values() if not tile.isHidden()]
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
        for number, tile in enumerate(in_view):
            self._grid.addWidget(tile, number // columns, number % columns)
        for number in range(2):
            self._grid.setColumnStretch(number, int(number < columns))

    def _turn_choices(self) -> None:
        self._open_choices(self._choices.isHidden())

    def _open_choices(self, opened: bool) -> None:
        self._choices.setVisible(opened)
        self.choose.setText(self.tr("Hide the choice") if opened else self.tr("Choose habits"))


class HabitChoices(QWidget):
    """Which habits are in view, and whether one of them is suggested each hour."""

    view_chosen = Signal(str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._boxes: dict[str, TickBox] = {}
        self._flow = FlowLayout()
        self.nudge = NudgeChoice(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("In view here and on Today:"), "muted"))
        column.addLayout(self._flow)
        column.addWidget(self.nudge)
        self.risks = Button(self.tr("What can bring the pain back: your risks"), "link")
        column.addWidget(self.risks, 0, Qt.AlignmentFlag.AlignLeft)

    def show_habits(self, habits: Sequence[HabitToday]) -> None:
        """Show which are in view."""
        for one in habits:
            box = self._boxes.get(one.habit.key) or self._add(one.habit)
            box.blockSignals(True)
            box.setChecked(not one.hidden)
            box.blockSignals(False)
        offered = {one.habit.key for one in habits}
        for key, box in self._boxes.items():
            box.setVisible(key in offered)

    def _add(self, habit: Habit) -> TickBox:
        box = self._boxes[habit.key] = TickBox(self._look, habit.name)
        box.setAccessibleName(self.tr("{name} in view").format(name=habit.name))
        box.toggled.connect(partial(self.view_chosen.emit, habit.key))
        self._flow.addWidget(box)
        return box
