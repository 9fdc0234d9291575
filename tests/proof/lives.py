"""Whole diaries for the proof of the page: 7 days to 10 years, with everything that it counts.

What is typed into them has no figures, so that every figure on the page is one that was counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from cluneal_tracker.data import (
    habit_store,
    journal,
    roland_store,
    session_store,
    spot_store,
    weekly_store,
)
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.visits import Also, VisitView
from tests.proof.where import BOXES
from tests.render.report_diaries import CONTENT, LONG, TODAY, Plan, diary

QUESTIONS = ("Why?", LONG, "x" * 300, "Can it be both nerves at once?")
ROUTINES = ("nerve-glide", "foam-roller")
HABITS = tuple(list(CONTENT.habits)[:2])


@dataclass(frozen=True)
class Life:
    """A page and the export it was counted from. `questions` are how many were typed."""

    view: VisitView
    archive: bytes
    asked_for: tuple[date | None, date | None]
    questions: int
    began: str = ""


def live(seed: int, folder: Path) -> Life:
    """Any diary that could be, and a page about some of its days."""
    chance = Random(f"life {seed}")
    questions = [chance.choice(QUESTIONS) for _ in range(chance.randrange(8))]
    plan = Plan(
        days=chance.choice((7, 8, 14, 20, 27, 28, 29, 45, 60, 90, 90, 150, 400, 1200, 3650)),
        side=chance.choice(tuple(Side)),
        blocks=chance.choice((0, 1, 1, 2, 3, 8)),
        others=chance.choice((0, 0, 1, 4, 12)),
        questions="\n".join(questions),
        name=chance.choice(("", "Anna Schmidt", LONG)),
        chips=chance.random() < 0.8,
        share=chance.choice((0.15, 0.4, 0.7, 0.95)),
        mixed=chance.random() < 0.5,
        spare=chance.random() < 0.3,
        doses=("", "two mL", LONG),
        medicine_dose="three a day",
        timed=seed % 2 == 0,
    )
    db = in_memory()
    services = diary(plan, seed, db)
    if chance.random() < 0.6:
        with journal.step(db, services.clock.now()) as step:
            _exercise(step, services.clock.zone(), plan, chance)
    with journal.step(db, services.clock.now()) as step:
        _mark_spots(step, services.clock.zone(), plan, Random(f"spots {seed}"))
    began = ("", "2026-03", "2026-02", "2019-07")[seed % 4]
    services.preferences.choose(pain_began=began)
    _feel(services, Random(f"felt {seed}"))
    if chance.random() < 0.6:
        with journal.step(db, services.clock.now()) as step:
            _answer(step, services.clock.zone(), plan, chance)
    days = _range(plan, chance)
    view = services.visits.view(*days, also=Also(name=True))
    if view.trend.empty:
        days = (None, None)
        view = services.visits.view(also=Also(name=True))
    file = folder / "diary.zip"
    services.exchange.export("csv", file)
    db.close()
    return Life(view, file.read_bytes(), days, len(questions), began)


def _feel(services: Services, chance: Random) -> None:
    """Side effects of some of the treatments, over by now or still there."""
    for treatment in services.treatments.every():
        for what in ("Sleepy", "Dry mouth", "A rash that itches all night"):
            if chance.random() < 0.3:
                first = chance.choice((treatment.first_day, TODAY))
                last = chance.choice((None, first, TODAY))
                strength = chance.choice(tuple(Strength))
                services.effects.add(treatment.id, what, strength, first, last_day=last)


def _range(plan: Plan, chance: Random) -> tuple[date | None, date | None]:
    """All days, the last four or twelve weeks, or days that ended a while ago."""
    kind = chance.randrange(4)
    if kind == 0 or plan.days < 14:
        return None, None
    if kind < 3:
        return TODAY - timedelta(days=(28, 84)[kind - 1] - 1), TODAY
    return TODAY - timedelta(days=plan.days - 3), TODAY - timedelta(days=chance.randrange(6))


def _mark_spots(step: journal.Step, zone: ZoneInfo, plan: Plan, chance: Random) -> None:
    """Where it hurt on some days, or on none of them."""
    share = chance.choice((0.0, 0.05, 0.4))
    for back in range(plan.days):
        if chance.random() < share:
            when = When.local(datetime.combine(TODAY - timedelta(days=back), time(9)), zone)
            for number in range(chance.randrange(1, 4)):
                left, right, top, bottom = chance.choice(list(BOXES.values()))
                x = chance.randint(left, right) * chance.choice((-1, 1))
                y = chance.randint(top, bottom)
                spot_store.save(step, Spot(f"{back}-{number}", when, when.at, x, y))


def _answer(step: journal.Step, zone: ZoneInfo, plan: Plan, chance: Random) -> None:
    """Weeks and the 24 statements, in whole, in part, or put off."""
    for number, back in enumerate(range(0, plan.days, 7)):
        day = TODAY - timedelta(days=back)
        when = When.local(datetime.combine(day, time(20, 30)), zone)
        numbers = [chance.randrange(11) for _ in range(4)]
        week = WeeklyAnswer(
            id=f"week-{number}",
            given=when,
            entered_at=when.utc,
            peg=Peg(*numbers[:3]) if chance.random() < 0.7 else None,
            change=chance.choice(tuple(OverallChange)) if chance.random() < 0.5 else None,
            sleep=numbers[3] if chance.random() < 0.6 else None,
        )
        weekly_store.save(step, week)
        if number % 4 == 0:
            fits = frozenset(one for one in range(1, 25) if chance.random() < 0.5)
            ticked = fits if chance.random() < 0.8 else None
            roland_store.save(step, RolandAnswer(f"roland-{number}", when, when.utc, ticked))


def _exercise(step: journal.Step, zone: ZoneInfo, plan: Plan, chance: Random) -> None:
    """Exercises, some of them broken off, and habits that are ticked on some days."""
    for back in range(plan.days - chance.randrange(plan.days)):
        day = TODAY - timedelta(days=back)
        when = When.local(datetime.combine(day, time(9, 30)), zone)
        for key in ROUTINES:
            if chance.random() < 0.5:
                left = chance.randrange(10) if chance.random() < 0.3 else 10
                planned, done = {"left": 10, "right": 10}, {"left": left, "right": 10}
                one = Session(f"{key}-{day}", key, when, when.at, 300, planned, done)
                session_store.save(step, one)
        for key in HABITS:
            if chance.random() < 0.4:
                habit_store.save(step, HabitTick(f"{key}-{day}", key, when, when.at))
