"""The chart on the whole screen: for two people to look at, and left as it was come to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render import chart
from cluneal_tracker.render.chart import ChartImage
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.chart_panel import Sheet
from cluneal_tracker.render.chart_plan import plan
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.joins.visit import VisitJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.screens.appointment import AppointmentScreen, AppointmentState
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import TODAY, four_weeks, press
from tests.ui.windows import in_front

FULL, MAXIMISED = Qt.WindowState.WindowFullScreen, Qt.WindowState.WindowMaximized
FAR = 24


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    """Four weeks with a block two weeks ago and a medicine from today, each with a note."""
    four_weeks(services, clock)
    services.diary.write_note("Slept on the sofa")
    for one in services.treatments.every():
        services.treatments.change(one.id, note="Dr Example was late")
    services.preferences.choose(name="Ada Example", welcomed=True)
    window = in_front(look, services, qtbot, size=(960, 640))
    yield window
    window.close()
    finish()


def opened(window: Window, qtbot: QtBot) -> AppointmentScreen:
    """The view, once it is read and drawn."""
    qtbot.keyClick(window, Qt.Key.Key_F11)
    return shown(window, qtbot)


def shown(window: Window, qtbot: QtBot) -> AppointmentScreen:
    [screen] = [one for one in window.findChildren(AppointmentScreen) if one.isVisible()]
    drawn(screen, qtbot)
    return screen


def drawn(screen: AppointmentScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.chart.drawn, timeout=10_000):
        pass
    # What was put into a layout is shown by the next event.
    QApplication.processEvents()


def seen(widget: QWidget) -> list[str]:
    """All that is written beside the chart."""
    return [one.text() for one in written(widget)]


def written(widget: QWidget) -> list[QLabel | QAbstractButton]:
    every: list[QLabel | QAbstractButton] = list(widget.findChildren(QLabel))
    every += widget.findChildren(QAbstractButton)
    return [one for one in every if one.isVisible()]


def test_f11_covers_the_screen_with_the_chart_first(window: Window, qtbot: QtBot) -> None:
    screen = opened(window, qtbot)
    assert window.windowState() & FULL
    assert window.place is Place.VISIT
    assert screen.chart.mapTo(window, screen.chart.rect().topLeft()).y() < 40
    assert screen.chart.height() >= 0.7 * window.height() - 1
    said = seen(screen)
    assert "13 Feb 2026 to 12 Mar 2026" not in said
    assert "19 Dec 2025 to 12 Mar 2026" in said
    assert "Nerve block 1, right side, 26 Feb 2026" in said
    assert any(one.startswith("Your middle score was 6.0 in the 2 weeks before") for one in said)


@pytest.mark.parametrize("side", [Side.RIGHT, Side.BOTH])
@pytest.mark.parametrize(
    ("theme", "size", "text"),
    [
        (Theme.CONTRAST, (960, 640), 100),
        (Theme.DARK, (1024, 600), 200),
        (Theme.LIGHT, (1920, 1080), 150),
    ],
)
def test_all_of_it_is_large_and_none_of_it_is_cut(
    window: Window,
    services: Services,
    look: Look,
    qtbot: QtBot,
    side: Side,
    theme: Theme,
    size: tuple[int, int],
    text: int,
) -> None:
    services.preferences.choose(side=side)
    services.diary.mark(VasScore(35), Given.LINE)
    look.choose(theme, text, system_dark=False)
    window.setStyleSheet(look.style_sheet())
    screen = opened(window, qtbot)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    drawn(screen, qtbot)
    assert window.size().toTuple() == size
    assert not [one.text() for one in written(screen) if one.font().pixelSize() < FAR]
    ground = screen.widget()
    assert ground is not None
    assert ground.minimumSizeHint().width() <= screen.viewport().width()
    assert screen.viewport().geometry().bottom() < screen.foot.geometry().top() + 1
    for one in screen.foot.findChildren(QAbstractButton):
        assert min(one.width(), one.height()) >= 44, one.text()
        assert one.width() >= one.sizeHint().width(), one.text()
    assert screen.hint.visibleRegion().boundingRect() == screen.hint.rect()


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("side", [Side.RIGHT, Side.BOTH])
def test_the_letters_of_the_chart_are_large(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot, side: Side, text: int
) -> None:
    services.preferences.choose(side=side)
    four_weeks(services, clock)
    phrases, smallest = services.content.phrases, []

    def draw(view: TrendView, palette: Palette, *sizes: float) -> ChartImage:
        width, height, scale, letters = sizes
        style = Style(14 * letters, 12.5 * letters, 1.0)
        smallest.append(plan(view, phrases, Sheet(width, height, style)).scene.style.small)
        return chart.draw(view, phrases, palette, int(width), int(height), scale, letters)

    look.choose(Theme.LIGHT, text, system_dark=False)
    screen = AppointmentScreen(look, draw, with_treatments=True)
    qtbot.addWidget(screen)
    screen.resize(960, 640)
    screen.show_state(AppointmentState(services.trends.recent(84), "", "", (), ""))
    screen.show()
    drawn(screen, qtbot)
    screen.hide()
    finish()
    assert min(smallest) >= FAR


def test_left_and_right_step_through_the_ranges(window: Window, qtbot: QtBot) -> None:
    screen = opened(window, qtbot)
    days = []
    for key in [Qt.Key.Key_Left] * 2 + [Qt.Key.Key_Right] * 4:
        before = screen.spans.choice
        qtbot.keyClick(screen.back, key)
        if screen.spans.choice != before:
            drawn(screen, qtbot)
        days.append(screen.days.text())
    assert days == [
        *["13 Feb 2026 to 12 Mar 2026"] * 2,
        "19 Dec 2025 to 12 Mar 2026",
        "12 Mar 2026 to 12 Mar 2026",
        *["12 Feb 2026 to 12 Mar 2026"] * 2,
    ]


def test_without_a_treatment_there_is_no_range_since_one(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    screen = opened(window, qtbot)
    assert "Since my last treatment" in seen(screen)
    qtbot.keyClick(screen.back, Qt.Key.Key_F11)
    for one in services.treatments.every():
        services.treatments.delete(one.id)
    screen = opened(window, qtbot)
    assert "Since my last treatment" not in seen(screen)


@pytest.mark.parametrize("state", [Qt.WindowState.WindowNoState, MAXIMISED])
@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_the_window_is_left_as_it_was(
    window: Window, qtbot: QtBot, state: Qt.WindowState, key: Qt.Key
) -> None:
    window.setWindowState(state)
    QApplication.processEvents()
    size = window.size()
    screen = opened(window, qtbot)
    qtbot.keyClick(screen.back, key)
    QApplication.processEvents()
    assert window.windowState() & ~Qt.WindowState.WindowActive == state
    assert window.size() == size
    assert not window.busy
    assert window.place is Place.VISIT


def test_a_window_closed_meanwhile_is_kept_as_it_was(window: Window, qtbot: QtBot) -> None:
    kept: list[Qt.WindowState] = []
    window.closing.connect(lambda: kept.append(window.windowState()))
    opened(window, qtbot)
    window.close()
    assert not kept[0] & FULL


def test_notes_are_never_there_and_the_name_only_when_ticked(window: Window, qtbot: QtBot) -> None:
    screen = opened(window, qtbot)
    said = " ".join(seen(screen)) + screen.chart.accessibleDescription()
    for private in ("sofa", "Dr Example", "Ada"):
        assert private not in said
    qtbot.keyClick(screen.back, Qt.Key.Key_Escape)
    visit = window.go(Place.VISIT)
    assert isinstance(visit, VisitJoin)
    visit.widget.with_name.click()
    press(qtbot, window, "Full screen")
    screen = shown(window, qtbot)
    assert screen.days.text() == "Ada Example, 19 Dec 2025 to 12 Mar 2026"


def test_the_lines_follow_what_is_undone(window: Window, services: Services, qtbot: QtBot) -> None:
    services.treatments.add(TreatmentKind.BLOCK, TODAY)
    screen = opened(window, qtbot)
    assert "Nerve block 2, 12 Mar 2026" in seen(screen)
    qtbot.keyClick(screen.back, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    drawn(screen, qtbot)
    assert "Nerve block 2, 12 Mar 2026" not in seen(screen)


def test_an_empty_diary_and_an_exercise_keep_the_window(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    window = in_front(look, services, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.toast.label.text() == "Your page starts with your first score."
    assert not window.busy
    window.start_exercise("nerve-glide")
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.windowState() & FULL
    assert window.findChild(AppointmentScreen) is None
    window.close()
    finish()
