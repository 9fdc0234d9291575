"""Whether a change of position is suggested each hour, and between which hours."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.hours_choice import HoursChoice


class NudgeChoice(HoursChoice):
    """`chosen` carries the name of a setting and its new value."""

    chosen = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Remind me each hour to change position"),
            self.tr("The hourly nudge begins at"),
            self.tr("The hourly nudge ends at"),
        )
        self.turned.connect(lambda on: self.chosen.emit("nudge", on))
        self.hours_chosen.connect(lambda hours: self.chosen.emit("nudge_hours", hours))

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self.show_state(settings.nudge, settings.nudge_hours)
