"""Joins the window that is shown for a diary that was not opened to the ways on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.services.recovery import Recovered, Recovery
from cluneal_tracker.ui.joins.passphrase import AskSecret, asks_secret, with_key
from cluneal_tracker.ui.joins.waiting import reason_against
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.recovery import RecoveryScreen, Trouble, Way
from cluneal_tracker.ui.widgets import backup_words
from cluneal_tracker.ui.widgets.basics import size_up
from cluneal_tracker.ui.widgets.patience import patience

_GONE = (Way.RESTORE, Way.BEGIN)
_SPOILT = (Way.RESTORE, Way.SALVAGE)
_EXCHANGED = (Way.RESTORE, Way.ACCEPT)
# Where a way is missing, the program or the disk is what has to be looked after.
_WAYS: dict[Verdict, tuple[Way, ...]] = {
    Verdict.NONE: _GONE,
    Verdict.MISSING: _GONE,
    Verdict.EMPTY: _GONE,
    # The passphrase and the code are lost, or the key file is.
    Verdict.LOCKED: _GONE,
    Verdict.KEYLESS: _GONE,
    Verdict.SHORT: _SPOILT,
    Verdict.FOREIGN: _SPOILT,
    Verdict.DAMAGED: _SPOILT,
    Verdict.OLDER: _EXCHANGED,
    Verdict.OTHER: _EXCHANGED,
}


class RecoveryJoin(QObject):
    """`recovered` says that the diary can be opened now, `given_up` that the person closed it."""

    recovered = Signal()
    given_up = Signal()

    def __init__(
        self,
        look: Look,
        recovery: Recovery,
        error: NotOpened,
        ask_file: Callable[[], Path | None] | None = None,
        ask_secret: AskSecret | None = None,
    ) -> None:
        super().__init__()
        self._recovery, self._error = recovery, error
        self._ask_file = ask_file or self._ask
        self._over = False
        self.widget = screen = RecoveryScreen(look)
        self._ask_secret = ask_secret or asks_secret(look, screen)
        size_up(screen)
        screen.restore_requested.connect(self._restore)
        screen.elsewhere_requested.connect(self._look_elsewhere)
        screen.salvage_requested.connect(self._salvage)
        screen.accept_requested.connect(self._accept)
        screen.begin_requested.connect(lambda: self._work(self._begin))
        screen.retry_requested.connect(lambda: self._work(self._try_again))
        screen.folder_requested.connect(self._open_folder)
        screen.open_requested.connect(self._open)
        screen.closed.connect(self._give_up)
        self._show(error)

    def _show(self, error: NotOpened, *more: Way) -> None:
        """Show the ways on, the one to try first in front."""
        self._error = error
        ways = (*_WAYS.get(error.verdict, ()), *more)
        backups = self._recovery.backups() if Way.RESTORE in ways else []
        here = self._recovery.here() if Way.ACCEPT in ways else None
        usable = backup_words.readable(backups)
        if not usable or _has_more(here, usable[0]):
            # What is there now comes before what may not help; nobody begins anew by mistake.
            first = [way for way in ways if way in (Way.SALVAGE, Way.ACCEPT)]
            ways = (*first, *(way for way in ways if way not in first))
        self.widget.show_state(Trouble(str(error), self._safe(usable), ways, backups, here))

    def _safe(self, usable: list[BackupView]) -> str:
        tr = self.widget.tr
        if not usable:
            return tr("Nothing was deleted or written over.")
        said = tr("Your backups are safe. The newest one is of {moment}, with {entries}.")
        held = usable[0].held
        moment, entries = (
            backup_words.moment(usable[0]),
            backup_words.entries(held.entries if held else 0),
        )
        return said.format(moment=moment, entries=entries)

    def _look_elsewhere(self) -> None:
        file = self._ask_file()
        if file is not None:
            self._work(lambda: self.widget.show_elsewhere(self._recovery.look_at(file)))

    def _restore(self, file: Path) -> None:
        with_key(
            file,
            self._recovery.needs_key(file),
            self._ask_secret,
            self._work,
            lambda key: self._tell(self._bring_back(file, key)),
        )

    def _bring_back(self, file: Path, key: bytes | None) -> Recovered:
        with patience(self.widget, self.widget.tr("Bringing the backup back.")):
            return self._recovery.restore(file, key)

    def _read_what_is_left(self) -> Recovered:
        with patience(self.widget, self.widget.tr("Reading what is left of your diary.")):
            return self._recovery.salvage()

    def _tell_what_is_left(self) -> None:
        left = self._read_what_is_left()
        self._tell(left, *self._what_a_backup_has_more(left.entries))

    def _what_a_backup_has_more(self, entries: int) -> list[str]:
        """Whoever reads what is left may not know how much that is."""
        usable = backup_words.readable(self._recovery.backups())
        held = usable[0].held if usable else None
        if held is None or held.entries <= entries:
            return []
        tr = self.widget.tr
        said = tr("Your newest backup is of {moment} and holds {entries}.")
        moment = backup_words.moment(usable[0])
        said = said.format(moment=moment, entries=backup_words.entries(held.entries))
        return [said, tr("To use it instead, open your diary, then “Keep it safe” in Settings.")]

    def _salvage(self) -> None:
        why_not = self._work(self._tell_what_is_left)
        if why_not and not backup_words.readable(self._recovery.backups()):
            # Nothing is left of the diary, and there has to be a way on.
            self._show(self._error, Way.BEGIN)
            self.widget.show_error(why_not)

    def _accept(self) -> None:
        def accept() -> None:
            self._recovery.accept()
            why_not, held = self._recovery.look_again(), self._recovery.here().held
            if why_not or not held:
                self._show(why_not or self._error)
            else:
                self._tell(Recovered(held.entries, None))

        self._work(accept)

    def _begin(self) -> None:
        self._tell(self._recovery.begin())

    def _try_again(self) -> None:
        why_not = self._recovery.look_again()
        if why_not is None:
            self._open()
        else:
            self._show(why_not)
            self.widget.show_error(self.widget.tr("Your diary was not opened this time either."))

    def _tell(self, done: Recovered, *more: str) -> None:
        tr = self.widget.tr
        holds = tr("It holds {entries}.").format(entries=backup_words.entries(done.entries))
        said = [holds if done.entries else tr("It has no entries yet.")]
        if done.kept:
            kept = tr("The file that was there is kept. Its name is {name} now.")
            said.append(kept.format(name=done.kept.name))
        self.widget.show_done(*said, *more)

    def _work(self, action: Callable[[], None]) -> str:
        """Do what may take a while; gives, and shows, the reason why it did not work."""
        self.widget.show_error("")
        if reason := reason_against(action):
            self.widget.show_error(reason)
        return reason

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._recovery.folder)))

    def _open(self) -> None:
        self._over = True
        self.recovered.emit()

    def _give_up(self) -> None:
        if not self._over:
            self._over = True
            self.given_up.emit()

    def _ask(self) -> Path | None:
        tr = self.widget.tr
        name, _ = QFileDialog.getOpenFileName(
            self.widget, tr("Choose a copy of your diary"), "", tr("Diaries (*.db)")
        )
        return Path(name) if name else None


def _has_more(here: BackupView | None, backup: BackupView) -> bool:
    """Whether the file that is there now goes on for longer than a backup."""
    if here is None or here.held is None or backup.held is None:
        return False
    return _extent(here) >= _extent(backup)


def _extent(view: BackupView) -> tuple[str, int]:
    held = view.held
    return (str(held.last_day or ""), held.entries) if held else ("", 0)
