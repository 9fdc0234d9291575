"""The word on the evening before a visit: when it is and with whom, and the page for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.visit_words import visit_text
from cluneal_tracker.ui.words import long_day


class VisitWord(QWidget):
    """`page_requested` asks for the page."""

    page_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", "strong")
        self.page = Button(self.tr("See your page"), "", self.page_requested.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignLeft)

    def show_visits(self, visits: Sequence[Visit], today: date) -> None:
        """Show the visits, nothing where there are none."""
        self.setVisible(bool(visits))
        self._words.setText("\n".join(self._line(one, today) for one in visits))

    def _line(self, visit: Visit, today: date) -> str:
        return " ".join(filter(None, (self._when(visit.day, today), visit_text(visit))))

    def _when(self, day: date, today: date) -> str:
        if day == today:
            return self.tr("Your visit is today.")
        if day == today + ONE_DAY:
            return self.tr("Your visit is tomorrow.")
        return self.tr("Your visit is on {day}.").format(day=long_day(day))
