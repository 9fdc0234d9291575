"""A diary kept through the command line, and cut off from its power at every step of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cluneal_tracker.cli import main
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.opening import Services, open_services
from tests import own_things
from tests.faults.power_cut import Left, lay_out
from tests.faults.recording import STDERR, STDOUT, Call, Replay, python, record

# Stands for a diary that is taken away by something else than the program.
LOSE = ["lose"]
# Command by command in one process; a word on standard error before each tells them apart.
# A weaker setting is put in below the program, where it cannot notice.
_TELL = """
import json, os, sqlite3, sys
from functools import partial
from pathlib import Path
from cluneal_tracker.cli import main
commands, house, synchronous = json.loads(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
class Weaker(sqlite3.Connection):
    def execute(self, sql, *values):
        return super().execute(sql.replace("= extra", f"= {synchronous}"), *values)
sqlite3.connect = partial(sqlite3.connect, factory=Weaker)
for command in commands:
    os.write(2, b"next")
    if command == ["lose"]:
        (house / "diary.db").unlink()
        handle = os.open(house, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        print("Lost.", flush=True)
    else:
        assert main(["--data-dir", str(house), *command]) == 0
"""
# What came with version 3, as an export calls it.
_OWN = ("habits", "routines", "pictures")
Notes = list[str]


@dataclass(frozen=True)
class Cut:
    """What a power cut left, and how many commands had told their end by then."""

    left: Left
    told: int


@dataclass(frozen=True)
class Held:
    """What there is: in the diary, None where it is told missing, and in an export.

    The notes tell of it, and what came with version 3.
    """

    diary: Notes | None
    exported: Notes | None
    backups: int


class Story:
    """Commands that are given one after the other, and what there is after each."""

    def __init__(self, place: Path, *commands: list[str]) -> None:
        self._place, self._commands = place, commands
        calm = self._root("calm")
        self._held = [Held([], None, 0)]
        for words in self._spoken(calm):
            if words == LOSE:
                (calm / "house" / "diary.db").unlink()
            else:
                do(calm / "house", *words)
            self._held.append(_held(calm))

    def _root(self, name: str) -> Path:
        root = self._place / name
        root.mkdir(parents=True)
        return root

    def _spoken(self, root: Path) -> list[list[str]]:
        return [[word.replace("ROOT", str(root)) for word in one] for one in self._commands]

    def cuts(self, chance: Random, draws: int, synchronous: str = "extra") -> list[Cut]:
        """Tell the story once more under strace and cut the power wherever it may be cut."""
        root = self._root(synchronous)
        words = json.dumps(self._spoken(root)), str(root / "house"), synchronous
        calls = record(self._place / "trace", python(_TELL, *words))
        return list(_cuts(calls, root, chance, draws))

    def fault(self, cut: Cut) -> str | None:
        """What is amiss when the program is started after the cut; None when all is well."""
        root = self._place / "after"
        lay_out(cut.left, root)
        try:
            found = _held(root)
        except (DiaryError, ValueError) as error:
            return f"after {cut.told} commands: {type(error).__name__} {error}"
        finally:
            shutil.rmtree(root)
        # What was told is there; the command that was under way may be done, but not by half.
        allowed = self._held[cut.told : cut.told + 2]
        amiss = [
            f"{part} {value}"
            for part, value in vars(found).items()
            if value not in [getattr(one, part) for one in allowed]
        ]
        return f"after {cut.told} commands: {'; '.join(amiss)}" if amiss else None


def _cuts(calls: list[Call], root: Path, chance: Random, draws: int) -> Iterator[Cut]:
    """Cuts at every boundary between two calls, each different one once."""
    replay, begun, told = Replay(root), 0, 0
    seen = set[tuple[int, frozenset[tuple[str, bytes | None]]]]()
    for call in calls:
        to = call.numbers[0] if call.name == "write" else None
        begun += to == STDERR
        told = begun if to == STDOUT else told
        if replay.play(call) or to == STDOUT:
            for left in replay.disk.cuts(chance, draws):
                mark = (told, frozenset(left.items()))
                if mark not in seen:
                    seen.add(mark)
                    yield Cut(left, told)


def _held(root: Path) -> Held:
    file = root / "out.json"
    exported = None
    if file.exists():
        whole = json.loads(file.read_text())
        exported = sorted(row["note"] for row in whole["pain"])
        exported += [row["id"] for name in _OWN for row in whole[name]]
    try:
        with open_services(root / "house") as services:
            _check(services, root / "house" / "diary.db")
            backups = services.backups.every()
            if any(view.held is None for view in backups):
                raise ValueError("a backup that cannot be read")
            return Held(_notes(services), exported, len(backups))
    except NotOpened as error:
        if error.verdict is not Verdict.MISSING:
            raise
        return Held(None, exported, len(list((root / "house" / "backups").glob("*.db"))))


def _check(services: Services, file: Path) -> None:
    damage = services.history.damage()
    if damage is not None:
        raise ValueError(f"damage at {damage}")
    with closing(sqlite3.connect(file)) as connection:
        (found,) = connection.execute("pragma quick_check(1)").fetchone()
    if found != "ok":
        raise ValueError(found)


def _notes(services: Services) -> Notes:
    return sorted(entry.note for entry in services.diary.entries()) + own_things.seen(services._db)


def do(folder: Path, *words: str) -> None:
    """Give a command that has to work."""
    assert main(["--data-dir", str(folder), *words]) == 0
