"""What may take a moment: the pointer that says so, and the reason where it did not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.widgets.basics import Button


@contextmanager
def waiting() -> Iterator[None]:
    """Show the pointer of waiting, for what may take a second or two."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def reason_against(action: Callable[[], None]) -> str:
    """Do what may take a moment; why it did not work, and nothing where it did."""
    try:
        with waiting():
            action()
    except DiaryError as error:
        return str(error)
    return ""


def at_work(desk: Desk, action: Callable[[], None]) -> None:
    """Do what may take a moment; a reason why not may be long, so it stays until it is closed."""
    if reason := reason_against(action):
        desk.show_notice(reason, Button(_tr("Close"), "link", lambda: desk.withdraw_notice(reason)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("waiting", text)
