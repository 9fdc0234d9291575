"""Two periods on the screen: chosen with one click or by day, told and kept apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.trends import TrendsJoin
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.period_table import Column
from cluneal_tracker.ui.widgets.strip import Strip
from tests.fakes import FakeClock
from tests.ui import trends
from tests.ui.diaries import Desk, four_weeks, press, type_day
from tests.ui.trends import Open

desk, opened = trends.desk, trends.opens("Two periods")


def choose(qtbot: QtBot, join: TrendsJoin, edit: DayEdit, day: str) -> None:
    type_day(qtbot, edit, day)
    qtbot.waitUntil(lambda: not join.reading.busy)


def test_the_last_weeks_against_those_before_take_one_click(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    part = join.widget.periods
    assert part.summary.text() == (
        "First: too few days to tell, 1 of 28 scored. It takes 7. "
        "Second: middle score 3.0, 28 of 28 days scored."
    )
    press(qtbot, part, "2 weeks")
    qtbot.waitUntil(lambda: "14 of 14" in part.summary.text())
    assert part.summary.text() == (
        "First: middle score 6.0, 14 of 14 days scored. "
        "Second: middle score 3.0, 14 of 14 days scored. "
        "Days over 5.0: 13 in the first, 0 in the second. "
        "These numbers alone cannot rule out chance."
    )
    assert part.picture.accessibleDescription() == part.summary.text()
    assert not join.widget.choices.ranges.isVisible()


def test_any_days_can_be_chosen_and_are_kept_when_the_diary_changes(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    part = join.widget.periods
    (first, last), _ = part.choice.days
    choose(qtbot, join, first, "2026-02-12")
    choose(qtbot, join, last, "2026-02-20")
    told = "First: middle score 6.0, 9 of 9 days scored."
    assert part.summary.text().startswith(told)
    assert part.choice.lengths.choice is None
    join.refresh()
    qtbot.waitUntil(lambda: not join.reading.busy)
    assert part.summary.text().startswith(told)


def test_days_the_wrong_way_round_are_said_and_kept_in_the_fields(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    part = join.widget.periods
    before = part.summary.text()
    (first, _), _ = part.choice.days
    choose(qtbot, join, first, "2026-03-01")
    (notice,) = part.choice.findChildren(Strip)
    assert notice.label.text() == "The first day comes after the last day."
    assert first.day == date(2026, 3, 1)
    assert part.summary.text() == before
    choose(qtbot, join, first, "2026-02-01")
    assert not notice.isVisible()


def test_the_table_says_the_same(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    part = opened().widget.periods
    press(qtbot, part, "Show as a table")
    rows = [
        [part.model.text(row, column) for column in Column] for row in range(part.model.rowCount())
    ]
    assert rows[:3] == [
        ["Days", "28", "28"],
        ["Days with a score", "1", "28"],
        ["Days without a score", "27", "0"],
    ]
    assert rows[4] == ["Middle score", "too few days", "3.0"]


def test_one_side_is_compared_at_a_time(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(41), Given.LINE, Side.RIGHT)
    services.diary.mark(VasScore(20), Given.LINE, Side.LEFT)
    join = opened()
    press(qtbot, join.widget, "Left")
    qtbot.waitUntil(lambda: not join.reading.busy)
    assert join.widget.choices.sides.choice is Side.LEFT
    assert join.widget.periods.summary.text().startswith("First: too few days to tell, 0 of 28")


def test_the_picture_of_two_periods_is_saved(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    four_weeks(services, clock)
    opened().widget.saving.save.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    names = [file.name for file in tmp_path.iterdir()]
    assert names == ["Two periods 2026-01-16 to 2026-03-12.png"]


def test_what_is_no_day_stays_beside_a_period_that_is_changed(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    (first, last), _ = join.widget.periods.choice.days
    type_day(qtbot, first, "31 Feb")
    choose(qtbot, join, last, "20 Feb 2026")
    assert first.text() == "31 Feb"
    assert first.day is None
    assert last.day == date(2026, 2, 20)
