"""The map in Trends: bodies, a sentence and a table that say the same, and a file of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.widgets.map_part import Column
from tests.fakes import FakeClock
from tests.ui import trends
from tests.ui.diaries import TODAY, Desk, four_weeks, press
from tests.ui.trends import Open

desk, opened = trends.desk, trends.opens("Map")


def _spots(services: Services, clock: FakeClock, first: date = TODAY - timedelta(27)) -> None:
    """The right hip bone for two weeks, then the left one."""
    for number in range(28):
        clock.set_wall(f"{first + timedelta(number)}T20:10")
        services.body_map.mark(70 if number < 14 else -70, -28)


def test_where_it_hurt_is_told_drawn_and_in_rows(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    _spots(services, clock)
    part = opened().widget.map
    assert part.summary.text().startswith("You marked where it hurts on 28 of 84 days.")
    assert part.picture.isVisible()
    assert part.picture.accessibleDescription() == part.summary.text()
    assert "cannot tell you which nerve" in part.guide.text()
    press(qtbot, part, "Show as a table")
    model = part.model
    rows = [[model.text(row, column) for column in Column] for row in range(model.rowCount())]
    assert rows == [
        ["Top edge of the hip bone, left", "14 of 28 days", "0 of 9 days", "9 of 9 days"]
        + ["not told"] * 2,
        ["Top edge of the hip bone, right", "14 of 28 days", "9 of 9 days", "0 of 9 days"]
        + ["not told"] * 2,
    ]
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert heads[2:4] == ["At the start", "At the end"]
    part.folded.table.selectRow(1)
    assert part.told.text().startswith("Where: Top edge of the hip bone, right.")


def test_the_time_before_can_be_compared(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    _spots(services, clock, TODAY - timedelta(41))
    _spots(services, clock, TODAY - timedelta(27))
    join = opened()
    press(qtbot, join.widget, "4 weeks")
    qtbot.waitUntil(lambda: not join.reading.busy)
    press(qtbot, join.widget, "With the time before")
    qtbot.waitUntil(lambda: not join.reading.busy)
    assert "The time before has 14 marked days, these days 28." in join.widget.map.summary.text()
    press(qtbot, join.widget, "All")
    qtbot.waitUntil(lambda: not join.reading.busy)
    assert join.widget.map.against.isHidden()
    assert "compare" in join.widget.map.summary.text()


def test_days_without_a_mark_say_so_and_offer_no_picture(
    services: Services, clock: FakeClock, opened: Open
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    assert "Mark where it hurts on Today" in screen.map.summary.text()
    assert not screen.map.picture.isVisible()
    assert not screen.saving.isVisible()


def test_all_reaches_back_to_a_spot_before_the_first_score(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    _spots(services, clock, TODAY - timedelta(60))
    four_weeks(services, clock)
    join = opened()
    press(qtbot, join.widget, "All")
    qtbot.waitUntil(lambda: not join.reading.busy)
    assert join.widget.map.summary.text().startswith("You marked where it hurts on 28 of 61 days.")


@pytest.mark.parametrize("kind", ["PNG", "SVG", "PDF"])
def test_the_map_in_sight_is_what_is_saved(
    services: Services,
    clock: FakeClock,
    opened: Open,
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    kind: str,
) -> None:
    four_weeks(services, clock)
    _spots(services, clock)
    join = opened()
    press(qtbot, join.widget, kind)
    press(qtbot, join.widget, "Save picture")
    qtbot.waitUntil(lambda: bool(desk.said))
    [file] = tmp_path.glob(f"*.{kind.lower()}")
    assert file.name.startswith("Where it hurt")
    press(qtbot, join.widget, "Line")
    press(qtbot, join.widget, "Save picture")
    qtbot.waitUntil(lambda: len(desk.said) > 1)
    assert len([*tmp_path.glob("Pain chart*")]) == 1
