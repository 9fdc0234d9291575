"""An open diary, and the one transaction that everything is written in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from cluneal_tracker.data import migrations, seal
from cluneal_tracker.data.connecting import (
    connect,
    connect_in_memory,
    in_words,
    trouble,
    why,
)
from cluneal_tracker.data.disk import led_to, sync_names
from cluneal_tracker.data.locking.files import find_keys, key_file, settle
from cluneal_tracker.data.locking.keys import Lock
from cluneal_tracker.domain.errors import DiaryError

if TYPE_CHECKING:
    import sqlite_utils


def random_id() -> str:
    """A fresh row id: 128 random bits, so that two diaries can be joined later."""
    return os.urandom(16).hex()


class Database:
    """An open diary. `connection` serves the fast paths, `tables` is sqlite-utils on top of it.

    `new_id` gives the ids of new rows; the invented diary passes one in that can be repeated.
    `file` is where the diary is kept; None for one in memory. `check` looks through all of it
    before anything is written, and raises DiaryError where it is not whole. `lock` is what a
    locked diary was opened with.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        new_id: Callable[[], str] = random_id,
        file: Path | None = None,
        check: Callable[[Database], None] | None = None,
        lock: Lock | None = None,
    ) -> None:
        self.connection, self.new_id, self.file, self.lock = connection, new_id, file, lock
        self._check = check
        self._exchanged, self._unsettled = 0, False
        self._turn = RLock()
        self._identity = _identity(file)

    @property
    def key(self) -> bytes | None:
        """The key of a locked diary."""
        return self.lock.key if self.lock else None

    @cached_property
    def tables(self) -> sqlite_utils.Database:
        """The same diary through sqlite-utils, imported on first use (it doubles the start-up)."""
        import sqlite_utils

        return sqlite_utils.Database(
            self.connection, execute_plugins=False, recursive_triggers=False
        )

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """No other thread writes meanwhile.

        A connection has one place for its last error: a write that does not work on one thread
        while another one reads could lose its reason, or pass for one that worked.
        """
        with self._turn:
            yield

    def make_sure(self) -> None:
        """Look through the whole diary, unless that was done before.

        Raises DiaryError, and keeps nothing from then on, where it is damaged.
        """
        with self._turn:
            if self._check is not None:
                self._check(self)
                self._check = None

    def check_file(self) -> None:
        """Raise DiaryError where another program has moved or replaced the diary meanwhile.

        The wraps of a diary that was just locked then lie where nothing is written over them.
        """
        with self._turn:
            self._compare_identity()
            if self._unsettled and self.file and self.lock:
                with in_words("Nothing was saved."):
                    settle(self.file, find_keys(self.file) or self.lock.keys)
                self._unsettled = False

    def _compare_identity(self) -> None:
        if _identity(self.file) != self._identity:
            # What is written now would go to a file without a name, and be gone with it.
            raise DiaryError(
                "Your diary was moved or replaced while it was open. Nothing was saved. "
                "Start the app again."
            )

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All of the block's writes or none; a block inside another joins it."""
        with self._turn:
            self.check_file()
            if self.connection.in_transaction:
                yield
            else:
                self.make_sure()
                with self._transaction():
                    yield

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Where another program is writing, a write within is refused at once, not after a while.

        For what can as well be written a little later.
        """
        with self._turn:
            waits = self.connection.execute("pragma busy_timeout").fetchone()[0]
            self.connection.execute("pragma busy_timeout = 0")
            try:
                yield
            finally:
                self.connection.execute(f"pragma busy_timeout = {waits}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        before = self.connection.total_changes
        try:
            self.connection.execute("begin immediate")
            # Only now: who exchanges the file holds the turn to write until that is done.
            self._compare_identity()
            yield
            self.connection.execute("commit")
        except trouble() as error:
            self._roll_back()
            raise DiaryError(why(error)) from error
        except BaseException:
            self._roll_back()
            raise
        if self.file and self.connection.total_changes != before:
            seal.write(self.file, seal.of(self.connection))

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("rollback")

    @contextmanager
    def exchange(self, draft: Path, lock: Lock | None) -> Iterator[None]:
        """Let the draft that is written within take the file's place, and go on with it.

        No other program writes meanwhile. What goes wrong leaves the diary as it was; what goes
        wrong after that is told before the next write.
        """
        if self.file is None:
            raise ValueError("a diary in memory has no file")
        # To take the place of a link alone would leave the diary as it was where the link led.
        place = led_to(self.file)
        with self._turn:
            with self.atomic():
                yield
                if os.name != "nt":
                    os.replace(draft, place)
            self.connection.close()
            try:
                if os.name == "nt":
                    # Windows moves nothing into the place of an open file.
                    os.replace(draft, place)
                self.lock = lock
            finally:
                self._open_again(self.file)

    def _open_again(self, file: Path) -> None:
        sync_names(led_to(file).parent)
        self._unsettled = self.lock is not None
        # The new file is in its place already, and holds its wraps itself.
        with suppress(DiaryError, *trouble(OSError)):
            self.connection = connect(file, self.key)
            self._identity = _identity(file)
            self._exchanged += 1
            self.__dict__.pop("tables", None)
            self.check_file()
            if not self.lock:
                key_file(file).unlink(missing_ok=True)

    def version_seen(self) -> tuple[int, int]:
        """What changes when another program has written to the diary."""
        row = self.connection.execute("pragma data_version").fetchone()
        return self._exchanged, int(row[0])

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def _identity(file: Path | None) -> tuple[int, int] | None:
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def in_memory(new_id: Callable[[], str] = random_id) -> Database:
    """A diary that lives only as long as it is held."""
    connection = connect_in_memory()
    migrations.migrate(connection, 0)
    return Database(connection, new_id)
