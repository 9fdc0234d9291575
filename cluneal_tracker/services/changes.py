"""News from the services: what part of the diary has changed."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag, auto


class Changed(Flag):
    """The parts of the diary that a piece of news is about."""

    PAIN = auto()
    SESSIONS = auto()
    TREATMENTS = auto()
    SETTINGS = auto()
    REMINDERS = auto()
    HABITS = auto()
    ROUTINES = auto()
    WEEKLY = auto()
    VISITS = auto()
    ROLAND = auto()
    TRIALS = auto()
    SPOTS = auto()
    DOSES = auto()
    EFFECTS = auto()
    EVERYTHING = (
        PAIN
        | SESSIONS
        | TREATMENTS
        | SETTINGS
        | REMINDERS
        | HABITS
        | ROUTINES
        | WEEKLY
        | VISITS
        | ROLAND
        | TRIALS
        | SPOTS
        | DOSES
        | EFFECTS
    )


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
