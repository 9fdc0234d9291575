"""Taking the diary out to a file and bringing one in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cluneal_tracker.data import journal
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange import csv_tables, files, json_document
from cluneal_tracker.data.exchange.comparison import Comparison, RowNote, compare
from cluneal_tracker.data.exchange.tables import DIARY_TABLES, PAIN, SETTINGS, TABLES, Table
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.routine import ONCE
from cluneal_tracker.services.backups import Backups
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.diary import NIGHT_PAIN, NUMB
from cluneal_tracker.services.preferences import OF_THE_SCREEN

Format = Literal["csv", "json"]

_PART = {
    "pain": Changed.PAIN,
    "sessions": Changed.SESSIONS,
    "treatments": Changed.TREATMENTS,
    "settings": Changed.SETTINGS,
}
_NAMED_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file brings. `added` counts by table: pain, sessions, treatments, settings.

    `conflicts` are rows whose id is in the diary with other content: the diary's own was kept.
    With any row in `refused`, nothing of the file is brought in.
    """

    added: Mapping[str, int]
    already_there: int
    conflicts: tuple[RowNote, ...]
    refused: tuple[RowNote, ...]

    @property
    def total_added(self) -> int:
        """How many rows and settings are new."""
        return sum(self.added.values())


class Exchange:
    """Exports and imports whole diaries."""

    def __init__(
        self, db: Database, clock: Clock, changes: Changes, content: Content, backups: Backups
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._content, self._backups = content, backups

    def export(self, kind: Format, file: Path) -> int:
        """Write the diary to a file and give the number of rows in it; raises DiaryError.

        "json" holds everything. "csv" gives a zip of all tables, or, where the name ends
        in .csv, the pain entries alone. The settings are in JSON only.
        """
        tables = TABLES
        if kind == "csv":
            tables = (PAIN,) if file.suffix.lower() == ".csv" else DIARY_TABLES
        with self._db.atomic():
            records = {
                table.name: list(map(table.write, table.every(self._db))) for table in tables
            }
        if kind == "json":
            content = json_document.write_json(records, utc_text(self._clock.now()))
        else:
            known = self._known()
            texts = {
                f"{table.name}.csv": csv_tables.write_csv(table, records[table.name], known)
                for table in tables
            }
            content = texts["pain.csv"] if len(texts) == 1 else csv_tables.write_zip(texts)
        files.write_whole(file, content)
        return sum(len(records[table.name]) for table in tables if table is not SETTINGS)

    def preview(self, file: Path) -> ImportReport:
        """What bringing a file in would do; nothing is changed. Raises DiaryError."""
        document = files.load(file)
        with self._db.atomic():
            return _report(compare(self._db, document))

    def bring_in(self, file: Path) -> ImportReport:
        """Add a file's new rows as one step that undo takes back, or change nothing at all.

        A backup is made before. Raises DiaryError when there is no room for it, when the file
        cannot be read or when any of its rows is refused.
        """
        document = files.load(file)
        self._backups.make()
        with self._db.atomic():
            found = compare(self._db, document)
            if found.refused:
                raise DiaryError(_refusal(file, found.refused))
            self._keep(found)
        report = _report(found)
        if report.total_added:
            self._changes.publish(_parts(report))
        return report

    def _keep(self, found: Comparison) -> None:
        # As everywhere, a choice about the screen is kept apart from what undo takes back:
        # were it in the same step, choosing another theme later would bar the way.
        for action in (journal.Action.NOTE, journal.Action.DO):
            with journal.step(self._db, self._clock.now(), action) as step:
                for table, value in found.new:
                    if _action(table, value) is action:
                        table.save(step, value)

    def _known(self) -> csv_tables.Known:
        sides = (Side.LEFT.value, Side.RIGHT.value, ONCE)
        activities = [item.key for item in self._content.activities]
        signs = (NIGHT_PAIN, NUMB)
        return {"activities": activities, "signs": signs, "planned": sides, "done": sides}


def _action(table: Table[Any], value: Any) -> journal.Action:
    of_the_screen = table is SETTINGS and value[0] in OF_THE_SCREEN
    return journal.Action.NOTE if of_the_screen else journal.Action.DO


def _report(found: Comparison) -> ImportReport:
    added = Counter(table.name for table, _ in found.new)
    return ImportReport(
        added={table.name: added[table.name] for table in TABLES},
        already_there=found.already_there,
        conflicts=tuple(found.conflicts),
        refused=tuple(found.refused),
    )


def _parts(report: ImportReport) -> Changed:
    changed = Changed(0)
    for name, count in report.added.items():
        if count:
            changed |= _PART[name]
    return changed


def _refusal(file: Path, refused: list[RowNote]) -> str:
    named = "; ".join(map(str, refused[:_NAMED_AT_ONCE]))
    more = len(refused) - _NAMED_AT_ONCE
    rest = f"; and {more:,} more" if more > 0 else ""
    return (
        f"{file.name} was not brought in. Your diary is as it was. "
        f"Correct these rows, then try again: {named}{rest}."
    )
