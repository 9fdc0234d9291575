"""What is chosen in Trends: which days, of which side, shown as what."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout

LINE, CALENDAR, WHEN, PERIODS = "line", "calendar", "when", "periods"
MAP, TABLE = "map", "table"
PARTS = (LINE, CALENDAR, WHEN, PERIODS, MAP, TABLE)
FOUR_WEEKS, TWELVE_WEEKS, A_YEAR = 28, 84, 365
ALL = None
# From near to far.
RANGES = (FOUR_WEEKS, TWELVE_WEEKS, A_YEAR, ALL)
_OF_ONE_SIDE = (CALENDAR, WHEN, PERIODS)
BESIDE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_NEARER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class TrendChoices(QWidget):
    """Chips for the view, the range and the side, and steps to the days beside.

    `range_chosen` carries how many days, None for all; `stepped` 1 for the days before and -1 for
    those after.
    """

    part_chosen = Signal(object)
    range_chosen = Signal(object)
    side_chosen = Signal(object)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        names = (
            self.tr("Line"),
            self.tr("Calendar"),
            self.tr("When it hurts"),
            self.tr("Two periods"),
            self.tr("Map"),
            self.tr("Table"),
        )
        self.views = Choice(dict(zip(PARTS, names, strict=True)), self.tr("Show as"), flows=True)
        self.views.chosen.connect(self.part_chosen)
        ranges = (self.tr("4 weeks"), self.tr("12 weeks"), self.tr("1 year"), self.tr("All"))
        self.ranges = Choice(dict(zip(RANGES, ranges, strict=True)), self.tr("Time"))
        self.ranges.chosen.connect(self.range_chosen)
        sides = {Side.LEFT: self.tr("Left"), Side.RIGHT: self.tr("Right")}
        self.sides = Choice(sides, self.tr("Side"))
        self.sides.chosen.connect(self.side_chosen)
        self.earlier = Button(self.tr("Earlier"), "", lambda: self.stepped.emit(1))
        self.earlier.setToolTip(self.tr("Earlier (Shift+Left)"))
        self.later = Button(self.tr("Later"), "", lambda: self.stepped.emit(-1))
        self.later.setToolTip(self.tr("Later (Shift+Right)"))
        self._steps = QWidget()
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(8)
        steps.addWidget(self.earlier)
        steps.addWidget(self.later)
        row = FlowLayout(24)
        for widget in (self.ranges, self._steps, self.sides):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.views)
        column.addLayout(row)

    @property
    def part(self) -> str:
        """What the days are shown as."""
        return str(self.views.choice)

    @property
    def one_side(self) -> bool:
        """What is shown speaks of one side at a time."""
        return self.part in _OF_ONE_SIDE

    def show_choices(self, part: str, days: int | None) -> None:
        """Show what is chosen, without a signal."""
        self.views.show_choice(part)
        self.ranges.show_choice(days)

    def show_reach(self, days: int) -> None:
        """Offer a year only to a diary of more `days` than 12 weeks, or where it is chosen."""
        self.ranges.offer(A_YEAR, days > TWELVE_WEEKS or self.ranges.choice == A_YEAR)

    def show_steps(self, *, earlier: bool, later: bool) -> None:
        """Show whether there are scores before these days, and days after them."""
        self.earlier.setEnabled(earlier)
        self.later.setEnabled(later)

    def fit(self, *, two_sided: bool) -> None:
        """Show only what makes sense for what is shown."""
        ranged = self.part != PERIODS
        self.ranges.setVisible(ranged)
        # In a young diary there is nowhere to go.
        somewhere = self.earlier.isEnabled() or self.later.isEnabled()
        self._steps.setVisible(ranged and self.ranges.choice is not ALL and somewhere)
        self.sides.setVisible(self.one_side and two_sided)

    def take_key(self, event: QKeyEvent) -> bool:
        """Plus and minus look nearer and further, Shift or Ctrl and an arrow at the days beside."""
        key = Qt.Key(event.key())
        beside = bool(event.modifiers() & BESIDE)
        if key in _NEARER:
            return self._zoom(-1)
        if key == Qt.Key.Key_Minus:
            return self._zoom(1)
        steps = {Qt.Key.Key_Left: self.earlier, Qt.Key.Key_Right: self.later}
        if not beside or key not in steps:
            return False
        if steps[key].isVisible():
            steps[key].click()
        return True

    def _zoom(self, further: int) -> bool:
        offered: list[object] = [one for one in RANGES if self.ranges.offers(one)]
        place = offered.index(self.ranges.choice) + further
        if self.ranges.isVisible() and 0 <= place < len(offered):
            self.ranges.show_choice(offered[place])
            self.range_chosen.emit(offered[place])
        return True
