"""What must hold for any file at all, judged on a diary that is as before afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.exchange import csv_tables, json_document
from cluneal_tracker.data.exchange.comparison import compare
from cluneal_tracker.data.exchange.document import Document
from cluneal_tracker.data.exchange.files import LARGEST_BYTES
from cluneal_tracker.data.exchange.settings_table import SETTINGS
from cluneal_tracker.data.exchange.tables import DIARY_TABLES, TABLES
from cluneal_tracker.domain.column_roles import LEFT_OUT, DayOrder, Role, RoleKind, Roles
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.incoming import ImportReport, Incoming
from cluneal_tracker.services.opening import Services
from tests.data.exchange.made_up import counts
from tests.fakes import FakeClock

LONGEST_SECONDS, LONGEST_SENTENCE = 2.0, 3000
Values = dict[str, dict[str, Any]]


class Outcome(str, Enum):
    """What became of a file."""

    REFUSED = "refused as a whole"
    BAD_ROWS = "refused for some rows"
    QUESTIONS = "refused until a question is answered"
    NOTHING_NEW = "taken, nothing new in it"
    ADDED = "taken, with new rows"


class Judge:
    """Brings file after file into one diary, which never keeps any of it.

    The diary holds what `known` holds, so that some rows of a file are there already.
    """

    def __init__(self, known: Path) -> None:
        self._db, self._empty = in_memory(), in_memory()
        self._exchange = Services(self._db, FakeClock()).exchange
        self._exchange.bring_in(known)
        self._before = counts(self._db)

    def close(self) -> None:
        """Let go of the diaries."""
        self._db.close()
        self._empty.close()

    def judge(self, file: Path, chance: Random) -> Outcome:
        """Fails, with an AssertionError or whatever else is raised, where a promise is broken.

        What is in another program's file is said as `chance` has it.
        """
        began, changes = time.process_time(), self._db.connection.total_changes
        with taken_back(self._db):
            outcome = self._bring_in(file, chance)
            seconds = time.process_time() - began
            if outcome is Outcome.ADDED:
                self._goes_out_and_comes_back()
            else:
                changed = self._db.connection.total_changes - changes
                assert changed == 0, f"{outcome.value}, yet {changed} rows were written"
        assert seconds <= LONGEST_SECONDS, f"it took {seconds:.1f} s"
        return outcome

    def _bring_in(self, file: Path, chance: Random) -> Outcome:
        try:
            incoming = self._exchange.read(file)
        except DiaryError as error:
            is_a_sentence(error)
            return Outcome.REFUSED
        roles = None if incoming.program is None else _roles(incoming, chance)
        seen = self._exchange.preview(incoming, roles)
        if seen.refused or seen.questions:
            self._is_refused(incoming, roles)
            return Outcome.BAD_ROWS if seen.refused else Outcome.QUESTIONS
        # What the look found to be good has to come in: an error here ends the run.
        report = self._exchange.bring_in(incoming, roles)
        assert report == seen, "more or less came in than was announced"
        self._is_all_there(report)
        again = self._exchange.preview(incoming, roles)
        assert again.total_added == len(again.refused) == 0, "twice is more than once"
        return Outcome.ADDED if report.total_added else Outcome.NOTHING_NEW

    def _is_refused(self, incoming: Incoming, roles: Roles | None) -> None:
        try:
            self._exchange.bring_in(incoming, roles)
        except DiaryError as error:
            is_a_sentence(error)
        else:
            raise AssertionError("a file with a bad row, or an open question, came in")

    def _is_all_there(self, report: ImportReport) -> None:
        grown = {name: count - self._before[name] for name, count in counts(self._db).items()}
        assert grown == report.added

    def _goes_out_and_comes_back(self) -> None:
        kept = _values(self._db)
        records = {
            table.name: [table.write(value) for value in kept[table.name].values()]
            for table in TABLES
        }
        whole = json_document.read_json(json_document.write_json(records, "2026-03-12"))
        assert self._read(whole) == kept
        texts = {
            f"{table.name}.csv": csv_tables.write_csv(table, records[table.name], {})
            for table in DIARY_TABLES
        }
        zipped = csv_tables.write_zip(texts)
        tables = csv_tables.read_tables(csv_tables.unpack(zipped, LARGEST_BYTES))
        assert self._read(tables) == {**kept, SETTINGS.name: {}}

    def _read(self, document: Document) -> Values:
        found = compare(self._empty, document)
        assert not found.refused, f"what went out is refused: {found.refused[:3]}"
        values: Values = {table.name: {} for table in TABLES}
        for table, value in found.new:
            values[table.name][table.write(value)["id"]] = value
        return values


def _values(db: Database) -> Values:
    return {
        table.name: {table.write(value)["id"]: value for value in table.every(db)}
        for table in TABLES
    }


def is_a_sentence(error: DiaryError) -> None:
    """Fails for a reason that no one could read."""
    said = str(error)
    said.encode()
    assert "was not brought in" in said, said
    assert len(said) <= LONGEST_SENTENCE, f"a reason of {len(said)} letters"
    # A kind of ValueError that Python raises tells of codecs and columns of characters.
    why = error.__cause__
    assert not isinstance(why, ValueError) or type(why) is ValueError, f"not our words: {why!r}"


_KINDS = [
    LEFT_OUT,
    *map(Role, (RoleKind.DAY, RoleKind.TIME, RoleKind.SIDE, RoleKind.NOTE)),
    *(Role(RoleKind.SCORE, top=top) for top in Role.TOPS),
    Role(RoleKind.SCORE, side=Side.LEFT),
    Role(RoleKind.ACTIVITY, "standing"),
    Role(RoleKind.SIGN, "night-pain"),
    Role(RoleKind.EXERCISE, "nerve-glide"),
]


def _roles(incoming: Incoming, chance: Random) -> Roles:
    """What the names are: as it is suggested, with some of it changed, or quite another thing."""
    suggested = incoming.suggested(chance.choice(list(Side)))
    changed = chance.choice((0.0, 0.2, 1.0))
    return Roles(
        {
            name: chance.choice(_KINDS) if chance.random() < changed else role
            for name, role in suggested.by_name.items()
        },
        suggested.side,
        chance.choice((None, DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)),
        chance.choice((None, Slot.MORNING, Slot.EVENING, Slot.EVENING)),
    )


class _Back(Exception):
    """Ends a transaction that must not be kept."""


@contextmanager
def taken_back(db: Database) -> Iterator[None]:
    """What is written within is not kept."""
    try:
        with db.atomic():
            yield
            raise _Back
    except _Back:
        return
