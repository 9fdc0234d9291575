"""Small habits: what counts for today, what is taken back, and when to move next."""

from __future__ import annotations

from datetime import date, time, timedelta, timezone

import pytest

from cluneal_tracker.data import habit_store, journal
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.habit import CHANGE_POSITION, HabitTick
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.steps import parts_of

WAISTBAND, CUSHION, PAD = "soft-waistband", "lumbar-cushion", "pad-belt"
ALL = [WAISTBAND, CUSHION, CHANGE_POSITION, PAD]
THURSDAY = date(2026, 3, 12)
FRIDAY = THURSDAY + timedelta(days=1)


def counts(services: Services) -> dict[str, int]:
    return {one.habit.key: one.count for one in services.habits.today() if one.count}


def test_all_four_are_offered_and_none_is_ticked_at_first(services: Services) -> None:
    today = services.habits.today()
    assert [one.habit.key for one in today] == ALL
    assert {one.habit.key for one in today if one.habit.hourly} == {CHANGE_POSITION, PAD}
    assert not any(one.count or one.hidden for one in today)


def test_an_hourly_one_counts_and_any_other_is_ticked_once(
    services: Services, db: Database
) -> None:
    for _ in range(3):
        services.habits.tick(CHANGE_POSITION)
        services.habits.tick(WAISTBAND)
    assert counts(services) == {WAISTBAND: 1, CHANGE_POSITION: 3}
    assert len(habit_store.every(db)) == 4


def test_a_tick_keeps_when_and_where_it_was_made(
    services: Services, db: Database, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-13T02:30", "America/New_York")
    assert services.habits.tick(PAD).count == 1
    (tick,) = habit_store.every(db)
    assert (tick.done, tick.done.day) == (When.now(clock), THURSDAY)
    assert (tick.done.zone, tick.entered_at) == ("America/New_York", clock.now())


def test_the_day_turns_at_four(services: Services, db: Database, clock: FakeClock) -> None:
    services.habits.tick(WAISTBAND)
    clock.set_wall("2026-03-13T03:59")
    assert counts(services) == {WAISTBAND: 1}
    clock.set_wall("2026-03-13T04:00")
    assert counts(services) == {}
    services.habits.tick(WAISTBAND)
    assert [tick.done.day for tick in habit_store.every(db)] == [THURSDAY, FRIDAY]


def test_the_newest_of_today_is_taken_back_and_no_other(
    services: Services, db: Database, clock: FakeClock
) -> None:
    services.habits.tick(CHANGE_POSITION)
    clock.move(days=1)
    first = clock.now()
    for minutes in (0, 60, 120):
        clock.set_wall("2026-03-13T08:10")
        clock.move(minutes=minutes)
        services.habits.tick(CHANGE_POSITION)
    assert services.habits.untick(CHANGE_POSITION).count == 2
    times = [tick.done.utc for tick in habit_store.between(db, FRIDAY, FRIDAY)]
    assert times == [first, first + timedelta(hours=1)]
    services.habits.untick(CHANGE_POSITION)
    services.habits.untick(CHANGE_POSITION)
    with pytest.raises(DiaryError, match="“Change position” is not ticked today"):
        services.habits.untick(CHANGE_POSITION)
    assert len(habit_store.every(db)) == 1, "yesterday's stays"


def test_ticks_are_undone_and_redone_and_told(services: Services) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.habits.tick(CHANGE_POSITION)
    services.habits.tick(CHANGE_POSITION)
    services.habits.untick(CHANGE_POSITION)
    assert parts_of(services.history.undo()) is Changed.HABITS
    assert counts(services) == {CHANGE_POSITION: 2}
    services.history.undo()
    assert counts(services) == {CHANGE_POSITION: 1}
    assert parts_of(services.history.redo()) is Changed.HABITS
    assert counts(services) == {CHANGE_POSITION: 2}
    assert heard == [Changed.HABITS] * 6


def test_a_second_tick_of_one_a_day_is_no_step_to_undo(services: Services) -> None:
    services.habits.tick(WAISTBAND)
    services.habits.tick(WAISTBAND)
    services.history.undo()
    assert counts(services) == {}


@pytest.mark.parametrize("name", ["tick", "untick"])
def test_what_is_not_a_habit_is_refused_with_those_there_are(services: Services, name: str) -> None:
    with pytest.raises(DiaryError, match=r"“dancing” is not a habit\. Use one of: soft-"):
        getattr(services.habits, name)("dancing")


def test_one_left_out_of_view_keeps_its_ticks_and_comes_back(services: Services) -> None:
    services.habits.tick(CUSHION)
    services.habits.show(PAD, shown=False)
    services.habits.show(CUSHION, shown=False)
    assert services.preferences.current.hidden_habits == (CUSHION, PAD)
    assert [one.habit.key for one in services.habits.today() if one.hidden] == [CUSHION, PAD]
    assert counts(services) == {CUSHION: 1}
    services.habits.show(CUSHION, shown=True)
    assert [one.habit.key for one in services.habits.today() if one.hidden] == [PAD]
    services.history.undo()
    assert [one.habit.key for one in services.habits.today() if one.hidden] == [CUSHION, PAD]


def test_ticks_of_a_habit_no_longer_offered_stay(
    services: Services, db: Database, clock: FakeClock
) -> None:
    old = HabitTick(db.new_id(), "standing-desk", When.now(clock), clock.now())
    with journal.step(db, clock.now()) as step:
        habit_store.save(step, old)
    services.habits.tick(WAISTBAND)
    assert old in habit_store.every(db)
    assert counts(services) == {WAISTBAND: 1}
    assert [one.habit.key for one in services.habits.today()] == ALL


def test_no_nudge_unless_it_is_chosen(services: Services, clock: FakeClock) -> None:
    assert services.habits.next_nudge(clock.now()) is None
    services.preferences.choose(nudge=True, nudge_hours=(time(8), time(12)))
    assert services.habits.next_nudge(clock.now()) == clock.now() + timedelta(hours=1)


@pytest.mark.parametrize(("key", "moves"), [(CHANGE_POSITION, 30), (PAD, 30), (WAISTBAND, 0)])
def test_a_tick_of_an_hourly_habit_moves_the_nudge_on(
    services: Services, clock: FakeClock, key: str, moves: int
) -> None:
    clock.set_wall("2026-03-12T10:00")
    services.preferences.choose(nudge=True)
    opened = clock.now()
    clock.move(minutes=30)
    services.habits.tick(key)
    wanted = opened + timedelta(minutes=60 + moves)
    assert services.habits.next_nudge(opened) == wanted.astimezone(timezone.utc)
    services.history.undo()
    assert services.habits.next_nudge(opened) == opened + timedelta(hours=1)
