"""The card that shows what became of the reminders of the last weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cluneal_tracker.domain.reminder_history import Fate, Past
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.reminder_strip import FateMark, ReminderStrip
from cluneal_tracker.ui.widgets.reminder_words import Names, day_text, fate_name, history_text
from cluneal_tracker.ui.widgets.strip import announce
from cluneal_tracker.ui.words import long_day


@dataclass(frozen=True, slots=True)
class PastView:
    """What became of the reminders of the days from `first` to `last`."""

    past: Sequence[Past]
    first: date
    last: date
    names: Names


class PastCard(Card):
    """A sentence, the strip, what its marks mean, and the day that is looked at in words."""

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("The last 4 weeks"))
        self._view: PastView | None = None
        self._said = Label()
        self.strip = ReminderStrip(look)
        self.strip.day_shown.connect(self._show_day)
        self._day = Label("", "muted")
        self._legend = QWidget()
        row = FlowLayout(16)
        self._legend.setLayout(row)
        for fate in Fate:
            row.addWidget(_meaning(look, fate))
        for widget in (self._said, self.strip, self._day, self._legend):
            self.column.addWidget(widget)

    def show_state(self, view: PastView) -> None:
        """Show these days."""
        self._view = view
        said = history_text(view.past)
        self._said.setText(said)
        for widget in (self.strip, self._day, self._legend):
            widget.setVisible(bool(view.past))
        self.strip.show_past(view.past, view.first, view.last, said)
        self._day.setText(self.tr("Press a day to read it. Left and Right go on from there."))

    def _show_day(self, day: date) -> None:
        if self._view is None:
            return
        of_day = [one for one in self._view.past if one.day == day]
        told = day_text(of_day, self._view.names) if of_day else self.tr("No reminders.")
        self._day.setText(f"{long_day(day)}: {told}")
        announce(self, self._day.text())


def _meaning(look: Look, fate: Fate) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(FateMark(look, fate))
    row.addWidget(Label(fate_name(fate), "small", wrap=False))
    return widget
