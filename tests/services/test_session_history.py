"""Looking back on exercises: what is shown, week by week, and the pain around it."""

from __future__ import annotations

from datetime import date

import pytest

from cluneal_tracker.domain.before_after import Pattern
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.session_history import Wanted, Week
from tests.fakes import FakeClock


def do(
    services: Services, clock: FakeClock, wall: str, key: str = "nerve-glide", left: int = 10
) -> Session:
    """An exercise on the right, and `left` times on the left."""
    clock.set_wall(wall)
    routine = services.exercises.routine(key)
    return services.exercises.log(
        routine, When.now(clock), 300, {"right": 10, "left": left}, before=VasScore(50)
    )


@pytest.fixture
def lived(services: Services, clock: FakeClock) -> Services:
    """A part on Monday of the week before, then Wednesday and twice on Thursday 12 March."""
    do(services, clock, "2026-03-02T08:00", left=4)
    do(services, clock, "2026-03-11T08:00")
    do(services, clock, "2026-03-12T08:00")
    clock.set_wall("2026-03-12T09:00")
    services.exercises.add("foam-roller")
    clock.set_wall("2026-03-12T20:00")
    return services


def test_an_empty_diary_has_nothing_to_look_back_on(services: Services) -> None:
    view = services.session_history.view(Wanted())
    assert (view.sessions, view.weeks, view.patterns, view.done) == ((), (), {}, ())


def test_the_newest_come_first_and_the_most_done_exercise_leads(lived: Services) -> None:
    view = lived.session_history.view(Wanted())
    assert [one.routine for one in view.sessions] == ["foam-roller"] + 3 * ["nerve-glide"]
    assert view.done == ("nerve-glide", "foam-roller")


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        (Wanted(routine="nerve-glide"), [12, 11, 2]),
        (Wanted(routine="nerve-glide", days=2), [12, 11]),
        (Wanted(whole=False), [2]),
        (Wanted(routine="nerve-glide", whole=True), [12, 11]),
        (Wanted(routine="core"), []),
    ],
)
def test_what_is_wanted_is_what_is_shown(lived: Services, wanted: Wanted, days: list[int]) -> None:
    view = lived.session_history.view(wanted)
    assert [one.started.day.day for one in view.sessions] == days


def test_weeks_begin_on_monday_and_one_without_an_exercise_is_there_too(
    lived: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-17T08:00")
    view = lived.session_history.view(Wanted(routine="nerve-glide"))
    assert view.weeks == (
        Week(date(2026, 3, 2), 0, 1, 300, 14),
        Week(date(2026, 3, 9), 2, 0, 600, 14),
        Week(date(2026, 3, 16), 0, 0, 0, 14),
    )
    assert lived.session_history.view(Wanted()).weeks[1].target is None


def test_the_pain_around_it_is_told_for_each_exercise(lived: Services) -> None:
    for one in lived.exercises.sessions():
        if one.routine == "nerve-glide":
            lived.exercises.rate(one, VasScore(30))
    found = lived.session_history.view(Wanted()).patterns
    assert list(found) == ["nerve-glide", "foam-roller"]
    glide = found["nerve-glide"]
    assert (glide.sessions, glide.before, glide.after, glide.lower) == (3, 5.0, 3.0, 3)
    assert (glide.pattern, glide.missing) == (Pattern.TOO_FEW, 3)
    assert found["foam-roller"].sessions == 0


def test_the_pain_is_only_told_of_the_three_that_are_done_most(
    lived: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-13T20:00")
    for key in ("foam-roller", "core", "core", "core", "hip-strength"):
        lived.exercises.add(key)
    view = lived.session_history.view(Wanted())
    assert set(view.patterns) == {"nerve-glide", "core", "foam-roller"}
    alone = lived.session_history.view(Wanted(routine="hip-strength"))
    assert list(alone.patterns) == ["hip-strength"]
