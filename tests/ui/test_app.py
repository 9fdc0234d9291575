"""The start of the app: one window a diary, an alarm that rings, and words for what goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from cluneal_tracker import app
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Settings, Theme
from cluneal_tracker.domain.verdict import Verdict
from cluneal_tracker.paths import DIARY_NAME
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import why_not_opened
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.life import Life
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.alarm import SchedulerAlarm
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.window import Window
from cluneal_tracker.ui.window_memory import last_look, window_memory
from tests.fakes import FakeClock


def test_a_second_start_calls_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.is_first()
    first.listen()
    with qtbot.waitSignal(first.raised, timeout=5000):
        assert not second.is_first()


def test_a_folder_that_takes_no_lock_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="does not let the program write"):
        SingleInstance(Path("/proc")).is_first()


def test_the_alarm_rings_at_its_moment_and_not_after_it_was_stopped(
    services: Services, qtbot: QtBot
) -> None:
    bridge = Bridge(services.changes)
    alarm = SchedulerAlarm(bridge.rang.emit)
    soon = datetime.now(timezone.utc) + timedelta(seconds=0.2)  # noqa: TID251  a real alarm
    with qtbot.waitSignal(bridge.rang, timeout=5000):
        alarm.set(soon)
    alarm.set(soon + timedelta(seconds=0.3))
    alarm.set(None)
    with qtbot.assertNotEmitted(bridge.rang, wait=600):
        alarm.stop()


def test_what_nobody_foresaw_is_said_in_the_window(
    look: Look,
    services: Services,
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    window = Window(look, services)
    qtbot.addWidget(window)
    life = Life(window, services, SingleInstance(tmp_path), tmp_path)
    life.explain(ZeroDivisionError, ZeroDivisionError("odd"), None)
    assert "Something went wrong" in window.toast.label.text()
    life.explain(DiaryError, DiaryError("The disk is full."), None)
    assert window.toast.label.text() == "The disk is full."
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    # The terminal's log is no place for what may quote the diary.
    assert "odd" not in told


def _start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    plain = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    plain.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "cluneal_tracker", "--data-dir", str(folder)]
    return subprocess.Popen(
        command, env={**plain, **environment}, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux runs without a display")
def test_without_a_display_one_sentence_is_said(tmp_path: Path) -> None:
    child = _start(tmp_path)
    _, error = child.communicate(timeout=60)
    assert child.returncode == 1
    assert error.startswith("There is no display here")
    assert error.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_the_real_window_opens_and_what_was_saved_outlives_a_kill(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with open_services(tmp_path, FakeClock()) as services:
        services.diary.mark(VasScore(41), Given.LINE)
    child = _start(tmp_path, QT_QPA_PLATFORM="offscreen")
    # The window that was opened first answers only once it is painted and settled.
    second = SingleInstance(tmp_path)
    qtbot.waitUntil(lambda: (tmp_path / "window.lock").exists(), timeout=30_000)
    assert not second.is_first()
    child.send_signal(signal.SIGKILL)
    _, error = child.communicate(timeout=60)
    assert "Traceback" not in error
    with open_services(tmp_path, FakeClock()) as services:
        assert [str(entry.score) for entry in services.diary.entries()] == ["4.1"]
        assert services.history.damage() is None
    assert SingleInstance(tmp_path).is_first()


def test_why_it_did_not_start_is_shown_as_it_is_written(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QMessageBox] = []

    def show(box: QMessageBox) -> None:
        shown.append(box)

    monkeypatch.setattr(QMessageBox, "exec", show)
    app._tell("<b>odd</b> was not opened.")
    [box] = shown
    qtbot.addWidget(box)
    assert box.text() == "<b>odd</b> was not opened."
    assert box.textFormat() is Qt.TextFormat.PlainText


def test_damage_is_told_as_such_wherever_in_the_file_it_lies(
    look: Look, tmp_path: Path, clock: FakeClock
) -> None:
    whole, told = tmp_path / "whole", []
    with open_services(whole, clock) as services:
        services.diary.add(VasScore(61))
    content = (whole / DIARY_NAME).read_bytes()
    pages = len(content) // 4096
    for page in range(1, pages):
        folder = tmp_path / str(page)
        copytree(whole, folder)
        spoilt = bytearray(content)
        spoilt[page * 4096 : (page + 1) * 4096] = Random(page).randbytes(4096)
        (folder / DIARY_NAME).write_bytes(spoilt)
        with pytest.raises(DiaryError) as raised:
            _open_window(look, folder, clock)
        told.append(why_not_opened(raised.value, folder, clock).verdict)
        assert (folder / DIARY_NAME).read_bytes() == spoilt
    assert told == [Verdict.DAMAGED] * (pages - 1)


def _open_window(look: Look, folder: Path, clock: FakeClock) -> None:
    """What a start reads: for the first paint, and then the whole diary."""
    with open_services(folder, clock) as services:
        window = Window(look, services)
        try:
            window.go(Place.TODAY)
            window.show()
            services.make_sure()
        finally:
            window.close()
            shiboken6.delete(window)


def test_what_was_written_is_backed_up_when_the_app_closes_and_when_a_day_turns(
    look: Look, tmp_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> None:
    held: list[list[int]] = []
    # So far ahead that the alarm, a real one, does not ring by itself.
    clock.set_wall("2099-03-12T08:00")
    with open_services(tmp_path, clock) as services:
        window = Window(look, services)
        life = Life(window, services, SingleInstance(tmp_path), tmp_path)

        def write(day: int) -> None:
            clock.set_wall(f"2099-03-{day}T09:00")
            services.diary.add(VasScore(day))
            window.bridge.rang.emit()
            views = services.backups.every()
            held.append([view.held.entries for view in views if view.held])

        def live() -> None:
            try:
                for day in (12, 13, 13, 14):
                    write(day)
            finally:
                # What `quit` asks, whether the window may close, is another matter.
                qapp.exit()

        # On the thread of the window, after what the app itself begins then.
        soon = QTimer(window, singleShot=True)
        soon.timeout.connect(live)
        window.painted.connect(lambda: window.bridge.warm.connect(soon.start))
        life.last(qapp)
        shiboken6.delete(window)
        views = services.backups.every()
    assert held == [[1], [2, 1], [2, 1], [4, 2, 1]]
    assert [view.held.entries for view in views if view.held] == [4, 2, 1]


def test_a_second_start_may_ask_for_the_pain_line(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert not second.is_running()
    assert first.is_first()
    first.listen()
    assert second.is_running()
    assert not second.is_reminding()
    first.remind()
    assert second.is_reminding()
    first.remind_no_more()
    assert not second.is_reminding()
    with qtbot.assertNotEmitted(first.raised), qtbot.waitSignal(first.pain_asked, timeout=5000):
        assert not second.is_first(log_pain=True)


def test_the_look_of_the_window_is_kept_where_no_diary_is_needed_for_it(
    look: Look, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    assert last_look(window_memory(tmp_path)) is None
    services.preferences.choose(theme=Theme.DARK, text_size=200)
    window = Window(look, services)
    qtbot.addWidget(window)
    Life(window, services, SingleInstance(tmp_path), tmp_path)
    window.show()
    window.close()
    assert last_look(window_memory(tmp_path)) == Settings(theme=Theme.DARK, text_size=200)
    for name, value in (("look/text-size", "huge"), ("look/text-size", 101), ("look/theme", "")):
        kept = window_memory(tmp_path)
        kept.setValue(name, value)
        assert last_look(kept) is None
