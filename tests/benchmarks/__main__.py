"""Prints one table: floor, ours, ratio, goal."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data.database import open_database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.opening import join_services
from tests.benchmarks import long_diary
from tests.fakes import FakeClock

STARTS, SAVES = 11, 200
YEARS = 10


@dataclass(frozen=True)
class Line:
    """One row of the table; times in milliseconds."""

    name: str
    floor: float
    ours: float
    goal: str

    def __str__(self) -> str:
        ratio = self.ours / self.floor
        return f"{self.name:<44}{self.floor:>9.2f}{self.ours:>9.2f}{ratio:>8.2f}   {self.goal}"


def first_paint(folder: Path) -> Line:
    """V1: an empty window and ours, started in turns."""
    floors, ours = [], []
    for _ in range(STARTS):
        floors.append(_start([]))
        ours.append(_start([str(folder)]))
    return Line("V1 first paint, ten years", _ms(floors), _ms(ours), "<= 1.40")


def _start(arguments: list[str]) -> float:
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert child.stdout is not None
    said = child.stdout.readline().split()
    taken = time.perf_counter() - began
    child.wait()
    if said != ["painted"]:
        raise SystemExit(f"imported before the first paint: {said}")
    return taken


def saving(folder: Path) -> Line:
    """V2: one score saved, against one raw commit of the same rows with the same settings."""
    db = open_database(folder / paths.DIARY_NAME)
    clock = FakeClock("2026-03-12T08:10")
    services = join_services(db, clock)
    raw = open_database(folder / "raw.db").connection
    pain = raw.execute("select count(*) from pragma_table_info('pain')").fetchone()[0]
    marks = ", ".join("?" * pain)
    floors, ours = [], []
    for number in range(SAVES):
        clock.move(minutes=11)
        score = VasScore(number % 101)
        ours.append(_timed(partial(services.diary.mark, score, Given.LINE)))
        row = db.connection.execute("select * from pain order by rowid desc limit 1").fetchone()
        change = db.connection.execute(
            "select * from journal order by sequence desc limit 1"
        ).fetchone()

        def commit(row: tuple[object, ...] = row, change: tuple[object, ...] = change) -> None:
            raw.execute("begin immediate")
            raw.execute(f"insert into pain values ({marks})", row)
            raw.execute("insert into journal values (?,?,?,?,?,?,?,?,?,?,?)", change)
            raw.execute("commit")

        floors.append(_timed(commit))
    db.close()
    raw.close()
    return Line("V2 a score saved, durable", _ms(floors), _ms(ours), "<= 1.50")


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _ms(times: list[float]) -> float:
    return statistics.median(times) * 1000


def main() -> None:
    """Measure and print."""
    today = datetime.now(timezone.utc).date()  # noqa: TID251  the real app is measured
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        long_diary.write(folder, today, YEARS)
        print(f"{'':<44}{'floor':>9}{'ours':>9}{'ratio':>8}   goal (milliseconds, medians)")
        print(first_paint(folder), flush=True)
        other = folder / "saving"
        long_diary.write(other, date(2026, 3, 12) - timedelta(days=1), 1)
        print(saving(other), flush=True)


if __name__ == "__main__":
    main()
