"""Takes steps back and brings them back, and says which part of the diary that was."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services


def undo(services: Services) -> str:
    """Take back the newest step; what is to be said of it. Raises DiaryError."""
    undone = services.history.undo()
    if not undone:
        return _tr("There is nothing to undo.")
    return _tr("Taken back: {what}.").format(what=names(undone))


def redo(services: Services) -> str:
    """Bring back what was undone last; what is to be said of it. Raises DiaryError."""
    redone = services.history.redo()
    if not redone:
        return _tr("There is nothing to redo.")
    return _tr("Brought back: {what}.").format(what=names(redone))


def names(changed: Changed) -> str:
    """What was changed, in words; reminders are housekeeping, and no step of the person's."""
    known = {
        Changed.PAIN: _tr("a score or what belongs to it"),
        Changed.SESSIONS: _tr("an exercise"),
        Changed.TREATMENTS: _tr("a treatment"),
        Changed.DOSES: _tr("what you took when it hurt"),
        Changed.EFFECTS: _tr("a side effect"),
        Changed.SETTINGS: _tr("a setting"),
        Changed.HABITS: _tr("a habit"),
        Changed.ROUTINES: _tr("how an exercise is done"),
        Changed.WEEKLY: _tr("the answers of a week"),
        Changed.ROLAND: _tr("the 24 statements"),
        Changed.SPOTS: _tr("where it hurts"),
        Changed.VISITS: _tr("a visit"),
        Changed.TRIALS: _tr("a trial"),
    }
    return ", ".join(name for part, name in known.items() if part & changed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("steps", text)
