"""Asks for the passphrase of a file that has a lock of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from cluneal_tracker.services.locking import open_key

AskSecret = Callable[[Path], str | None]


def asks_secret(parent: QWidget) -> AskSecret:
    """A dialog for the passphrase or the recovery code of a file; None where it is closed."""

    def ask(file: Path) -> str | None:
        asked = _tr("Its passphrase or its recovery code:")
        hidden = QLineEdit.EchoMode.Password
        secret, given = QInputDialog.getText(parent, file.name, asked, hidden)
        return secret if given else None

    return ask


def with_key(
    file: Path,
    needs_key: bool,
    ask: AskSecret,
    work: Callable[[Callable[[], None]], object],
    action: Callable[[bytes | None], None],
) -> None:
    """Let `work` do something with a file, once its own lock is open where it has one."""
    secret = ask(file) if needs_key else None
    if secret is not None:
        work(lambda: action(open_key(file, secret)))
    elif not needs_key:
        work(lambda: action(None))


def _tr(text: str) -> str:
    return QCoreApplication.translate("passphrase", text)
