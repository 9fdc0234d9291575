"""Prints one table: floor, ours, ratio, goal."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.services.opening import Services
from tests.benchmarks import children, long_diary
from tests.fakes import FakeClock

STARTS, SAVES, OPENINGS, REDRAWS = 11, 200, 5, 15
YEARS = 10


@dataclass(frozen=True)
class Line:
    """One row of the table; times in milliseconds. A goal of its own has no floor."""

    name: str
    ours: float
    goal: str
    floor: float | None = None

    def __str__(self) -> str:
        floor = f"{self.floor:9.2f}" if self.floor else f"{'-':>9}"
        ratio = f"{self.ours / self.floor:8.2f}" if self.floor else f"{'-':>8}"
        return f"{self.name:<46}{floor}{self.ours:9.2f}{ratio}   {self.goal}"


def first_paint(folder: Path) -> Line:
    """V1: an empty window and ours, started in turns."""
    floors, ours = [], []
    for _ in range(STARTS):
        floors.append(children.first_paint())
        ours.append(children.first_paint(folder))
    return Line("V1 first paint, ten years", _ms(ours), "<= 1.40", _ms(floors))


def saving(folder: Path) -> Line:
    """V2: one score saved, against one raw commit of the same rows with the same settings."""
    db = open_database(folder / paths.DIARY_NAME)
    clock = FakeClock("2026-03-12T08:10")
    services = Services(db, clock)
    raw = open_database(folder / "raw.db").connection
    columns = raw.execute("select count(*) from pragma_table_info('pain')").fetchone()[0]
    into_pain = f"insert into pain values ({', '.join('?' * columns)})"
    floors, ours = [], []

    def commit(row: tuple[object, ...], change: tuple[object, ...]) -> None:
        raw.execute("begin immediate")
        raw.execute(into_pain, row)
        raw.execute("insert into journal values (?,?,?,?,?,?,?,?,?,?,?)", change)
        raw.execute("commit")

    for number in range(SAVES):
        clock.move(hours=12)
        score = VasScore(number % 101)
        ours.append(_timed(partial(services.diary.mark, score, Given.LINE)))
        newest = "select * from {} order by rowid desc limit 1"
        row = db.connection.execute(newest.format("pain")).fetchone()
        change = db.connection.execute(newest.format("journal")).fetchone()
        floors.append(_timed(partial(commit, row, change)))
    db.close()
    raw.close()
    return Line("V2 a score saved, durable", _ms(ours), "<= 1.50", _ms(floors))


def trends(folder: Path) -> list[Line]:
    """V4: the first opening of Trends, and the longest time the window did not answer."""
    opened = [children.trends(folder) for _ in range(OPENINGS)]
    return [
        Line("V4 first opening of Trends, ten years", _ms([one[0] for one in opened]), "<= 120 ms"),
        Line("V4 longest gap of the event loop", _ms([one[1] for one in opened]), "<= 33 ms"),
    ]


def charts(folder: Path) -> list[Line]:
    """V5 and V6: all ten years read, drawn again, and saved as each kind of file."""
    from cluneal_tracker.render import chart
    from cluneal_tracker.render.palette import LIGHT

    db = open_database(folder / paths.DIARY_NAME)
    services = Services(db, _today_at_noon())
    phrases, view = services.content.phrases, services.trends.between().beside()
    draw = partial(chart.draw, view, phrases, LIGHT, 860, 500)
    draw()
    read = [_timed(lambda: services.trends.between().beside()) for _ in range(REDRAWS)]
    drawn = [_timed(draw) for _ in range(REDRAWS)]
    goals: dict[chart.Format, str] = {"pdf": "<= 250 ms", "svg": "<= 200 ms", "png": "<= 800 ms"}
    kept = {
        kind: [_timed(partial(chart.save, view, phrases, kind)) for _ in range(OPENINGS)]
        for kind in goals
    }
    db.close()
    return [
        Line("V5 ten years read for the chart", _ms(read), "-"),
        Line("V5 the chart of ten years drawn again", _ms(drawn), "<= 80 ms"),
        *(Line(f"V6 it saved as {kind}", _ms(kept[kind]), goal) for kind, goal in goals.items()),
    ]


def numbers(folder: Path) -> Line:
    """V7: all that the page says in numbers, warm."""
    db = open_database(folder / paths.DIARY_NAME)
    services = Services(db, _today_at_noon())
    services.treatments.view(Side.RIGHT)
    services.visits.view()
    taken = [_timed(services.visits.view) for _ in range(OPENINGS)]
    db.close()
    return Line("V7 every number of the page, ten years", _ms(taken), "<= 100 ms")


def _today_at_noon() -> FakeClock:
    return FakeClock(datetime.now(timezone.utc).strftime("%Y-%m-%dT12:00"))  # noqa: TID251


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _ms(times: list[float]) -> float:
    return statistics.median(times) * 1000


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    today = datetime.now(timezone.utc).date()  # noqa: TID251  the real app is measured
    with tempfile.TemporaryDirectory() as temporary:
        folder, other = Path(temporary), Path(temporary) / "saving"
        long_diary.write(folder, today, YEARS)
        long_diary.write(other, date(2026, 3, 12) - timedelta(days=1), 1)
        print(f"{'':<46}{'floor':>9}{'ours':>9}{'ratio':>8}   goal (milliseconds, medians)")
        print(first_paint(folder), flush=True)
        print(saving(other), flush=True)
        print(*trends(folder), sep="\n", flush=True)
        print(*charts(folder), sep="\n", flush=True)
        print(numbers(folder), flush=True)


if __name__ == "__main__":
    main()
