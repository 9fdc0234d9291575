"""The passphrase: locking the diary, opening it, and taking the lock off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cluneal_tracker.data import backup, backup_content, diary_file
from cluneal_tracker.data.connecting import in_words
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import diary_in
from cluneal_tracker.data.disk import sync_names
from cluneal_tracker.data.locking import files
from cluneal_tracker.data.locking.converting import relock, write_copy
from cluneal_tracker.data.locking.keys import DEAR, Cost, Lock, new_keys
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.backups import Backups


@dataclass(frozen=True, slots=True)
class NewLock:
    """A lock that is not in force yet, and the recovery code to write down before it is."""

    lock: Lock = field(repr=False)
    code: str = field(repr=False)


def is_locked(file: Path) -> bool:
    """Whether a diary, a backup, or the diary of a folder needs a passphrase."""
    with in_words(f"{file.name} was not opened."):
        return files.is_locked(diary_in(file))


def open_key(file: Path, secret: str, *, is_code: bool | None = None) -> bytes:
    """The key of a locked diary or backup, by its passphrase or its recovery code.

    With `is_code`, a slip in the code is told; None takes either of the two. Raises DiaryError,
    with nothing changed, for a wrong one.
    """
    with in_words(f"{file.name} was not opened."):
        found = files.find_keys(diary_in(file))
    if found is None:
        raise DiaryError(f"{file.name} is not locked.")
    if is_code is None:
        return found.open_with_either(secret)
    return found.open_with_code(secret) if is_code else found.open_with_passphrase(secret)


class Locking:
    """Locks the open diary; it goes on meanwhile, and every window and list with it.

    What is in force is always whole: a kill leaves the diary as it was or as it is to be. `cost`
    is that of a guess at the passphrase.
    """

    def __init__(self, db: Database, backups: Backups, cost: Cost = DEAR) -> None:
        self._db, self._backups, self._cost = db, backups, cost

    @property
    def is_locked(self) -> bool:
        """Whether the diary needs a passphrase to be opened."""
        return self._db.lock is not None

    def prepare(self, passphrase: str) -> NewLock:
        """A lock with a fresh key, for `lock`; nothing is changed yet."""
        keys, key, code = new_keys(passphrase, self._cost)
        return NewLock(Lock(key, keys), code)

    def prove(self, secret: str) -> None:
        """Raise DiaryError unless this is the passphrase, or the recovery code."""
        self._now().keys.open_with_either(secret)

    def prepare_code(self) -> NewLock:
        """A new recovery code for the lock there is, for `lock`; nothing is changed yet."""
        now = self._now()
        keys, code = now.keys.with_new_code(now.key, self._cost)
        return NewLock(Lock(now.key, keys), code)

    def lock(self, new: NewLock) -> str:
        """Put a lock in force, and make a backup that opens like it.

        Gives the reason why that backup could not be made, if it could not. Raises DiaryError,
        with nothing changed, where the diary is not locked.
        """
        self._put_in_force(new.lock)
        return self._back_up()

    def change_passphrase(self, new: str) -> str:
        """Open with another passphrase from now on; the recovery code stays.

        Gives and raises what `lock` does. Older backups open with the passphrase of their time.
        """
        now = self._now()
        self._put_in_force(Lock(now.key, now.keys.with_new_passphrase(now.key, new, self._cost)))
        return self._back_up()

    def unlock(self) -> str:
        """Take the lock off: the diary is a plain file again. Gives and raises what `lock` does."""
        self._now()
        relock(self._db, None)
        return self._back_up()

    def others(self) -> list[Path]:
        """The backups that are not locked, or open with another key than the diary's.

        And the diaries that were kept beside it, where they are not locked.
        """
        diary = self._db.file
        if diary is None or not self.is_locked:
            return []
        folders = [self._backups.folder, self._backups.second]
        found = [
            file
            for folder in folders
            if folder is not None
            for file in backup.every(folder).values()
            if not backup_content.is_locked_with(file, self._db.key)
        ]
        kept = sorted(diary.parent.glob(f"{diary.stem}-kept-*{diary.suffix}"))
        return found + [file for file in kept if not files.is_locked(file)]

    def remove(self, others: Sequence[Path]) -> None:
        """Make a backup that is locked like the diary, then take these away."""
        self._backups.make_before()
        with in_words("Some backups were not removed."):
            for file in others:
                # What its last write left is as open to be read as the file itself.
                for part in (diary_file.journal_of(file), file):
                    part.unlink(missing_ok=True)

    def export(self, file: Path, new: NewLock) -> None:
        """Write the whole diary to one file that its own passphrase or code opens anywhere."""
        # It brings all the readers of files along, which a start has no use for.
        from cluneal_tracker.data.exchange.files import destination

        target = destination(file)
        with (
            in_words(f"{file.name} was not written. Your diary is safe."),
            diary_file.draft_of(target) as draft,
            self._db.atomic(),
        ):
            write_copy(self._db, draft, new.lock)
            draft.replace(target)
            sync_names(target.parent)

    def _now(self) -> Lock:
        """The lock as it is: another program may have changed the passphrase meanwhile."""
        if self._db.lock is None or self._db.file is None:
            raise DiaryError("Your diary is not locked.")
        self._db.check_file()
        return Lock(self._db.lock.key, files.keys_now(self._db.file, self._db.lock.keys))

    def _put_in_force(self, lock: Lock) -> None:
        if lock.key != self._db.key or self._db.file is None:
            relock(self._db, lock)
        else:
            self._db.check_file()
            files.write_key_file(self._db.file, lock.keys)
            self._db.lock = lock

    def _back_up(self) -> str:
        try:
            self._backups.make()
        except DiaryError as error:
            return str(error)
        return ""
