from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

# The command line itself, again and again in one process: the kill falls anywhere in it.
_SAVE_AND_SAVE = """
import sys
from cluneal_tracker.cli import main
number = 0
while True:
    note = f"{sys.argv[2]}/{number}"
    assert main(["--data-dir", sys.argv[1], "score", "4.1", "--note", note]) == 0
    number += 1
"""


def _kill_after(seconds: float, folder: Path, name: str, *, once_saved: bool) -> int:
    """How many scores a child said it had saved before it was killed without warning.

    The seconds are counted from its start or, on a busy computer too, from its first saved score.
    """
    command = [sys.executable, "-c", _SAVE_AND_SAVE, str(folder), name]
    pipe = subprocess.PIPE
    # Without a buffer here, what is read line by line and what is read to the end fit together.
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, bufsize=0) as child:
        assert child.stdout is not None
        first = child.stdout.readline() if once_saved else b""
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=seconds)
        child.kill()
        # Read to the end: what was said in the very last moment counts as well.
        said, complained = child.communicate()
    assert not complained
    lines = (first + said).decode().splitlines(keepends=True)
    return sum(line.startswith("Saved: 4.1") and line.endswith("\n") for line in lines)


def _check_whole(folder: Path, said: dict[str, int]) -> None:
    with closing(open_database(folder / "diary.db")) as db:
        assert db.connection.execute("pragma quick_check").fetchone()[0] == "ok"
        services = Services(db, FakeClock())
        assert services.history.damage() is None
        kept = {entry.note for entry in services.diary.entries()}
        assert len(kept) == len(services.diary.entries())
    for name, count in said.items():
        wanted = {f"{name}/{number}" for number in range(count)}
        assert wanted <= kept, f"lost: {sorted(wanted - kept)}"
        # At most the one that was being saved is there without having been told.
        assert {note for note in kept if note.startswith(f"{name}/")} <= wanted | {
            f"{name}/{count}"
        }


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("rounds", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_killed_program_keeps_every_score_it_said_it_saved(tmp_path: Path, rounds: int) -> None:
    chance, told = Random(rounds), 0
    for start in range(0, rounds, 5):
        # Five kills to a diary, then a fresh one, so that its making is hit too.
        folder, said = tmp_path / str(start), dict[str, int]()
        for number in range(start, start + 5):
            said[f"round {number}"] = _kill_after(
                chance.uniform(0.0, 0.55),
                folder,
                f"round {number}",
                once_saved=number % 2 == 1,
            )
            _check_whole(folder, said)
        told += sum(said.values())
    assert told > 0
