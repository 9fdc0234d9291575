"""A field for a day: the keys go from month to month."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.widgets.day_edit import DayEdit


def test_up_and_down_go_on_into_the_next_month(qtbot: QtBot) -> None:
    edit = DayEdit("Day")
    qtbot.addWidget(edit)
    edit.show_day(date(2026, 11, 28), date(2026, 12, 2))
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.day == date(2026, 12, 1)
    for _ in range(5):
        qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.day == date(2026, 12, 2)
    for _ in range(33):
        qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.day == date(2026, 10, 30)
