"""A file that may be brought in: what it is, what it would add, and what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cluneal_tracker.data.content import Content
from cluneal_tracker.data.exchange import files
from cluneal_tracker.data.exchange.comparison import Comparison, RowNote
from cluneal_tracker.data.exchange.foreign import ForeignTable, Named, Program
from cluneal_tracker.data.exchange.foreign_rows import (
    Converted,
    Question,
    Setting,
    Why,
    to_document,
)
from cluneal_tracker.data.exchange.suggestions import suggest
from cluneal_tracker.data.exchange.tables import TABLES
from cluneal_tracker.domain.column_roles import DayOrder, Role, RoleKind, Roles
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, PainEntry, Side
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import Treatment

__all__ = ["ImportReport", "Incoming", "LeftOut", "Named", "Program", "Question", "RowNote", "Why"]

FIRST_ROWS = 8
SIGNS = (NIGHT_PAIN, NUMB)
Shown = PainEntry | Session | Treatment


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many values of a name stay out, and why."""

    name: str
    why: Why
    count: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file brings. `added` counts new rows by the name of their table.

    `conflicts` are rows whose id is in the diary with other content: the diary's own was kept.
    With any row in `refused`, or a question open, nothing of the file is brought in.
    `days` are the first and the last day of the new rows, `first_rows` the first of them;
    `day_order` is how dates in figures were read, where there are any.
    """

    added: Mapping[str, int]
    already_there: int
    conflicts: tuple[RowNote, ...]
    refused: tuple[RowNote, ...]
    days: tuple[date, date] | None = None
    first_rows: tuple[Shown, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    rounded: int = 0
    day_order: DayOrder | None = None
    questions: tuple[Question, ...] = ()

    @property
    def total_added(self) -> int:
        """How many rows and settings are new."""
        return sum(self.added.values())


class Incoming:
    """A file as it was read once; what is shown of it is what is brought in.

    `routines` are the exercises that its names may stand for, by key.
    """

    def __init__(self, file: Path, content: Content, routines: Mapping[str, Routine]) -> None:
        self.file = file
        self._content, self._routines = content, routines
        self._rows = files.load(file)

    @property
    def program(self) -> Program | None:
        """Whose file it is; None for one of our own."""
        return self._rows.program if isinstance(self._rows, ForeignTable) else None

    @property
    def names(self) -> Sequence[Named]:
        """The columns of a table, or the names of what is measured; none in a file of our own."""
        return self._rows.names if isinstance(self._rows, ForeignTable) else ()

    @property
    def rows(self) -> int:
        """How many rows there are in it, good or bad."""
        if isinstance(self._rows, ForeignTable):
            return len(self._rows.readings)
        return sum(map(len, self._rows.values()))

    @property
    def is_table(self) -> bool:
        """Whether its names are columns, so that some of them may say when and where."""
        return isinstance(self._rows, ForeignTable) and bool(self._rows.columns)

    def suggested(self, side: Side) -> Roles:
        """What its names are likely to be; the person decides."""
        if not isinstance(self._rows, ForeignTable):
            return Roles({}, side)
        activities = [item.key for item in self._content.activities]
        return Roles(suggest(self._rows, activities, self._routines), side)

    def convert(self, roles: Roles | None, now: datetime, zone: ZoneInfo) -> Converted:
        """Its rows as rows of a diary. Raises DiaryError for roles that it cannot have."""
        if not isinstance(self._rows, ForeignTable):
            return Converted(document=self._rows)
        if roles is None:
            raise DiaryError(self._refused("Say first what is in it."))
        self._check(roles)
        return to_document(self._rows, roles, Setting(zone, now, self._routines))

    def _check(self, roles: Roles) -> None:
        known = {named.name for named in self.names}
        for name, role in roles.by_name.items():
            if name not in known:
                raise DiaryError(f"“{name}” is not in {self.file.name}. Look at the name again.")
            keys = self._keys(role)
            if role.key not in keys:
                raise DiaryError(f"“{role}” is not known. Use one of: {', '.join(keys)}.")

    def _keys(self, role: Role) -> Sequence[str]:
        keys: Mapping[RoleKind, Sequence[str]] = {
            RoleKind.ACTIVITY: [item.key for item in self._content.activities],
            RoleKind.SIGN: SIGNS,
            RoleKind.EXERCISE: list(self._routines),
        }
        return keys.get(role.kind, [""])

    def _refused(self, why: str) -> str:
        return f"{self.file.name} was not brought in. Your diary is as it was. {why}"


def report_of(found: Comparison, converted: Converted) -> ImportReport:
    """What a comparison with the diary says, for the person."""
    added = dict.fromkeys((table.name for table in TABLES), 0)
    for table, _ in found.new:
        added[table.name] += 1
    days = [day for table, value in found.new if (day := table.day(value))]
    rows = [value for _, value in found.new if isinstance(value, PainEntry | Session | Treatment)]
    return ImportReport(
        added=added,
        already_there=found.already_there,
        conflicts=tuple(found.conflicts),
        refused=tuple(found.refused),
        days=(min(days), max(days)) if days else None,
        first_rows=tuple(rows[:FIRST_ROWS]),
        left_out=tuple(
            LeftOut(name, why, count) for (name, why), count in converted.left_out.items() if count
        ),
        rounded=converted.rounded,
        day_order=converted.day_order,
        questions=tuple(converted.questions),
    )
