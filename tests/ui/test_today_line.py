"""The line on Today and its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.ui.widgets.pain_line import PainLine
from tests.ui import today_house
from tests.ui.today_house import House, Key

house, line = today_house.house, today_house.line


@pytest.mark.parametrize(
    ("typed", "mm"), [("4", 40), ("4.1", 41), ("4,1", 41), ("10", 100), ("0", 0), ("4.", 40)]
)
def test_a_typed_number_waits_for_enter(line: PainLine, typed: str, mm: int, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, typed)
    assert line.score is None
    with qtbot.waitSignal(line.marked) as marked:
        qtbot.keyClick(line, Key.Key_Return)
    assert marked.args == [VasScore(mm), Given.NUMBER]
    assert line.typed == ""


@pytest.mark.parametrize("typed", ["11", "12", "45", "4.12", ".5", "010", "10.5", "4..1"])
def test_what_is_no_score_is_refused_not_bent_into_one(
    line: PainLine, typed: str, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line, typed)
    assert line.typed == typed
    with qtbot.assertNotEmitted(line.marked), qtbot.waitSignal(line.refused) as refused:
        qtbot.keyClick(line, Key.Key_Return)
    assert "0 to 10" in refused.args[0]
    assert (line.typed, line.score) == ("", None)


def test_letters_are_no_part_of_a_number(line: PainLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "a4")
    assert line.typed == "4"


def test_escape_and_backspace_take_digits_back(line: PainLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "4.1")
    qtbot.keyClick(line, Key.Key_Backspace)
    assert line.typed == "4."
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.typed == ""
    with qtbot.assertNotEmitted(line.marked):
        qtbot.keyClick(line, Key.Key_Return)


@pytest.mark.parametrize(
    ("start", "key", "mm"),
    [
        (None, Key.Key_Right, 0),
        (None, Key.Key_Left, 100),
        (41, Key.Key_Right, 42),
        (41, Key.Key_Up, 42),
        (41, Key.Key_Left, 40),
        (41, Key.Key_Down, 40),
        (41, Key.Key_PageUp, 51),
        (41, Key.Key_PageDown, 31),
        (95, Key.Key_PageUp, 100),
        (3, Key.Key_PageDown, 0),
        (41, Key.Key_Home, 0),
        (41, Key.Key_End, 100),
    ],
)
def test_keys_move_the_mark(
    line: PainLine, start: int | None, key: Qt.Key, mm: int, qtbot: QtBot
) -> None:
    line.show_score(None if start is None else VasScore(start))
    with qtbot.waitSignal(line.marked) as marked:
        qtbot.keyClick(line, key)
    assert marked.args == [VasScore(mm), Given.LINE]


def test_a_control_key_is_no_score(line: PainLine, qtbot: QtBot) -> None:
    qtbot.keyClick(line, Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert line.typed == ""


def test_nothing_is_marked_before_the_person_does(house: House) -> None:
    house.line.setFocus()
    assert house.line.hasFocus()
    assert house.line.score is None
    assert house.line.value_text() == "Not marked yet"
    assert house.services.diary.entries() == []


def test_a_reader_hears_a_slider_without_a_value(line: PainLine) -> None:
    described = QAccessible.queryAccessibleInterface(line)
    assert described.role() == QAccessible.Role.Slider
    assert described.text(QAccessible.Text.Value) == "Not marked yet"
    line.show_score(VasScore(41))
    assert described.text(QAccessible.Text.Value) == "4.1 out of 10"


def test_a_drag_goes_on_while_the_screen_is_shown_anew(house: House, qtbot: QtBot) -> None:
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(house.line, button, pos=QPoint(100, 30))
    house.join.refresh()
    qtbot.mouseRelease(house.line, button, pos=QPoint(100, 30))
    assert len(house.scores()) == 1


def test_digits_stay_while_the_screen_is_shown_anew(house: House) -> None:
    house.keys("4")
    house.join.refresh()
    assert "4 out of 10. Press Enter to save." in house.texts()
    house.keys(".1", Key.Key_Return)
    assert house.scores() == [("4.1", Slot.MORNING)]
