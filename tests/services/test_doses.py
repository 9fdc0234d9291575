"""What is taken when it hurts: one press for each time, corrected, undone, and kept safe."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.widgets import dose_words
from tests.fakes import FakeClock
from tests.steps import parts_of

FIRST = date(2026, 3, 1)


@pytest.fixture
def heat(services: Services) -> Treatment:
    return _heat(services)


def _heat(services: Services) -> Treatment:
    return services.treatments.add(TreatmentKind.OTHER, FIRST, name="Heat pad", when_needed=True)


def test_one_press_each_time_any_number_a_day(
    services: Services, heat: Treatment, clock: FakeClock
) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.doses.take(heat.id)
    clock.move(minutes=5)
    services.doses.take(heat.id)
    (today,) = services.doses.today()
    assert today.treatment == heat
    assert [f"{one.taken.at:%H:%M}" for one in today.doses] == ["08:10", "08:15"]
    assert heard == [Changed.DOSES] * 2
    clock.move(days=1)
    assert services.doses.today()[0].doses == ()
    assert parts_of(services.history.undo()) is Changed.DOSES
    assert len(services.doses.of(heat.id)) == 1


def test_at_night_it_belongs_to_the_day_before(services: Services, heat: Treatment) -> None:
    dose = services.doses.take(heat.id, datetime.fromisoformat("2026-03-12T01:30"))
    assert (dose.taken.day, dose.taken.slot) == (date(2026, 3, 11), Slot.EVENING)


def test_a_time_is_corrected_to_one_that_was_yet_to_come_when_it_was_written(
    services: Services, heat: Treatment, clock: FakeClock
) -> None:
    dose = services.doses.take(heat.id)
    clock.move(hours=4)
    services.doses.change(dose.id, at=datetime.fromisoformat("2026-03-12T11:00"), note="lay down")
    (changed,) = services.doses.of(heat.id)
    assert (f"{changed.taken.at:%H:%M}", changed.note) == ("11:00", "lay down")
    told = services.revisions.history(dose.id)
    assert len(told) == 2
    services.revisions.bring_back(told[1].change)
    assert services.doses.of(heat.id) == [dose]
    services.doses.delete(dose.id)
    assert [one.value for one in services.revisions.deleted()] == [dose]
    with pytest.raises(DiaryError, match="no longer in the diary"):
        services.doses.delete(dose.id)


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (datetime.fromisoformat("2026-03-12T09:00"), "That time has not come yet"),
        (datetime.fromisoformat("2026-02-28T12:00"), "not one of the days you take it"),
        (datetime.fromisoformat("2026-03-11T12:00"), "not one of the days you take it"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_nothing_is_saved(
    services: Services, heat: Treatment, at: datetime, why: str
) -> None:
    services.treatments.change(heat.id, last_day=date(2026, 3, 10))
    if at.day == 12:
        services.treatments.change(heat.id, last_day=None)
    with pytest.raises((DiaryError, ValueError), match=why):
        services.doses.take(heat.id, at)
    assert services.doses.every() == []


def test_only_what_is_taken_when_needed_can_be_taken(services: Services) -> None:
    pill = services.treatments.add(TreatmentKind.MEDICINE, FIRST, name="Pill")
    assert services.doses.today() == []
    for one in (pill.id, "nothing"):
        with pytest.raises(DiaryError, match="not in the diary as something you take"):
            services.doses.take(one)
    services.treatments.change(pill.id, when_needed=True)
    services.doses.take(pill.id)
    services.treatments.change(pill.id, when_needed=False)
    assert services.doses.today() == []
    assert len(services.doses.of(pill.id)) == 1


@pytest.mark.parametrize(
    ("kind", "name", "why"),
    [
        (TreatmentKind.OTHER, " ", "needs its name"),
        (TreatmentKind.BLOCK, "Block", "Only a medicine or something else"),
    ],
)
def test_a_treatment_that_nobody_takes_when_it_hurts_is_refused(
    services: Services, kind: TreatmentKind, name: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        services.treatments.add(kind, FIRST, name=name, when_needed=True)


def test_it_goes_on_until_its_last_day(services: Services, heat: Treatment) -> None:
    later = date(2026, 4, 1)
    assert [one.treatment.id for one in services.treatments.within(later, later)] == [heat.id]
    services.treatments.end(heat.id)
    assert services.treatments.within(later, later) == []
    assert len(services.doses.today()) == 1


def test_it_is_found_by_the_beginning_of_its_name(
    services: Services, heat: Treatment, clock: FakeClock
) -> None:
    clock.move(minutes=1)
    services.treatments.add(TreatmentKind.MEDICINE, FIRST, name="Heather", when_needed=True)
    assert services.doses.named("HEAT P") == heat
    assert services.doses.named("heather").name == "Heather"
    for name in ("heat", "cold", ""):
        with pytest.raises(DiaryError, match="Heat pad, Heather"):
            services.doses.named(name)


def test_of_a_treatment_that_was_removed_the_times_stay_and_come_back_with_it(
    services: Services, heat: Treatment
) -> None:
    services.doses.take(heat.id)
    services.treatments.delete(heat.id)
    assert services.doses.today() == []
    assert len(services.revisions.deleted()) == 1
    services.revisions.bring_back_deleted([heat.id])
    assert len(services.doses.today()[0].doses) == 1


def test_what_was_taken_minutes_before_the_day_turned_is_still_told(
    services: Services, heat: Treatment, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-13T03:56")
    dose = services.doses.take(heat.id)
    clock.set_wall("2026-03-13T04:01")
    (today,) = services.doses.today()
    assert (today.doses, today.before) == ((), dose)
    said = dose_words.today(today.doses, today.before)
    assert said == "Not taken today. The last time was Friday 13 March, 03:56"
