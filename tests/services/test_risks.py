"""The risks of the guide: one click makes a habit of what helps, one takes it away again."""

from __future__ import annotations

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

RISKS = ["fast-load", "deep-curve", "bone-scar", "belt"]


def in_view(services: Services) -> list[str]:
    return [one.habit.key for one in services.habits.today() if not one.hidden]


def test_the_four_of_the_guide_none_ticked_at_first(services: Services) -> None:
    assert [one.risk.key for one in services.risks.view()] == RISKS
    assert [one.risk.fact for one in services.risks.view()] == ["PR1", "PR2", "PR3", "PR4"]
    assert not any(one.ticked for one in services.risks.view())
    facts = {fact.id: fact for fact in services.content.facts}
    for one in services.risks.view():
        assert f"habit:{one.habit.key}" in facts[one.risk.fact].drives


@pytest.mark.parametrize("key", RISKS)
def test_one_click_brings_the_habit_and_one_undo_takes_it_back(
    services: Services, key: str
) -> None:
    services.habits.show("pad-belt", shown=False)
    before = in_view(services)
    habit = services.risks.tick(key).habit.key
    assert set(in_view(services)) == {*before, habit}
    services.history.undo()
    assert in_view(services) == before
    assert services.preferences.current.risks == ()


@pytest.mark.parametrize("key", RISKS)
def test_a_risk_that_goes_takes_the_habit_out_of_view_and_leaves_its_days(
    services: Services, clock: FakeClock, key: str
) -> None:
    habit = services.risks.tick(key).habit.key
    services.habits.tick(habit)
    services.risks.untick(key)
    assert habit not in in_view(services)
    services.risks.tick(key)
    assert habit in in_view(services)
    assert services.habits.one_today(habit).count == 1


def test_who_asks_for_the_habit_of_a_risk_has_that_risk(services: Services) -> None:
    assert services.habits.one_today("scar-care").hidden
    services.habits.show("scar-care", shown=True)
    assert services.preferences.current.risks == ("bone-scar",)
    services.habits.show("scar-care", shown=False)
    assert "scar-care" not in in_view(services)


def test_the_nudge_speaks_of_the_belt_only_to_who_wears_one(services: Services) -> None:
    assert [one.key for one in services.habits.nudged()] == ["change-position"]
    services.risks.tick("belt")
    assert [one.key for one in services.habits.nudged()] == ["change-position", "pad-belt"]
    assert [one.count for one in services.habits.tick_nudged()] == [1, 1]
    services.history.undo()
    assert services.habits.one_today("pad-belt").count == 0
    services.habits.show("pad-belt", shown=False)
    assert [one.key for one in services.habits.nudged()] == ["change-position"]


def test_a_risk_that_is_not_there_is_one_sentence(services: Services) -> None:
    with pytest.raises(DiaryError, match="Use one of: fast-load, deep-curve"):
        services.risks.tick("height")
