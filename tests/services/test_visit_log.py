"""Visits kept in the diary, and the questions that are taken to one."""

from __future__ import annotations

from datetime import date, time

import pytest

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

LAST, NEXT = date(2026, 2, 20), date(2026, 3, 24)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock("2026-03-12T08:10")


@pytest.fixture
def services(clock: FakeClock) -> Services:
    return Services(in_memory(), clock)


def test_visits_are_told_those_to_come_first(services: Services, clock: FakeClock) -> None:
    log = services.visit_log
    for day in (NEXT, date(2026, 1, 5), date(2026, 5, 1), LAST):
        log.add(day, whom=str(day))
    view = log.view()
    assert [one.day for one in view.to_come] == [NEXT, date(2026, 5, 1)]
    assert [one.day for one in view.been] == [LAST, date(2026, 1, 5)]
    assert (view.next, view.last) == (log.next(), log.last())
    clock.set_wall("2026-03-25T08:00")
    assert [one.day if one else None for one in (log.last(), log.next())] == [
        NEXT,
        date(2026, 5, 1),
    ]


def test_questions_go_to_the_visit_in_one_step(services: Services) -> None:
    services.preferences.choose(questions="Why?\nHow long?")
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    visit = services.visit_log.add(LAST, asked="And then?", with_questions=True)
    assert visit.asked == "And then?\nWhy?\nHow long?"
    assert services.preferences.current.questions == ""
    assert heard == [Changed.VISITS | Changed.SETTINGS]
    services.history.undo()
    assert services.preferences.current.questions == "Why?\nHow long?"
    assert services.visit_log.view().been == ()


def test_without_the_word_the_questions_stay(services: Services) -> None:
    services.preferences.choose(questions="Why?")
    visit = services.visit_log.add(LAST)
    assert (visit.asked, services.visit_log.view().questions) == ("", "Why?")
    changed = services.visit_log.change(visit.id, said="Rest", with_questions=True)
    assert (changed.asked, changed.said) == ("Why?", "Rest")


def test_a_visit_is_changed_deleted_and_brought_back(services: Services) -> None:
    log = services.visit_log
    visit = log.add(NEXT, at=time(10, 30), whom="Dr Lee")
    log.change(visit.id, whom="Dr Ray")
    log.delete(visit.id)
    assert (log.next(), log.named(visit.id)) == (None, None)
    (gone,) = services.revisions.deleted()
    services.revisions.bring_back_deleted([visit.id])
    found = log.named(visit.id)
    assert found == gone.value
    assert found is not None
    assert found.whom == "Dr Ray"
    with pytest.raises(DiaryError, match="not in your diary any more"):
        log.change("nothing", said="")


def test_a_year_too_far_is_asked_back(services: Services) -> None:
    with pytest.raises(DiaryError, match="Look at the year again"):
        services.visit_log.add(date(2062, 3, 24))
    assert services.visit_log.view().to_come == ()
