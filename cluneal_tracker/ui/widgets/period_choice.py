"""Chooses two periods: the last weeks against those before, or any days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.periods import Period
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.typed_edit import FaultLine

# How many days the last ones can be.
LENGTHS = (14, 28, 84)


class _Beside(Label):
    """A word beside a field: as tall as the field, and as wide as the widest of its peers."""

    def __init__(self, text: str, field: QWidget, peers: Sequence[str] = ()) -> None:
        super().__init__(text, wrap=False)
        self._field, self._peers = field, (text, *peers)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wide = max(map(self.fontMetrics().horizontalAdvance, self._peers))
        return QSize(wide + 2, self._field.sizeHint().height())


class PeriodChoice(QWidget):
    """`lately_chosen` carries how many days, `periods_chosen` the two periods."""

    lately_chosen = Signal(object)
    periods_chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        names = (self.tr("2 weeks"), self.tr("4 weeks"), self.tr("12 weeks"))
        lengths = dict(zip(LENGTHS, names, strict=True))
        self.lengths = Choice(lengths, self.tr("The last days against those before"), flows=True)
        self.lengths.chosen.connect(self.lately_chosen)
        self._notice = Strip("notice")
        self.days = (
            (DayEdit(self.tr("First period, from")), DayEdit(self.tr("First period, to"))),
            (DayEdit(self.tr("Second period, from")), DayEdit(self.tr("Second period, to"))),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("The last days against those before:")))
        column.addWidget(self.lengths)
        periods = (self.tr("First"), self.tr("Second"))
        for name, (first, last) in zip(periods, self.days, strict=True):
            row = FlowLayout()
            for widget in (
                _Beside(name, first, periods),
                first,
                _Beside(self.tr("to"), last),
                last,
            ):
                row.addWidget(widget)
            for edit in (first, last):
                edit.day_chosen.connect(self._take)
            column.addLayout(row)
            column.addWidget(FaultLine(first, last))
        column.addWidget(self._notice)

    def show_choice(self, periods: tuple[Period, Period], latest: date, days: int | None) -> None:
        """Show two periods; none goes beyond `latest`. `days` is None for days of one's own."""
        self.lengths.show_choice(days)
        self._notice.say("")
        self._periods = periods
        for edits, period in zip(self.days, periods, strict=True):
            for edit, day in zip(edits, (period.first, period.last), strict=True):
                # A field that has the keys is being typed in.
                if not (edit.hasFocus() or edit.isModified()):
                    edit.show_day(day, latest)

    def _take(self) -> None:
        pairs = zip(self.days, self._periods, strict=True)
        try:
            # A field that holds no day says so, and the day of before goes on there.
            periods = [
                Period(first.day or before.first, last.day or before.last)
                for (first, last), before in pairs
            ]
        except ValueError as error:
            self._notice.say(str(error))
            return
        self._notice.say("")
        self.lengths.show_choice(None)
        self.periods_chosen.emit(*periods)
