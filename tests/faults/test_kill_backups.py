"""Kills while backups are made and brought back: what is left is whole, the old or the new."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.data import audit, backup, backup_content, table_rows
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import open_services
from tests import own_things
from tests.fakes import FakeClock
from tests.faults.killing import kill_at_work

_MAKE_AND_MAKE = """
import sys
from pathlib import Path
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import open_services
with open_services(Path(sys.argv[1])) as services:
    print("ready", flush=True)
    while True:
        services.diary.add(VasScore(41), note="x" * 5000)
        print(services.backups.make().name, flush=True)
"""
_RESTORE_AND_RESTORE = """
import sys
from pathlib import Path
from cluneal_tracker.services.opening import open_services
with open_services(Path(sys.argv[1])) as services:
    first, second = sys.argv[2:]
    print("ready", flush=True)
    while True:
        services.backups.restore(Path(first))
        print("first", flush=True)
        services.backups.restore(Path(second))
        print("second", flush=True)
"""

# The writing alone, so that many a kill falls into it.
_PUT_BACK_AND_PUT_BACK = """
import sys
from pathlib import Path
from cluneal_tracker.data import backup_content, restoring
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.system_clock import SystemClock
db = open_database(Path(sys.argv[1], "diary.db"))
contents = [backup_content.read(Path(name)) for name in sys.argv[2:]]
print("ready", flush=True)
while True:
    for content in contents:
        restoring.put_back(content, db, SystemClock().now())
        print("put back", flush=True)
"""


ROUNDS = pytest.mark.parametrize("rounds", [20, pytest.param(100, marks=pytest.mark.slow)])


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@ROUNDS
def test_a_kill_while_backups_are_made_leaves_whole_ones_only(tmp_path: Path, rounds: int) -> None:
    home, chance, drafts, told = tmp_path / "house", Random(rounds), 0, 0
    for number in range(rounds):
        seconds, late = chance.uniform(0.01, 0.2), number % 2 == 1
        names = kill_at_work(seconds, _MAKE_AND_MAKE, str(home), once_told=late)
        folder = home / "backups"
        made = list(backup.every(folder).values())
        assert set(names) <= {file.name for file in made}
        for file in made[:2]:
            backup_content.read(file).close()
        told += len(names)
        for path in folder.glob(".*"):
            drafts += 1
            assert path.suffix == ".part"
            path.unlink()
        with closing(open_database(home / "diary.db")) as db:
            assert audit.verify(db) is None
    assert told > 0
    # In few rounds it may be that none falls there.
    assert drafts > 0 or rounds < 100, "no kill fell into the making"


def _notes(file: Path) -> int:
    with closing(open_database(file)) as db:
        assert audit.verify(db) is None
        (count,) = db.connection.execute("select count(*) from pain").fetchone()
        # A tick, an exercise and a picture each, and a level.
        assert len(own_things.seen(db)) == count * 3 + 1
        return int(count)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@ROUNDS
def test_a_kill_while_restoring_leaves_the_whole_old_or_the_whole_new(
    tmp_path: Path, rounds: int
) -> None:
    home, chance, told, cut = tmp_path / "house", Random(rounds), 0, 0
    states = []
    with open_services(home, FakeClock()) as services:
        for count in (3, 60):
            for number in range(count):
                services.diary.add(VasScore(41), note="x" * 5000)
                own_things.make(services, count + number)
            made = services.backups.make()
            assert made is not None
            states.append(made.rename(tmp_path / f"{count}.db"))
    whole = [_notes(file) for file in states]
    assert whole == [3, 63]
    for number in range(rounds):
        code = _PUT_BACK_AND_PUT_BACK if number % 2 else _RESTORE_AND_RESTORE
        lines = kill_at_work(chance.uniform(0.01, 0.2), code, str(home), *map(str, states))
        told += len(lines)
        cut += (home / "diary.db-journal").exists()
        assert _notes(home / "diary.db") in whole
        for file in list(backup.every(home / "backups").values())[:2]:
            with closing(backup_content.read(file)) as held:
                count = len(list(table_rows.every(held, "pain")))
                assert count in whole
                assert len(own_things.seen(held)) == count * 3 + 1
    assert told > 0
    assert cut > 0 or rounds < 100, "no kill fell into the restoring"
