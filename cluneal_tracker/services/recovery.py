"""What can be done about a diary that was not opened; nothing of it is ever thrown away."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data import backup_content, diary_file, restoring, setting_store
from cluneal_tracker.data.connecting import connect_to_read, in_words
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.locking.pages import PAGE_BYTES, RESERVED_BYTES, decrypted_pages, opens
from cluneal_tracker.data.pages import Pages
from cluneal_tracker.data.salvage import salvage
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.backups import BackupView, backups_in, find_backup, look_at, needs_key
from cluneal_tracker.services.opening import open_services


@dataclass(frozen=True, slots=True)
class Recovered:
    """A diary that can be used again; `kept` is where the one before it is now, if there was one.

    `entries` counts the pain entries in it.
    """

    entries: int
    kept: Path | None


def examine(
    folder: Path, clock: Clock | None = None, key: bytes | None = None
) -> tuple[Verdict, str]:
    """Look at all of a diary; the verdict, and where it is not fine the sentence about it."""
    # What cannot be looked at cannot be opened either, and is told of then.
    with suppress(OSError):
        if diary_file.look(folder / paths.DIARY_NAME) is Verdict.NONE:
            return Verdict.NONE, f"There is no diary in {folder}."
    try:
        with open_services(folder, clock, key) as services:
            services.make_sure()
    except NotOpened as error:
        return error.verdict, str(error)
    return Verdict.WHOLE, ""


def why_not_opened(
    error: Exception, folder: Path, clock: Clock | None = None, key: bytes | None = None
) -> NotOpened:
    """What was met while a diary was being opened, as what is wrong with its file.

    The first page that is shown may read a damaged part before all of the file is looked through.
    Raises `error` where the file is whole.
    """
    if isinstance(error, NotOpened):
        return error
    verdict, sentence = examine(folder, clock, key)
    if verdict is Verdict.WHOLE:
        raise error
    return NotOpened(verdict, sentence)


class Recovery:
    """The ways on from a diary that is damaged, missing or not the one that was here.

    With the `key` of a locked diary, the one that comes in its place is locked with it too;
    `key` is then that of the diary that is there; `by_code`, whether the recovery code gave it.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, key: bytes | None = None) -> None:
        self.folder, self.key, self._clock = folder, key, clock or SystemClock()
        self.by_code = False
        self._file = folder / paths.DIARY_NAME

    def backups(self) -> list[BackupView]:
        """The backups there are, newest first."""
        return backups_in(self.folder, self._clock.zone(), self.key)

    def settings(self) -> Settings:
        """The settings of the newest backup that can be read, or those that all begin with."""
        for view in self.backups():
            if view.held:
                with closing(connect_to_read(view.file, self.key)) as connection:
                    return setting_store.load(Database(connection))
        return Settings()

    def here(self) -> BackupView:
        """The file that is in the diary's place; raises DiaryError where there is none."""
        return self.look_at(self._file)

    def look_at(self, file: Path) -> BackupView:
        """A diary file from anywhere, as a backup; raises DiaryError where there is none."""
        return look_at(file, self._clock.zone(), self.key)

    def needs_key(self, file: Path) -> bool:
        """Whether a file has a lock of its own, which the diary's key does not open."""
        return needs_key(find_backup(self.folder, file), self.key)

    def look_again(self) -> NotOpened | None:
        """Why the diary is not opened, as of now; None when it is."""
        verdict, sentence = examine(self.folder, self._clock, self.key)
        return None if verdict is Verdict.WHOLE else NotOpened(verdict, sentence)

    def restore(self, file: Path, key: bytes | None = None) -> Recovered:
        """Let a backup, or any diary file, be the diary; the file that is there gets a new name.

        Raises StillLocked where the backup needs a `key` of its own, and DiaryError, with nothing
        changed, when it is not whole.
        """
        return self._use(find_backup(self.folder, file), key)

    def salvage(self) -> Recovered:
        """Make a new diary of all that can be read of the damaged file, which gets a new name.

        Raises DiaryError, with nothing changed, when nothing can be read.
        """
        draft = self._file.with_name(f".{self._file.stem}-salvaged{self._file.suffix}")
        draft.unlink(missing_ok=True)
        try:
            self._salvage(draft)
            return self._use(draft)
        finally:
            draft.unlink(missing_ok=True)

    def _salvage(self, draft: Path) -> None:
        lock, now = diary_file.lock_of(self._file, self.key), self._clock.now()
        if lock and not opens(self._file, lock.key):
            # The lock may be one that was taken off since, and the beginning is lost.
            with suppress(DiaryError):
                salvage(self._file, draft, now, None)
                return
            draft.unlink(missing_ok=True)
        salvage(_pages(self._file, lock.key) if lock else self._file, draft, now, lock)

    def accept(self) -> None:
        """Go on with what is there: the file as it is or, where it is missing, a new diary."""
        diary_file.accept(self._file)

    def begin(self) -> Recovered:
        """Let there be no diary, so that a new one begins; the file that is there is kept."""
        with in_words("No new diary was begun."):
            kept = diary_file.set_aside(self._file, self._mark())
            diary_file.accept(self._file)
        return Recovered(0, kept)

    def _mark(self) -> str:
        return f"{self._clock.now():kept-%Y-%m-%dT%H%M%SZ}"

    def _use(self, file: Path, own: bytes | None = None) -> Recovered:
        with closing(backup_content.read_with(file, own, self.key)) as content:
            ours = diary_file.lock_of(self._file, self.key)
            lock = ours or diary_file.lock_of(file, own or self.key)
            with in_words("Nothing was lost."):
                kept = restoring.take_place(content, self._file, self._mark(), lock)
        self.key = lock.key if lock else None
        held = backup_content.contents(self._file, self.key)
        return Recovered(held.entries if held else 0, kept)


def _pages(file: Path, key: bytes) -> Pages:
    return Pages(list(decrypted_pages(file, key)), PAGE_BYTES, RESERVED_BYTES)
