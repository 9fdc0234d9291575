"""News from the services: what part of the diary has changed."""

from __future__ import annotations

from collections.abc import Callable

from cluneal_tracker.data.parts import PARTS, Changed

__all__ = ["OF_TABLE", "Changed", "Changes", "Listener"]

# What the news of a table is about.
OF_TABLE = {part.table: part.changed for part in PARTS}
Listener = Callable[[Changed], None]


class Changes:
    """Passes each piece of news to all who asked for it, in the order they asked."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with every change from now on."""
        self._listeners.append(listener)

    def publish(self, changed: Changed) -> None:
        """Tell everyone."""
        for listener in self._listeners:
            listener(changed)
