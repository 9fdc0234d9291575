"""The word on the evening before a visit: when it is and with whom, and the page for it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.visit_words import visit_text
from cluneal_tracker.ui.words import long_day


class VisitWord(QWidget):
    """`page_requested` asks for the page."""

    page_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._day, self._visit = Label("", "strong"), Label("")
        self.page = Button(self.tr("See your page"), "", self.page_requested.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._day)
        column.addWidget(self._visit)
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignLeft)

    def show_visit(self, visit: Visit | None, today: date) -> None:
        """Show the visit, nothing where there is none."""
        self.setVisible(visit is not None)
        if visit is not None:
            self._day.setText(self._when(visit.day, today))
            self._visit.setText(visit_text(visit))
            self._visit.setVisible(bool(visit_text(visit)))

    def _when(self, day: date, today: date) -> str:
        if day == today:
            return self.tr("Your visit is today.")
        if day == today + timedelta(days=1):
            return self.tr("Your visit is tomorrow.")
        return self.tr("Your visit is on {day}.").format(day=long_day(day))
