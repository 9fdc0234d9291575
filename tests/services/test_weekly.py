"""The questions of the week: answered, corrected, put off, and as safe as scores."""

from __future__ import annotations

import pytest

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.steps import parts_of

PEG, BETTER = Peg(4, 5, 6), OverallChange.MUCH_BETTER


def test_they_are_asked_on_the_second_day_and_again_when_a_week_has_passed(
    services: Services, clock: FakeClock
) -> None:
    assert not services.weekly.view().asked_for
    services.diary.add(VasScore(41))
    assert not services.weekly.view().asked_for
    clock.move(days=1)
    assert services.weekly.view().asked_for
    services.weekly.answer(PEG)
    assert not services.weekly.view().asked_for
    clock.move(days=6)
    assert not services.weekly.view().asked_for
    clock.move(days=1)
    assert services.weekly.view().asked_for


def test_not_this_week_is_a_gap_and_asked_again_in_a_week(
    services: Services, clock: FakeClock
) -> None:
    services.weekly.put_off()
    (week,) = services.weekly.every()
    assert (week.put_off, week.peg, week.change) == (True, None, None)
    assert not services.weekly.view().asked_for
    clock.move(days=7)
    assert services.weekly.view().asked_for
    services.history.undo()
    assert services.weekly.every() == []


def test_an_answer_of_the_same_day_is_corrected_and_the_other_part_stays(
    services: Services, clock: FakeClock
) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.weekly.put_off()
    services.weekly.answer(PEG)
    services.weekly.put_off()
    services.weekly.answer(change=BETTER)
    services.weekly.answer(Peg(0, 0, 0))
    (week,) = services.weekly.every()
    assert (week.peg, week.change) == (Peg(0, 0, 0), BETTER)
    assert services.weekly.view().today == week
    assert heard == [Changed.WEEKLY] * 4
    assert parts_of(services.history.undo()) is Changed.WEEKLY
    assert services.weekly.every()[0].peg == PEG
    clock.move(days=1)
    services.weekly.answer(PEG)
    assert len(services.weekly.every()) == 2


def test_nothing_answered_is_not_saved(services: Services) -> None:
    with pytest.raises(ValueError, match="Answer the three questions"):
        services.weekly.answer()
    assert services.weekly.every() == []
