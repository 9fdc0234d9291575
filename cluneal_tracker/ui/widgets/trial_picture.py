"""The strip of a trial with the table that says the same."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.services.trials import TrialOutcome
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.trial_strip import Calendar, TrialStrip
from cluneal_tracker.ui.widgets.trial_table import PeriodRow, TrialTable, TrialTableView
from cluneal_tracker.ui.words import short_day


class TrialPicture(QWidget):
    """Strip and folded table; `described` is what a reader says of the strip."""

    def __init__(
        self,
        look: Look,
        calendar: Calendar,
        described: str,
        *,
        today: date | None = None,
        outcome: TrialOutcome | None = None,
    ) -> None:
        super().__init__()
        self.strip = TrialStrip(look, calendar, described, today=today, outcome=outcome)
        self.rows = TrialTable()
        means = {} if outcome is None else {one.period: one.mean for one in outcome.means}
        shown = [one for one in calendar.periods if one.first_day <= calendar.last_day]
        self.rows.keep_rows(
            [
                PeriodRow(
                    one.first_day,
                    one.counted_from,
                    min(one.last_day, calendar.last_day),
                    calendar.words.way(one.arm) if number < calendar.known else "",
                    "" if (mean := means.get(one)) is None else f"{mean:.1f}",
                )
                for number, one in enumerate(shown)
            ]
        )
        view = TrialTableView(look, self.rows, with_means=outcome is not None)
        self.table = FoldedTable(view)
        # There may be several of them on a page.
        named = f"{calendar.words.title}, {short_day(calendar.periods[0].first_day)}"
        view.setAccessibleName(self.tr("Table: {name}").format(name=named))
        self.table.button.setAccessibleName(self.tr("As a table: {name}").format(name=named))
        self.key = Label(self._key(calendar, told=outcome is not None), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addWidget(self.key)
        column.addWidget(self.table)

    def _key(self, calendar: Calendar, *, told: bool) -> str:
        """What its marks stand for, of those that are on it."""
        marks = []
        if told:
            marks.append(self.tr("Lower is better. A line is the mean of a period."))
        if any(one.counted_from > one.first_day for one in calendar.periods):
            not_counted = self.tr("Hatched days are not counted.")
            hollow = self.tr("Hatched days and hollow dots are not counted.")
            marks.append(hollow if told else not_counted)
        if calendar.known < len(calendar.periods) and not told:
            marks.append(self.tr("What is dashed is told on its first day."))
        return " ".join(marks)
