"""Taking the diary out to a file and bringing one in."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from cluneal_tracker.data import (
    chain,
    dose_store,
    effect_store,
    journal,
    pain_store,
    reminder_store,
    revisions,
    roland_store,
    session_store,
    spot_store,
    treatment_store,
    weekly_store,
)
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange import csv_tables, fhir_bundle, files, json_document
from cluneal_tracker.data.exchange.comparison import Comparison, RowNote, compare
from cluneal_tracker.data.exchange.fhir_elements import address
from cluneal_tracker.data.exchange.fhir_frame import Frame
from cluneal_tracker.data.exchange.foreign_rows import Converted
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.settings_table import SETTINGS
from cluneal_tracker.data.exchange.table import Table
from cluneal_tracker.data.exchange.tables import DIARY_TABLES, TABLES
from cluneal_tracker.data.parts import PARTS
from cluneal_tracker.data.table_rows import Row
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.column_roles import Roles
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.routine import ONCE
from cluneal_tracker.services.backups import Backups
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.incoming import (
    SIGNS,
    ImportReport,
    Incoming,
    Question,
    report_of,
)
from cluneal_tracker.services.preferences import OF_THE_SCREEN
from cluneal_tracker.services.routines import Routines

__all__ = ["Exchange", "Format", "ImportReport"]

Format = Literal["csv", "json", "fhir"]

_OF_FILE = {part.file: part.changed for part in PARTS}
_NAMED_AT_ONCE = 3
_ASKED = {
    Question.DAY_COLUMN: "Say which column is the date.",
    Question.NOTHING_CHOSEN: "Say what is in it: a score, an activity, an exercise or a note.",
    Question.DAY_ORDER: "Say whether the day or the month comes first in its dates.",
    Question.HALF: "Some rows have no time. Say whether they are mornings or evenings.",
}


class Exchange:
    """Exports and imports whole diaries."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        changes: Changes,
        content: Content,
        backups: Backups,
        routines: Routines,
    ) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._content, self._backups, self._routines = content, backups, routines

    def export(self, kind: Format, file: Path) -> int:
        """Write the diary to a file and give the number of rows in it; raises DiaryError.

        "json" holds everything. "csv" gives a zip of all tables, or, where the name ends
        in .csv, the pain entries alone. The settings are in JSON only. "fhir" is `export_fhir`.
        """
        if kind == "fhir":
            return self.export_fhir(file)
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

    def export_fhir(self, file: Path, *, with_notes: bool = False, name: str = "") -> int:
        """Write the diary for the record of a clinic, as a Bundle of FHIR R4.

        Gives the number of rows in it; raises DiaryError. Notes and a name go with it only where
        they are asked for. It goes out only: `export` with "json" is what comes in again.
        """
        with self._db.atomic():
            treatments = treatment_store.every(self._db)
            there = {treatment.id for treatment in treatments}
            rows = fhir_bundle.Rows(
                pain_store.every(self._db),
                session_store.every(self._db),
                treatments,
                reminder_store.since(self._db, date.min),
                weekly_store.every(self._db),
                roland_store.every(self._db),
                [dose for dose in dose_store.every(self._db) if dose.treatment in there],
                spot_store.every(self._db),
                [one for one in effect_store.every(self._db) if one.treatment in there],
            )
            person = fhir_bundle.patient(chain.first(self._db.connection), name)
            changed = revisions.corrected(self._db)
        exercises = {key: one.name for key, one in self._routines.by_key().items()}
        frame = Frame(address(person), self._content, exercises, changed, with_notes)
        now, zone = self._clock.now(), self._clock.zone()
        files.write_whole(file, fhir_bundle.write_fhir(rows, person, frame, now, zone))
        return len(rows)

    def read(self, file: Path) -> Incoming:
        """Look into a file, of ours or of another program; raises DiaryError."""
        with _no_collecting():
            return Incoming(file, self._content, self._routines.by_key())

    def preview(self, file: Path | Incoming, roles: Roles | None = None) -> ImportReport:
        """What bringing a file in would do; nothing is changed. Raises DiaryError.

        `roles` say what is in a file of another program.
        """
        with _no_collecting():
            converted = self._convert(file, roles)
            with self._db.atomic():
                return report_of(compare(self._db, converted.document), converted)

    def bring_in(self, file: Path | Incoming, roles: Roles | None = None) -> ImportReport:
        """Add a file's new rows as one step that undo takes back, or change nothing at all.

        A backup is made before. Raises DiaryError when there is no room for it, when the file
        cannot be read or a question about it is open, or when any of its rows is refused.
        """
        with _no_collecting():
            converted = self._convert(file, roles)
        name = file.name if isinstance(file, Path) else file.file.name
        if converted.questions:
            raise DiaryError(f"{name} was not brought in. {_ASKED[converted.questions[0]]}")
        self._backups.make_before()
        with _no_collecting(), self._db.atomic():
            found = compare(self._db, converted.document)
            if found.refused:
                raise DiaryError(_refusal(name, found.refused))
            self._keep(found)
        report = report_of(found, converted)
        if report.total_added:
            self._changes.publish(_parts(report))
        return report

    def _convert(self, file: Path | Incoming, roles: Roles | None) -> Converted:
        incoming = self.read(file) if isinstance(file, Path) else file
        return incoming.convert(roles, self._clock.now(), self._clock.zone())

    def _keep(self, found: Comparison) -> None:
        # As everywhere, a choice about the screen is kept apart from what undo takes back:
        # were it in the same step, choosing another theme later would bar the way.
        for action in (journal.Action.NOTE, journal.Action.DO):
            pile = _Pile(defaultdict(list))
            for table, value in found.new:
                if _action(table, value) is action:
                    table.save(pile, value)
            with journal.step(self._db, self._clock.now(), action) as step:
                for name, rows in pile.rows.items():
                    step.put_new(name, rows)

    def _known(self) -> csv_tables.Known:
        sides = (Side.LEFT.value, Side.RIGHT.value, ONCE)
        activities = [item.key for item in self._content.activities]
        return {"activities": activities, "signs": SIGNS, "planned": sides, "done": sides}


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Many rows at once are no garbage; looking for some among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Pile:
    """The rows of a file by table, for one writing: row by row a long file would take minutes."""

    rows: defaultdict[str, list[Row]]

    def put(self, table: str, row: Row) -> None:
        self.rows[table].append(row)


def _action(table: Table[Any], value: Any) -> journal.Action:
    of_the_screen = table is SETTINGS and value[0] in OF_THE_SCREEN
    return journal.Action.NOTE if of_the_screen else journal.Action.DO


def _parts(report: ImportReport) -> Changed:
    changed = Changed(0)
    for name, count in report.added.items():
        if count:
            changed |= _OF_FILE[name]
    return changed


def _refusal(name: str, refused: list[RowNote]) -> str:
    named = "; ".join(map(str, refused[:_NAMED_AT_ONCE]))
    more = len(refused) - _NAMED_AT_ONCE
    rest = f"; and {more:,} more" if more > 0 else ""
    return (
        f"{name} was not brought in. Your diary is as it was. "
        f"Correct these rows, then try again: {named}{rest}."
    )
