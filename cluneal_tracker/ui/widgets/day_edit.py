"""A day that is typed as people write it, stepped through by keys, or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from cluneal_tracker.ui.widgets.day_reading import named_weekday, read_day
from cluneal_tracker.ui.widgets.typed_edit import TypedEdit
from cluneal_tracker.ui.words import brief_day, full_day

_STEP = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}
_PADDING, _FIRST = 28, date(1900, 1, 1)


class DayEdit(TypedEdit):
    """A date field; `day_chosen` is sent for what the person does, never for `show_day`.

    Up and Down step by a day, Page Up and Page Down by a week; Alt+Down opens a calendar. What is
    no day, or one that cannot be chosen, stays and is told.
    """

    day_chosen = Signal(object)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._day, self._latest, self._earliest = _FIRST, date.max, _FIRST
        self._calendar: QCalendarWidget | None = None
        self.setAccessibleName(name)
        self.drop = QToolButton(self)
        self.drop.setObjectName("drop")
        self.drop.setAccessibleName(self.tr("Calendar: {name}").format(name=name))
        self.drop.setToolTip(self.tr("Calendar (Alt+Down)"))
        # The keyboard has a way of its own, and one stop for each field is enough.
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.drop.setCursor(Qt.CursorShape.ArrowCursor)
        self.drop.clicked.connect(self.open_calendar)

    @property
    def day(self) -> date | None:
        """The day that is typed; None where that is none, or cannot be chosen."""
        return None if self._find_fault() else self._read()

    def show_day(self, day: date, latest: date, earliest: date = _FIRST) -> None:
        """Show a day; none before `earliest` or after `latest` can be chosen."""
        self._day, self._latest, self._earliest = day, latest, earliest
        self._show(brief_day(day))

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance("28 MMM 2028") + _PADDING
        high = super().sizeHint().height()
        return QSize(wide + high, high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height()
        self.setTextMargins(0, 0, side, 0)
        self.drop.setGeometry(self.width() - side, 0, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif key in _STEP:
            self._choose(self._within(self.day or self._day, _STEP[key]))
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Open a calendar below the field, on the day that is typed."""
        calendar = self._calendar = self._calendar or self._make_calendar()
        calendar.setDateRange(_qt(self._earliest), _qt(self._latest))
        calendar.setSelectedDate(_qt(self.day or self._day))
        corner = self.mapToGlobal(QPoint(0, self.height()))
        room = self.screen().availableGeometry()
        size = calendar.sizeHint()
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        if corner.y() + size.height() > room.bottom():
            corner.setY(self.mapToGlobal(QPoint(0, 0)).y() - size.height())
        calendar.move(corner)
        calendar.show()
        calendar.setFocus()

    def _make_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAccessibleName(self.drop.accessibleName())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        # Red is for what did not work; a weekend is a day like others.
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        return calendar

    def _pick(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._choose(date(picked.year(), picked.month(), picked.day()))

    def _within(self, day: date, step: int) -> date:
        """So many days further, held between the first and the last day that can be chosen."""
        ordinal = min(day.toordinal() + step, self._latest.toordinal())
        return date.fromordinal(max(ordinal, self._earliest.toordinal()))

    def _read(self) -> date | None:
        return read_day(self.text(), self._day, self._earliest, self._latest)

    def _find_fault(self) -> str:
        found = self._read()
        if found is None:
            said = self.tr("“{typed}” is not a day. Write it like {day}.")
            if not self.typed:
                said = self.tr("Write a day, like {day}.")
            return said.format(typed=self.typed, day=brief_day(self._day))
        if named_weekday(self.text()) not in (None, found.isoweekday()):
            said = self.tr("That day is {found}. Write the day that you mean.")
            return said.format(found=full_day(found))
        if found < self._earliest:
            said = self.tr("{found} is too early here. The first day is {day}.")
            return said.format(found=brief_day(found), day=brief_day(self._earliest))
        if found > self._latest:
            said = self.tr("{found} is too late here. The last day is {day}.")
            return said.format(found=brief_day(found), day=brief_day(self._latest))
        return ""

    def _take(self) -> None:
        if day := self._read():
            self._choose(day)

    def _choose(self, day: date) -> None:
        # The day of before is news as well where something wrong may have stood between.
        chosen, self._day = day != self._day or self.isModified(), day
        self._show(brief_day(day))
        if chosen:
            self.day_chosen.emit(day)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
