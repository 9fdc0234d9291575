"""Treatments: what may be saved, how they are counted, and the scores on either side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)
BLOCK_DAY = date(2026, 2, 26)


def test_a_day_that_has_not_come_is_refused(services: Services) -> None:
    with pytest.raises(DiaryError, match="not come yet"):
        services.treatments.add(TreatmentKind.BLOCK, TODAY + timedelta(days=1))
    assert services.treatments.every() == []


def test_a_change_to_a_day_that_has_not_come_is_refused_too(services: Services) -> None:
    block = services.treatments.add(TreatmentKind.BLOCK, TODAY)
    with pytest.raises(DiaryError, match="not come yet"):
        services.treatments.change(block.id, first_day=TODAY + timedelta(days=1))
    assert services.treatments.every() == [block]


def test_what_came_from_elsewhere_with_a_later_day_can_be_changed_and_ended(
    services: Services, clock: FakeClock
) -> None:
    pills = services.treatments.add(TreatmentKind.MEDICINE, TODAY, name="Gabapentin")
    clock.set_wall("2026-03-11T08:10")
    services.treatments.change(pills.id, first_day=TODAY, note="From the other computer")
    assert services.treatments.every()[0].note == "From the other computer"


def test_a_last_day_before_the_first_is_refused(services: Services) -> None:
    medicine = services.treatments.add(TreatmentKind.MEDICINE, TODAY, name="Gabapentin")
    with pytest.raises(ValueError, match="before the first day"):
        services.treatments.change(medicine.id, last_day=TODAY - timedelta(days=1))
    assert services.treatments.every() == [medicine]


def test_a_medicine_ends_today(services: Services) -> None:
    medicine = services.treatments.add(TreatmentKind.MEDICINE, BLOCK_DAY, name="Gabapentin")
    services.treatments.end(medicine.id)
    assert services.treatments.every() == [replace(medicine, last_day=TODAY)]


@pytest.mark.parametrize("late", ["change", "end", "delete"])
def test_what_is_gone_stays_gone(services: Services, late: str) -> None:
    medicine = services.treatments.add(TreatmentKind.MEDICINE, BLOCK_DAY, name="Gabapentin")
    services.treatments.delete(medicine.id)
    with pytest.raises(DiaryError, match="no longer in the diary"):
        getattr(services.treatments, late)(medicine.id)
    assert services.treatments.every() == []


def test_a_change_leaves_alone_what_was_changed_meanwhile(services: Services) -> None:
    block = services.treatments.add(TreatmentKind.BLOCK, BLOCK_DAY)
    services.treatments.change(block.id, note="First")
    services.treatments.change(block.id, side=Side.LEFT)
    assert services.treatments.every() == [replace(block, note="First", side=Side.LEFT)]


def test_removing_is_undone_and_told(services: Services) -> None:
    block = services.treatments.add(TreatmentKind.BLOCK, TODAY, side=Side.LEFT, note="First")
    told: list[Changed] = []
    services.changes.subscribe(told.append)
    services.treatments.delete(block.id)
    assert services.treatments.every() == []
    services.history.undo()
    assert services.treatments.every() == [block]
    assert told == [Changed.TREATMENTS, Changed.TREATMENTS]


def test_newest_first_and_numbered_among_their_kind(services: Services) -> None:
    for day in (BLOCK_DAY, TODAY):
        services.treatments.add(TreatmentKind.BLOCK, day)
    services.treatments.add(TreatmentKind.SURGERY, TODAY - timedelta(days=3))
    found = services.treatments.view(Side.RIGHT).treatments
    assert [(one.kind_name, one.number) for one in found] == [
        ("Nerve block", 2),
        ("Surgery", 1),
        ("Nerve block", 1),
    ]


def test_two_weeks_on_either_side_without_the_day_itself(
    services: Services, clock: FakeClock
) -> None:
    for back in range(28, -1, -1):
        day = TODAY - timedelta(days=back)
        clock.set_wall(f"{day}T08:00")
        points = {True: 60, False: 30}[day < BLOCK_DAY]
        services.diary.mark(VasScore(99 if day == BLOCK_DAY else points), Given.LINE)
    services.treatments.add(TreatmentKind.BLOCK, BLOCK_DAY, side=Side.RIGHT)
    compared = services.treatments.view(Side.RIGHT).treatments[0].compared
    assert compared is not None
    assert (compared.before.middle, compared.after.middle) == (6.0, 3.0)
    assert (compared.before.scored, compared.after.scored) == (14, 14)
    assert compared.enough


def test_scores_of_the_other_side_are_not_compared(services: Services) -> None:
    services.diary.mark(VasScore(60), Given.LINE, Side.LEFT)
    services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=1), side=Side.RIGHT)
    compared = services.treatments.view(Side.RIGHT).treatments[0].compared
    assert compared is not None
    assert compared.after.scored == 0


def test_kinds_without_a_turning_day_are_not_compared(services: Services) -> None:
    services.treatments.add(TreatmentKind.MEDICINE, TODAY, name="Gabapentin")
    services.treatments.add(TreatmentKind.PHYSIO, TODAY)
    assert [one.compared for one in services.treatments.view(Side.RIGHT).treatments] == [None] * 2


@pytest.mark.parametrize(("days", "named"), [(14, True), (15, False), (-14, True), (-15, False)])
def test_what_else_changed_within_two_weeks_is_named(
    services: Services, days: int, named: bool
) -> None:
    block = services.treatments.add(TreatmentKind.BLOCK, date(2026, 1, 31))
    other = services.treatments.add(
        TreatmentKind.MEDICINE, block.first_day + timedelta(days=days), name="Gabapentin"
    )
    found = {one.treatment: one for one in services.treatments.view(Side.RIGHT).treatments}
    assert found[block].also_changed == ((other,) if named else ())


@pytest.mark.parametrize(
    ("given_at", "day"),
    [
        (None, date(2026, 3, 12)),
        (time(10, 30), date(2026, 3, 12)),
        (time(0, 30), date(2026, 3, 11)),
    ],
)
def test_past_midnight_a_block_of_today_is_taken(
    services: Services, clock: FakeClock, given_at: time | None, day: date
) -> None:
    clock.set_wall("2026-03-12T01:00")
    block = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 12), given_at=given_at)
    # The night belongs to the day before, and so does what was given in it.
    assert block.first_day == day
    with pytest.raises(DiaryError, match="has not come yet"):
        services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 13))


def test_past_midnight_a_block_can_be_moved_to_today(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T01:00")
    block = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 11))
    moved = services.treatments.change(block.id, first_day=date(2026, 3, 12), given_at=time(0, 20))
    assert moved.first_day == date(2026, 3, 11)
    assert services.treatments.change(block.id, first_day=date(2026, 3, 12), given_at=None)
    with pytest.raises(DiaryError, match="has not come yet"):
        services.treatments.change(block.id, first_day=date(2026, 3, 13))


def test_the_form_offers_the_day_of_the_wall_clock(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T01:00")
    view = services.treatments.view(Side.RIGHT)
    assert (view.today, view.latest) == (date(2026, 3, 11), date(2026, 3, 12))
    clock.set_wall("2026-03-12T09:00")
    assert services.treatments.view(Side.RIGHT).latest == date(2026, 3, 12)


def test_what_is_begun_after_midnight_is_of_the_day_that_goes_on(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-13T01:00")
    heat = services.treatments.add(
        TreatmentKind.OTHER, date(2026, 3, 13), name="Heat", when_needed=True
    )
    assert heat.first_day == date(2026, 3, 12)
    assert services.doses.take(heat.id).taken.day == date(2026, 3, 12)
