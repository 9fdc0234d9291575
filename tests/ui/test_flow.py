"""The layout that wraps its widgets: what stands where, and that nothing is kept of it."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.tick_box import TickBox


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


def test_words_that_may_wrap_do_so_only_where_there_is_no_room(look: Look, qtbot: QtBot) -> None:
    page, holder = QWidget(), QWidget()
    qtbot.addWidget(page)
    row, box = FlowLayout(), TickBox(look, "Remind me each hour to change position")
    row.addWidget(box)
    holder.setLayout(row)
    QVBoxLayout(page).addWidget(holder, 0, Qt.AlignmentFlag.AlignLeft)
    page.resize(800, 200)
    page.show()
    assert box.width() == box.sizeHint().width()
    page.resize(200, 200)
    assert box.width() < box.sizeHint().width()


def test_as_many_stand_in_a_row_as_fit_and_words_are_level_with_a_button(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row, word, buttons = FlowLayout(), Label("Word", wrap=False), [Button("One"), Button("Two")]
    for widget in (word, *buttons):
        row.addWidget(widget)
    page.setLayout(row)
    wide = sum(one.sizeHint().width() for one in (word, *buttons)) + 2 * row.spacing()
    high = buttons[0].sizeHint().height()
    assert row.heightForWidth(wide) == high
    assert row.heightForWidth(wide - 1) == 2 * high + row.spacing()
    row.setGeometry(QRect(0, 0, wide, high))
    assert [one.y() for one in buttons] == [0, 0]
    assert abs(word.geometry().center().y() - buttons[0].geometry().center().y()) <= 1
    row.setGeometry(QRect(0, 0, wide - 1, 2 * high + row.spacing()))
    assert buttons[1].pos() == QPoint(0, high + row.spacing())
