"""Joins the place that is only read: when to get help."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.screens.help import HelpScreen, SignGroup

_EMERGENCY = "emergency"


class ReadingJoin:
    """A screen that never changes."""

    interest = Changed(0)

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def refresh(self) -> None:
        """Nothing in the diary changes it."""

    def entered(self) -> None:
        """Nothing to prepare."""


def join_help(services: Services) -> ReadingJoin:
    """The page of signs that need a doctor."""
    content = services.content
    groups = [
        SignGroup(
            title=text["title"],
            question=text["question"],
            signs=[sign.text for sign in content.warning_signs if sign.group == key],
            action=text["action"],
            details=[text[name] for name in ("detail", "overlap") if name in text],
            urgent=key == _EMERGENCY,
        )
        for key, text in content.warning_groups.items()
    ]
    return ReadingJoin(HelpScreen(groups))
