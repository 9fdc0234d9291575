"""Diaries for the tests of charts: each is lived day by day with a clock that moves."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cluneal_tracker.data import journal, pain_store, session_store
from cluneal_tracker.data.database import in_memory, random_id
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.when import DaySlot, Slot, When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import TrendView
from tests.fakes import FakeClock

Level = Callable[[int], float]
_ZONE, _WHOLE = ZoneInfo("Europe/Berlin"), {"left": 10, "right": 10}
_NOTHING_WRITTEN = range(530, 650)
_ASKED = 0.75
MARKED = {"sitting": 0.5, "tight-waist": 0.25, "walking": 0.7, "lifting": 0.1}


def house(first: date) -> tuple[Services, FakeClock]:
    """An empty diary, at eight in the morning of a day."""
    clock = FakeClock(f"{first.isoformat()}T08:00")
    return Services(in_memory(), clock), clock


def set_day(clock: FakeClock, day: date, hour: int = 8) -> None:
    clock.set_wall(datetime.combine(day, time(hour, 0)).isoformat(timespec="minutes"))


def live(
    home: Services,
    clock: FakeClock,
    days: int,
    level: Level,
    *,
    seed: int = 1,
    side: Side = Side.RIGHT,
    gaps: float = 0.1,
    later: float = 0.05,
    exercises: float = 0.0,
    activities: Mapping[str, float] | None = None,
) -> None:
    """Score mornings and evenings around `level`, with gaps and a few scores added later.

    `activities` are marked yes as often as they say, no on most other days, and else left alone.
    """
    chance, asked = random.Random(seed), random.Random(f"asked {seed}")
    first = clock.now().astimezone(clock.zone()).date()
    for number, day in enumerate(_days(first, days)):
        if chance.random() < gaps:
            continue
        for hour in (8, 20):
            set_day(clock, day, hour)
            score = VasScore(min(max(round(10 * chance.gauss(level(number), 0.9)), 0), 100))
            if chance.random() < later:
                clock.move(hours=20)
                home.diary.add(score, datetime.combine(day, time(hour, 0)), side)
            else:
                home.diary.mark(score, Given.LINE, side)
        _mark(home, asked, activities or {})
        if chance.random() < exercises:
            for _ in range(chance.choice((1, 1, 2, 2, 3))):
                home.exercises.add("nerve-glide")
    set_day(clock, first + timedelta(days=days - 1), 21)


def _mark(home: Services, asked: random.Random, activities: Mapping[str, float]) -> None:
    for key, share in activities.items():
        if asked.random() < _ASKED:
            home.diary.answer(key, asked.random() < share)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(count))


FIRST = date(2024, 12, 18)


def few(days: int = 3) -> TrendView:
    home, clock = house(FIRST)
    live(home, clock, days, lambda _: 6.0, gaps=0.0, later=0.2)
    return home.trends.between()


def empty() -> TrendView:
    home, _ = house(FIRST)
    return home.trends.recent(28)


def three_weeks() -> TrendView:
    home, clock = house(FIRST)
    live(home, clock, 21, lambda _: 5.0)
    return home.trends.between()


def twelve_weeks(seed: int = 1, name: str = "Gabapentin", drop: float = 3.2) -> TrendView:
    """A block after six weeks, a medicine, visits, gaps and scores added later."""
    home, clock = house(FIRST)
    block = FIRST + timedelta(days=44)
    live(
        home,
        clock,
        84,
        lambda day: 6.3 if day < 44 else 6.3 - drop + (day - 44) * 0.04,
        seed=seed,
        exercises=0.8,
        activities=MARKED,
    )
    home.treatments.add(TreatmentKind.BLOCK, block, side=Side.RIGHT)
    home.treatments.add(
        TreatmentKind.MEDICINE, FIRST + timedelta(days=18), name=name, dose="300 mg"
    )
    for day in (9, 23, 37, 58, 72):
        home.treatments.add(TreatmentKind.PHYSIO, FIRST + timedelta(days=day))
    return home.trends.between()


@cache
def years(count: int, seed: int = 3) -> TrendView:
    """Four months of every three years nothing is written."""
    last = date(2025, 3, 11)
    clock = FakeClock(f"{last}T21:00")
    db = in_memory()
    home = Services(db, clock)
    # In one step: ten years of single ones take half a minute.
    with journal.step(db, clock.now()) as step:
        _write_down(step, last - timedelta(days=365 * count), count, random.Random(seed))
    first = home.diary.first_day() or FIRST
    for number in range(2 * count):
        day = first + timedelta(days=120 + number * 175)
        home.treatments.add(TreatmentKind.BLOCK, day, side=Side.RIGHT)
    start, stop = first + timedelta(days=40), first + timedelta(days=300)
    home.treatments.add(
        TreatmentKind.MEDICINE, start, last_day=stop, name="Gabapentin", dose="300 mg"
    )
    home.treatments.add(
        TreatmentKind.MEDICINE, stop + timedelta(days=1), name="Gabapentin", dose="600 mg"
    )
    return home.trends.between()


def _write_down(step: journal.Step, first: date, years: int, chance: random.Random) -> None:
    for number, day in enumerate(_days(first, 365 * years)):
        if number % 1095 in _NOTHING_WRITTEN or chance.random() < 0.15:
            continue
        for half in (DaySlot(day, slot) for slot in Slot):
            level = 10 * chance.gauss(_slow(number), 0.9)
            felt = When.usual(half, _ZONE)
            entry = PainEntry(
                id=f"{half.day}-{half.slot.value}",
                felt=felt,
                entered_at=felt.utc,
                side=Side.RIGHT,
                score=VasScore(min(max(round(level), 0), 100)),
                given=Given.LINE,
                activities={
                    key: chance.random() < share
                    for key, share in MARKED.items()
                    if chance.random() < _ASKED / 2
                },
            )
            pain_store.save(step, entry)
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            session = Session(random_id(), "nerve-glide", felt, felt.utc, 300, _WHOLE, _WHOLE)
            session_store.save(step, session)


def _slow(day: int) -> float:
    return 5.0 + 2.0 * ((day % 175) / 175) - 1.0


def sparse() -> TrendView:
    home, clock = house(FIRST)
    live(home, clock, 84, lambda _: 5.5, gaps=0.8)
    home.treatments.add(TreatmentKind.BLOCK, FIRST + timedelta(days=40), side=Side.RIGHT)
    return home.trends.between()


def two_sides() -> TrendView:
    home, clock = house(FIRST)
    live(home, clock, 60, lambda day: 6.0 if day < 30 else 3.0, exercises=0.5, activities=MARKED)
    set_day(clock, FIRST)
    live(home, clock, 60, lambda _: 3.5, seed=8, side=Side.LEFT)
    home.treatments.add(TreatmentKind.BLOCK, FIRST + timedelta(days=30), side=Side.RIGHT)
    home.treatments.add(TreatmentKind.BLOCK, FIRST + timedelta(days=50), side=Side.BOTH)
    home.treatments.add(TreatmentKind.MEDICINE, FIRST, name="Duloxetine", dose="60 mg")
    return home.trends.between()


def close_blocks() -> TrendView:
    """Three turning points in ten days, so that their words need three rows."""
    home, clock = house(FIRST)
    live(home, clock, 70, lambda day: 6.0 if day < 30 else 4.0)
    for day in (30, 34, 40):
        home.treatments.add(TreatmentKind.BLOCK, FIRST + timedelta(days=day), side=Side.RIGHT)
    home.treatments.add(TreatmentKind.SURGERY, FIRST + timedelta(days=66), side=Side.RIGHT)
    return home.trends.between()


def early_block() -> TrendView:
    """A block on the second day, right under the words at the left edge."""
    home, clock = house(FIRST)
    live(home, clock, 30, lambda _: 5.0)
    home.treatments.add(TreatmentKind.BLOCK, FIRST + timedelta(days=1), side=Side.RIGHT)
    return home.trends.between()
