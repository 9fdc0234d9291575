"""A diary of many years, made quickly: two scores a day, exercises, treatments."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from cluneal_tracker import paths
from cluneal_tracker.data import journal, pain_store, session_store, treatment_store
from cluneal_tracker.data.database import random_id
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import DaySlot, Slot, When

ZONE = ZoneInfo("Europe/Berlin")


def write(folder: Path, last: date, years: int) -> None:
    """Fill a new diary up to the day before `last`."""
    chance = random.Random(years)
    db = open_database(folder / paths.DIARY_NAME)
    days = [last - timedelta(days=back) for back in range(365 * years, 0, -1)]
    now = datetime.combine(last, datetime.min.time(), timezone.utc)
    with journal.step(db, now) as step:
        for day in days:
            for slot in Slot:
                if chance.random() < 0.9:
                    pain_store.save(step, _entry(day, slot, chance))
            if chance.random() < 0.6:
                session_store.save(step, _session(day))
        for first in days[100::180]:
            treatment_store.save(
                step,
                Treatment(random_id(), TreatmentKind.BLOCK, first, now, side=Side.RIGHT),
            )
    db.close()


def _entry(day: date, slot: Slot, chance: random.Random) -> PainEntry:
    felt = When.usual(DaySlot(day, slot), ZONE)
    return PainEntry(
        id=random_id(),
        felt=felt,
        entered_at=felt.utc,
        side=Side.RIGHT,
        score=VasScore(min(100, max(0, round(chance.gauss(50, 15))))),
        given=Given.LINE,
        activities={"sitting": chance.random() < 0.5},
    )


def _session(day: date) -> Session:
    felt = When.usual(DaySlot(day, Slot.MORNING), ZONE)
    both = {"left": 10, "right": 10}
    return Session(random_id(), "nerve-glide", felt, felt.utc, 300, both, both)
