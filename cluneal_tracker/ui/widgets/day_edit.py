"""A day that is typed as people write it, stepped through by keys, or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QSizePolicy, QToolButton, QToolTip

from cluneal_tracker.ui.widgets.day_reading import named_weekday, read_day
from cluneal_tracker.ui.widgets.strip import announce
from cluneal_tracker.ui.words import brief_day, long_day

_STEP = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}
_PADDING, _FIRST = 28, date(1900, 1, 1)


class DayEdit(QLineEdit):
    """A date field; `day_chosen` is sent for what the person does, never for `show_day`.

    Up and Down step by a day, Page Up and Page Down by a week; Alt+Down opens a calendar. What is
    no day, or one that cannot be chosen, is told, and the day stays.
    """

    day_chosen = Signal(object)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._day, self._latest, self._earliest = _FIRST, date.max, _FIRST
        self._calendar: QCalendarWidget | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.drop = QToolButton(self)
        self.drop.setObjectName("drop")
        self.drop.setAccessibleName(self.tr("Calendar: {name}").format(name=name))
        self.drop.setToolTip(self.tr("Calendar (Alt+Down)"))
        # The keyboard has a way of its own, and one stop for each field is enough.
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.drop.setCursor(Qt.CursorShape.ArrowCursor)
        self.drop.clicked.connect(self.open_calendar)
        # The first to hear of it, so that whoever asks for the day gets the new one.
        self.editingFinished.connect(self._take)

    @property
    def day(self) -> date:
        """The day that is typed; the one that was shown before where that is none."""
        return self._typed() or self._day

    def show_day(self, day: date, latest: date, earliest: date = _FIRST) -> None:
        """Show a day; none before `earliest` or after `latest` can be chosen."""
        self._day, self._latest, self._earliest = day, latest, earliest
        self.setText(brief_day(day))

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
            self._choose(self._within(self.day, _STEP[key]))
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Open a calendar below the field, on the day that is typed."""
        calendar = self._calendar = self._calendar or self._make_calendar()
        calendar.setDateRange(_qt(self._earliest), _qt(self._latest))
        calendar.setSelectedDate(_qt(self.day))
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

    def _typed(self) -> date | None:
        found = self._read()
        if found is None or not self._fits(found):
            return None
        return found if self._earliest <= found <= self._latest else None

    def _fits(self, day: date) -> bool:
        """Whether it is the day of the week that was typed beside it, if one was."""
        return named_weekday(self.text()) in (None, day.isoweekday())

    def _choose(self, day: date) -> None:
        chosen, self._day = day != self._day, day
        self.setText(brief_day(day))
        if chosen:
            self.day_chosen.emit(day)

    def _take(self) -> None:
        day = self._typed()
        if day is None:
            self._refuse()
        self._choose(day or self._day)

    def _refuse(self) -> None:
        said = self.tr("A day is written like {day}. It stays that day.")
        if found := self._read():
            said = self.tr("That day cannot be chosen here. It stays {day}.")
            if not self._fits(found):
                said = self.tr("That day is {found}. It stays {day}.")
        said = said.format(day=brief_day(self._day), found=long_day(found) if found else "")
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), said, self)
        announce(self, said)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
