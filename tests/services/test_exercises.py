"""The log of exercises: what counts as done today, undo, and a rise in pain."""

from __future__ import annotations

from datetime import datetime

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

WHOLE = {"right": 10, "left": 10}


def counts(services: Services) -> dict[str, int]:
    return {one.routine.key: one.done for one in services.exercises.today()}


def test_only_whole_sessions_of_this_diary_day_count(services: Services, clock: FakeClock) -> None:
    now = When.now(clock)
    glide = services.exercises.routine("nerve-glide")
    services.exercises.log(glide, now, 300, WHOLE)
    services.exercises.log(glide, now, 150, {"right": 10, "left": 9})
    assert {key: count for key, count in counts(services).items() if count} == {"nerve-glide": 1}
    clock.set_wall("2026-03-13T03:59")
    assert counts(services)["nerve-glide"] == 1, "the day turns at 04:00"
    clock.set_wall("2026-03-13T04:00")
    assert counts(services)["nerve-glide"] == 0


def test_the_target_is_reached_by_its_number(services: Services) -> None:
    for _ in range(2):
        assert not services.exercises.today()[0].reached
        services.exercises.add("nerve-glide")
    assert services.exercises.today()[0].reached


def test_a_session_is_stored_as_it_was_led(services: Services, clock: FakeClock) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    began = When.now(clock)
    clock.move(minutes=3)
    glide = services.exercises.routine("nerve-glide")
    services.exercises.log(glide, began, 93.4, {"right": 6, "left": 0}, pauses=2)
    (stored,) = services.exercises.sessions()
    assert (stored.started, stored.entered_at) == (began, clock.now())
    assert (stored.seconds, stored.pauses) == (93, 2)
    assert (stored.planned, stored.done) == (WHOLE, {"right": 6})
    assert not stored.finished
    assert heard == [Changed.SESSIONS]


def test_one_done_without_the_timer_is_whole(services: Services) -> None:
    services.exercises.add("nerve-glide", datetime.fromisoformat("2026-03-11T20:00"))
    (stored,) = services.exercises.sessions()
    assert stored.finished
    assert stored.started.day.isoformat() == "2026-03-11"


def test_what_has_not_come_yet_or_is_not_known_is_refused(services: Services) -> None:
    with pytest.raises(DiaryError, match="not come yet"):
        services.exercises.add("nerve-glide", datetime.fromisoformat("2026-03-12T08:11"))
    with pytest.raises(DiaryError, match="Use one of: nerve-glide, foam-roller, heat-stretch"):
        services.exercises.add("yoga")
    assert services.exercises.sessions() == []


def test_more_than_planned_is_never_stored(services: Services, clock: FakeClock) -> None:
    glide = services.exercises.routine("nerve-glide")
    with pytest.raises(ValueError, match="more repetitions"):
        services.exercises.log(glide, When.now(clock), 300, {"right": 11})
    assert services.exercises.sessions() == []


def test_a_removed_session_comes_back_with_undo(services: Services) -> None:
    session = services.exercises.add("foam-roller")
    services.exercises.delete(session.id)
    assert counts(services)["foam-roller"] == 0
    services.history.undo()
    assert services.exercises.sessions() == [session]


def test_the_pain_after_is_kept_with_the_session(services: Services) -> None:
    session = services.exercises.rate(services.exercises.add("nerve-glide"), VasScore(41))
    assert services.exercises.sessions() == [session]
    assert session.pain_after == VasScore(41)


def test_an_exercise_that_was_undone_is_not_brought_back_by_its_score(services: Services) -> None:
    session = services.exercises.add("nerve-glide")
    services.history.undo()
    with pytest.raises(DiaryError, match="no longer in the diary"):
        services.exercises.rate(session, VasScore(41))
    assert services.exercises.sessions() == []


def test_the_newest_come_first_and_only_as_many_as_asked(
    services: Services, clock: FakeClock
) -> None:
    for _ in range(3):
        clock.move(hours=1)
        services.exercises.add("nerve-glide")
    assert services.exercises.newest(2) == services.exercises.sessions()[:0:-1]


def test_a_note_is_kept_and_can_be_undone(services: Services) -> None:
    session = services.exercises.add("nerve-glide")
    services.exercises.write_note(session.id, "On the carpet.")
    assert services.exercises.newest(1)[0].note == "On the carpet."
    services.history.undo()
    assert services.exercises.newest(1) == [session]
    services.exercises.delete(session.id)
    with pytest.raises(DiaryError, match="no longer"):
        services.exercises.write_note(session.id, "Lost.")


@pytest.mark.parametrize(("after", "hurt_more"), [(49, False), (50, True), (20, False)])
def test_two_points_above_the_last_score_of_the_day_is_hurting_more(
    services: Services, clock: FakeClock, after: int, hurt_more: bool
) -> None:
    services.diary.mark(VasScore(80), Given.LINE)
    clock.move(hours=1)
    services.diary.mark(VasScore(30), Given.LINE)
    clock.move(hours=1)
    session = services.exercises.rate(services.exercises.add("nerve-glide"), VasScore(after))
    assert services.exercises.hurt_more(session) is hurt_more


def test_a_score_of_after_its_beginning_is_not_what_it_is_held_against(
    services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(30), Given.LINE)
    clock.move(hours=1)
    started = When.now(clock)
    clock.move(minutes=10)
    services.diary.mark(VasScore(60), Given.LINE)
    glide = services.exercises.routine("nerve-glide")
    session = services.exercises.log(glide, started, 600, {"right": 10, "left": 10})
    assert services.exercises.hurt_more(services.exercises.rate(session, VasScore(60)))


def test_without_a_score_of_the_day_nothing_is_said_about_more_pain(
    services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(0), Given.LINE)
    clock.set_wall("2026-03-13T08:10")
    session = services.exercises.rate(services.exercises.add("nerve-glide"), VasScore(100))
    assert not services.exercises.hurt_more(session)
