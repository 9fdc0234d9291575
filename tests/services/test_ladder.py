"""The guide's ladder beside a real diary."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.ladder import RungView
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)


def rung(services: Services, key: str) -> RungView:
    return next(one for one in services.ladder.view().rungs if one.rung.key == key)


def test_an_empty_diary_has_every_rung_and_nothing_on_it(services: Services) -> None:
    view = services.ladder.view()
    assert len(view.rungs) == 8
    assert all(one.empty for one in view.rungs)
    assert (view.others, view.onset, view.today) == ((), None, TODAY)


def test_each_treatment_is_on_its_own_rung_and_the_rest_beside(services: Services) -> None:
    add, kinds = services.treatments.add, TreatmentKind
    add(kinds.MEDICINE, TODAY, name="Versatis patch")
    add(kinds.MEDICINE, TODAY, name="Duloxetine")
    add(kinds.MEDICINE, TODAY, name="Ibuprofen")
    for kind in (kinds.BLOCK, kinds.SURGERY, kinds.PNS, kinds.PHYSIO, kinds.OTHER):
        add(kind, TODAY)
    held = {
        one.rung.key: [r.view.treatment.name or r.view.treatment.kind.value for r in one.treatments]
        for one in services.ladder.view().rungs
        if one.treatments
    }
    assert held == {
        "release": ["physio"],
        "skin": ["Versatis patch"],
        "pills": ["Duloxetine"],
        "blocks": ["block"],
        "surgery": ["surgery"],
        "stimulator": ["pns"],
    }
    others = [one.view.treatment for one in services.ladder.view().others]
    assert {one.name or one.kind.value for one in others} == {"Ibuprofen", "other"}


def test_exercises_and_habits_have_their_days_and_the_pain_around_them(
    services: Services, clock: FakeClock
) -> None:
    for back in (9, 4, 4, 0):
        clock.set_wall(f"{TODAY - timedelta(days=back)}T10:00")
        services.exercises.add("foam-roller")
    services.habits.tick("change-position")
    [roller] = rung(services, "release").used
    assert (roller.name, roller.times, roller.days) == ("Foam roller", 4, 3)
    assert (roller.first, roller.last) == (TODAY - timedelta(days=9), TODAY)
    [moved] = rung(services, "moves").used
    assert (moved.times, moved.pain) == (1, None)
    assert rung(services, "core").empty


def test_blocks_come_oldest_first_with_what_their_hours_say(
    services: Services, clock: FakeClock
) -> None:
    for day in (TODAY - timedelta(days=1), TODAY - timedelta(days=60)):
        for at, points in (("10:20", 80), ("11:30", 20)):
            clock.set_wall(f"{day}T{at}")
            services.diary.add(VasScore(points))
        services.treatments.add(TreatmentKind.BLOCK, day, given_at=time(10, 30))
    clock.set_wall(f"{TODAY}T10:00")
    earlier, later = rung(services, "blocks").treatments
    assert earlier.view.treatment.first_day < later.view.treatment.first_day
    assert earlier.hours is not None
    assert earlier.hours.relief is not None
    assert earlier.hours.relief.best_percent == 75.0


@pytest.mark.parametrize(("began", "months"), [("2026-03", 0), ("2025-12", 3), ("2019-07", 80)])
def test_the_months_since_the_pain_began_are_counted(
    services: Services, began: str, months: int
) -> None:
    services.preferences.choose(pain_began=began)
    onset = services.ladder.onset()
    assert onset is not None
    assert (str(onset.began), onset.months) == (began, months)


def test_a_month_that_has_not_come_is_refused_and_nothing_is_kept(services: Services) -> None:
    with pytest.raises(ValueError, match="That month has not come yet"):
        services.preferences.choose(pain_began="2026-04")
    assert services.preferences.current.pain_began == ""


def test_on_a_day_before_it_began_there_is_nothing_to_count(services: Services) -> None:
    services.preferences.choose(pain_began="2026-03")
    assert services.ladder.onset(date(2026, 2, 28)) is None


def test_the_page_for_the_doctor_tells_of_blocks_up_to_its_last_day(services: Services) -> None:
    services.diary.add(VasScore(50))
    for back in (400, 300, 200, 100, 1):
        services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=back))
    view = services.visits.view(TODAY - timedelta(days=120), TODAY)
    assert (view.treated.blocks.count, view.treated.blocks.earlier) == (5, 2)
    days = [(TODAY - one.view.treatment.first_day).days for one in view.treated.blocks.results]
    assert days == [200, 100, 1]
    assert services.blocks.view(TODAY - timedelta(days=50)).count == 4
