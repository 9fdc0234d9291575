"""The calendar on the screen: read by keys, told to a screen reader, equal to its table."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.calendar_part import CalendarPart
from cluneal_tracker.ui.widgets.half_day_table import Column
from tests.fakes import FakeClock
from tests.ui import trends
from tests.ui.diaries import TODAY, Desk, four_weeks, press
from tests.ui.trends import Open

desk, opened = trends.desk, trends.opens("Calendar")


@pytest.fixture
def part(services: Services, clock: FakeClock, opened: Open) -> CalendarPart:
    """Scored each morning from 12 February to 12 March 2026."""
    four_weeks(services, clock)
    return opened().widget.calendar


def test_arrows_step_through_days_and_weeks_and_each_is_read_out(
    part: CalendarPart, qtbot: QtBot
) -> None:
    keys = [Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down]
    read = []
    for key in keys:
        qtbot.keyClick(part.calendar, key)
        read.append(part.reading.text())
    assert read == [
        "Thursday 12 March: morning 3.0, evening no score.",
        "Wednesday 11 March: morning 3.0, evening no score.",
        "Wednesday 4 March: morning 3.0, evening no score.",
        "Thursday 5 March: morning 3.0, evening no score.",
        "Thursday 12 March: morning 3.0, evening no score.",
    ]


def test_steps_end_at_the_first_and_the_last_day(part: CalendarPart, qtbot: QtBot) -> None:
    qtbot.keyClick(part.calendar, Qt.Key.Key_End)
    qtbot.keyClick(part.calendar, Qt.Key.Key_Down)
    assert part.calendar.day == TODAY
    qtbot.keyClick(part.calendar, Qt.Key.Key_Home)
    qtbot.keyClick(part.calendar, Qt.Key.Key_Up)
    assert part.calendar.day == date(2026, 2, 12)


def test_the_pointer_reads_the_day_below(part: CalendarPart, qtbot: QtBot) -> None:
    day = TODAY - timedelta(days=9)
    qtbot.mouseMove(part.calendar, part.calendar.day_box(day).center().toPoint())
    assert part.calendar.day == day
    qtbot.mouseMove(part.calendar, QPoint(2, 2))
    assert part.calendar.day == day


def test_a_step_keeps_its_day_in_sight(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    screen.resize(900, 480)
    calendar = screen.calendar.calendar
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(calendar, key)
        assert calendar.day is not None
        middle = calendar.mapTo(screen, calendar.day_box(calendar.day).center().toPoint())
        assert screen.rect().contains(middle)


def test_the_sentence_describes_the_calendar_to_a_screen_reader(part: CalendarPart) -> None:
    said = "Of 29 days, 29 mornings and 0 evenings have a score."
    assert said in part.summary.text()
    assert said in part.calendar.accessibleDescription()
    assert part.calendar.accessibleName() == "Calendar of your pain"


def test_the_table_says_the_same_as_the_calendar(
    services: Services, part: CalendarPart, qtbot: QtBot
) -> None:
    assert not part.folded.table.isVisible()
    press(qtbot, part, "Show as a table")
    assert part.folded.table.isVisible()
    texts = [
        [part.model.text(row, column) for column in Column] for row in range(part.model.rowCount())
    ]
    assert texts[0] == ["12 March 2026", "3.0", "no score"]
    assert texts[-1] == ["12 February 2026", "6.0", "no score"]
    assert len(texts) == 29
    press(qtbot, part, "Hide the table")
    assert not part.folded.table.isVisible()


def test_one_side_is_shown_at_a_time_as_chosen(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(41), Given.LINE, Side.RIGHT)
    services.diary.mark(VasScore(20), Given.LINE, Side.LEFT)
    join = opened()
    calendar = join.widget.calendar
    assert join.widget.choices.sides.isVisible()
    assert "Right side: your middle score was 4.1." in calendar.summary.text()
    press(qtbot, join.widget, "Left")
    qtbot.waitUntil(lambda: "Left side" in calendar.summary.text())
    assert "your middle score was 2.0." in calendar.summary.text()
    press(qtbot, join.widget, "Line")
    assert not join.widget.choices.sides.isVisible()


def test_there_is_no_side_to_choose_where_only_one_has_scores(
    services: Services, clock: FakeClock, opened: Open
) -> None:
    services.diary.mark(VasScore(20), Given.LINE, Side.LEFT)
    screen = opened().widget
    assert not screen.choices.sides.isVisible()
    assert screen.calendar.summary.text().startswith("Your middle score was 2.0.")


def test_the_week_begins_as_the_locale_has_it(
    services: Services, clock: FakeClock, opened: Open
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        four_weeks(services, clock)
        calendar = opened().widget.calendar.calendar
        sunday, saturday = date(2026, 3, 1), date(2026, 3, 7)
        assert calendar.day_box(sunday).left() < calendar.day_box(saturday).left()
        assert calendar.day_box(sunday).top() == calendar.day_box(saturday).top()
    finally:
        QLocale.setDefault(before)


def test_the_colours_are_those_of_the_theme(part: CalendarPart, look: Look, qtbot: QtBot) -> None:
    calendar = part.calendar
    for theme in (Theme.LIGHT, Theme.DARK, Theme.CONTRAST):
        look.choose(theme, 100, system_dark=False)
        box = calendar.day_box(TODAY)
        image = calendar.grab().toImage()
        corner = box.bottomLeft().toPoint() + QPoint(3, -3)
        # A score of 3.0 has the second step.
        assert image.pixelColor(corner).name().upper() == look.palette.ramp[1]


@pytest.mark.parametrize("kind", ["PNG", "SVG", "PDF"])
def test_the_calendar_is_saved_as_it_is_chosen(
    services: Services,
    clock: FakeClock,
    opened: Open,
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    kind: str,
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    press(qtbot, screen, kind)
    screen.saving.save.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    name = f"Pain calendar 2025-12-19 to 2026-03-12.{kind.lower()}"
    assert [file.name for file in tmp_path.iterdir()] == [name]
