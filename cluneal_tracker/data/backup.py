"""Backups: copies of the diary that get their name when they are whole, and thin out with age."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data import audit, chain
from cluneal_tracker.data.connecting import (
    connect_to_draft,
    connect_to_read,
    copy_whole,
    in_words,
    trouble,
)
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.disk import make_folder, sync, sync_names
from cluneal_tracker.data.exchange.files import write_whole
from cluneal_tracker.data.locking import files
from cluneal_tracker.data.locking.keys import Keys
from cluneal_tracker.domain.errors import DiaryError

FOLDER = paths.BACKUPS_NAME
_NAME = "diary-%Y-%m-%dT%H%M%SZ.db"
_PART = ".part"
_ALL_OF = timedelta(days=2)
_DRAFTS_DIE_AFTER = timedelta(days=1)
_KEPT: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
    (datetime.date, 14),
    (lambda moment: moment.isocalendar()[:2], 10),
    (lambda moment: (moment.year, moment.month), 12),
)


def make(db: Database, folder: Path, now: datetime, *, as_it_is: bool = False) -> Path | None:
    """Copy the diary into the folder; None when the newest backup holds all of it already.

    `as_it_is` also takes a diary that is damaged. The backup of a locked diary is locked too, and
    opens as the diary does now. Raises DiaryError, also where the file is no more the one that was
    opened; no half file is left.
    """
    db.check_file()
    with in_words("No backup was made. Your diary is as it was."):
        keys = _keys(db)
        if as_it_is:
            return _write(db, folder, now, keys, lambda _: True)
        last = chain.head(db.connection)
        newest = next(iter(every(folder).values()), None)
        if last == chain.NOTHING or (newest and _holds(newest, last, keys, db.key)):
            return None
        return _write(db, folder, now, keys, lambda draft: _is_whole(draft, db.key))


def every(folder: Path) -> dict[datetime, Path]:
    """The backups of a folder by the moment they were made (in UTC), newest first."""
    found = {}
    for file in folder.glob("diary-*.db"):
        with suppress(ValueError):
            moment = datetime.strptime(file.name, _NAME).replace(tzinfo=timezone.utc)
            found[moment] = file
    return dict(sorted(found.items(), reverse=True))


def mirror(folder: Path, second: Path) -> None:
    """Let a second folder hold the same backups, those that it missed meanwhile included."""
    with in_words(f"Your backups are safe, but not copied to {second.parent}."):
        # A disk that is taken out is not made up for by a folder of the same name.
        if not second.parent.is_dir():
            raise DiaryError("There is no such folder now.")
        second.mkdir(mode=0o700, exist_ok=True)
        for file in every(folder).values():
            copy = second / file.name
            # What syncs the folder may have brought a part of it only.
            if not copy.exists() or copy.stat().st_size != file.stat().st_size:
                copy.unlink(missing_ok=True)
                write_whole(copy, file.read_bytes())


def thin(folder: Path, now: datetime) -> None:
    """Take away the backups that are not worth their room, and drafts that a crash has left."""
    with in_words("Old backups were not cleared away."):
        found = every(folder)
        for moment in superfluous(found, now):
            found[moment].unlink(missing_ok=True)
        for draft in folder.glob(f".*{_PART}"):
            if draft.stat().st_mtime < (now - _DRAFTS_DIE_AFTER).timestamp():
                draft.unlink(missing_ok=True)


def superfluous(moments: Iterable[datetime], now: datetime) -> list[datetime]:
    """Which backups may go, newest first.

    Kept are all of two days, and the last one of each of 14 days, 10 weeks and 12 months. Days
    without a backup do not count: who stays away for a year finds everything on coming back.
    """
    newest_first = sorted(moments, reverse=True)
    kept = {moment for moment in newest_first if now - moment <= _ALL_OF}
    for span, count in _KEPT:
        last_of: dict[Hashable, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(span(moment), moment)
        kept.update(islice(last_of.values(), count))
    return [moment for moment in newest_first if moment not in kept]


def _keys(db: Database) -> Keys | None:
    """The wraps of a locked diary as of now: another program may have changed the passphrase."""
    return files.keys_now(db.file, db.lock.keys) if db.lock and db.file else None


def _write(
    db: Database,
    folder: Path,
    now: datetime,
    keys: Keys | None,
    is_whole: Callable[[Path], bool],
) -> Path:
    make_folder(folder)
    # mkstemp makes the file 0600 from the start; SQLite would make it 0644.
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=_PART)
    os.close(handle)
    draft = Path(name)
    try:
        with closing(connect_to_draft(draft, db.key)) as copy:
            copy_whole(db.connection, copy)
        if keys:
            files.append_trailer(draft, keys)
        if not is_whole(draft):
            raise DiaryError("The copy does not hold together. Check your diary.")
        sync(draft)
        file = _free_name(folder, now)
        os.replace(draft, file)
        sync_names(folder)
        return file
    finally:
        draft.unlink(missing_ok=True)


def _free_name(folder: Path, now: datetime) -> Path:
    while (file := folder / now.strftime(_NAME)).exists():
        now += timedelta(seconds=1)
    return file


def _is_whole(copy: Path, key: bytes | None) -> bool:
    with closing(connect_to_read(copy, key)) as connection:
        return audit.verify(Database(connection)) is None


def _holds(file: Path, last: chain.Head, keys: Keys | None, key: bytes | None) -> bool:
    """Whether a backup holds all of the diary, and opens as it does."""
    try:
        if files.read_trailer(file) != keys:
            return False
        with closing(connect_to_read(file, key)) as connection:
            whole = connection.execute("pragma quick_check(1)").fetchone()[0] == "ok"
            return bool(whole) and chain.head(connection) == last
    except trouble(DiaryError):
        return False
