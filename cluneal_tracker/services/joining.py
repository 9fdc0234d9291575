"""Joining the diary with another one of the same person, such as that of the laptop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from cluneal_tracker.data import backup_content
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import diary_in
from cluneal_tracker.data.merging import Merged, merge
from cluneal_tracker.data.parts import PARTS
from cluneal_tracker.services.backups import Backups
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.preferences import OF_ONE_COMPUTER

# The tables that are counted each by itself.
_COUNTED = [part.table for part in PARTS if part.counted]


@dataclass(frozen=True, slots=True)
class JoinReport:
    """What the other diary brings: rows that are new or look different, by their table.

    Only tables that have any are in `counts`. `others` are settings and reminders. `gone` counts
    the rows that the other diary has deleted or taken back. `both` counts those that were changed
    in both diaries; the later edit is taken.
    """

    counts: Mapping[str, int]
    others: int
    gone: int
    both: int
    changes: int

    @property
    def rows(self) -> int:
        """How many rows there is something to see of."""
        return sum(self.counts.values()) + self.others + self.gone


class Joining:
    """Brings the changes of another diary into this one."""

    def __init__(self, db: Database, changes: Changes, backups: Backups) -> None:
        self._db, self._changes, self._backups = db, changes, backups

    def preview(self, file: Path, key: bytes | None = None) -> JoinReport:
        """What joining would do; nothing is changed.

        Raises StillLocked where the file needs a `key` of its own, and DiaryError.
        """
        with closing(self._read(file, key)) as other, suppress(_Enough), self._db.atomic():
            found = merge(other, self._db, OF_ONE_COMPUTER)
            raise _Enough
        return _report(found)

    def join(self, file: Path, key: bytes | None = None) -> JoinReport:
        """Bring in all that the other diary, or the one in a folder, holds; undo takes it back.

        A backup is made before. Raises StillLocked where the file needs a `key` of its own, and
        DiaryError, with nothing changed.
        """
        with closing(self._read(file, key)) as other:
            self._backups.make_before()
            found = merge(other, self._db, OF_ONE_COMPUTER)
        if found.changes:
            self._changes.publish(Changed.EVERYTHING)
        return _report(found)

    def _read(self, file: Path, key: bytes | None) -> Database:
        return backup_content.read_with(diary_in(file), key, self._db.key)


class _Enough(Exception):
    """All is known; nothing is to be kept."""


def _report(found: Merged) -> JoinReport:
    gone = set(found.gone)
    tables = Counter(table for table, row_id in found.rows if (table, row_id) not in gone)
    counts = {table: tables[table] for table in _COUNTED if tables[table]}
    return JoinReport(
        counts,
        others=tables.total() - sum(counts.values()),
        gone=len(found.gone),
        both=len(found.both),
        changes=found.changes,
    )
