"""What the page of the ladder says: the guide's words, the diary's numbers, and no advice."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render.ladder_words import Held, LadderWords, RungWords, ladder_words
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)


def words(services: Services) -> LadderWords:
    return ladder_words(services.ladder.view(), services.content.phrases)


def rung(services: Services, key: str) -> RungWords:
    rungs = [one for step in words(services).steps for one in step.rungs]
    return next(one for one in rungs if one.key == key)


def test_the_steps_are_those_of_the_guide_and_nothing_is_recommended(services: Services) -> None:
    said = words(services)
    assert [step.title for step in said.steps] == [
        "Things to try first",
        "Guided nerve blocks",
        "Surgery",
        "A nerve stimulator",
    ]
    assert "You and your doctor choose." in said.intro
    assert said.onset == "You have not said yet when this pain began."
    assert said.others is None


@pytest.mark.parametrize(
    ("began", "told"),
    [
        ("2024-03", "This pain began in Mar 2024, about 24 months ago."),
        ("2026-02", "This pain began in Feb 2026, about 1 month ago."),
        ("2026-03", "This pain began in Mar 2026, this month."),
    ],
)
def test_the_months_are_told(services: Services, began: str, told: str) -> None:
    services.preferences.choose(pain_began=began)
    assert words(services).onset == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (0, None, "Since today."),
        (1, None, "For 2 days, and still."),
        (13, None, "For 2 weeks, and still."),
        (20, 20, "For 1 day."),
        (20, 10, "For 11 days."),
        (90, 20, "For 10 weeks."),
    ],
)
def test_how_long_a_medicine_was_taken(
    services: Services, first: int, last: int | None, told: str
) -> None:
    ended = None if last is None else TODAY - timedelta(days=last)
    begun = TODAY - timedelta(days=first)
    services.treatments.add(TreatmentKind.MEDICINE, begun, name="Gabapentin", last_day=ended)
    [held] = rung(services, "pills").held
    assert held.lines[0] == told


def test_a_block_has_its_relief_and_its_weeks_beside_those_of_the_guide(
    services: Services, clock: FakeClock
) -> None:
    day = TODAY - timedelta(days=2)
    for at, points in (("10:20", 80), ("11:30", 20), ("12:30", 60)):
        clock.set_wall(f"{day}T{at}")
        services.diary.add(VasScore(points))
    services.treatments.add(TreatmentKind.BLOCK, day, given_at=time(10, 30))
    clock.set_wall(f"{TODAY}T10:00")
    [held] = rung(services, "blocks").held
    assert held.title == "Nerve block 1, 10 Mar 2026"
    assert held.lines[:2] == (
        "Lowest in its hours: 75 % lower. At half or less: at one check-in alone.",
        "Your scores stayed lower: cannot tell. In your guide, in the middle: 6 to 8 weeks.",
    )
    assert held.lines[2].startswith("We cannot tell.")


def test_a_block_without_its_hours_has_no_number(services: Services) -> None:
    services.treatments.add(TreatmentKind.BLOCK, TODAY)
    [held] = rung(services, "blocks").held
    unknown = "its hours were not scored"
    assert held.lines[0] == f"Lowest in its hours: {unknown}. At half or less: {unknown}."


def test_visits_are_one_and_of_many_blocks_the_newest_are_told(services: Services) -> None:
    for back in range(7):
        day = TODAY - timedelta(days=back)
        services.treatments.add(TreatmentKind.PHYSIO, day)
        services.treatments.add(TreatmentKind.BLOCK, day)
    [visits] = rung(services, "release").held
    assert visits == Held("Physio", ("7 visits, 6 Mar 2026 to 12 Mar 2026.",))
    blocks = rung(services, "blocks")
    assert [one.title.split(",")[0] for one in blocks.held] == [
        f"Nerve block {n}" for n in range(3, 8)
    ]
    assert blocks.more == "Earlier ones, in Treatments: 2."


def test_what_the_guide_does_not_name_stands_apart(services: Services) -> None:
    services.treatments.add(TreatmentKind.MEDICINE, TODAY, name="Ibuprofen")
    others = words(services).others
    assert others is not None
    assert [one.title for one in others.held] == ["Ibuprofen, from 12 Mar 2026"]
