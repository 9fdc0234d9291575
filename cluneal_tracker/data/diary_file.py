"""The file of a diary: looked at before it is opened, made where there was none, never guessed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data import audit, chain, migrations, seal, shape
from cluneal_tracker.data.connecting import connect, plain_words, trouble, why
from cluneal_tracker.data.database import Database, random_id
from cluneal_tracker.data.disk import led_to, make_folder, sync_names
from cluneal_tracker.data.locking.files import (
    append_trailer,
    find_keys,
    is_locked,
    is_plain,
    key_file,
    looks_locked,
    settle,
)
from cluneal_tracker.data.locking.keys import Lock
from cluneal_tracker.data.locking.pages import first_page
from cluneal_tracker.domain.verdict import NotOpened, Verdict

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
# With a journal, or with a log: any other kind SQLite reads at best, and lets nobody write.
_KINDS = {1, 2}
RELOCKED = "relocked-"
_SENTENCES = {
    Verdict.MISSING: "Your diary was here, and now {file} is missing. It may have been moved.",
    Verdict.LOCKED: "Your diary is locked. Your passphrase or your recovery code opens it.",
    Verdict.KEYLESS: (
        "{file} seems to be locked, and {key} is missing. Put it back, or a backup from then."
    ),
    Verdict.EMPTY: "{file} is empty. It was not so before.",
    Verdict.SHORT: "The end of {file} is missing. It may not have been copied to its end.",
    Verdict.FOREIGN: "{file} is not a Cluneal Tracker diary, or its beginning is damaged.",
    Verdict.NEWER: (
        "{file} was written by a newer version of Cluneal Tracker. Update the program to open it."
    ),
    Verdict.DAMAGED: "{file} is damaged: some of it does not hold together.",
    Verdict.OLDER: "{file} is older than the diary that was here. Newer entries are not in it.",
    Verdict.OTHER: "{file} is not the diary that was here before.",
}
_LEFT = "It was left as it is."
# These sentences say what to do, and that is enough.
_ALONE = (Verdict.MISSING, Verdict.LOCKED, Verdict.KEYLESS)


def look(file: Path, key: bytes | None = None) -> Verdict:
    """What can be told of a diary's file without opening it, and so without touching it.

    NONE: there has never been one here. LOCKED: no more can be told without its key. Raises
    OSError where it cannot be read.
    """
    was_here = seal.is_there(file) or journal_of(file).exists()
    # In this order: a program that begins a diary seals it after it has made it.
    if not file.exists():
        return Verdict.MISSING if was_here else Verdict.NONE
    with file.open("rb") as stream:
        head = stream.read(_HEADER)
        # A program that was killed while it wrote: opening the file takes that back. In this
        # order: one that writes now lets the file grow before it takes its journal away.
        mended = journal_of(file).exists()
        size = stream.seek(0, os.SEEK_END)
    if not size:
        return Verdict.EMPTY
    if is_locked(file):
        if key is None:
            return Verdict.LOCKED
        head = first_page(file, key)[:_HEADER]
        if not head:
            return Verdict.WHOLE if mended else Verdict.DAMAGED
    elif not head.startswith(_MAGIC) and looks_locked(file):
        return Verdict.KEYLESS
    return _told_by(head, size, mended=mended)


def _told_by(head: bytes, size: int, *, mended: bool) -> Verdict:
    if not head.startswith(_MAGIC) or _number(head, 68) != migrations.APPLICATION_ID:
        return Verdict.FOREIGN
    if _number(head, 60) > migrations.VERSION:
        return Verdict.NEWER
    if not {*head[18:20]} <= _KINDS:
        return Verdict.DAMAGED
    return Verdict.SHORT if size < _size(head) and not mended else Verdict.WHOLE


def _number(head: bytes, place: int, length: int = 4) -> int:
    return int.from_bytes(head[place : place + length], "big")


def _size(head: bytes) -> int:
    page = _number(head, 16, 2)
    return (65536 if page == 1 else page) * _number(head, 28)


def open_database(
    file: Path,
    before_migrating: Callable[[Database], object] = lambda _: None,
    key: bytes | None = None,
) -> Database:
    """Open a diary, making a new one where there has never been one.

    `key` opens a locked one. The rest of the checks is made by `Database.make_sure`, at the
    latest before the first write. Raises NotOpened, with the file as it was, for one that is not
    the whole diary.
    """
    try:
        _clear_drafts(file)
        if (verdict := look(file, key)) is Verdict.NONE:
            make(file)
        elif verdict is not Verdict.WHOLE:
            raise not_opened(verdict, file)
        return _open(file, before_migrating, lock_of(file, key))
    except trouble(OSError) as error:
        reason = why(error)
        if "damaged" in reason:
            raise not_opened(Verdict.DAMAGED, file) from error
        sentence = f"The diary in {file.parent} cannot be opened: {reason}"
        raise NotOpened(Verdict.OUT_OF_REACH, sentence) from error


def lock_of(file: Path, key: bytes | None) -> Lock | None:
    """What a locked diary is opened with; None for a plain one, or one whose key is not known."""
    keys = find_keys(file) if key and not is_plain(file) else None
    return Lock(key, keys) if key and keys else None


def _open(
    file: Path, before_migrating: Callable[[Database], object], lock: Lock | None
) -> Database:
    told = seal.read(file)
    if lock:
        settle(file, lock.keys)
    connection = connect(file, lock.key if lock else None)
    try:
        db = Database(connection, file=file, check=check, lock=lock)
        _compare(db, told)
        version = int(connection.execute("pragma user_version").fetchone()[0])
        if version < migrations.VERSION:
            if not shape.holds(connection):
                raise not_opened(Verdict.DAMAGED, file)
            before_migrating(db)
            migrations.migrate(connection, version)
        if told is None:
            seal.write(file, seal.of(connection))
    except BaseException:
        connection.close()
        raise
    return db


def _compare(db: Database, told: seal.Seal | None) -> None:
    """Raise NotOpened unless the diary holds the first and the last change of the seal."""
    # Some versions sealed a diary that two programs began at once with no change but the first.
    if told is None or not told.sequence:
        return
    found = db.connection.execute("select hash from journal where sequence = ?", [told.sequence])
    kept = found.fetchone()
    if kept != (told.last,) and db.file:
        begun_alike = told.first == chain.first(db.connection)
        raise not_opened(Verdict.OLDER if begun_alike and not kept else Verdict.OTHER, db.file)


def check(db: Database) -> None:
    """Look through the whole diary; raises NotOpened where it does not hold together."""
    with plain_words():
        fault = audit.verify(db)
    if fault is not None and db.file:
        raise not_opened(Verdict.DAMAGED, db.file)


def not_opened(verdict: Verdict, file: Path) -> NotOpened:
    """The error for a file that is not the whole diary."""
    sentence = _SENTENCES[verdict].format(file=file, key=key_file(file).name)
    return NotOpened(verdict, sentence if verdict in _ALONE else f"{sentence} {_LEFT}")


def accept(file: Path) -> None:
    """Take the diary that is here for the right one; where none is here, a new one may begin."""
    if file.exists():
        seal.loosen(file)
    else:
        _move_journal(file, None)
        seal.take_off(file)


def make(
    file: Path,
    fill: Callable[[sqlite3.Connection], object] | None = None,
    lock: Lock | None = None,
) -> None:
    """A new diary, readable by its owner alone, that gets its name when it is whole.

    An empty file is therefore never a beginning: it is what is left of one, and is kept. `fill`
    writes what the diary begins with. A diary made by another program meanwhile stays.
    """
    make_folder(file.parent)
    # A link may lead to where no diary is yet. SQLite would make it there, for all to read.
    place = led_to(file)
    with draft_of(place) as draft:
        write_draft(draft, fill, lock)
        give_name(draft, place)


@contextmanager
def draft_of(file: Path, mark: str = "") -> Iterator[Path]:
    """A new, empty file that may take the place of another; it is gone when it has not."""
    draft = file.with_name(f".{file.name}.{mark}{random_id()}")
    # Made first, because SQLite would make it 0644.
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def write_draft(
    draft: Path,
    fill: Callable[[sqlite3.Connection], object] | None,
    lock: Lock | None,
) -> None:
    """Make a diary of a draft; a locked one carries its wraps at the end."""
    with closing(connect(draft, lock.key if lock else None)) as connection:
        migrations.migrate(connection, 0)
        if fill:
            fill(connection)
    if lock:
        append_trailer(draft, lock.keys)


def _clear_drafts(file: Path) -> None:
    """Take away what a kill has left of a change of the lock: it may hold the diary unlocked."""
    place = led_to(file)
    for draft in place.parent.glob(f".{place.name}.{RELOCKED}*"):
        # Were it being written just now, that program would say that it could not finish.
        draft.unlink(missing_ok=True)


def give_name(draft: Path, file: Path) -> None:
    """Let a draft be the diary, unless another program has made one meanwhile."""
    try:
        # Unlike a rename, a link never takes the place of a diary made by another program.
        os.link(draft, file)
    except FileExistsError:
        return
    except OSError:
        # This disk knows no links.
        os.replace(draft, file)
    sync_names(file.parent)


def diary_in(file: Path) -> Path:
    """The diary of a folder; any other file is one itself."""
    return file / paths.DIARY_NAME if file.is_dir() else file


def journal_of(file: Path) -> Path:
    """What SQLite leaves beside a diary while it writes, to take back what was not finished."""
    return file.with_name(f"{file.name}-journal")


def set_aside(file: Path, mark: str) -> Path | None:
    """Give a diary that will not be used another name, unread; None where there is none."""
    kept = None
    # A link that leads nowhere any more would be in the way of the next diary.
    if file.exists() or file.is_symlink():
        kept = _free(file.with_name(f"{file.stem}-{mark}{file.suffix}"))
        if key_file(file).exists():
            import shutil

            # So that a locked diary opens as before under its new name.
            shutil.copy2(key_file(file), key_file(kept))
        os.replace(file, kept)
        key_file(file).unlink(missing_ok=True)
    _move_journal(file, kept)
    sync_names(file.parent)
    return kept


def _move_journal(file: Path, kept: Path | None) -> None:
    # What is left of the last write would be taken for that of the next diary.
    if journal_of(file).exists():
        os.replace(journal_of(file), journal_of(kept) if kept else _free(journal_of(file)))


def _free(name: Path) -> Path:
    number = 2
    found = name
    while found.exists():
        found = name.with_name(f"{name.stem} ({number}){name.suffix}")
        number += 1
    return found
