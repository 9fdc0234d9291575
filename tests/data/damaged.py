"""Diaries that were whole, the damage that is done to them, and the share that comes back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

from cluneal_tracker.data import (
    audit,
    dose_store,
    effect_store,
    habit_store,
    journal,
    roland_store,
    routine_store,
    spot_store,
    table_rows,
    trial_store,
    visit_store,
    weekly_store,
)
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.pages import Pages
from cluneal_tracker.data.salvage import regain, write
from cluneal_tracker.data.traces import READ, Regained
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.side_effect import SideEffect, Strength
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.demo import write_demo
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

NOW = datetime(2026, 4, 1, 7, 0, tzinfo=timezone.utc)
LAST = date(2026, 3, 12)
PAGE, SECTOR, LEAF = 4096, 512, b"\x0d"
TABLES = (*READ,)

Key = tuple[str, str]
Row = dict[str, Any]


@dataclass(frozen=True)
class Diary:
    """A diary that was whole: its bytes, its rows, and all that its rows have ever been."""

    content: bytes
    rows: dict[Key, Row]
    versions: dict[Key, list[Row]]
    journal: list[Any]

    @property
    def pages(self) -> int:
        return len(self.content) // PAGE


def remember(file: Path) -> Diary:
    """A whole diary as it is now."""
    with closing(open_database(file)) as db:
        assert audit.verify(db) is None
        changes = db.connection.execute("select * from journal order by sequence").fetchall()
        versions = defaultdict(list)
        for change in changes:
            if change[9] is not None:
                versions[change[6], change[7]].append(json.loads(change[9]))
        return Diary(file.read_bytes(), rows_in(db), versions, changes)


def rows_in(db: Database) -> dict[Key, Row]:
    """All rows of the tables that are salvaged."""
    return {(table, row["id"]): row for table in TABLES for row in table_rows.every(db, table)}


def live(folder: Path) -> None:
    """Twelve weeks with long notes, deletions, and steps taken back and brought again."""
    write_demo(folder, LAST)
    with open_services(folder, FakeClock()) as services:
        for number in range(6):
            entry = services.diary.add(VasScore(number), note=f"{number} äöü " * 1_600)
            if number % 2:
                services.diary.delete(entry.id)
        entries = services.diary.entries()
        for entry in entries[:40:4]:
            services.diary.delete(entry.id)
        services.history.undo()
        services.history.undo()
        services.history.redo()
        _make_ones_own(services)
        services.preferences.choose(questions="Another one?")


def _make_ones_own(services: Services) -> None:
    """Habits, weeks, trials, a level, and an exercise that was written, with a picture."""
    now = When.now(services.clock)
    glide = services.content.routines["nerve-glide"]
    with journal.step(services._db, NOW) as step:
        for number in range(40):
            habit_store.save(step, HabitTick(f"{number:032x}", "soft-waistband", now, now.utc))
    with journal.step(services._db, NOW) as step:
        habit_store.remove(step, f"{7:032x}")
        for number in range(12):
            peg = Peg(number % 11, 5, 6) if number % 5 else None
            change = OverallChange.MUCH_BETTER if number % 3 else None
            sleep = number % 11 if number % 2 else None
            week = WeeklyAnswer(f"{number + 100:032x}", now, now.utc, peg, change, sleep)
            weekly_store.save(step, week)
            ticked = frozenset(range(1, number * 2 + 1)) if number % 4 else None
            answer = RolandAnswer(f"{number + 300:032x}", now, now.utc, ticked)
            roland_store.save(step, answer)
            day, said = LAST + timedelta(days=number), "come back in May" * (number % 3)
            dose_store.save(step, Dose(f"{number + 500:032x}", f"{9:032x}", now, now.utc, said))
            felt = SideEffect(
                f"{number + 600:032x}", f"{9:032x}", "sleepy", Strength.MILD, LAST, NOW, note=said
            )
            effect_store.save(step, felt)
            visit_store.save(step, Visit(f"{number + 200:032x}", day, NOW, NOW, said=said))
        words = TrialWords("Cushion", "With the cushion", "Without it")
        for number in range(6):
            plan = TrialPlan(words, LAST, 6 + number, 3, 1, Side.RIGHT, time(8) if number else None)
            trial = plan.draw(f"{number + 400:032x}", now.utc, Random(number))
            trial_store.save(step, trial.answer(LAST, number % 2 == 0))
            told = (frozenset({Feel.NUMB}), None, 50, Towards.DOWN) if number % 2 else ()
            spot = Spot(f"{number + 500:032x}", now, now.utc, 10 * number, 5 * number, *told)
            spot_store.save(step, spot)
        routine_store.save(step, Adaptation("core", NOW, level=3))
        for key in ("own", "other"):
            routine_store.save(step, Adaptation(key, NOW, replace(glide, key=key, name=key)))
            routine_store.save_picture(step, key.encode() * 2000)


@dataclass
class Shares:
    """What came back, diary after diary."""

    shares: list[float] = field(default_factory=list)
    wrong: int = 0
    older: int = 0
    risen: int = 0

    def weigh(self, diary: Diary, rows: dict[Key, Row]) -> None:
        self.wrong += sum(row not in diary.versions[key] for key, row in rows.items())
        self.older += sum(key in diary.rows and diary.rows[key] != rows[key] for key in rows)
        self.risen += sum(key not in diary.rows for key in rows)
        same = sum(rows.get(key) == row for key, row in diary.rows.items())
        self.shares.append(same / len(diary.rows))

    @property
    def mean(self) -> float:
        return sum(self.shares) / len(self.shares)

    def __str__(self) -> str:
        told = f"mean {self.mean:.4%}, least {min(self.shares):.4%} of {len(self.shares)}"
        return f"{told}; wrong {self.wrong}, older {self.older}, risen {self.risen}"


def cut(content: bytes) -> list[bytes]:
    """The pages of a file."""
    return [content[at : at + PAGE] for at in range(0, len(content), PAGE)]


def held(regained: Regained) -> dict[Key, Row]:
    """The rows that were regained."""
    return {key: dict(row) for key, row in regained.rows.items() if row is not None}


def regained_rows(content: bytes) -> dict[Key, Row]:
    """What comes back, written into a diary in memory that must hold together."""
    regained = regain(Pages(cut(content), PAGE))
    with closing(in_memory()) as db:
        write(regained, db, NOW)
        assert rows_in(db) == held(regained)
    return held(regained)


def without(content: bytes, place: int, length: int) -> bytes:
    """A file with zeros in one place."""
    return content[:place] + bytes(length) + content[place + length :]


def flipped(content: bytes, place: int, bit: int) -> bytes:
    """A file with one bit the other way."""
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def sample(count: int, most: int) -> Iterator[int]:
    """Up to `most` numbers below `count`, evenly spread, the first and the last among them."""
    most = min(most, count)
    yield from (place * (count - 1) // (most - 1) for place in range(most))
