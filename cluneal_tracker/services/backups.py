"""Copies of the diary to go back to, made without being asked for."""

from __future__ import annotations

import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

from cluneal_tracker.data import backup, backup_content, restoring
from cluneal_tracker.data.backup_content import Held
from cluneal_tracker.data.connecting import in_words
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError, StillLocked
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import OF_THE_SCREEN, Preferences


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup as it is offered: `held` is None when its file cannot be read.

    `locked`: it may be whole, but opens with a passphrase that is not known yet.
    """

    file: Path
    made_at: datetime
    held: Held | None
    locked: bool = False


def backups_in(folder: Path, zone: ZoneInfo, key: bytes | None = None) -> list[BackupView]:
    """The backups beside the diary of a folder, newest first; the diary itself is not opened."""
    return [
        _view(file, moment.astimezone(zone), key)
        for moment, file in backup.every(folder / backup.FOLDER).items()
    ]


def needs_key(file: Path, known: bytes | None = None) -> bool:
    """Whether a file has a lock of its own, which the known key does not open."""
    try:
        backup_content.key_for(file, known)
    except StillLocked:
        return True
    except OSError:
        # What is wrong with it is told when it is read.
        return False
    return False


def find_backup(folder: Path, file: Path) -> Path:
    """A file from anywhere, or the backup of a diary's folder that is called so."""
    listed = folder / backup.FOLDER / file
    return listed if listed.is_file() else file


def look_at(file: Path, zone: ZoneInfo, key: bytes | None = None) -> BackupView:
    """A diary file from anywhere as a backup, made when it was last written to.

    Raises DiaryError where there is none.
    """
    with in_words(f"{file.name} was not opened."):
        return _view(file, datetime.fromtimestamp(file.stat().st_mtime, zone), key)


def _view(file: Path, moment: datetime, key: bytes | None) -> BackupView:
    try:
        held = backup_content.contents(file, backup_content.key_for(file, key))
        return BackupView(file, moment, held)
    except StillLocked:
        return BackupView(file, moment, None, locked=True)
    except OSError:
        return BackupView(file, moment, None)


@dataclass(frozen=True, slots=True)
class Restored:
    """What bringing a backup back did.

    `before` is the backup that was made first, None where the newest held all there was.
    `changed` says whether there is anything for undo to take back.
    """

    before: Path | None
    changed: bool


class Backups:
    """Makes, lists and brings back backups; a diary that is only in memory has none."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changes: Changes,
        preferences: Preferences,
        home: Path | None = None,
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._preferences, self._home = preferences, home

    def make(self) -> Path | None:
        """Make a backup now; None when the newest holds all there is.

        Raises DiaryError, also where only the copy in the second folder could not be made.
        """
        made = self._make_here()
        self._copy_to_second()
        return made

    def make_before(self) -> Path | None:
        """Make a backup before something that changes much; raises DiaryError.

        A second folder that is out of reach does not bar the way: it gets the copy later.
        """
        made = self._make_here()
        with suppress(DiaryError):
            self._copy_to_second()
        return made

    def _make_here(self) -> Path | None:
        if self._home is None:
            return None
        folder, now = self._home / backup.FOLDER, self._clock.now()
        made = backup.make(self._db, folder, now)
        if made:
            backup.thin(folder, now)
        return made

    def _copy_to_second(self) -> None:
        folder, second = self.folder, self.second
        if folder is not None and second is not None and folder.is_dir():
            backup.mirror(folder, second)
            backup.thin(second, self._clock.now())

    def daily(self) -> Path | None:
        """Make a backup unless there is one of today or nothing has changed since."""
        now, zone = self._clock.now(), self._clock.zone()
        made = backup.every(self._home / backup.FOLDER) if self._home else {}
        today = now.astimezone(zone).date()
        if any(moment.astimezone(zone).date() == today for moment in made):
            return None
        return self.make()

    @property
    def folder(self) -> Path | None:
        """Where the backups are."""
        return self._home / backup.FOLDER if self._home else None

    @property
    def second(self) -> Path | None:
        """Where the backups are copied to: in the chosen folder, one of this diary alone."""
        chosen = self._preferences.current.second_folder
        if not chosen or self._home is None:
            return None
        # Two diaries that share a folder thin out and remove their own backups alone.
        mark = crc32(str(self._home.absolute()).encode())
        return Path(chosen) / f"cluneal-backups-{platform.node()}-{mark:08x}"

    def every(self) -> list[BackupView]:
        """The backups there are, newest first."""
        if self._home is None:
            return []
        return backups_in(self._home, self._clock.zone(), self._db.key)

    def look_at(self, file: Path) -> BackupView:
        """A diary file from anywhere as a backup; raises DiaryError where there is none."""
        return look_at(file, self._clock.zone(), self._db.key)

    def needs_key(self, file: Path) -> bool:
        """Whether a file, or the diary of a folder, has a lock of its own."""
        return needs_key(file, self._db.key)

    def restore(self, file: Path, key: bytes | None = None) -> Restored:
        """Let the diary be as it is in a backup, or in any diary file; undo takes it back.

        A backup is made first. The diary keeps its own lock. Raises StillLocked where the file
        needs a `key` of its own, and DiaryError, with the diary as it was, when it is not whole.
        """
        named = find_backup(self._home, file) if self._home else file
        content = backup_content.read_with(named, key, self._db.key)
        try:
            before = self.make_before()
            with in_words("Your diary is as it was."):
                made = restoring.put_back(content, self._db, self._clock.now(), OF_THE_SCREEN)
        finally:
            content.close()
        self._changes.publish(Changed.EVERYTHING)
        return Restored(before, any(change.row_id not in OF_THE_SCREEN for change in made))
