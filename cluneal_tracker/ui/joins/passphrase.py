"""Asks for the passphrase of a file that has a lock of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from cluneal_tracker.services.locking import open_key
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.secret_dialog import SecretDialog

AskSecret = Callable[[Path], str | None]


def asks_secret(look: Look, parent: QWidget) -> AskSecret:
    """A dialog for the passphrase or the recovery code of a file; None where it is closed."""

    def ask(file: Path) -> str | None:
        dialog = SecretDialog(look, parent, file.name)
        given = dialog.exec() == QDialog.DialogCode.Accepted
        secret = dialog.field.text
        dialog.field.line.clear()
        dialog.deleteLater()
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
