"""The one place where news from plain callbacks, on any thread, becomes Qt signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cluneal_tracker.services.changes import Changed, Changes


class Bridge(QObject):
    """Carries news to the window's thread.

    `changed` comes from the services, `rang` from the alarm, `warm` when the slow parts are
    loaded, and `damaged` with the NotOpened that the look through the diary ended in. `waits` says
    whether a reminder was left without an answer.
    """

    changed = Signal(Changed)
    rang = Signal()
    warm = Signal()
    waits = Signal(bool)
    damaged = Signal(object)

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        changes.subscribe(self.changed.emit)
