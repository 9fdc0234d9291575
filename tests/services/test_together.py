"""What goes together: a day that was not asked is never a no, and ten at a time are compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.statistics import AssociationStatus
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.together import FactorKind, Link, TogetherView
from tests.fakes import FakeClock

FIRST = date(2026, 1, 5)  # a Monday
SWING = (0.0, 0.4, -0.3, 0.2, -0.4)


class Life:
    """A diary that is written day by day, in the morning."""

    def __init__(self, services: Services, clock: FakeClock) -> None:
        self.services, self._clock, self._day = services, clock, FIRST

    def at(self, number: int) -> None:
        day = FIRST + timedelta(number)
        self._clock.set_wall(datetime.combine(day, time(8)).isoformat())

    def score(self, number: int, points: float) -> None:
        self.services.diary.mark(VasScore(round(10 * (points + SWING[number % 5]))), Given.LINE)

    def view(self) -> TogetherView:
        return self.services.together.between()


@pytest.fixture
def life(services: Services, clock: FakeClock) -> Life:
    return Life(services, clock)


def links(view: TogetherView, key: str) -> list[Link]:
    return sorted(
        (one for one in view.links if one.factor.key == key), key=lambda one: one.found.lag
    )


def days_of(view: TogetherView, key: str) -> tuple[int, int]:
    found = links(view, key)[0].found
    return found.days_with, found.days_without


def test_what_raises_the_score_stands_out_and_what_does_not_does_not(life: Life) -> None:
    for number in range(60):
        life.at(number)
        life.score(number, 7 if number % 3 == 0 else 4)
        life.services.diary.answer_all({"sitting": number % 3 == 0, "walking": number % 7 < 4})
    view = life.view()
    same, after = links(view, "sitting")
    assert same.found.status is AssociationStatus.STANDS_OUT
    assert same.found.difference == pytest.approx(3, abs=0.3)
    assert after.found.status is not AssociationStatus.STANDS_OUT
    assert all(one.found.status is AssociationStatus.CANNOT_TELL for one in links(view, "walking"))
    assert view.links[0] == same, "the largest difference comes first"
    assert (view.first, view.scored_days) == (FIRST, 60)


def test_a_day_that_was_not_asked_is_no_no(life: Life) -> None:
    for number in range(40):
        life.at(number)
        life.score(number, 5)
        if number < 30:
            life.services.diary.answer_all({"sitting": number % 2 == 0})
    assert days_of(life.view(), "sitting") == (15, 15)


def test_exercises_are_a_no_only_from_their_first_day_on(life: Life) -> None:
    for number in range(40):
        life.at(number)
        life.score(number, 5)
        if number >= 20 and number % 2 == 0:
            life.services.exercises.add("nerve-glide")
    view = life.view()
    assert days_of(view, "nerve-glide") == (10, 10)
    assert links(view, "nerve-glide")[0].factor.name == "Nerve glide"


def test_a_habit_is_a_no_only_while_it_was_ticked_at_all(life: Life) -> None:
    """Before its first tick and after its last it may have been out of view."""
    for number in range(40):
        life.at(number)
        life.score(number, 5)
        if number not in (12, 14):
            life.services.habits.tick("soft-waistband")
        if number in (10, 11, 13, 20):
            life.services.habits.tick("pad-belt")
    # Days 10 to 20 without 12 and 14, on which no habit was ticked: 4 yes and 5 no.
    assert days_of(life.view(), "pad-belt") == (4, 5)


@pytest.mark.parametrize(("until", "without"), [(30, 15), (10, 34), (None, 8)])
def test_while_a_habit_is_out_of_view_nobody_says_no_to_it(
    life: Life, until: int | None, without: int
) -> None:
    """Left out on day 10 and put back on day 30, the same day, or left out for good."""
    habits = life.services.habits
    for number in range(40):
        life.at(number)
        life.score(number, 5)
        habits.tick("soft-waistband")
        # Out of view it can be ticked with a command.
        if number in (0, 5, 20, 35, 39):
            habits.tick("pad-belt")
        if number == 10:
            habits.show("pad-belt", shown=False)
        if number == until:
            habits.show("pad-belt", shown=True)
    assert days_of(life.view(), "pad-belt") == (5, without)


def test_the_weekend_is_known_of_every_scored_day(life: Life) -> None:
    for number in range(28):
        life.at(number)
        if number != 5:
            life.score(number, 5)
    view = life.view()
    assert days_of(view, "weekend") == (7, 20)
    assert links(view, "weekend")[0].factor.kind is FactorKind.WEEKDAY


def test_pain_at_night_is_compared_too(life: Life) -> None:
    for number in range(30):
        life.at(number)
        life.score(number, 8 if number % 2 else 4)
        life.services.diary.tick_sign("night-pain", bool(number % 2))
    same, _ = links(life.view(), "night-pain")
    assert same.found.status is AssociationStatus.STANDS_OUT


def test_ten_at_a_time_and_those_with_the_fewest_days_are_named(life: Life) -> None:
    keys = [one.key for one in life.services.content.activities]
    for number in range(40):
        life.at(number)
        life.score(number, 5)
        answers: Mapping[str, bool] = {key: number % 2 == 0 for key in keys}
        life.services.diary.answer_all(answers)
        life.services.diary.tick_sign("night-pain", number % 2 == 0)
        life.services.exercises.add("foam-roller")
        if number % 2:
            life.services.exercises.add("nerve-glide")
    view = life.view()
    assert len({one.factor for one in view.links}) == 10
    assert [one.key for one in view.left_out] == ["weekend", "foam-roller"]


def test_an_empty_diary_compares_nothing(services: Services) -> None:
    view = services.together.between()
    assert (view.links, view.left_out, view.scored_days) == ((), (), 0)


def test_a_range_takes_its_own_days_alone(life: Life) -> None:
    for number in range(60):
        life.at(number)
        life.score(number, 5)
        life.services.diary.answer_all({"sitting": number % 2 == 0})
    assert days_of(life.services.together.recent(20), "sitting") == (10, 10)


def test_the_page_for_the_doctor_names_an_exercise_that_stands_out(life: Life) -> None:
    for number in range(60):
        life.at(number)
        done = number % 3 == 0
        life.score(number, 3 if done else 6)
        if done:
            life.services.exercises.add("nerve-glide")
    view = life.services.visits.view()
    assert [one.factor.key for one in view.answers.together] == ["nerve-glide"]
    (row,) = view.answers.activities
    assert (row.name, row.yes_days, row.asked_days) == ("Nerve glide", 20, 60)
