from __future__ import annotations

from dataclasses import replace
from datetime import time, timezone

import pytest

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Paper, Settings, Theme


def test_the_defaults_are_those_the_screens_promise() -> None:
    settings = Settings()
    assert settings.side is Side.RIGHT
    assert settings.reminders_on
    assert [one.at for one in settings.reminders] == [time(8), time(20)]
    assert settings.quiet_hours == ()
    assert (settings.theme, settings.paper) == (Theme.SYSTEM, Paper.A4)
    assert settings.text_size == 100
    assert not settings.welcomed
    assert (settings.nudge, settings.nudge_hours) == (False, (time(9), time(18)))
    assert settings.hidden_habits == ()
    assert (settings.emergency_number, settings.prompts_put_away) == ("", ())


@pytest.mark.parametrize("size", Settings.TEXT_SIZES)
def test_each_text_size_on_offer_can_be_chosen(size: int) -> None:
    assert replace(Settings(), text_size=size).text_size == size


@pytest.mark.parametrize("size", [0, 99, 110, 250, -100])
def test_no_other_text_size_can(size: int) -> None:
    with pytest.raises(ValueError, match="100, 125, 150, 175, 200 %"):
        Settings(text_size=size)


@pytest.mark.parametrize("hours", [(20, 8), (8, 8)])
def test_reminders_are_in_order_and_each_once(hours: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="in order"):
        Settings(reminders=tuple(Reminder(ReminderKind.CHECK_IN, time(hour)) for hour in hours))


def test_there_may_be_forty_reminders_and_no_more() -> None:
    many = tuple(Reminder(ReminderKind.CHECK_IN, time(8, minute)) for minute in range(41))
    assert len(Settings(reminders=many[:40]).reminders) == 40
    with pytest.raises(ValueError, match="up to 40 reminders"):
        Settings(reminders=many)


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ((time(22),), "begin at one time and end at another"),
        ((time(22), time(22)), "begin at one time and end at another"),
        ((time(22), time(7), time(8)), "begin at one time and end at another"),
        ((time(22, 0, 30), time(7)), "whole minutes"),
        ((time(22, tzinfo=timezone.utc), time(7)), "whole minutes"),
    ],
)
def test_quiet_hours_are_two_different_times(hours: tuple[time, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Settings(quiet_hours=hours)


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ((time(9), time(9)), "begins at one time and ends at another"),
        ((time(9),), "begins at one time and ends at another"),
        ((time(9), time(12), time(18)), "begins at one time and ends at another"),
        ((time(9, 0, 30), time(18)), "whole minute"),
    ],
)
def test_the_nudge_has_two_different_hours(hours: tuple[time, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Settings(nudge_hours=hours)


def test_the_nudge_may_go_on_past_midnight() -> None:
    assert Settings(nudge_hours=(time(22), time(6))).nudge_hours == (time(22), time(6))


@pytest.mark.parametrize("keys", [("b", "a"), ("a", "a"), ("a\0",)])
def test_habits_out_of_view_are_in_order_each_once_and_text(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"in order|cannot be kept"):
        Settings(hidden_habits=keys)


@pytest.mark.parametrize(
    "number", ["", "112", "999", "1122", "+44 20 7946 0000", "0800-1111", "*31#"]
)
def test_a_number_to_call_is_a_number(number: str) -> None:
    assert Settings(emergency_number=number).emergency_number == number


@pytest.mark.parametrize("number", ["1", "help", "112!", " 112", "112 ", "1" * 21, "11\n2", "١١٢"])
def test_nothing_else_is(number: str) -> None:
    with pytest.raises(ValueError, match="A phone number has 2 to 20 digits"):
        Settings(emergency_number=number)


@pytest.mark.parametrize(
    "texts",
    [
        ("SP3 2026-03-12", "SP2 2026-03-12"),
        ("SP2 2026-03-12", "SP2 2026-03-12"),
        ("SP2",),
        ("2026-03-12",),
        ("SP2 2026-02-30",),
        ("SP2 20260312",),
    ],
)
def test_prompts_are_put_away_in_order_and_each_on_a_day(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="kept in order, each with its day"):
        Settings(prompts_put_away=texts)


def test_there_may_be_no_reminders() -> None:
    assert Settings(reminders=()).reminders == ()


@pytest.mark.parametrize("began", ["March", "2024", "2024-13", "2024-3", " 2024-03"])
def test_the_month_in_which_the_pain_began_is_a_month(began: str) -> None:
    assert Settings(pain_began="2024-03").pain_began == "2024-03"
    with pytest.raises(ValueError, match="month"):
        Settings(pain_began=began)
