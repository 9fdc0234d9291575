"""A diary of each earlier version, as the program wrote it then, is brought up to date whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluneal_tracker.data import table_rows
from cluneal_tracker.data.parts import PARTS
from cluneal_tracker.domain.verdict import Verdict
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import examine
from tests.fakes import FakeClock

FILES = sorted((Path(__file__).parent / "databases").glob("version_*.db"))
NOON = "2026-03-12T12:00"


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Services]:
    (tmp_path / "diary.db").write_bytes(request.param.read_bytes())
    with open_services(tmp_path, FakeClock(NOON)) as services:
        yield services


def test_it_is_brought_up_to_date_with_a_backup_of_what_it_was(
    house: Services, tmp_path: Path
) -> None:
    assert house.history.damage() is None
    assert examine(tmp_path, FakeClock(NOON))[0] is Verdict.WHOLE
    (backup,) = (tmp_path / "backups").iterdir()
    assert backup.read_bytes()[:16] == b"SQLite format 3\0"


def test_its_steps_can_still_be_undone_one_by_one_and_brought_back(house: Services) -> None:
    before = {one.table: [*table_rows.every(house._db, one.table)] for one in PARTS}
    undone = 0
    while house.history.undo():
        assert house.history.damage() is None
        undone += 1
    assert house.diary.entries() == []
    assert house.exercises.sessions() == []
    for _ in range(undone):
        assert house.history.redo()
        assert house.history.damage() is None
    assert {one.table: [*table_rows.every(house._db, one.table)] for one in PARTS} == before
