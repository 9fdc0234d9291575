"""The page of the ladder: one click from Treatments and from Learn, by keys, at every size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.learning import LearnJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.ladder import LadderScreen
from cluneal_tracker.ui.screens.settings import SettingsScreen
from cluneal_tracker.ui.widgets.rung_row import RungRow
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import four_weeks, press
from tests.ui.windows import in_front


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    four_weeks(services, clock)
    window = in_front(look, services, qtbot, Place.TREATMENTS)
    yield window
    window.close()


def page(window: Window) -> LadderScreen:
    QApplication.processEvents()
    [found] = window.findChildren(LadderScreen)
    return found


def texts(screen: LadderScreen) -> list[str]:
    return [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]


def test_it_is_one_click_from_treatments_and_one_key_back(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "The ladder")
    screen = page(window)
    assert window.focusWidget() is screen.back
    said = texts(screen)
    assert "Nerve block 1, right side, 26 Feb 2026" in said
    assert "Gabapentin 300 mg, from 12 Mar 2026" in said
    assert said.count("Nothing in your diary.") == 6
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert window.place is Place.TREATMENTS
    assert not window.busy


def test_it_is_one_click_from_its_page_in_learn_and_back(window: Window, qtbot: QtBot) -> None:
    window.read_lesson("05-treatments")
    press(qtbot, window, "The ladder, with your diary")
    press(qtbot, page(window), "Read about these steps")
    learn = window.joined(Place.LEARN)
    assert isinstance(learn, LearnJoin)
    assert learn.widget.lesson is not None
    assert learn.widget.lesson.key == "05-treatments"
    assert not window.busy


def test_the_month_is_said_with_the_keys_alone_and_can_be_taken_back(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    window.pages.show_ladder()
    screen = page(window)
    screen.began.month.setFocus()
    qtbot.keyClicks(screen.began.month, "Oct")
    qtbot.keyClick(screen.began.month, Qt.Key.Key_Tab)
    assert window.focusWidget() is screen.began.year
    assert services.preferences.current.pain_began == "", "half an answer is none"
    qtbot.keyClicks(screen.began.year, "2024")
    qtbot.keyClick(screen.began.year, Qt.Key.Key_Return)
    assert services.preferences.current.pain_began == "2024-10"
    QApplication.processEvents()
    assert screen.onset.text() == "This pain began in Oct 2024, about 17 months ago."
    window.undo()
    QApplication.processEvents()
    assert screen.onset.text() == "You have not said yet when this pain began."
    assert (screen.began.month.choice, screen.began.year.text()) == (0, "")


@pytest.mark.parametrize(
    ("month", "year", "said"),
    [
        ("December", "2026", "That month has not come yet."),
        ("March", "24", "Type the year with four digits."),
        ("March", "MMXX", "Type the year with four digits."),
    ],
)
def test_what_is_wrong_is_said_below_and_stays(
    window: Window, services: Services, qtbot: QtBot, month: str, year: str, said: str
) -> None:
    window.pages.show_ladder()
    began = page(window).began
    qtbot.keyClicks(began.month, month)
    qtbot.keyClicks(began.year, year)
    qtbot.keyClick(began.year, Qt.Key.Key_Return)
    assert (began.error.text(), began.error.isVisible()) == (said, True)
    assert began.year.text() == year
    assert services.preferences.current.pain_began == ""
    qtbot.keyClick(began.month, Qt.Key.Key_Home)
    assert not began.error.isVisible()


def test_settings_ask_the_same(window: Window, services: Services, qtbot: QtBot) -> None:
    services.preferences.choose(pain_began="1905-02")
    settings = window.go(Place.SETTINGS).widget
    assert isinstance(settings, SettingsScreen)
    assert (settings.began.month.choice, settings.began.year.text()) == (2, "1905")
    qtbot.keyClick(settings.began.month, Qt.Key.Key_Home)
    assert services.preferences.current.pain_began == ""
    assert settings.began.year.text() == ""


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize(("width", "height", "text"), [(1180, 780, 100), (960, 640, 200)])
def test_nothing_runs_out_of_the_page(
    window: Window, look: Look, theme: Theme, width: int, height: int, text: int
) -> None:
    look.choose(theme, text, system_dark=False)
    window.resize(width, height)
    window.pages.show_ladder()
    screen = page(window)
    ground = screen.widget()
    assert ground is not None
    assert ground.width() <= screen.viewport().width()
    for row in screen.findChildren(RungRow):
        for label in row.findChildren(QLabel):
            right = label.mapTo(ground, label.rect().topRight()).x()
            assert right <= screen.viewport().width(), label.text()
            assert label.height() >= label.heightForWidth(label.width()), label.text()
