"""The pictures of the tour look the same on every computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.tour.pictures import take_picture


def test_a_picture_does_not_name_the_folder_it_was_made_in(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = []
    for name in ("one", "another"):
        folder = tmp_path / name
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(600, 40)
        label = QLabel(f"{folder / 'diary.db'} is damaged.", window)
        file = take_picture(window, folder, tmp_path / f"{name}.png")
        pictures.append(QImage(str(file)))
    assert label.text() == "~/.local/share/cluneal-tracker/diary.db is damaged."
    assert pictures[0] == pictures[1]
    assert not pictures[0].isNull()
