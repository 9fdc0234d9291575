"""What has the keyboard shows it by one ring, and by nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button


def test_focus_is_one_ring_and_moves_nothing(look: Look, qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    chip, fold = Button("Stabbing", "chip"), Button("", "fold")
    for button in (chip, fold):
        column.addWidget(button)
    ground.show()
    ground.activateWindow()
    wide = fold.sizeHint()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chip.hasFocus)
    qtbot.keyClick(chip, Qt.Key.Key_Shift)
    picture = chip.grab().toImage()
    inside = {picture.pixelColor(x, 8).name() for x in range(24, picture.width() - 24)}
    assert inside == {look.colour("surface").name()}
    fold.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(fold.hasFocus)
    assert fold.sizeHint() == wide
