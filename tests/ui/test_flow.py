"""The layout that wraps its widgets keeps nothing once it is gone."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.flow import FlowLayout


def let_go(widget: QWidget) -> None:
    """Delete a widget now, as the event loop would."""
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def filled() -> tuple[FlowLayout, list[QLayoutItem]]:
    row = FlowLayout()
    for name in ("One", "Two", "Three"):
        row.addWidget(Button(name))
    items = [item for place in range(row.count()) if (item := row.itemAt(place))]
    assert len(items) == 3
    return row, items


@pytest.mark.parametrize("nested", [False, True])
def test_its_items_go_with_it(qtbot: QtBot, *, nested: bool) -> None:
    page = QWidget()
    row, items = filled()
    if nested:
        QVBoxLayout(page).addLayout(row)
    else:
        page.setLayout(row)
    let_go(page)
    assert not any(map(shiboken6.isValid, items))


def test_a_widget_that_goes_takes_its_item_along(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row, _ = filled()
    page.setLayout(row)
    [_, second, _] = page.findChildren(Button)
    let_go(second)
    left = [one.text() for one in page.findChildren(Button)]
    assert left == ["One", "Three"]
    assert row.count() == 2
    page.resize(300, 60)
    page.show()
