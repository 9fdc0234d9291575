"""Joins the page of the passphrase to the lock of the diary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from cluneal_tracker import paths
from cluneal_tracker.services.locking import NewLock
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.saving import write_new
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.printing import Choose, Printing
from cluneal_tracker.ui.joins.waiting import reason_against
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.code_sheet import code_sheet
from cluneal_tracker.ui.screens.lock_diary import LockDiaryScreen, Wish
from cluneal_tracker.ui.widgets.patience import patience


class LockDiaryJoin:
    """Has the whole window from `begin` until the person goes back.

    `documents` is where the recovery code is saved: the documents folder by default.
    """

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        documents: Path | None = None,
        choose_printer: Choose | None = None,
    ) -> None:
        self._preferences, self._family = services.preferences, look.font().family()
        self._locking, self._desk, self._documents = services.locking, desk, documents
        self._new: NewLock | None = None
        self.widget = screen = LockDiaryScreen(look)
        self.printing = Printing(desk, choose_printer)
        self.printing.not_printed.connect(screen.show_error)
        screen.closed.connect(self._leave)
        screen.wished.connect(lambda *wish: self._take_time(lambda: self._grant(*wish)))
        screen.code_kept.connect(lambda: self._take_time(self._put_in_force))
        screen.dropped.connect(self.refresh)
        screen.print_requested.connect(self._print)
        screen.copy_requested.connect(self._copy)
        screen.save_requested.connect(lambda: self._work(self._save))
        screen.others_removed.connect(lambda: self._take_time(self._remove_others))

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.take_focus()

    def refresh(self) -> None:
        """Show the lock as it is; a code that was not kept is forgotten."""
        self._new = None
        locking = self._locking
        self.widget.show_state(locked=locking.is_locked, others=len(locking.others()))

    def _grant(self, wish: Wish, now: str, new: str) -> None:
        locking, tr = self._locking, self.widget.tr
        if wish is not Wish.LOCK:
            locking.prove(now)
        if wish is Wish.CHANGE:
            self._done(tr("The new passphrase is in use."), locking.change_passphrase(new))
        elif wish is Wish.UNLOCK:
            self._done(tr("The lock is off."), locking.unlock())
        elif wish is Wish.NEW_CODE:
            self._offer(locking.prepare_code(), tr("Use this code from now on"))
        else:
            self._offer(locking.prepare(new), tr("Lock my diary now"))

    def _offer(self, new: NewLock, action: str) -> None:
        self._new = new
        self.widget.show_code(new.code, action)

    def _put_in_force(self) -> None:
        if self._new is not None:
            tr = self.widget.tr
            trouble = self._locking.lock(self._new)
            self._done(tr("Your diary is locked. Keep your code safe."), trouble)

    def _done(self, said: str, trouble: str = "") -> None:
        self.refresh()
        self._desk.say(said)
        self.widget.show_error(trouble)

    def _remove_others(self) -> None:
        self._locking.remove(self._locking.others())
        self._done(self.widget.tr("The older backups are gone."))

    def _copy(self) -> None:
        if self._new is not None:
            QGuiApplication.clipboard().setText(self._new.code)
            said = self.widget.tr(
                "Copied. Other programs can read it until you copy something else."
            )
            self.widget.tell(said)

    def _print(self) -> None:
        if self._new is None:
            return
        words, paper = self._sheet(self._new), self._preferences.current.paper
        # What waits at a printer is seen by others; its name says no more than it has to.
        name = self.widget.tr("Recovery code")
        self.printing.begin(
            lambda dots: [code_sheet(words, self._family, paper, dots)], name, paper, self.widget
        )

    def _sheet(self, new: NewLock) -> tuple[str, str, str]:
        """What stands on the paper: a title, the code, what it is good for."""
        tr = self.widget.tr
        use = tr("It opens the diary without the passphrase. Keep it away from the computer.")
        return tr("Recovery code of my pain diary"), new.code, use

    def _save(self) -> None:
        if self._new is None:
            return
        tr = self.widget.tr
        then = tr("Print this page, then delete the file.")
        content = "\n\n".join([*self._sheet(self._new), then]) + "\n"
        folder = self._documents or paths.documents_folder()
        file = write_new(folder, tr("Recovery code"), ".txt", content.encode())
        said = tr("Saved: {file}. Print it, then delete it.")
        self.widget.tell(said.format(file=file))

    def _take_time(self, action: Callable[[], None]) -> None:
        """Do what works on each page of the diary, or on a passphrase, which is slow on purpose."""
        with patience(self.widget, self.widget.tr("One moment.")):
            self._work(action)

    def _work(self, action: Callable[[], None]) -> None:
        """Do something, and say why it did not work."""
        self.widget.show_error("")
        if reason := reason_against(action):
            self.widget.show_error(reason)

    def _leave(self) -> None:
        self._new = None
        self.printing.making.forget()
        self._desk.end_full(self.widget)
