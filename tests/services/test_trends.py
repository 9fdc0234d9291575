"""The course of the pain over a range: what counts, what is missing, what stands beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import concerns
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)


def score_days(services: Services, clock: FakeClock, days: int, side: Side = Side.RIGHT) -> None:
    """A score of 5.0 at eight on each of the last `days` days."""
    for back in range(days - 1, -1, -1):
        clock.set_wall(f"{TODAY - timedelta(days=back)}T08:00")
        services.diary.mark(VasScore(50), Given.LINE, side)


def test_an_empty_diary_gives_an_empty_view(services: Services) -> None:
    view = services.trends.recent(84)
    assert view.empty
    assert (view.first, view.last, view.days) == (date(2025, 12, 19), TODAY, 84)
    assert services.trends.between().days == 1


def test_days_without_a_score_are_missing_from_the_first_entry_on(
    services: Services, clock: FakeClock
) -> None:
    for day in ("2026-03-08", "2026-03-11"):
        clock.set_wall(f"{day}T08:00")
        services.diary.mark(VasScore(50), Given.LINE)
    clock.set_wall("2026-03-12T08:00")
    (side,) = services.trends.recent(28).sides
    assert side.missing == (date(2026, 3, 9), date(2026, 3, 10), TODAY)
    assert side.whole.scored == 2
    assert side.whole.days == 5


def test_a_score_of_both_sides_counts_for_each(services: Services) -> None:
    services.diary.mark(VasScore(40), Given.LINE, Side.BOTH)
    left, right = services.trends.recent(7).sides
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    assert left.values == right.values == {TODAY: 4.0}


def test_a_score_from_memory_is_drawn_and_not_counted(services: Services) -> None:
    services.diary.add(VasScore(40), datetime.fromisoformat("2026-03-09T08:00"))
    (side,) = services.trends.recent(7).sides
    assert [(dot.points, dot.added_later) for dot in side.dots] == [(4.0, True)]
    assert side.values == {}
    assert side.whole.middle is None


def test_the_line_breaks_at_a_block_on_its_side(services: Services, clock: FakeClock) -> None:
    score_days(services, clock, 20)
    services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=10), side=Side.LEFT)
    assert len(services.trends.recent(28).sides[0].line) == 1
    services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=10), side=Side.RIGHT)
    before, after = services.trends.recent(28).sides[0].line
    assert before[-1].day == TODAY - timedelta(days=11)
    assert after[0].day == TODAY - timedelta(days=7), "four scored days after it"


def test_a_medicine_still_taken_is_there_and_an_ended_one_is_not(services: Services) -> None:
    add = services.treatments.add
    taken = add(TreatmentKind.MEDICINE, date(2025, 6, 1), name="Gabapentin")
    add(TreatmentKind.MEDICINE, date(2025, 6, 1), last_day=date(2025, 7, 1), name="Ibuprofen")
    add(TreatmentKind.BLOCK, date(2025, 6, 1))
    assert [one.treatment for one in services.trends.recent(28).treatments] == [taken]


def test_exercises_are_counted_by_day(services: Services) -> None:
    services.exercises.add("nerve-glide")
    services.exercises.add("foam-roller", datetime.fromisoformat("2026-03-11T18:00"))
    services.exercises.add("nerve-glide", datetime.fromisoformat("2026-03-11T19:00"))
    assert services.trends.recent(7).exercises == {TODAY: 1, date(2026, 3, 11): 2}
    glide = services.exercises.routine("nerve-glide")
    services.exercises.log(glide, When.now(FakeClock()), 90, {"right": 7})
    assert services.trends.recent(7).exercises[TODAY] == 1.35, "seven of twenty count as much"


def test_a_range_the_wrong_way_round_is_refused(services: Services) -> None:
    with pytest.raises(DiaryError, match="after the last day"):
        services.trends.between(TODAY, TODAY - timedelta(days=1))


def test_a_treatment_without_a_side_is_for_both(services: Services) -> None:
    services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=1))
    services.treatments.add(TreatmentKind.BLOCK, TODAY, side=Side.LEFT)
    left, both = services.treatments.view(Side.RIGHT).treatments
    assert [concerns(both, side) for side in Side.BOTH.parts] == [True, True]
    assert [concerns(left, side) for side in Side.BOTH.parts] == [True, False]


def test_a_diary_that_is_ahead_of_the_calendar_is_shown_whole(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-13T08:00", "Pacific/Auckland")
    services.diary.mark(VasScore(41), Given.LINE)
    clock.set_wall("2026-03-12T09:00", "Pacific/Honolulu")
    ahead = date(2026, 3, 13)
    for view in (services.trends.between(), services.trends.between(ahead, ahead)):
        assert view.last == ahead
        assert len(view.sides[0].dots) == 1


def test_activities_keep_yes_no_and_not_asked_apart(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-11T08:00")
    services.diary.mark(VasScore(40), Given.LINE)
    services.diary.answer_all({"lifting": False, "walking": True})
    clock.set_wall("2026-03-11T20:00")
    services.diary.answer("lifting", True)
    clock.set_wall("2026-03-12T08:00")
    services.diary.answer_all({"walking": True, "sitting": False})
    view = services.trends.recent(7)
    yesterday = TODAY - timedelta(days=1)
    assert {one.key: dict(one.answers) for one in view.activities} == {
        "walking": {yesterday: True, TODAY: True},
        # One yes and one no on a day are a yes.
        "lifting": {yesterday: True},
        "sitting": {TODAY: False},
    }
    assert [one.key for one in view.beside().activities] == ["walking", "lifting"]
    assert [one.key for one in view.beside(["sitting", "gone"]).activities] == ["sitting"]
    assert view.beside(()).activities == ()
