"""What came with version 3 of the diary: ticks of habits, exercises made or changed, pictures."""

from __future__ import annotations

from cluneal_tracker.data import habit_store, journal, routine_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from tests.data.routines_made_up import png, showing

TABLES = ("habit", "routine", "picture")


def make(services: Services, grey: int = 1) -> str:
    """One of each: a tick, a level, and an exercise that shows a picture; gives its key."""
    services.routines.choose_level("core", 2)
    name = services.routines.choose_picture(png(grey=grey))
    own = services.routines.add(showing(name))
    now = When.now(services.clock)
    with journal.step(services._db, now.utc) as step:
        tick = HabitTick(services._db.new_id(), "soft-waistband", now, now.utc)
        habit_store.save(step, tick)
    return own.routine.key


def seen(db: Database) -> list[str]:
    """What there is of them, in words that can be compared; each makes sense."""
    ticks = [f"{one.id} {one.habit} {one.done.day}" for one in habit_store.every(db)]
    kept = routine_store.every(db)
    routines = [f"{one.key} {one.routine and one.routine.name} {one.level}" for one in kept]
    return sorted([*ticks, *routines, *routine_store.every_picture(db)])
