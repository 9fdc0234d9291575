"""Copies of the diary to go back to, made without being asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cluneal_tracker.data import backup, journal
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import Changed, Changes


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup as it is offered: `entries` is None when its file cannot be read."""

    file: Path
    made_at: datetime
    entries: int | None
    last_day: date | None


def backups_in(folder: Path, zone: ZoneInfo) -> list[BackupView]:
    """The backups beside the diary of a folder, newest first; the diary itself is not opened."""
    views = []
    for moment, file in backup.every(folder / backup.FOLDER).items():
        entries, last_day = backup.contents(file) or (None, None)
        views.append(BackupView(file, moment.astimezone(zone), entries, last_day))
    return views


class Backups:
    """Makes, lists and brings back backups; a diary that is only in memory has none."""

    def __init__(
        self, db: Database, clock: Clock, changes: Changes, home: Path | None = None
    ) -> None:
        self._db, self._clock, self._changes, self._home = db, clock, changes, home

    def make(self) -> Path | None:
        """Make a backup now; None when the newest holds all there is. Raises DiaryError."""
        return self._make(as_it_is=False)

    def daily(self) -> Path | None:
        """Make a backup unless there is one of today or nothing has changed since."""
        now, zone = self._clock.now(), self._clock.zone()
        made = backup.every(self._home / backup.FOLDER) if self._home else {}
        today = now.astimezone(zone).date()
        if any(moment.astimezone(zone).date() == today for moment in made):
            return None
        return self.make()

    def every(self) -> list[BackupView]:
        """The backups there are, newest first."""
        return backups_in(self._home, self._clock.zone()) if self._home else []

    def restore(self, file: Path) -> Path | None:
        """Let a backup, or any diary file, take the place of what is in the diary.

        A backup is made first, which is the way back; gives what `make` gives. Raises
        DiaryError, with the diary as it was, when the file is not whole.
        """
        content = backup.read(self._named(file))
        try:
            # A damaged diary is kept as well: some of it may be read one day.
            made = self._make(as_it_is=journal.verify(self._db) is not None)
            backup.put_back(content, self._db)
        finally:
            content.close()
        self._changes.publish(Changed.EVERYTHING)
        return made

    def _make(self, *, as_it_is: bool) -> Path | None:
        if self._home is None:
            return None
        folder, now = self._home / backup.FOLDER, self._clock.now()
        made = backup.make(self._db, folder, now, as_it_is=as_it_is)
        if made:
            backup.thin(folder, now)
        return made

    def _named(self, file: Path) -> Path:
        listed = self._home / backup.FOLDER / file if self._home else file
        return listed if listed.is_file() else file
