"""The 24 statements: offered rarely, stopped and taken up again, corrected, brought back."""

from __future__ import annotations

import pytest

from cluneal_tracker.data import roland_draft_store, under_way_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock


def scores(services: Services) -> list[int | None]:
    return [one.score for one in services.roland.every()]


def test_nothing_counts_before_done(services: Services) -> None:
    services.roland.tick({3, 11})
    assert services.roland.every() == []
    assert services.roland.view().ticked == {3, 11}
    assert not services.history.can_undo
    services.roland.answer(services.roland.view().ticked)
    assert scores(services) == [2]
    view = services.roland.view()
    assert view.ticked == {3, 11}
    assert (view.begun, view.last) == (False, None)


def test_what_was_ticked_waits_for_the_rest_of_the_day_alone(
    services: Services, db: Database, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T22:00")
    services.roland.tick({3})
    clock.set_wall("2026-03-13T03:59")
    assert Services(db, clock).roland.view().ticked == {3}
    clock.set_wall("2026-03-13T04:00")
    assert services.roland.view().ticked == frozenset()
    assert services.roland.waiting() == (False, False)


def test_it_is_told_when_ticks_begin_to_wait_and_not_with_each_tick(services: Services) -> None:
    told: list[Changed] = []
    services.changes.subscribe(told.append)
    for ticked in ({3}, {3, 4}, {4}, set[int]()):
        services.roland.tick(ticked)
    assert told == [Changed.ROLAND] * 2


def test_an_exercise_under_way_is_not_touched(services: Services, db: Database) -> None:
    services.roland.tick({3})
    under_way_store.clear(db)
    assert roland_draft_store.find(db) is not None
    services.roland.answer({3})
    assert services.roland.waiting() == (False, False)


def test_undo_of_done_leaves_the_ticks_to_go_on_with(services: Services) -> None:
    services.roland.tick({1, 2, 3})
    services.roland.answer({1, 2, 3})
    assert not services.roland.view().begun
    assert services.roland.view().ticked == {1, 2, 3}
    services.history.undo()
    view = services.roland.view()
    assert (view.begun, view.today) == (True, None)
    assert view.ticked == {1, 2, 3}
    services.history.redo()
    assert not services.roland.view().begun
    services.roland.tick({1, 2})
    assert services.roland.view().begun


def test_a_draft_that_makes_no_sense_is_as_none(services: Services, db: Database) -> None:
    services.roland.tick({3})
    for content in ('{"day": "2026-03-12", "ticked": [25]}', "[]", "{}", '{"day": 3, "ticked": 3}'):
        with db.atomic():
            db.connection.execute("update under_way set content = ?", [content])
        assert services.roland.view().ticked == frozenset()


def test_the_same_day_is_corrected_and_another_one_is_new(
    services: Services, clock: FakeClock
) -> None:
    services.roland.answer({1, 2})
    services.roland.answer(set())
    assert scores(services) == [0]
    clock.move(days=1)
    services.roland.answer({5})
    assert scores(services) == [0, 1]
    first = services.roland.first()
    assert first is not None
    assert (first.score, services.roland.view().last) == (0, first)


def test_none_ticked_is_a_nought_and_put_off_is_none(services: Services) -> None:
    services.roland.put_off()
    assert scores(services) == [None]
    services.roland.answer(set())
    assert scores(services) == [0]
    services.roland.put_off()
    assert scores(services) == [0], "what was answered today is not put off"
    services.history.undo()
    assert scores(services) == [None]


def test_they_are_offered_after_a_week_and_then_every_four(
    services: Services, clock: FakeClock
) -> None:
    assert not services.roland.offered()
    services.diary.mark(VasScore(40), Given.LINE)
    clock.move(days=6)
    assert not services.roland.offered()
    clock.move(days=1)
    assert services.roland.offered()
    services.roland.put_off()
    assert not services.roland.offered()
    clock.move(days=27)
    assert not services.roland.offered()
    clock.move(days=1)
    assert services.roland.offered()
    services.roland.answer({1})
    clock.move(days=27)
    assert not services.roland.offered()


def test_one_is_deleted_brought_back_and_has_a_history(services: Services) -> None:
    answer = services.roland.answer({1, 2})
    services.roland.answer({1, 2, 3})
    services.roland.delete(answer.id)
    assert scores(services) == []
    (gone,) = services.revisions.deleted()
    assert gone.value.id == answer.id
    services.revisions.bring_back_deleted([answer.id])
    assert scores(services) == [3]
    assert len(services.revisions.history(answer.id)) == 4
    with pytest.raises(DiaryError, match="not in your diary any more"):
        services.roland.delete("elsewhere")


def test_statements_that_were_put_off_are_nothing_to_bring_back(services: Services) -> None:
    services.roland.put_off()
    services.history.undo()
    assert services.revisions.deleted() == []
