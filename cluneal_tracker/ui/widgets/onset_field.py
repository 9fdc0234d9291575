"""The month in which the pain began, as far as a person wants to say it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.domain.month import Month
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.role_row import PickBox
from cluneal_tracker.ui.widgets.strip import announce

_MONTHS, _FIGURES, _WIDEST = 12, 4, 200


class OnsetField(QWidget):
    """A month to pick and a year to type. What is wrong stays, with the reason below.

    `chosen` carries "2024-03", or "" where it is not said.
    """

    chosen = Signal(str)

    def __init__(self, today: Month) -> None:
        super().__init__()
        self._today, self._saved = today, ""
        names = QLocale()
        months = {0: self.tr("Not said")}
        months |= {n: names.standaloneMonthName(n) for n in range(1, _MONTHS + 1)}
        self.month = PickBox(months, self.tr("Month in which this pain began"))
        self.month.picked.connect(self._take)
        self.year = QLineEdit()
        self.year.setAccessibleName(self.tr("Year in which this pain began"))
        self.year.setPlaceholderText(self.tr("Year"))
        self.year.setMaxLength(_FIGURES)
        self.year.setMaximumWidth(_WIDEST)
        self.year.editingFinished.connect(self._take)
        self.error = Label("", "error")
        self.error.hide()
        row = FlowLayout()
        for field in (self.month, self.year):
            row.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.error)

    def show_saved(self, began: str) -> None:
        """Show what is saved; what is being answered stays."""
        if began == self._saved:
            return
        self._saved = began
        month = Month.parse(began) if began else None
        self.month.show_choice(month.month if month else 0)
        self.year.setText(str(month.year) if month else "")
        self._say("")

    def _take(self) -> None:
        month, year = self.month.choice, self.year.text().strip()
        if not month or not year:
            # A year that is being typed anew takes nothing away; "Not said" does.
            half = bool(self._saved and month)
            self._say(self.tr("Type the year with four digits.") if half else "")
            if self._saved and not half:
                self.chosen.emit("")
            return
        try:
            began = Month.parse(f"{year}-{month:02}")
        except ValueError:
            self._say(self.tr("Type the year with four digits."))
            return
        if began > self._today:
            self._say(self.tr("That month has not come yet."))
            return
        self._say("")
        if str(began) != self._saved:
            self.chosen.emit(str(began))

    def _say(self, wrong: str) -> None:
        if wrong and wrong != self.error.text():
            announce(self, wrong)
        self.error.setText(wrong)
        self.error.setVisible(bool(wrong))
