"""Blocks side by side: one click from a block, the same as a table, saved as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart import SAVED_STYLE
from cluneal_tracker.render.picture import Paper
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.blocks import BlocksJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.screens.blocks import BlocksScreen
from cluneal_tracker.ui.window import Window
from tests.block_days import four_blocks
from tests.fakes import FakeClock
from tests.ui.diaries import Desk, press
from tests.ui.windows import in_front


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    four_blocks(services, clock)
    window = in_front(look, services, qtbot, Place.TREATMENTS)
    yield window
    window.close()


def page(window: Window) -> BlocksScreen:
    QApplication.processEvents()
    [found] = window.findChildren(BlocksScreen)
    return found


def test_it_is_one_click_from_a_block_and_its_row_is_told(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Side by side")
    screen = page(window)
    assert screen.summary.text().startswith("4 nerve blocks are in your diary.")
    assert screen.part.picture.accessibleDescription() == screen.summary.text()
    press(qtbot, screen, "Show as a table")
    opened = screen.part.folded.told.text()
    assert screen.part.folded.told.isVisible()
    assert opened.startswith("Block: Nerve block 4, 1 Dec 2025.")
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert window.place is Place.TREATMENTS


def test_the_title_of_the_page_does_not_stand_in_the_picture_again(window: Window) -> None:
    window.pages.show_blocks("")
    drawn = page(window).part.picture.lay_out(Paper(900, SAVED_STYLE, fonts.width))
    assert drawn is not None
    assert "side by side" not in " ".join(one.text for one in drawn.words)


def test_the_table_has_all_that_the_picture_has(window: Window, qtbot: QtBot) -> None:
    window.pages.show_blocks("")
    screen = page(window)
    press(qtbot, screen, "Show as a table")
    table = screen.part.folded.table
    table.setFocus()
    table.selectRow(3)
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Up)
    said = screen.part.folded.told.text()
    for piece in (
        "Lowest in its hours: 75 % lower.",
        "At half or less: 2 hours 30 minutes.",
        "Over half, 30 min (guide): reached.",
        "70 %, 1 h (Kiral): reached.",
        "Drug: Bupivacaine.",
        "Guided by: ultrasound.",
        "1 hour 25 %",
    ):
        assert piece in said


def test_the_ladder_leads_there_too(window: Window, qtbot: QtBot) -> None:
    window.pages.show_ladder()
    QApplication.processEvents()
    press(qtbot, window, "Blocks side by side")
    page(window).back.click()
    assert window.busy, "the ladder is below"


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_picture_is_saved(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    four_blocks(services, clock)
    desk = Desk()
    join = BlocksJoin(look, services, desk, folder=tmp_path)
    qtbot.addWidget(desk.window)
    join.begin()
    desk.window.show()
    join.widget.saving.formats.show_choice(kind)
    press(qtbot, join.widget, "Save picture")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=20_000)
    finish()
    [file] = tmp_path.iterdir()
    assert file.name == f"Nerve blocks 2025-09-01 to 2025-12-01.{kind}"
    desk.window.close()


def test_without_a_block_there_is_a_sentence_alone(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    desk = Desk()
    join = BlocksJoin(look, services, desk)
    qtbot.addWidget(desk.window)
    join.begin()
    desk.window.show()
    assert join.widget.summary.text() == "No nerve block is in your diary yet."
    assert not join.widget.part.isVisible()
    assert not join.widget.saving.isVisible()
    desk.window.close()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.CONTRAST])
@pytest.mark.parametrize(("width", "height", "text"), [(1180, 780, 100), (960, 640, 200)])
def test_nothing_runs_out_of_the_page(
    window: Window, look: Look, theme: Theme, width: int, height: int, text: int, qtbot: QtBot
) -> None:
    look.choose(theme, text, system_dark=False)
    window.resize(width, height)
    window.pages.show_blocks("")
    screen = page(window)
    press(qtbot, screen, "Show as a table")
    ground = screen.widget()
    assert ground is not None
    assert ground.width() <= screen.viewport().width()
