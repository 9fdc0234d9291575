from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.data.migrations import VERSION
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import open_services
from tests import own_things
from tests.fakes import FakeClock
from tests.faults.killing import kill_at_work

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
ROUNDS = pytest.mark.parametrize("rounds", [8, pytest.param(100, marks=pytest.mark.slow)])

_OWN = ("habits", "routines", "pictures")
_EXPORT_AND_EXPORT = """
import sys
from contextlib import ExitStack
from pathlib import Path
from cluneal_tracker.services.opening import open_services
file, *folders = map(Path, sys.argv[1:])
with ExitStack() as stack:
    diaries = [stack.enter_context(open_services(folder)) for folder in folders]
    diaries[0].exchange.export("json", file)
    print("ready", flush=True)
    while True:
        for services in diaries:
            services.exchange.export("json", file)
            print("exported", flush=True)
"""
# The writing alone, so that many a kill falls into it.
_WRITE_AND_WRITE = """
import sys
from pathlib import Path
from cluneal_tracker.data.exchange.files import write_whole
file, *others = map(Path, sys.argv[1:])
contents = [Path(other, "out.json").read_bytes() for other in others]
write_whole(file, contents[0])
print("ready", flush=True)
while True:
    for content in contents:
        write_whole(file, content)
        print("exported", flush=True)
"""
_IMPORT_AND_UNDO = """
import sys
from pathlib import Path
from cluneal_tracker.services.opening import open_services
with open_services(Path(sys.argv[1])) as services:
    services.exchange.preview(Path(sys.argv[2]))
    print("ready", flush=True)
    while True:
        services.exchange.bring_in(Path(sys.argv[2]))
        print("brought in", flush=True)
        services.history.undo()
        print("taken back", flush=True)
"""
_MIGRATE = """
import sys
from pathlib import Path
from cluneal_tracker.data import migrations
from cluneal_tracker.services.opening import open_services
migrations.STEPS += (
    lambda connection: print("ready", flush=True),
    "alter table pain add column weather text; update pain set weather = note;"
    + "update pain set weather = weather || '!';" * 80,
)
migrations.VERSION = len(migrations.STEPS)
with open_services(Path(sys.argv[1])) as services:
    assert services.history.damage() is None
    print("migrated", flush=True)
    sys.stdin.read()
"""


def _fill(folder: Path, count: int) -> None:
    """A diary with long notes, and its export beside it."""
    with open_services(folder, FakeClock()) as services:
        for number in range(count):
            services.diary.add(VasScore(41), note=f"{number:04}" * 1000)
            own_things.make(services, number)
        services.exchange.export("json", folder / "out.json")


@ROUNDS
def test_a_kill_while_exporting_leaves_the_whole_old_or_the_whole_new(
    tmp_path: Path, rounds: int
) -> None:
    few, many, file = tmp_path / "20", tmp_path / "60", tmp_path / "out.json"
    _fill(few, 20)
    _fill(many, 60)
    chance, told, cut = Random(rounds), 0, 0
    for number in range(rounds):
        code = _WRITE_AND_WRITE if number % 2 else _EXPORT_AND_EXPORT
        words = str(file), str(few), str(many)
        lines = kill_at_work(chance.uniform(0, 0.05), code, *words)
        whole = json.loads(file.read_text())
        rows = whole["pain"]
        assert len(rows) in (20, 60)
        assert [len(whole[name]) for name in _OWN] == [len(rows), len(rows) + 1, len(rows)]
        assert all(len(row["note"]) == 4000 for row in rows)
        told += len(lines)
        for draft in tmp_path.glob(".*.part"):
            cut += 1
            draft.unlink()
    assert told > 0
    assert cut > 0 or rounds < 100, "no kill fell into the writing"


@ROUNDS
def test_a_kill_while_importing_leaves_no_row_or_every_row(tmp_path: Path, rounds: int) -> None:
    other, home = tmp_path / "other", tmp_path / "house"
    _fill(other, 60)
    file = other / "out.json"
    chance, told, cut = Random(rounds), 0, 0
    for _ in range(rounds):
        lines = kill_at_work(chance.uniform(0, 0.25), _IMPORT_AND_UNDO, str(home), str(file))
        told += len(lines)
        cut += (home / "diary.db-journal").exists()
        with open_services(home, FakeClock()) as services:
            count = len(services.diary.entries())
            assert count in (0, 60)
            assert len(own_things.seen(services._db)) == (count * 3 + 1 if count else 0)
            assert services.history.damage() is None
            assert all(view.held for view in services.backups.every())
        if sum(file.stat().st_size for file in home.rglob("*")) > 30_000_000:
            shutil.rmtree(home)
    assert told > 0
    assert cut > 0 or rounds < 100, "no kill fell into the writing"


def _looked_at(folder: Path) -> tuple[int, bool]:
    """The version of a diary, and whether its content is that of a later version."""
    with closing(sqlite3.connect(folder / "diary.db")) as connection:
        (version,) = connection.execute("pragma user_version").fetchone()
        rows = connection.execute("select * from pain").fetchall()
        columns = [name for _, name, *_ in connection.execute("pragma table_info (pain)")]
        assert len(rows) == 60
        if "weather" not in columns:
            return version, False
        note, weather = columns.index("note"), columns.index("weather")
        assert all(row[weather] == row[note] + "!" * 80 for row in rows)
        return version, True


@ROUNDS
def test_a_kill_while_migrating_leaves_the_whole_old_or_the_whole_new(
    tmp_path: Path, rounds: int
) -> None:
    first, home = tmp_path / "first", tmp_path / "house"
    _fill(first, 60)
    chance, cut, seen = Random(rounds), 0, set[tuple[int, bool]]()
    for _ in range(rounds):
        shutil.copytree(first, home)
        kill_at_work(chance.uniform(0, 0.1), _MIGRATE, str(home))
        cut += (home / "diary.db-journal").exists()
        seen.add(_looked_at(home))
        again = [sys.executable, "-c", _MIGRATE, str(home)]
        run = subprocess.run(again, input="", capture_output=True, text=True, check=True)
        assert run.stdout.endswith("migrated\n")
        assert _looked_at(home) == (VERSION + 2, True)
        shutil.rmtree(home)
    # The first of the two steps only tells that they have begun.
    assert seen <= {(VERSION, False), (VERSION + 1, False), (VERSION + 2, True)}
    assert cut > 0 or rounds < 100, "no kill fell into the writing"
