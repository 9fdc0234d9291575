"""Joins the window that is shown for a locked diary to its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.locking import open_key
from cluneal_tracker.ui.joins.waiting import waiting
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.unlock import UnlockScreen
from cluneal_tracker.ui.widgets.basics import size_up
from cluneal_tracker.ui.widgets.patience import patience


class UnlockJoin(QObject):
    """`opened` carries the key and whether the recovery code gave it.

    `neither` says that both are lost, `given_up` that the window was closed.
    """

    opened = Signal(object, bool)
    neither = Signal()
    given_up = Signal()

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        self._folder, self._over = folder, False
        self.widget = screen = UnlockScreen(look)
        size_up(screen)
        screen.given.connect(self._try)
        screen.neither.connect(self._go_elsewhere)
        screen.closed.connect(self._give_up)

    def _try(self, secret: str, is_code: bool) -> None:
        try:
            with waiting(), patience(self.widget, self.widget.tr("Opening your diary.")):
                key = open_key(self._folder, secret, is_code=is_code)
        except DiaryError as error:
            self.widget.show_error(str(error))
            return
        self._over = True
        self.opened.emit(key, is_code)

    def _go_elsewhere(self) -> None:
        self._over = True
        self.neither.emit()

    def _give_up(self) -> None:
        if not self._over:
            self._over = True
            self.given_up.emit()
