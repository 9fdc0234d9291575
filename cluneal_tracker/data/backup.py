"""Backups: copies of the diary that get their name when they are whole, and thin out with age."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

from cluneal_tracker.data import journal, migrations
from cluneal_tracker.data.database import Database, in_memory, plain_words
from cluneal_tracker.data.pain_store import PAIN
from cluneal_tracker.domain.errors import DiaryError

FOLDER = "backups"
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

    `as_it_is` also takes a diary that is damaged. Raises DiaryError; no half file is left.
    """
    with _in_words("No backup was made. Your diary is as it was."):
        if as_it_is:
            return _write(db, folder, now, lambda _: True)
        last = _last_change(db.connection)
        newest = next(iter(every(folder).values()), None)
        if last is None or (newest and _last_held(newest) == last):
            return None
        # Another program may have saved something while the copy was made.
        return _write(
            db, folder, now, lambda copy: _last_held(copy) in (last, _last_change(db.connection))
        )


def every(folder: Path) -> dict[datetime, Path]:
    """The backups of a folder by the moment they were made (in UTC), newest first."""
    found = {}
    for file in folder.glob("diary-*.db"):
        with suppress(ValueError):
            moment = datetime.strptime(file.name, _NAME).replace(tzinfo=timezone.utc)
            found[moment] = file
    return dict(sorted(found.items(), reverse=True))


def contents(file: Path) -> tuple[int, date | None] | None:
    """How many entries a backup has and the day of the last; None when it cannot be read."""
    try:
        with closing(_open(file)) as connection:
            count, last = connection.execute(f"select count(*), max(day) from {PAIN}").fetchone()
        return count, date.fromisoformat(last) if last else None
    except (sqlite3.Error, ValueError):
        return None


def read(file: Path) -> Database:
    """A backup, brought up to date in memory: what was looked through is what is put back.

    Raises DiaryError for a file that is damaged, newer than the program or no diary.
    """
    with _in_words(f"{file.name} was not restored. Your diary is as it was."):
        if not file.is_file():
            raise DiaryError("There is no such backup. Look at the list of backups.")
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            with closing(_open(file)) as source:
                _copy(source, connection)
            _bring_up_to_date(connection)
            if journal.verify(Database(connection)) is not None:
                raise DiaryError("It is damaged. Choose another one.")
        except BaseException:
            connection.close()
            raise
        return Database(connection)


def put_back(content: Database, db: Database) -> None:
    """Let the diary hold this content instead of its own, in one transaction."""
    with _in_words("Your diary is as it was."):
        try:
            _copy(content.connection, db.connection)
        except sqlite3.OperationalError as error:
            if "in use" in str(error):
                raise DiaryError("It is being read. Try again in a moment.") from error
            raise


def thin(folder: Path, now: datetime) -> None:
    """Take away the backups that are not worth their room, and drafts that a crash has left."""
    with _in_words("Old backups were not cleared away."):
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


def _write(db: Database, folder: Path, now: datetime, is_whole: Callable[[Path], bool]) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp makes the file 0600 from the start; SQLite would make it 0644.
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=_PART)
    os.close(handle)
    draft = Path(name)
    try:
        with closing(sqlite3.connect(draft)) as copy:
            # A draft is never rolled back, so it needs no journal that a crash could leave.
            copy.execute("pragma journal_mode = off")
            _copy(db.connection, copy)
        if not is_whole(draft):
            raise DiaryError("The copy does not hold together. Check your diary.")
        _sync(draft)
        file = _free_name(folder, now)
        os.replace(draft, file)
        if os.name != "nt":
            _sync(folder)
        return file
    finally:
        draft.unlink(missing_ok=True)


def _free_name(folder: Path, now: datetime) -> Path:
    while (file := folder / now.strftime(_NAME)).exists():
        now += timedelta(seconds=1)
    return file


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target, progress=_never_wait_for_ever)


def _never_wait_for_ever(code: int, _left: int, _pages: int) -> None:
    # SQLite has waited for some seconds by now; Python would try again without end.
    if code in (5, 6):  # SQLITE_BUSY, SQLITE_LOCKED: Python knows their names from 3.11 on
        raise sqlite3.OperationalError("database is locked")


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _last_held(file: Path) -> tuple[int, str] | None:
    try:
        with closing(_open(file)) as connection:
            whole = connection.execute("pragma quick_check(1)").fetchone()[0] == "ok"
            return _last_change(connection) if whole else None
    except (sqlite3.Error, UnicodeError):
        return None


def _last_change(connection: sqlite3.Connection) -> tuple[int, str] | None:
    found: tuple[int, str] | None = connection.execute(
        "select sequence, hash from journal order by sequence desc limit 1"
    ).fetchone()
    return found


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    application, version = (
        connection.execute(f"pragma {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    if application != migrations.APPLICATION_ID:
        raise DiaryError("It is not a Cluneal Tracker diary.")
    if version > migrations.VERSION:
        raise DiaryError("A newer version of Cluneal Tracker wrote it. Update the program.")
    migrations.migrate(connection, version)
    with closing(in_memory()) as fresh:
        if _tables(connection) != _tables(fresh.connection):
            raise DiaryError("It is damaged. Choose another one.")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("select name, sql from sqlite_master order by name").fetchall()


@contextmanager
def _in_words(begin: str) -> Iterator[None]:
    try:
        with plain_words():
            yield
    except DiaryError as error:
        raise DiaryError(f"{begin} {error}") from error
    except OSError as error:
        raise DiaryError(f"{begin} {error.strerror}.") from error
