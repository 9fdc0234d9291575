"""What Trends look at: by keys, step by step, and still so after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.trends import TrendsJoin
from cluneal_tracker.ui.joins.trends_memory import LastLook, TrendsMemory
from cluneal_tracker.ui.life import Life
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.trend_choices import A_YEAR, CALENDAR, TABLE
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import TODAY, Desk, four_weeks, press

Open = Callable[[], TrendsJoin]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def memory_in(folder: Path) -> TrendsMemory:
    return TrendsMemory(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def opened(look: Look, services: Services, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    joins: list[TrendsJoin] = []

    def open_trends() -> TrendsJoin:
        join = TrendsJoin(look, services, Desk(), memory_in(tmp_path), tmp_path)
        joins.append(join)
        qtbot.addWidget(join.widget)
        join.refresh()
        join.widget.resize(900, 700)
        join.widget.show()
        settle(qtbot, join)
        return join

    yield open_trends
    for join in joins:
        join.widget.hide()
    finish()


def settle(qtbot: QtBot, join: TrendsJoin) -> None:
    qtbot.waitUntil(lambda: not join.reading.busy)


def days_shown(join: TrendsJoin, qtbot: QtBot) -> tuple[date | None, date | None]:
    chart = join.widget.chart
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    first = chart.day
    qtbot.keyClick(chart, Qt.Key.Key_End)
    return first, chart.day


def test_plus_and_minus_look_nearer_and_further(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    firsts = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus):
        qtbot.keyClick(join.widget.chart, key)
        settle(qtbot, join)
        firsts.append(days_shown(join, qtbot)[0])
    four, twelve = date(2026, 2, 13), date(2025, 12, 19)
    assert firsts == [four, four, twelve, date(2026, 2, 12)]
    assert join.widget.choices.ranges.choice is None


@pytest.mark.parametrize("by_key", [SHIFT, CTRL, None])
def test_a_step_goes_to_the_days_before_and_back_again(
    services: Services,
    clock: FakeClock,
    opened: Open,
    qtbot: QtBot,
    by_key: Qt.KeyboardModifier | None,
) -> None:
    clock.set_wall("2026-02-01T08:10")
    services.diary.mark(VasScore(70), Given.LINE)
    four_weeks(services, clock)
    join = opened()
    screen = join.widget
    press(qtbot, screen, "4 weeks")
    settle(qtbot, join)
    if by_key:
        qtbot.keyClick(screen.chart, Qt.Key.Key_Left, by_key)
    else:
        press(qtbot, screen, "Earlier")
    settle(qtbot, join)
    assert days_shown(join, qtbot) == (date(2026, 1, 16), date(2026, 2, 12))
    # The diary began in these days: there is nothing before them.
    assert not screen.choices.earlier.isEnabled()
    if by_key:
        qtbot.keyClick(screen.chart, Qt.Key.Key_Left, by_key)
        qtbot.keyClick(screen.chart, Qt.Key.Key_Right, by_key)
    else:
        press(qtbot, screen, "Later")
    settle(qtbot, join)
    assert days_shown(join, qtbot) == (date(2026, 2, 13), TODAY)
    assert not screen.choices.later.isEnabled()


def test_a_year_is_between_12_weeks_and_all_in_a_diary_that_is_old_enough(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    assert opened().widget.choices.ranges.offers(A_YEAR) is False
    clock.set_wall("2024-11-01T08:10")
    services.diary.mark(VasScore(70), Given.LINE)
    clock.set_wall(f"{TODAY}T09:00")
    join = opened()
    chart, ranges = join.widget.chart, join.widget.choices.ranges
    for key, days in ((Qt.Key.Key_Minus, A_YEAR), (Qt.Key.Key_Minus, None), (Qt.Key.Key_Plus, 365)):
        qtbot.keyClick(chart, key)
        settle(qtbot, join)
        assert ranges.choice == days
    assert days_shown(join, qtbot) == (date(2025, 3, 13), TODAY)
    assert opened().widget.choices.ranges.choice == A_YEAR


def test_a_nearer_look_is_at_the_day_that_is_read(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    clock.set_wall("2025-12-01T08:10")
    services.diary.mark(VasScore(70), Given.LINE)
    four_weeks(services, clock)
    join = opened()
    chart = join.widget.chart
    far, near = [Qt.Key.Key_Minus] * 2, [Qt.Key.Key_Plus] * 3
    for key in (*far, Qt.Key.Key_Home, *near):
        qtbot.keyClick(chart, key)
        settle(qtbot, join)
    assert chart.day == date(2025, 12, 1)
    assert join.widget.reading.text() == "Monday 1 December: 7.0."
    assert join.widget.choices.ranges.choice == 28
    assert days_shown(join, qtbot)[0] == date(2025, 11, 21)


def test_another_range_begins_with_today(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    press(qtbot, join.widget, "4 weeks")
    settle(qtbot, join)
    press(qtbot, join.widget, "Earlier")
    settle(qtbot, join)
    press(qtbot, join.widget, "12 weeks")
    settle(qtbot, join)
    assert days_shown(join, qtbot)[1] == TODAY
    press(qtbot, join.widget, "All")
    settle(qtbot, join)
    assert not join.widget.choices.earlier.isVisible()


def test_what_was_looked_at_is_looked_at_again_after_a_restart(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    press(qtbot, join.widget, "All")
    press(qtbot, join.widget, "Two periods")
    settle(qtbot, join)
    press(qtbot, join.widget, "2 weeks")
    settle(qtbot, join)
    press(qtbot, join.widget, "Table")
    settle(qtbot, join)
    again = opened().widget
    assert (again.part, again.choices.ranges.choice) == (TABLE, None)
    assert again.table.isVisible()
    assert again.model.rowCount() == 29
    press(qtbot, again, "Two periods")
    qtbot.waitUntil(lambda: again.periods.choice.lengths.choice == 14)


EVERY = ("standing", "sitting", "bending-back", "tight-waist", "lifting", "walking")


def marked(services: Services, clock: FakeClock) -> None:
    """Six activities, each marked on fewer days than the one before it."""
    four_weeks(services, clock)
    for back in range(6):
        clock.set_wall(f"{TODAY - timedelta(days=back)}T20:10")
        services.diary.answer_all({key: True for key in EVERY[: 6 - back]})
    clock.set_wall(f"{TODAY}T21:00")


def under_the_chart(join: TrendsJoin) -> list[str]:
    chips = join.widget.activities.findChildren(Button)
    return [chip.text() for chip in chips if chip.isChecked()]


def test_the_activities_marked_most_stand_under_the_chart_until_others_are_chosen(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    marked(services, clock)
    join = opened()
    assert under_the_chart(join) == ["Bending back", "Sitting or driving", "Standing"]
    chips = {chip.text(): chip for chip in join.widget.activities.findChildren(Button)}
    chips["Walking"].setFocus()
    qtbot.keyClick(chips["Walking"], Qt.Key.Key_Space)
    settle(qtbot, join)
    # Four are full: the others wait, and the keys stay where they were.
    assert not chips["Lifting"].isEnabled()
    assert chips["Walking"].hasFocus()
    qtbot.keyClick(join.widget.chart, Qt.Key.Key_End)
    assert "Walking: yes" in join.widget.reading.text()
    for name in ("Standing", "Sitting or driving", "Bending back"):
        qtbot.keyClick(chips[name], Qt.Key.Key_Space)
        settle(qtbot, join)
    assert chips["Lifting"].isEnabled()
    assert under_the_chart(opened()) == ["Walking"]
    qtbot.keyClick(chips["Walking"], Qt.Key.Key_Space)
    settle(qtbot, join)
    # None at all is a choice too, and kept.
    assert under_the_chart(opened()) == []


@pytest.mark.parametrize(
    "kept", [{}, {"trends/as": "pie", "trends/days": "x", "trends/lately": "3"}]
)
def test_what_makes_no_sense_is_passed_over(tmp_path: Path, kept: dict[str, str]) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    for key, value in kept.items():
        settings.setValue(key, value)
    assert TrendsMemory(settings).last == LastLook()


def test_the_window_keeps_it_beside_its_place(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot, tmp_path: Path
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    window = Window(look, services)
    qtbot.addWidget(window)
    Life(window, services, SingleInstance(tmp_path), tmp_path)
    window.show()
    trends = window.go(Place.TRENDS)
    assert isinstance(trends, TrendsJoin)
    settle(qtbot, trends)
    press(qtbot, trends.widget, "Calendar")
    assert memory_in(tmp_path).last.part == CALENDAR
    window.close()
    finish()


def test_the_page_is_where_it_was_left(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot, tmp_path: Path
) -> None:
    four_weeks(services, clock)
    look.choose(Theme.LIGHT, 200, system_dark=False)
    memory_in(tmp_path).keep(LastLook(CALENDAR))
    window = Window(look, services)
    window.memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    qtbot.addWidget(window)
    window.resize(960, 500)
    window.show()
    trends = window.go(Place.TRENDS)
    assert isinstance(trends, TrendsJoin)
    settle(qtbot, trends)
    bar = trends.widget.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    for left_at in (0, 40):
        bar.setValue(left_at)
        today = window.go(Place.TODAY).widget
        qtbot.waitUntil(today.isVisible)
        window.go(Place.TRENDS)
        assert bar.value() == left_at
    window.close()
    finish()


def test_days_long_past_are_those_just_before_the_ones_after(services: Services) -> None:
    now, before = services.trends.recent(28), services.trends.recent(28, 1)
    assert before.last == now.first - timedelta(days=1)
    assert before.days == now.days == 28
