"""The body map: marked, changed, taken back, offered again, and as safe as scores."""

from __future__ import annotations

from datetime import date

import pytest

from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.steps import parts_of

BURNING = frozenset({Feel.BURNING})


def test_a_spot_is_marked_changed_and_taken_out_and_each_step_can_be_undone(
    services: Services,
) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    marked = services.body_map.mark(70, -28)
    told = services.body_map.change(marked.id, feels=BURNING, strength=VasScore(60), spread=80)
    assert services.body_map.day().spots == (told,)
    services.body_map.remove(marked.id)
    assert services.body_map.day().spots == ()
    for expected in ((told,), (marked,), ()):
        assert parts_of(services.history.undo()) is Changed.SPOTS
        assert services.body_map.day().spots == expected
    assert heard == [Changed.SPOTS] * 6


def test_what_is_gone_is_told(services: Services) -> None:
    with pytest.raises(DiaryError, match="no longer in the diary"):
        services.body_map.change("gone", spread=10)
    with pytest.raises(DiaryError, match="no longer in the diary"):
        services.body_map.remove("gone")


def test_beside_the_body_nothing_is_saved(services: Services) -> None:
    with pytest.raises(ValueError, match="not on the body"):
        services.body_map.mark(169, -150)
    assert services.body_map.spots() == []


def test_an_earlier_day_has_its_own_spots_and_tomorrow_has_none(services: Services) -> None:
    yesterday = DaySlot(date(2026, 3, 11), Slot.EVENING)
    spot = services.body_map.mark(70, -28, yesterday)
    assert (spot.felt.day, f"{spot.felt.at:%H:%M}") == (yesterday.day, "20:00")
    assert services.body_map.day(yesterday).spots == (spot,)
    assert services.body_map.day().spots == ()
    with pytest.raises(DiaryError, match="has not come yet"):
        services.body_map.mark(70, -28, DaySlot(date(2026, 3, 13), Slot.MORNING))


def test_the_places_of_yesterday_are_offered_and_never_copied_unasked(
    services: Services, clock: FakeClock
) -> None:
    old = services.body_map.mark(
        70, -28, feels=BURNING, strength=VasScore(60), spread=80, towards=Towards.DOWN
    )
    clock.move(seconds=5)
    services.body_map.mark(-70, -28)
    clock.move(days=1)
    day = services.body_map.day()
    assert (day.spots, len(day.offered)) == ((), 2)
    first, _ = services.body_map.mark_same_places()
    assert (first.x, first.y, first.feels, first.spread, first.towards) == (
        *(old.x, old.y, old.feels),
        *(old.spread, old.towards),
    )
    # How strong it is today nobody has told.
    assert first.strength is None
    assert services.body_map.day().offered == ()
    with pytest.raises(DiaryError, match="no places"):
        services.body_map.mark_same_places()
    services.history.undo()
    assert services.body_map.day().spots == ()


def test_a_period_tells_its_cloud_and_what_changed(services: Services, clock: FakeClock) -> None:
    for number in range(12):
        services.body_map.mark(70 if number < 6 else -70, -28)
        clock.move(days=1)
    whole = Period(date(2026, 3, 12), date(2026, 3, 23))
    view = services.body_map.over(whole)
    assert (view.whole.days, view.change.earlier.days, view.change.later.days) == (12, 4, 4)
    assert view.change.enough
    assert [(one.days, one.earlier, one.later) for one in view.areas] == [(6, 0, 4), (6, 4, 0)]
    halves = Period(whole.first, date(2026, 3, 17)), Period(date(2026, 3, 18), whole.last)
    against = services.body_map.over(halves[1], halves[0])
    assert (against.whole.days, against.change.earlier.days, against.change.later.days) == (6, 6, 6)
    assert [(one.days, one.earlier, one.later) for one in against.areas] == [(6, 0, 6), (0, 6, 0)]
    assert services.body_map.over(Period(date(2025, 1, 1), date(2025, 1, 2))).empty


def test_a_spot_has_a_history_and_is_found_among_the_deleted(services: Services) -> None:
    spot = services.body_map.mark(70, -28)
    services.body_map.change(spot.id, spread=80)
    services.body_map.remove(spot.id)
    assert [one.value and one.value.id for one in services.revisions.deleted()] == [spot.id]
    assert len(services.revisions.history(spot.id)) == 3
    services.revisions.bring_back_deleted([spot.id])
    assert [one.spread for one in services.body_map.spots()] == [80]
