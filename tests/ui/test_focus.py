"""What has the keyboard shows it by one ring, and by nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.fold_card import FoldCard


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    ground = QWidget()
    qtbot.addWidget(ground)
    QVBoxLayout(ground)
    return ground


def show(ground: QWidget, *widgets: QWidget) -> None:
    column = ground.layout()
    assert column is not None
    for widget in widgets:
        column.addWidget(widget)
    ground.show()
    ground.activateWindow()


def test_inside_of_the_ring_nothing_is_painted_by_the_keyboard(
    look: Look, ground: QWidget, qtbot: QtBot
) -> None:
    other, chip = Button("Electric", "chip"), Button("Stabbing", "chip")
    show(ground, other, chip)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    # From the first Tab on, Qt would paint a patch of its own.
    qtbot.keyClick(other, Qt.Key.Key_Tab)
    qtbot.waitUntil(chip.hasFocus)
    picture = chip.grab().toImage()
    inside = {picture.pixelColor(x, 8).name() for x in range(24, picture.width() - 24)}
    assert inside == {look.colour("surface").name()}


def test_a_title_does_not_move_when_its_card_is_opened(
    look: Look, ground: QWidget, qtbot: QtBot
) -> None:
    other, card = Button("Electric", "chip"), FoldCard(look, "Where does it hurt?")
    show(ground, other, card)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    stood = card.name.x()
    qtbot.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.fold.hasFocus)
    # Whatever has another size now is laid out anew.
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    assert card.name.x() == stood
