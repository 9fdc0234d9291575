"""The files that can be brought in: good ones to begin from, and ways to spoil them."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

from cluneal_tracker.data import habit_store, journal
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.routine import Level
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from tests.data.exchange.made_up import AWKWARD
from tests.data.routines_made_up import bridge, png, showing
from tests.fakes import FakeClock
from tests.fuzz.spoiling import (
    PACKINGS,
    spoil_bytes,
    spoil_csv,
    spoil_database,
    spoil_json,
    spoil_zip,
    zipped,
)
from tests.fuzz.spoiling_exercises import spoil_exercise

_FILES = Path(__file__).parents[1] / "data" / "exchange" / "files"


@dataclass(frozen=True)
class Format:
    """A kind of file. `seeds` are good files; `spoil` changes one while keeping its shape."""

    seeds: Callable[[], list[bytes]]
    spoil: Callable[[bytes, Random], bytes] = spoil_bytes


def _mornings(services: Services) -> None:
    services.diary.mark(VasScore(41), Given.LINE, line_px=620)
    services.diary.answer_all({"sitting": True, "walking": False})
    services.diary.write_note("=1+1, after a long drive")


def _everything(services: Services) -> None:
    _mornings(services)
    services.diary.tick_sign("night-pain", True)
    services.diary.add(VasScore(100), side=Side.BOTH, note="".join(AWKWARD))
    session = services.exercises.add("nerve-glide")
    services.exercises.rate(session, VasScore(30))
    services.treatments.add(
        TreatmentKind.MEDICINE, date(2026, 3, 1), name="Gabapentin", dose="300 mg", note="'"
    )
    services.treatments.add(
        TreatmentKind.BLOCK, date(2026, 2, 3), side=Side.RIGHT, nerve=Nerve.SUPERIOR
    )
    services.preferences.choose(theme=Theme.DARK, questions="How long?", name="A. Person")
    _make_ones_own(services)


def _make_ones_own(services: Services) -> None:
    services.routines.choose_level("core", 2)
    services.routines.hide("foam-roller")
    services.routines.add(showing(services.routines.choose_picture(png())))
    hard = Level("Hard", bridge(name="x").parts)
    services.routines.add(bridge(levels=(hard, Level("", hard.parts)), level=2))
    now = When.now(services.clock)
    with journal.step(services._db, now.utc) as step:
        for number in range(2):
            habit_store.save(step, HabitTick(f"t{number}", "soft-waistband", now, now.utc))


_LIVES: tuple[Callable[[Services], None], ...] = (lambda _: None, _mornings, _everything)


@lru_cache(maxsize=1)
def exports() -> Mapping[str, list[bytes]]:
    """What the program writes, by the ending of its name."""
    written: dict[str, list[bytes]] = {"json": [], "csv": [], "zip": []}
    for number, life in enumerate(_LIVES):
        numbers = Random(number)
        db = in_memory(lambda numbers=numbers: f"{numbers.getrandbits(128):032x}")  # type: ignore[misc]
        services = Services(db, FakeClock())
        life(services)
        with tempfile.TemporaryDirectory() as folder:
            for ending, files in written.items():
                file = Path(folder, f"diary.{ending}")
                services.exchange.export("json" if ending == "json" else "csv", file)
                files.append(file.read_bytes())
        db.close()
    return written


@lru_cache(maxsize=4)
def _read(*names: str) -> list[bytes]:
    return [(_FILES / name).read_bytes() for name in names]


@lru_cache(maxsize=4)
def _zips() -> list[bytes]:
    """What the program writes, and the same as a person may have packed it again."""
    written = exports()["zip"]
    with zipfile.ZipFile(io.BytesIO(written[-1])) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    return [*written, *(zipped(files, packing) for packing in PACKINGS)]


@lru_cache(maxsize=4)
def _tables() -> list[bytes]:
    """The table that the program writes by itself, and each of those that a zip holds."""
    with zipfile.ZipFile(io.BytesIO(exports()["zip"][-1])) as archive:
        return [*exports()["csv"], *(archive.read(name) for name in archive.namelist())]


@lru_cache(maxsize=4)
def _loop_zips() -> list[bytes]:
    """What Loop Habit Tracker exports, with all of its files and with fewer."""
    folder = _FILES / "loop"
    paths = sorted(path for path in folder.rglob("*.csv"))
    files = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    return [zipped(files), zipped([one for one in files if not one[0].startswith("002")])]


@lru_cache(maxsize=4)
def _loop_databases() -> list[bytes]:
    """A small database as Loop Habit Tracker keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "loop.db")
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.executescript(_LOOP)
        return [file.read_bytes()]


_LOOP = """
pragma page_size = 512;
create table Habits (id integer primary key, name text, type integer, position integer);
create table Repetitions (id integer primary key, habit integer references Habits(id),
    timestamp integer not null, value integer not null, notes text);
insert into Habits values (1, 'Walk long', 0, 0), (2, 'Back pain today', 1, 1);
insert into Repetitions values (1, 1, 1772323200000, 2, 'far'), (2, 1, 1772409600000, 0, null),
    (3, 2, 1772323200000, 4500, ''), (4, 2, 1772409600000, 6000, 'after the garden');
"""


@lru_cache(maxsize=1)
def exercise_files() -> list[bytes]:
    """Files of one exercise: plain, with levels, with a picture."""
    services = Services(in_memory(), FakeClock())
    drawing = services.routines.choose_picture(png())
    hard = Level("Hard", bridge().parts)
    made = (bridge(), bridge(levels=(hard, hard), level=2), showing(drawing))
    own = [services.routines.add(one).routine.key for one in made]
    return [services.routine_files.write(key) for key in (*own, "core")]


# A new reader of diaries is one line here.
FORMATS: Mapping[str, Format] = {
    "csv": Format(_tables, spoil_csv),
    "json": Format(lambda: exports()["json"], spoil_json),
    "zip": Format(_zips, spoil_zip),
    "track-and-graph": Format(
        lambda: _read("track_and_graph.csv", "track_and_graph_old.csv"), spoil_csv
    ),
    "table": Format(lambda: _read("bearable.csv", "manage_my_pain.csv"), spoil_csv),
    "loop-zip": Format(_loop_zips, spoil_zip),
    "loop-database": Format(_loop_databases, spoil_database),
}
# Read by itself, and judged by itself.
EXERCISE = "routine-file"
EXERCISE_FORMAT = Format(exercise_files, spoil_exercise)
