"""A time is typed as people write it, wherever the mouse has put the cursor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.widgets.clock_edit import ClockEdit, read_clock


@pytest.mark.parametrize(
    ("text", "at"),
    [("2130", (21, 30)), ("21:30", (21, 30)), ("9.05", (9, 5)), ("905", (9, 5)), (" 8 ", (8, 0)),
     ("0000", (0, 0)), ("23 59", (23, 59))],
)  # fmt: skip
def test_it_reads_what_people_write(text: str, at: tuple[int, int]) -> None:
    assert read_clock(text) == QTime(*at)


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "noon", "12:3", "1 2 3", "٨:٠٠", "-1:00"])
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
        self.clock.setTime(QTime(20, 0))


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
    assert page.clock.time() == QTime(21, 30)
    assert page.clock.text() == "21:30"


def test_the_time_is_new_for_whoever_hears_that_it_was_given(page: Page) -> None:
    heard: list[QTime] = []
    page.clock.editingFinished.connect(lambda: heard.append(page.clock.time()))
    page.clock.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(page.clock, "7")
    page.other.setFocus()
    assert heard == [QTime(7, 0)]


def test_what_is_no_time_leaves_the_one_that_was_there(page: Page) -> None:
    page.clock.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(page.clock, "99:99")
    QTest.keyClick(page.clock, Qt.Key.Key_Return)
    assert (page.clock.text(), page.clock.time()) == ("20:00", QTime(20, 0))


def test_up_and_down_move_it_by_a_quarter_of_an_hour(page: Page) -> None:
    page.clock.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(page.clock, key)
    QTest.keyClick(page.clock, Qt.Key.Key_Return)
    assert page.clock.time() == QTime(20, 15)
