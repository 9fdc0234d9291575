"""What takes a moment says so while it lasts."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.patience import patience


def signs(over: QWidget) -> list[str]:
    frames = [one for one in over.findChildren(QFrame) if one.objectName() == "toast"]
    return [one.text() for frame in frames for one in frame.findChildren(Label) if one.isVisible()]


@pytest.mark.parametrize("size", [(960, 640), (200, 100)])
def test_the_sign_is_there_for_as_long_as_the_work_lasts(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    with patience(page, "Bringing the file in."):
        assert signs(page) == ["Bringing the file in."]
        (sign,) = (one for one in page.findChildren(QFrame) if one.objectName() == "toast")
        assert page.rect().contains(sign.geometry())
    assert signs(page) == []


def test_the_sign_goes_where_the_work_did_not_work(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    with pytest.raises(OSError, match="full"), patience(page, "Copying your backups."):
        raise OSError("The disk is full.")
    assert signs(page) == []
