"""A time is typed as people write it, wherever the mouse has put the cursor."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.clock_reading import read_clock


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *[("2130", time(21, 30)), ("21:30", time(21, 30)), ("20.30", time(20, 30))],
        *[("9.05", time(9, 5)), ("905", time(9, 5)), (" 8 ", time(8)), ("0000", time())],
        *[("23 59", time(23, 59)), ("8.30", time(8, 30)), ("8.30 pm", time(20, 30))],
        *[
            ("8:30PM", time(20, 30)),
            ("8 p.m.", time(20)),
            ("8pm", time(20)),
            ("830 am", time(8, 30)),
        ],
        *[("12 am", time()), ("12:15 pm", time(12, 15)), ("20:30 pm", time(20, 30))],
        *[("20 h", time(20)), ("20h30", time(20, 30)), ("20 h 30", time(20, 30))],
    ],
)
def test_it_reads_what_people_write(text: str, at: time) -> None:
    assert read_clock(text) == at


@pytest.mark.parametrize(
    "text",
    [
        *("", "24:00", "12:60", "noon", "12:3", "1 2 3", "٨:٠٠", "-1:00", "pm", "h", "8 p"),
        *("0:30 pm", "20:30 am", "25 pm", "8.30 pm am", "8.30 x", "20:30:00"),
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_clock(text) is None


class Page(QWidget):
    """A time field with another one beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock, self.other = ClockEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.other)
        column.addWidget(self.clock)
        self.clock.show_at(time(20))


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.other.setFocus()
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("double", [False, True])
def test_a_click_anywhere_and_digits_give_the_whole_time(page: Page, double: bool) -> None:
    place = QPoint(8, page.clock.height() // 2)
    QTest.mouseClick(page.clock, Qt.MouseButton.LeftButton, pos=place)
    if double:
        QTest.mouseDClick(page.clock, Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    if double:
        page.clock.selectAll()
    QTest.keyClicks(page.clock, "2130")
    QTest.keyClick(page.clock, Qt.Key.Key_Return)
    assert page.clock.at == time(21, 30)
    assert page.clock.text() == "21:30"


def test_the_time_is_new_for_whoever_hears_that_it_was_given(page: Page) -> None:
    heard: list[time | None] = []
    page.clock.editingFinished.connect(lambda: heard.append(page.clock.at))
    page.clock.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(page.clock, "7")
    page.other.setFocus()
    assert heard == [time(7)]


def test_what_is_no_time_stays_and_is_told_once_it_is_typed(page: Page) -> None:
    heard: list[str] = []
    page.clock.told.connect(heard.append)
    page.clock.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(page.clock, "half past eight")
    assert heard == []
    page.other.setFocus()
    assert (page.clock.text(), page.clock.at) == ("half past eight", None)
    assert heard == ["“half past eight” is not a time. Write it like 20:00."]


def test_up_and_down_move_it_by_a_quarter_of_an_hour(page: Page) -> None:
    page.clock.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(page.clock, key)
    QTest.keyClick(page.clock, Qt.Key.Key_Return)
    assert page.clock.at == time(20, 15)
