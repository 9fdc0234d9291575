"""Closing the window: into the tray where that was chosen, else said once and then done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.routine import NERVE_GLIDE
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.outside import Outside
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.tray import Tray, TrayState
from cluneal_tracker.ui.staying import Staying
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeAutostart, FakeClock, FakeTimer
from tests.ui.diaries import press


class House:
    """A window on Today, with what stands behind its close button."""

    def __init__(
        self,
        application: QApplication,
        look: Look,
        services: Services,
        folder: Path,
        *,
        timer: FakeTimer | None,
    ) -> None:
        self.timer, self.services = timer, services
        self._parts = application, look, services
        self._memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window, self.staying = self.open()

    def open(self) -> tuple[Window, Staying]:
        """A start of the app."""
        application, look, services = self._parts
        window = Window(look, services)
        window.outside = Outside(services, self.timer, FakeAutostart())
        window.go(Place.TODAY)
        window.show()
        return window, Staying(application, window, look, services, self._memory)

    @property
    def notice(self) -> str:
        return self.window.notice.label.text()

    @property
    def tray(self) -> Tray:
        assert self.staying._tray is not None
        return self.staying._tray


@pytest.fixture
def timer() -> FakeTimer:
    return FakeTimer()


@pytest.fixture
def house(
    qapp: QApplication,
    look: Look,
    services: Services,
    tmp_path: Path,
    timer: FakeTimer,
    qtbot: QtBot,
) -> Iterator[House]:
    house = House(qapp, look, services, tmp_path, timer=timer)
    qtbot.addWidget(house.window)
    yield house
    house.staying.end()
    house.window.before_closing = lambda: True


@pytest.fixture
def tray_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desktop has a tray; what it would draw is drawn nowhere."""
    monkeypatch.setattr(Tray, "has_host", staticmethod(lambda: True))
    monkeypatch.setattr("PySide6.QtWidgets.QSystemTrayIcon.show", lambda _: None)


def test_the_first_closing_says_that_reminders_stop(house: House, qtbot: QtBot) -> None:
    house.window.close()
    assert house.window.isVisible()
    assert house.notice == "Your reminders stop when you close the program."
    house.window.close()
    assert not house.window.isVisible()


def test_what_is_said_leads_on_by_name(house: House, qtbot: QtBot) -> None:
    house.window.close()
    press(qtbot, house.window, "Keep it open")
    assert house.notice == ""
    assert house.window.isVisible()
    house.window.close()
    assert not house.window.isVisible()


def test_the_program_is_closed_from_there(house: House, qtbot: QtBot) -> None:
    house.window.close()
    press(qtbot, house.window, "Close the program")
    assert not house.window.isVisible()


def test_a_key_ends_the_program_like_the_close_button(house: House, qtbot: QtBot) -> None:
    qtbot.keyClick(house.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert house.notice == "Your reminders stop when you close the program."
    qtbot.keyClick(house.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not house.window.isVisible()


def test_the_key_ends_it_also_where_the_window_closes_into_the_tray(
    house: House, tray_host: None, qtbot: QtBot
) -> None:
    house.services.preferences.choose(in_tray=True)
    qtbot.keyClick(house.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert house.staying._leaving, "the tray does not keep it"
    assert not house.window.isVisible()


def test_it_is_said_once_for_all(house: House, qtbot: QtBot) -> None:
    house.window.close()
    house.window.close()
    window, _ = house.open()
    qtbot.addWidget(window)
    window.close()
    assert not window.isVisible()


def test_the_clock_of_the_computer_can_take_over(
    house: House, timer: FakeTimer, qtbot: QtBot
) -> None:
    house.window.close()
    press(qtbot, house.window, "Remind me when it is closed")
    assert timer.installed()
    assert house.notice == ""
    house.window.close()
    assert not house.window.isVisible()


def test_a_clock_that_refuses_leaves_the_notice(
    house: House, timer: FakeTimer, qtbot: QtBot
) -> None:
    timer.refusal = "It refused."
    house.window.close()
    press(qtbot, house.window, "Remind me when it is closed")
    assert house.window.toast.label.text() == "It refused."
    assert house.notice != ""


def test_who_is_not_reminded_hears_nothing(house: House) -> None:
    house.services.preferences.choose(reminders_on=False)
    house.window.close()
    assert not house.window.isVisible()


def test_who_is_reminded_anyway_hears_nothing(house: House) -> None:
    house.window.outside.remind(True)
    house.window.close()
    assert not house.window.isVisible()


def test_with_a_clock_that_reminds_new_times_reach_it(
    house: House, timer: FakeTimer, clock: FakeClock
) -> None:
    house.window.outside.remind(True)
    before = len(timer.given)
    house.services.preferences.choose(text_size=125)
    house.services.preferences.choose(text_size=150)
    assert len(timer.given) <= before + 1, "other settings do not bother it"
    house.services.preferences.choose(reminders_on=False)
    assert not timer.given[-1]


def test_what_was_taken_away_elsewhere_is_not_put_back(house: House, timer: FakeTimer) -> None:
    house.window.outside.remind(True)
    timer.remove()
    house.services.preferences.choose(reminders_on=False)
    assert not timer.installed()


def test_a_snooze_reaches_the_clock_when_the_window_closes(
    house: House, timer: FakeTimer, clock: FakeClock
) -> None:
    house.window.outside.remind(True)
    told = house.services.reminding.take_due()
    assert told is not None
    house.services.reminding.snooze(told)
    house.window.close()
    assert len(timer.given[-1].once) == 1


def test_what_is_held_back_at_closing_is_called_for_soon_and_not_in_the_past(
    house: House, timer: FakeTimer, clock: FakeClock
) -> None:
    """The desktop wants quiet, and a snooze has ended in the meantime."""
    house.window.outside.remind(True)
    told = house.services.reminding.take_due()
    assert told is not None
    house.services.reminding.snooze(told)
    clock.move(minutes=35)
    assert house.services.reminding.take_due(lambda: True) is None
    house.window.close()
    now = clock.now().astimezone(clock.zone()).replace(tzinfo=None)
    assert timer.given[-1].once == (now + timedelta(minutes=10),)


def test_a_tray_is_not_used_unasked(house: House, tray_host: None) -> None:
    house.window.close()
    assert house.staying._tray is None
    assert house.window.isVisible(), "it says that reminders stop"


def test_chosen_the_window_goes_into_the_tray_and_comes_back(
    house: House, tray_host: None, qapp: QApplication, qtbot: QtBot
) -> None:
    house.services.preferences.choose(in_tray=True)
    with qtbot.waitSignal(house.window.closing, timeout=1000):
        house.window.close()
    assert not house.window.isVisible()
    assert house.notice == ""
    assert not qapp.quitOnLastWindowClosed()
    house.tray.open_asked.emit()
    assert house.window.isVisible()
    house.services.preferences.choose(in_tray=False)
    assert house.staying._tray is None
    assert qapp.quitOnLastWindowClosed()


def test_a_tray_that_went_away_keeps_no_window(
    house: House, tray_host: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.services.preferences.choose(in_tray=True)
    monkeypatch.setattr(Tray, "has_host", staticmethod(lambda: False))
    house.window.close()
    assert house.window.isVisible(), "hidden it could not be found again"
    assert house.notice != ""


def test_a_computer_without_a_clock_offers_its_tray(
    qapp: QApplication,
    look: Look,
    services: Services,
    tmp_path: Path,
    tray_host: None,
    qtbot: QtBot,
) -> None:
    house = House(qapp, look, services, tmp_path, timer=None)
    qtbot.addWidget(house.window)
    house.window.close()
    press(qtbot, house.window, "Stay in the tray")
    assert not house.window.isVisible()
    assert services.preferences.current.in_tray
    house.staying.end()
    house.window.before_closing = lambda: True


def begin_exercise(house: House, *, ask: bool) -> SessionJoin:
    """An exercise in a window that closes into the tray."""
    house.services.preferences.choose(in_tray=True, ask_before=ask)
    house.window.start_exercise(NERVE_GLIDE)
    session = house.window.exercise
    assert session is not None
    return session


def test_an_exercise_left_for_the_tray_is_saved_once_and_over(
    house: House, tray_host: None, clock: FakeClock, qtbot: QtBot
) -> None:
    session = begin_exercise(house, ask=False)
    for _ in range(15 + 15 + 3):
        clock.move(seconds=1)
        session.tick()
    house.window.close()
    house.tray.open_asked.emit()
    assert not house.window.busy
    assert house.window.place is Place.TODAY
    house.window.close()
    (saved,) = house.services.exercises.sessions()
    assert saved.done == {"right": 1}


def test_a_question_before_an_exercise_left_for_the_tray_is_gone(
    house: House, tray_host: None, qtbot: QtBot
) -> None:
    session = begin_exercise(house, ask=True)
    house.window.close()
    house.tray.open_asked.emit()
    assert not house.window.busy
    assert session.timer is None
    assert house.services.exercises.sessions() == []


def entries(tray: Tray) -> dict[str, QAction]:
    return {one.text(): one for one in tray.menu.actions() if one.text()}


def test_the_menu_of_the_tray(house: House, tray_host: None, qtbot: QtBot) -> None:
    house.services.preferences.choose(in_tray=True)
    chosen = entries(house.tray)
    assert list(chosen) == ["Log pain", "Start nerve glide", "Open", "Quit"]
    house.window.go(Place.LEARN)
    house.window.hide()
    chosen["Log pain"].trigger()
    assert house.window.isVisible()
    assert house.window.place is Place.TODAY
    chosen["Start nerve glide"].trigger()
    assert house.window.busy
    chosen["Quit"].trigger()
    assert not house.window.isVisible()
    assert house.services.diary.entries() == []
    assert house.services.exercises.sessions() == [], "nothing was done of it"


def test_the_picture_says_how_things_are(
    house: House, tray_host: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[TrayState] = []
    monkeypatch.setattr(Tray, "show_state", lambda _, state: shown.append(state))
    house.services.preferences.choose(in_tray=True)
    house.window.bridge.waits.emit(True)
    assert shown[-1:] == [TrayState.DUE]
    house.window.bridge.waits.emit(False)
    assert shown[-1:] == [TrayState.NORMAL]
    house.services.preferences.choose(reminders_on=False)
    assert shown[-1:] == [TrayState.PAUSED]


@pytest.mark.parametrize("state", list(TrayState))
def test_each_state_has_its_picture(look: Look, state: TrayState, qtbot: QtBot) -> None:

    images = {
        one: look.picture("drawings", one.value, QSize(64, 64)).toImage() for one in TrayState
    }
    assert not any(images[state] == image for one, image in images.items() if one is not state)
