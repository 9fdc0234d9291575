"""A field for a day: typed as people write it, stepped through, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QTableView
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.day_reading import read_day
from tests.ui.diaries import type_day

NEAR = date(2026, 11, 28)
LATEST = date(2026, 12, 31)


@pytest.fixture
def edit(qtbot: QtBot) -> DayEdit:
    edit = DayEdit("Day")
    qtbot.addWidget(edit)
    edit.show_day(NEAR, LATEST)
    edit.show()
    return edit


@pytest.fixture
def chosen(edit: DayEdit) -> list[date]:
    found: list[date] = []
    edit.day_chosen.connect(found.append)
    return found


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize("language", ["en_GB", "de_DE"], indirect=True)
@pytest.mark.parametrize(
    "text",
    [
        *("4 Dec 2026", "4 dec 26", "4. Dec", "4th of December", "Fri 4 December 2026"),
        *("Dec 4, 2026", "2026 Dec 4", "2026-12-04", "4.12.2026", "4/12/26", "04.12.", " 4-12 "),
    ],
)
@pytest.mark.usefixtures("language")
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text, NEAR) == date(2026, 12, 4)


@pytest.mark.parametrize("language", ["de_DE"], indirect=True)
@pytest.mark.usefixtures("language")
def test_months_have_the_names_of_the_language_too() -> None:
    assert read_day("4. Dezember 2026", NEAR) == date(2026, 12, 4)
    assert read_day("1. Mai", NEAR) == date(2027, 5, 1)
    assert read_day("1. Mai", NEAR, last=NEAR) == date(2026, 5, 1)


@pytest.mark.parametrize("language", ["en_US"], indirect=True)
@pytest.mark.usefixtures("language")
def test_a_language_that_puts_the_month_first_is_read_so() -> None:
    assert read_day("12/4/2026", NEAR) == date(2026, 12, 4)
    assert read_day("2026-12-04", NEAR) == date(2026, 12, 4)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2000, 1, 1), date(2026, 12, 12)])
def test_without_a_year_it_is_the_nearest(day: date) -> None:
    assert read_day(f"{day.day}.{day.month}.", day) == day
    assert read_day("2 Jan", date(2026, 12, 30)) == date(2027, 1, 2)
    assert read_day("30 Dec", date(2026, 1, 2)) == date(2025, 12, 30)


@pytest.mark.parametrize(
    "text",
    [
        *("", "4", "Dec", "31 Feb 2026", "32.1.2026", "4 Ju 2026", "4 D 2026", "next week"),
        *("4 Dec Nov 2026", "1 2 3 4", "4 Dec 126", "13/13/2026", "0 Dec 2026", "4 Dec 0000"),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, NEAR) is None


def test_a_typed_day_is_taken_with_enter_and_told_once(
    edit: DayEdit, chosen: list[date], qtbot: QtBot
) -> None:
    type_day(qtbot, edit, "4 Dec 2026")
    assert edit.day == date(2026, 12, 4)
    assert edit.text() == "4 Dec 2026"
    assert chosen == [date(2026, 12, 4)]


def test_a_day_of_the_week_that_is_right_says_no_more(edit: DayEdit, qtbot: QtBot) -> None:
    type_day(qtbot, edit, "Friday, 4 Dec")
    assert edit.day == date(2026, 12, 4)


def test_what_stands_in_it_counts_before_it_is_left(edit: DayEdit, qtbot: QtBot) -> None:
    edit.selectAll()
    qtbot.keyClicks(edit, "2026-12-04")
    assert edit.day == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 Feb", "“31 Feb” is not a day. Write it like 28 Nov 2026."),
        ("32.12.2026", "“32.12.2026” is not a day. Write it like 28 Nov 2026."),
        (" ", "Write a day, like 28 Nov 2026."),
        (
            "the day after the next one",
            "“the day after the next o…” is not a day. Write it like 28 Nov 2026.",
        ),
        ("1 Jan 2027", "1 Jan 2027 is too late here. The last day is 31 Dec 2026."),
        ("4 Dec 1826", "4 Dec 1826 is too early here. The first day is 1 Jan 1900."),
        ("Mon 4 Dec", "That day is Friday 4 December 2026. Write the day that you mean."),
        ("Tue, 24 Nov 2025", "That day is Monday 24 November 2025. Write the day that you mean."),
    ],
)
def test_no_day_is_ever_made_of_another_one(
    edit: DayEdit, chosen: list[date], qtbot: QtBot, typed: str, said: str
) -> None:
    heard: list[str] = []
    edit.told.connect(heard.append)
    type_day(qtbot, edit, typed)
    assert (edit.day, edit.text(), chosen) == (None, typed, [])
    assert heard == [edit.accessibleDescription()] == [said]


def test_what_is_wrong_is_said_until_it_is_mended_and_not_while_it_is_typed(
    edit: DayEdit, chosen: list[date], qtbot: QtBot
) -> None:
    type_day(qtbot, edit, "31 nov 2026")
    heard: list[str] = []
    edit.told.connect(heard.append)
    edit.selectAll()
    qtbot.keyClicks(edit, "28 N")
    assert heard == []
    qtbot.keyClicks(edit, "ov")
    assert heard == [""]
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert chosen == [NEAR], "the day of before is news to whoever heard of none"


def test_a_field_that_is_turned_off_has_no_fault(edit: DayEdit, qtbot: QtBot) -> None:
    type_day(qtbot, edit, "soon")
    edit.setEnabled(False)
    assert (edit.wrong, edit.fault) == ("", "")
    edit.setEnabled(True)
    edit.tell()
    assert edit.fault == "“soon” is not a day. Write it like 28 Nov 2026."


def test_the_keys_go_on_into_the_next_month_and_no_further_than_they_may(
    edit: DayEdit, chosen: list[date], qtbot: QtBot
) -> None:
    edit.show_day(NEAR, date(2026, 12, 2), date(2026, 10, 30))
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.day == chosen[-1] == date(2026, 12, 1)
    for _ in range(5):
        qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.day == date(2026, 12, 2)
    qtbot.keyClick(edit, Qt.Key.Key_PageDown)
    assert edit.day == date(2026, 11, 25)
    for _ in range(40):
        qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.day == date(2026, 10, 30)


def test_the_calendar_opens_on_the_typed_day_and_gives_one(
    edit: DayEdit, chosen: list[date], qtbot: QtBot
) -> None:
    edit.selectAll()
    qtbot.keyClicks(edit, "4 Dec")
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate().toPython() == date(2026, 12, 4)
    table = calendar.findChild(QTableView)
    assert table is not None
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert not calendar.isVisible()
    assert chosen[-1] == edit.day == date(2026, 12, 5)


def test_the_mouse_opens_the_calendar(edit: DayEdit, qtbot: QtBot) -> None:
    qtbot.mouseClick(edit.drop, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, QCalendarWidget)
    qtbot.keyClick(calendar, Qt.Key.Key_Escape)
    assert not calendar.isVisible()
    assert edit.day == NEAR
