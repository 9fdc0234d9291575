"""Which rows the stores find, and in which order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from cluneal_tracker.data import (
    habit_store,
    journal,
    pain_store,
    roland_store,
    routine_store,
    session_store,
    spot_store,
    table_rows,
    treatment_store,
    visit_store,
    weekly_store,
)
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.parts import (
    SPOT,
)
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import Peg, WeeklyAnswer
from tests.data.made_up_rows import NOW, a_block, an_entry


def test_blocks_with_a_time_come_in_the_order_of_their_times(db: Database) -> None:
    later = NOW + timedelta(hours=1)
    blocks = [
        a_block("c", given_at=time(7, 30)),
        a_block("d", given_at=time(7, 30)),
        a_block("b", given_at=time(7, 30), entered_at=later),
        a_block("a", given_at=time(8, 30)),
    ]
    with journal.step(db, NOW) as step:
        for block in [*reversed(blocks), a_block("e")]:
            treatment_store.save(step, block)
    assert treatment_store.timed(db, blocks[0].first_day) == blocks
    assert treatment_store.timed(db, blocks[0].first_day + timedelta(1)) == []


def test_entries_are_found_by_diary_day_and_come_oldest_first(db: Database) -> None:
    late_night = an_entry("c", "2026-03-13T03:00")
    entries = [late_night, an_entry("b", "2026-03-12T20:00"), an_entry("d", "2026-03-13T08:00")]
    assert pain_store.span(db) is None
    with journal.step(db, NOW) as step:
        for entry in [*entries, an_entry("a", "2026-03-11T08:00")]:
            pain_store.save(step, entry)
    day = date(2026, 3, 12)
    assert [entry.id for entry in pain_store.between(db, day, day)] == ["b", "c"]
    assert [entry.id for entry in pain_store.every(db)] == ["a", "b", "c", "d"]
    first, last = pain_store.span(db) or (None, None)
    assert (first, last) == (date(2026, 3, 11), pain_store.every(db)[-1].felt.day)


def test_of_entries_at_one_moment_the_greater_id_is_the_later(db: Database) -> None:
    early, late = an_entry("x", "2026-03-11T08:00").felt, an_entry("x", "2026-03-12T08:00").felt
    made = [("b", late), ("d", late), ("c", early), ("a", late)]
    habits = ("walk", "walk")
    with journal.step(db, NOW) as step:
        for identity, when in made:
            habit_store.save(step, HabitTick(identity, habits[0], when, NOW))
            roland_store.save(step, RolandAnswer(identity, when, NOW, frozenset({1})))
            weekly_store.save(step, WeeklyAnswer(identity, when, NOW, Peg(1, 2, 3)))
            pain_store.save(step, PainEntry(identity, when, late.utc, Side.LEFT))
            routine_store.save(step, Adaptation(identity, when.utc, level=1))
    first, last, order = early.day, late.day, ["c", "a", "b", "d"]
    assert [one.id for one in habit_store.between(db, first, last)] == order
    assert [one.id for one in habit_store.every(db)] == order
    assert [one.id for one in weekly_store.between(db, first, last)] == order
    assert [one.id for one in weekly_store.every(db)] == order
    assert [one.id for one in roland_store.between(db, first, last)] == order
    assert [one.id for one in roland_store.every(db)] == order
    assert [one.id for one in pain_store.between(db, first, last)] == order
    assert [one.id for one in pain_store.every(db)] == order
    assert [one.key for one in routine_store.every(db)] == order
    tick, answer = habit_store.newest(db, habits), weekly_store.newest(db)
    assert roland_store.newest(db) == roland_store.every(db)[-1]
    assert tick is not None
    assert answer is not None
    assert (tick.id, answer.id) == ("d", "d")


def test_the_first_score_of_a_half_day_is_the_one_written_down_first(db: Database) -> None:
    morning = replace(an_entry("a", "2026-03-12T08:00"), score=VasScore(1), given=Given.LINE)
    later = replace(morning, id="b", entered_at=morning.entered_at + timedelta(hours=1))
    with journal.step(db, NOW) as step:
        for one in (later, morning):
            pain_store.save(step, one)
    day = morning.felt.day
    assert pain_store.first_scored(db, day, day) == {morning.felt.half: morning.entered_at}


def test_spots_come_back_and_those_of_a_day_in_the_order_they_were_entered(db: Database) -> None:
    when, later = an_entry("x", "2026-03-12T08:00").felt, NOW + timedelta(1)
    early = an_entry("x", "2026-03-11T08:00").felt
    bare = Spot("c", when, NOW, 0, 10)
    told = Spot("a", when, later, 5, 20, frozenset(Feel), VasScore(41), 30, Towards.DOWN)
    stays = Spot("b", when, later, -5, 20, frozenset({Feel.NUMB}), VasScore(0), 0)
    spots = [Spot("d", early, NOW, 0, 0), bare, told, stays]
    with journal.step(db, NOW) as step:
        for spot in (stays, spots[0], told, bare):
            spot_store.save(step, spot)
    assert spot_store.every(db) == spots
    assert spot_store.between(db, early.day, when.day) == spots
    assert spot_store.between(db, when.day, when.day) == spots[1:]
    assert spot_store.between(db, early.day, early.day) == spots[:1]
    assert [spot_store.find(db, one.id) for one in spots] == spots
    assert spot_store.find(db, "z") is None
    rows = {row["id"]: row for row in table_rows.every(db, SPOT)}
    assert [spot_store.read(rows[one.id]) for one in spots] == spots
    assert rows["a"]["feels"] == json.dumps([feel.value for feel in Feel])


def test_what_is_taken_when_it_hurts_is_found_on_the_days_of_its_use(db: Database) -> None:
    first, last = date(2026, 3, 10), date(2026, 3, 12)
    medicine = Treatment("b", TreatmentKind.MEDICINE, first, NOW, last, name="A", when_needed=True)
    daily = replace(medicine, id="x", when_needed=False)
    later = [
        replace(medicine, id="c", last_day=None),
        replace(medicine, id="a", last_day=None, entered_at=NOW + timedelta(1)),
        replace(medicine, id="0", first_day=last, last_day=None),
    ]
    with journal.step(db, NOW) as step:
        for one in (daily, *reversed(later), medicine):
            treatment_store.save(step, one)
    wanted = {9: "", 10: "bca", 11: "bca", 12: "bca0", 13: "ca0"}
    for day, ids in wanted.items():
        assert "".join(one.id for one in treatment_store.needed(db, date(2026, 3, day))) == ids


def test_days_of_a_sign_are_told_from_a_day_on(db: Database) -> None:
    entry = an_entry("a", "2026-03-12T08:00")
    with journal.step(db, NOW) as step:
        pain_store.save(step, replace(entry, signs={"fever": True, "night-pain": False}))
        pain_store.save(step, replace(entry, id="b", signs={"fever": False}))
    day = entry.felt.day
    assert pain_store.ticked_days(db, day) == {"fever": {day}}
    assert pain_store.ticked_days(db, day + timedelta(1)) == {}


def test_visits_are_found_from_their_day_on(db: Database) -> None:
    visit = Visit("one", date(2026, 3, 24), NOW, NOW)
    with journal.step(db, NOW) as step:
        visit_store.save(step, visit)
    assert visit_store.since(db, visit.day) == visit_store.every(db) == [visit]
    assert visit_store.since(db, visit.day + timedelta(1)) == []


def test_visits_of_one_day_come_in_the_order_of_their_times(db: Database) -> None:
    day, names = date(2026, 3, 24), ("c", "a", "b", "d")
    times = (None, time(9), time(9), time(10))
    visits = [
        Visit(*one) for one in zip(names, [day] * 4, [NOW] * 4, [NOW] * 4, times, strict=True)
    ]
    with journal.step(db, NOW) as step:
        for visit in reversed(visits):
            visit_store.save(step, visit)
    assert visit_store.every(db) == visits


def test_sessions_and_treatments_of_one_day_come_in_the_order_they_were_entered(
    db: Database,
) -> None:
    when, day, later = an_entry("a", "2026-03-12T08:00").felt, date(2026, 3, 12), NOW + timedelta(1)
    made = [("d", day, NOW), ("a", day, later), ("b", day, later), ("c", day + timedelta(1), NOW)]
    with journal.step(db, NOW) as step:
        for one, first, entered in reversed(made):
            treatment_store.save(step, Treatment(one, TreatmentKind.BLOCK, first, entered))
        for one, _, entered in made[2::-1]:
            session_store.save(step, Session(one, "x", when, entered, 60, {"l": 1}, {"l": 1}))
    assert [one.id for one in treatment_store.every(db)] == ["d", "a", "b", "c"]
    assert [one.id for one in session_store.every(db)] == ["d", "a", "b"]
    assert [one.id for one in session_store.newest(db, 2)] == ["b", "a"]


def test_the_session_before_is_the_last_one_of_the_same_exercise(db: Database) -> None:
    def session(identity: str, routine: str, felt: str, entered: datetime = NOW) -> Session:
        when = an_entry("x", felt).felt
        return Session(identity, routine, when, entered, 60, {"l": 1}, {"l": 1})

    oldest = session("e", "glide", "2026-03-10T08:00")
    first = session("a", "glide", "2026-03-11T08:00")
    again = session("b", "glide", "2026-03-11T08:00", NOW + timedelta(1))
    other = session("c", "roller", "2026-03-12T08:00")
    last = session("d", "glide", "2026-03-13T08:00")
    with journal.step(db, NOW) as step:
        for one in (first, again, other, last, oldest):
            session_store.save(step, one)
    assert session_store.one_before(db, last) == again
    assert session_store.one_before(db, first) == oldest
    assert session_store.one_before(db, oldest) is None
    assert session_store.one_before(db, other) is None
    assert session_store.find(db, "z") is None
