"""Takes steps back and brings them back, with what is to be said of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.opening import Services


def undo(services: Services) -> tuple[str, str]:
    """Take back the newest step. What that was, and the name of the way forward again.

    The name is empty where there was nothing to take back. Raises DiaryError.
    """
    undone = services.history.undo()
    if undone is None:
        return _tr("There is nothing to undo."), ""
    from cluneal_tracker.render import step_words

    again = _tr("Delete it again") if step_words.deleted(undone) else _tr("Bring it back")
    return step_words.undone(undone, services), again


def redo(services: Services) -> tuple[str, bool]:
    """Bring back what was undone last. What that was, and whether there was anything.

    Raises DiaryError.
    """
    redone = services.history.redo()
    if redone is None:
        return _tr("There is nothing to redo."), False
    from cluneal_tracker.render import step_words

    return step_words.redone(redone, services), True


def _tr(text: str) -> str:
    return QCoreApplication.translate("steps", text)
