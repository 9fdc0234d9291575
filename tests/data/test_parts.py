"""That a table is declared once and known everywhere."""

from __future__ import annotations

from functools import reduce
from operator import or_

from cluneal_tracker.cli import safety
from cluneal_tracker.data import traces
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.exchange.tables import TABLES
from cluneal_tracker.data.parts import PARTS, Changed
from cluneal_tracker.data.under_way_store import UNDER_WAY

_NO_PARTS = {"journal", UNDER_WAY}


def test_every_table_of_a_diary_is_a_part() -> None:
    db = in_memory()
    made = db.connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    ).fetchall()
    db.close()
    assert {name for (name,) in made} - _NO_PARTS == {part.table for part in PARTS}


def test_every_part_is_exported_in_its_order() -> None:
    assert [table.name for table in TABLES] == [part.file for part in PARTS]


def test_every_part_is_sought_in_a_damaged_diary() -> None:
    assert traces.READ.keys() == {part.table for part in PARTS}


def test_news_of_everything_is_that_of_every_part() -> None:
    assert reduce(or_, (part.changed for part in PARTS)) == Changed.EVERYTHING
    assert {part.changed for part in PARTS} == {*Changed} - {Changed.EVERYTHING}


def test_the_terminal_tells_of_every_part_that_is_counted() -> None:
    assert [*safety.OF_TABLE] == [part.table for part in PARTS if part.counted]
