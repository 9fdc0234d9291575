"""Sounds reach a player that is there, and the screen is held on by asking the desktop."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker import paths
from cluneal_tracker.domain.cues import Cue
from cluneal_tracker.ui.platform.keep_awake import KeepAwake
from cluneal_tracker.ui.platform.sound import Sound

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="players of Linux and macOS")
ON_A_BUS = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
from cluneal_tracker.ui.platform.keep_awake import KeepAwake

application = QCoreApplication([])
bus = QDBusConnection.sessionBus().interface()
names = lambda: set(bus.registeredServiceNames().value())
before = names()
awake = KeepAwake()
for _ in range(2):
    awake.hold()
    awake.hold()
    assert len(names() - before) == 1, "one connection of its own"
    awake.release()
    awake.release()
    assert names() == before, "gone from the bus"
print("held and released")
"""


@pytest.mark.parametrize("cue", list(Cue))
def test_every_cue_has_its_file(cue: Cue) -> None:
    assert (paths.ASSETS / "sounds" / f"{cue.value}.wav").read_bytes()[:4] == b"RIFF"


@POSIX
def test_the_first_player_there_is_gets_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "paplay"
    player.write_text(f'#!/bin/sh\necho "$1" > {heard}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    Sound(tmp_path).play(Cue.CHANGE)
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text() != "", timeout=5000)
    assert heard.read_text().strip() == str(tmp_path / "change.wav")


@POSIX
def test_without_a_player_it_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    sound = Sound(tmp_path)
    sound.play(Cue.END)
    assert sound._player == ""


def test_without_a_desktop_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    awake = KeepAwake()
    awake.hold()
    assert awake._held
    awake.release()
    assert not awake._held


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a session bus")
def test_the_desktop_is_asked_and_let_go() -> None:
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", ON_A_BUS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout.strip() == "held and released", run.stderr
