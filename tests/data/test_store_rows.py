"""How rows are written: the same in every version, changed in place, refused in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.data import (
    journal,
    pain_store,
    reminder_store,
    roland_draft_store,
    routine_store,
    session_store,
    under_way_store,
)
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.countdown import Place
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.roland import RolandDraft
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from tests.data import routines_made_up
from tests.data.made_up_rows import HALF, NOW, an_entry


@pytest.mark.parametrize("lone", ["\ud800", "half a leg \udc80", "\udfff\ud800"])
def test_text_that_cannot_be_kept_is_told_in_a_sentence(db: Database, lone: str) -> None:
    entry = PainEntry("one", When.usual(HALF, ZoneInfo("UTC")), NOW + timedelta(1), Side.LEFT)
    with (
        pytest.raises(DiaryError, match=r"^The text holds a sign that cannot be kept\."),
        journal.step(db, NOW) as step,
    ):
        pain_store.save(step, replace(entry, activities={lone: True}))
    assert db.connection.execute("select count(*) from journal").fetchone()[0] == 0


def test_how_an_entry_is_written_is_the_same_in_every_version(db: Database) -> None:
    entry = replace(
        an_entry("a", "2026-03-12T08:10"),
        activities={"sitting": True, "på cykel": False},
        signs={"été": True},
        score=VasScore(41),
        given=Given.LINE,
    )
    with journal.step(db, NOW) as step:
        pain_store.save(step, entry)
    assert list(db.connection.execute("select * from pain")) == [
        ("a", "2026-03-12T07:10:00.000+00:00", "Europe/Berlin", 3600, "2026-03-12", "morning",
         "2026-03-12T07:10:00.000+00:00", "left", 41, "line",
         '{"på cykel": false, "sitting": true}', '{"été": true}', "", None)
    ]  # fmt: skip
    (found,) = pain_store.every(db)
    assert (found, found.felt.offset_seconds) == (entry, 3600)


def test_how_an_exercise_is_written_is_the_same_in_every_version(db: Database) -> None:
    row = routine_store.row(Adaptation("core", NOW, level=2, hidden=True))
    assert row["content"] == '{"hidden": true, "level": 2, "routine": null}'
    named = replace(routines_made_up.bridge(), key="one", name="Brücke")
    assert '"Brücke"' in routine_store.row(Adaptation("one", NOW, named))["content"]


@pytest.mark.parametrize(
    ("kind", "about", "identity"),
    [
        ("check-in", "", "2026-03-12T08:00"),
        ("routine", "core", "2026-03-12T08:00 routine core"),
        ("peg", "", "2026-03-12T08:00 peg"),
    ],
)
def test_a_reminder_is_known_by_the_same_name_in_every_version(
    kind: str, about: str, identity: str
) -> None:
    told = Delivery(date(2026, 3, 12), time(8), Outcome.TOLD, NOW, kind=kind, about=about)
    assert reminder_store.identity(told) == identity


def test_ticks_that_wait_stand_beside_an_exercise_and_out_of_the_journal(db: Database) -> None:
    draft = RolandDraft(date(2026, 3, 12), frozenset({2, 24}))
    roland_draft_store.keep(db, draft, NOW)
    place = Place(0, 0.0, frozenset(), 0.0, 0)
    routine = replace(routines_made_up.bridge(), key="bridge")
    when = an_entry("x", "2026-03-12T08:00").felt
    under_way = UnderWay(routine, Side.LEFT, when, NOW, place, None)
    under_way_store.keep(db, under_way)
    assert (roland_draft_store.find(db), under_way_store.find(db)) == (draft, under_way)
    assert not journal.can_undo(db)
    roland_draft_store.clear(db)
    assert (roland_draft_store.find(db), under_way_store.find(db)) == (None, under_way)


def test_an_exercise_under_way_whose_moment_has_no_zone_makes_no_sense(db: Database) -> None:
    routine = replace(routines_made_up.bridge(), key="bridge")
    when = an_entry("x", "2026-03-12T08:00").felt
    place = Place(0, 0.0, frozenset(), 0.0, 0)
    under_way_store.keep(db, UnderWay(routine, Side.LEFT, when, NOW, place, None))
    assert under_way_store.find(db) is not None
    assert db.connection.execute("select id from under_way").fetchall() == [("session",)]
    db.connection.execute("update under_way set content = replace(content, '.000+00:00', '')")
    with pytest.raises(ValueError, match="zone"):
        under_way_store.every(db)
    assert under_way_store.find(db) is None


def test_the_same_answers_in_another_order_are_no_change(db: Database) -> None:
    there, back = {"a": True, "b": False}, {"b": False, "a": True}
    entry, few, more = an_entry("a", "2026-03-12T08:00"), {"l": 1, "r": 2}, {"r": 2, "l": 1}
    marks = VasScore(10), VasScore(20)
    session = Session("one", "nerve-glide", entry.felt, NOW, 60, few, few, *marks)
    with journal.step(db, NOW) as step:
        pain_store.save(step, replace(entry, activities=there, signs=there))
        session_store.save(step, session)
    with journal.step(db, NOW) as step:
        pain_store.save(step, replace(entry, activities=back, signs=there))
        pain_store.save(step, replace(entry, activities=there, signs=back))
        session_store.save(step, replace(session, planned=more))
        session_store.save(step, replace(session, done=more))
    assert step.changes == []
    assert session_store.every(db) == [session]


def test_saving_again_changes_the_row_and_removing_takes_it_away(db: Database) -> None:
    entry = an_entry("a", "2026-03-12T08:00")
    with journal.step(db, NOW) as step:
        pain_store.save(step, entry)
        pain_store.save(step, replace(entry, note="changed"))
    assert [found.note for found in pain_store.every(db)] == ["changed"]
    with journal.step(db, NOW) as step:
        pain_store.remove(step, "a")
    assert pain_store.every(db) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_a_delivery_comes_back_as_it_was(db: Database, outcome: Outcome) -> None:
    again = NOW + timedelta(minutes=30) if outcome is Outcome.SNOOZED else None
    delivery = Delivery(date(2026, 3, 12), time(8, 0), outcome, NOW, again)
    evening = replace(delivery, at=time(20, 0))
    earlier = replace(evening, day=date(2026, 3, 11))
    with journal.step(db, NOW) as step:
        for one in (evening, delivery, earlier):
            reminder_store.save(step, one)
    assert reminder_store.since(db, date(2026, 3, 12)) == [delivery, evening]
    assert reminder_store.since(db, date(2026, 3, 11)) == [earlier, delivery, evening]


def test_the_same_reminder_told_by_two_programs_is_one_row(db: Database) -> None:
    told = Delivery(date(2026, 3, 12), time(8, 0), Outcome.TOLD, NOW)
    with journal.step(db, NOW) as step:
        reminder_store.save(step, told)
        reminder_store.save(step, replace(told, outcome=Outcome.ANSWERED))
    assert [one.outcome for one in reminder_store.since(db, told.day)] == [Outcome.ANSWERED]
