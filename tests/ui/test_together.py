"""The page of what goes together: reached from Trends, read from the top, true to the diary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.screens.together import TogetherScreen
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.interval_bar import IntervalBar
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import press
from tests.ui.windows import in_front

FIRST = date(2026, 1, 5)


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    """100 days: sitting hurts from day 40 on, walking never, lifting was asked on three days."""
    for number in range(100):
        day = FIRST + timedelta(number)
        clock.set_wall(datetime.combine(day, time(8)).isoformat())
        sat = number % 3 == 0
        score = 70 if sat and number >= 40 else 40
        services.diary.mark(VasScore(score + (0, 4, -3, 2, -4)[number % 5]), Given.LINE)
        services.diary.answer_all({"sitting": sat, "walking": number % 7 < 4})
        if 20 <= number < 23:
            services.diary.answer("lifting", True)
    window = in_front(look, services, qtbot, Place.TRENDS)
    yield window
    window.close()
    finish()


def page(window: Window, qtbot: QtBot) -> TogetherScreen:
    """The page, once it has been compared."""
    found = window.findChild(TogetherScreen)
    assert isinstance(found, TogetherScreen)
    qtbot.waitUntil(lambda: found.summary.text() != "One moment…", timeout=10_000)
    # What was put into a layout is shown by the next event.
    QApplication.processEvents()
    return found


def texts(screen: TogetherScreen) -> list[str]:
    return [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]


def test_it_is_one_click_from_trends_and_says_what_stands_out(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "What goes together")
    screen = page(window, qtbot)
    said = texts(screen)
    assert said[said.index("Stands out") + 1] == "Sitting or driving, the same day"
    assert "1 thing stands out in 84 days with a score." in said
    assert "What goes together need not be the cause." in said
    assert "It takes 8 days with something and 8 without." in said
    assert not any("Walking" in one for one in said), "folded until it is wanted"
    [folded] = screen.findChildren(FoldCard)
    folded.fold.click()
    assert "Walking, the same day" in texts(screen)


def test_another_range_is_compared_anew(window: Window, qtbot: QtBot) -> None:
    window.pages.show_together()
    screen = page(window, qtbot)
    screen.ranges.chosen.emit(None)
    qtbot.waitUntil(lambda: "in 100 days" in screen.summary.text(), timeout=10_000)


def test_it_follows_the_diary(window: Window, services: Services, qtbot: QtBot) -> None:
    window.pages.show_together()
    screen = page(window, qtbot)
    services.diary.delete(services.diary.entries()[-1].id)
    qtbot.waitUntil(lambda: "in 83 days" in screen.summary.text(), timeout=10_000)


def test_esc_leads_back_to_trends(window: Window, qtbot: QtBot) -> None:
    window.pages.show_together()
    screen = page(window, qtbot)
    window.activateWindow()
    QApplication.processEvents()
    qtbot.keyClick(screen.back, Qt.Key.Key_Escape)
    assert window.place is Place.TRENDS
    assert not window.busy


def test_where_it_cannot_be_compared_the_page_says_so(
    window: Window, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise MemoryError

    monkeypatch.setattr(services.together, "recent", fail)
    window.pages.show_together()
    said = "Your days could not be compared. Your scores are safe."
    assert page(window, qtbot).summary.text() == said


@pytest.mark.parametrize(("low", "high", "side"), [(0.5, 1.5, 1), (-1.5, -0.5, -1)])
def test_more_pain_is_drawn_to_the_right(
    look: Look, qtbot: QtBot, low: float, high: float, side: int
) -> None:
    look.choose(Theme.LIGHT, 100, system_dark=False)
    bar = IntervalBar(look, low, (low + high) / 2, high, 2, filled=True)
    qtbot.addWidget(bar)
    bar.resize(400, bar.sizeHint().height())
    picture, pain = bar.grab().toImage(), look.colour("pain")
    middle = picture.height() // 2
    drawn = [x for x in range(picture.width()) if picture.pixelColor(x, middle) == pain]
    assert drawn
    assert all((x - 200) * side > 60 for x in drawn)
