"""Joins the page that keeps the diary safe to its backups and to other diaries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.passphrase import AskSecret, asks_secret, with_key
from cluneal_tracker.ui.joins.waiting import at_work
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.keep_safe import KeepSafeScreen, Safety
from cluneal_tracker.ui.widgets import backup_words
from cluneal_tracker.ui.widgets.patience import patience
from cluneal_tracker.ui.words import clock_time

Ask = Callable[[], Path | None]


class KeepSafeJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        ask_file: Ask | None = None,
        ask_folder: Ask | None = None,
        ask_secret: AskSecret | None = None,
    ) -> None:
        self._services, self._desk = services, desk
        self._ask_file = ask_file or self._choose_file
        self._ask_folder = ask_folder or self._choose_folder
        self._elsewhere: BackupView | None = None
        self._other: tuple[Path, bytes | None] | None = None
        # Many large backups on a slow disk take their time, and so does a long diary.
        self.reading, self.looking = Background(), Background()
        self.widget = screen = KeepSafeScreen(look)
        self._ask_secret = ask_secret or asks_secret(look, screen)
        self.reading.done.connect(screen.show_state)
        self.looking.done.connect(self._tell_checked)
        self.looking.failed.connect(self._tell_unchecked)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(self._leave)
        screen.make_requested.connect(lambda: self._work(self._make))
        screen.restore_requested.connect(
            lambda file: self._with_key(file, lambda key: self._restore(file, key))
        )
        screen.lock_requested.connect(desk.pages.show_lock)
        screen.elsewhere_requested.connect(self._look_elsewhere)
        screen.second_requested.connect(self._use_second)
        screen.second_dropped.connect(self._drop_second)
        screen.other_requested.connect(self._look_at_other)
        screen.join_requested.connect(lambda: self._work(self._join))
        screen.join_dropped.connect(self._forget_other)
        screen.deleted_requested.connect(desk.pages.show_deleted)

    def begin(self) -> None:
        """Take the window, and look through the diary meanwhile."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()
        self.widget.show_checked(self.widget.tr("Looking through your diary."))
        self.looking.ask(self._is_whole)

    def refresh(self) -> None:
        """Show the backups and the folders as they are now."""
        second = self._services.preferences.current.second_folder
        self.reading.ask(lambda: self._read(second))
        self.widget.show_lock(locked=self._services.locking.is_locked)

    def _read(self, second: str) -> Safety:
        in_reach = bool(second) and Path(second).is_dir()
        return Safety(self._services.backups.every(), self._elsewhere, second, in_reach)

    def _is_whole(self) -> bool:
        with self._services.undisturbed():
            return self._services.history.damage() is None

    def _tell_checked(self, whole: bool) -> None:
        tr = self.widget.tr
        said = tr("Looked through today at {time}: all of it is whole.")
        damaged = tr("Part of your diary is damaged. Start the app again, it helps you from there.")
        now = clock_time(When.now(self._services.clock).at)
        self.widget.show_checked(said.format(time=now) if whole else damaged)

    def _tell_unchecked(self, error: BaseException) -> None:
        unknown = self.widget.tr("Your diary could not be looked through just now.")
        self.widget.show_checked(str(error) if isinstance(error, DiaryError) else unknown)

    def _make(self) -> None:
        tr = self.widget.tr
        made = self._services.backups.make()
        nothing_new = tr("Your newest backup holds all of your diary.")
        self._desk.say(tr("Your backup is made.") if made else nothing_new)

    def _restore(self, file: Path, key: bytes | None) -> None:
        tr = self.widget.tr
        history = self._services.history
        name = tr("your backup, {title}").format(title=self.widget.picker.title_of(file))
        with patience(self.widget, tr("Bringing the backup back.")), history.named(name):
            self._services.backups.restore(file, key)
        entries = backup_words.entries(len(self._services.diary.entries()))
        back = tr("The backup is back. Your diary holds {entries}.").format(entries=entries)
        same = tr("Your diary is like this backup already.")
        # A second click changes nothing; what the first one did can still be undone.
        done = history.newest_name == name
        self._desk.say(back if done else same, undo=done)

    def _look_elsewhere(self) -> None:
        file = self._ask_file()
        if file is not None:
            self._work(lambda: self._show_elsewhere(file))
            self.widget.picker.list.setFocus()

    def _show_elsewhere(self, file: Path) -> None:
        self._elsewhere = self._services.backups.look_at(file)

    def _use_second(self) -> None:
        folder = self._ask_folder()
        if folder is None:
            return
        if self._choose(str(folder)):
            self._work(self._fill_second)

    def _fill_second(self) -> None:
        with patience(self.widget, self.widget.tr("Copying your backups.")):
            self._services.backups.make()
        self._desk.say(self.widget.tr("Your backups are in that folder too now."))

    def _drop_second(self) -> None:
        if self._choose(""):
            self._desk.say(self.widget.tr("The copies there stay. No more are made."))
            self.widget.choose.setFocus()

    def _choose(self, folder: str) -> bool:
        choose = self._services.preferences.choose
        chosen = self._desk.attempt(lambda: choose(second_folder=folder))
        self.refresh()
        return chosen

    def _look_at_other(self) -> None:
        file = self._ask_file()
        if file is not None:
            self._forget_other()
            self._with_key(file, lambda key: self._preview(file, key))

    def _preview(self, file: Path, key: bytes | None) -> None:
        with patience(self.widget, self.widget.tr("Comparing the two diaries.")):
            report = self._services.joining.preview(file, key)
        self._other = file, key
        self.widget.show_other(backup_words.brought(report), can_join=bool(report.changes))

    def _join(self) -> None:
        if self._other is None:
            return
        named = self._services.history.named(self.widget.tr("what the other diary brought"))
        with patience(self.widget, self.widget.tr("Joining the two diaries.")), named:
            report = self._services.joining.join(*self._other)
        self._forget_other()
        joined = self.widget.tr("The two diaries are joined.")
        self._desk.say(f"{joined} {backup_words.brought(report)}", undo=bool(report.rows))

    def _forget_other(self) -> None:
        self._other = None
        self.widget.show_other("", can_join=False)

    def _with_key(self, file: Path, action: Callable[[bytes | None], None]) -> None:
        needed = self._services.backups.needs_key(file)
        with_key(file, needed, self._ask_secret, self._work, action)

    def _leave(self) -> None:
        for work in (self.reading, self.looking):
            work.forget()
        self._desk.end_full(self.widget)

    def _work(self, action: Callable[[], None]) -> None:
        at_work(self._desk, action)
        # A part of it may be done where the whole is not.
        self.refresh()

    def _choose_file(self) -> Path | None:
        tr = self.widget.tr
        title, kinds = tr("Choose a diary"), tr("Diaries (*.db)")
        name, _ = QFileDialog.getOpenFileName(self.widget, title, "", kinds)
        return Path(name) if name else None

    def _choose_folder(self) -> Path | None:
        title = self.widget.tr("Choose a second folder")
        name = QFileDialog.getExistingDirectory(self.widget, title)
        return Path(name) if name else None
