"""Several programs on one diary at once: each writes in its turn, or says that it does not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import open_services
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from tests.faults.conftest import Say
from tests.faults.recording import python

_SAVE_MANY = """
import sys
from cluneal_tracker.cli import main
folder, name, count = sys.argv[1:]
for number in range(int(count)):
    assert main(["--data-dir", folder, "score", "4.1", "--note", f"{name}{number}"]) == 0
"""


def _start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cluneal_tracker", "--data-dir", str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _window(folder: Path, qtbot: QtBot) -> Iterator[subprocess.Popen[str]]:
    """The real window in a process of its own, opened and settled."""
    with _start(folder) as child:
        qtbot.waitUntil((folder / "window.lock").exists, timeout=30_000)
        # It answers only once it is painted.
        assert not SingleInstance(folder).is_first()
        try:
            yield child
            assert child.poll() is None
        finally:
            child.kill()
            _, complained = child.communicate()
    assert "Traceback" not in complained


def _notes(folder: Path) -> list[str]:
    with open_services(folder) as services:
        assert services.history.damage() is None
        return sorted(entry.note for entry in services.diary.entries())


@pytest.mark.parametrize("count", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_three_writers_beside_an_open_window_lose_nothing(
    tmp_path: Path, qtbot: QtBot, count: int
) -> None:
    names = "abc"
    with _window(tmp_path, qtbot):
        writers = [
            subprocess.Popen(
                python(_SAVE_MANY, str(tmp_path), name, str(count)),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for name in names
        ]
        for writer in writers:
            out, err = writer.communicate()
            assert (writer.returncode, err) == (0, "")
            assert out.count("Saved: 4.1") == count
    assert _notes(tmp_path) == sorted(
        f"{name}{number}" for name in names for number in range(count)
    )


def test_three_programs_begin_one_diary(tmp_path: Path) -> None:
    home = tmp_path / "house"
    writers = [
        subprocess.Popen(
            python(_SAVE_MANY, str(home), name, "1"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for name in "abc"
    ]
    for writer in writers:
        _, err = writer.communicate()
        assert (writer.returncode, err) == (0, b"")
    assert _notes(home) == ["a0", "b0", "c0"]
    assert not list(home.glob(".diary.db.*"))


def test_a_second_start_ends_and_the_first_window_stays(tmp_path: Path, qtbot: QtBot) -> None:
    with _window(tmp_path, qtbot):
        second = _start(tmp_path)
        _, complained = second.communicate(timeout=30)
    assert (second.returncode, complained) == (0, "")


@pytest.mark.slow
def test_a_diary_that_another_program_holds_is_told(tmp_path: Path, say: Say) -> None:
    say(tmp_path, "score", "4.1", "--note", "first")
    with closing(sqlite3.connect(tmp_path / "diary.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        for words in (["score", "5"], ["restore", str(tmp_path / "diary.db")]):
            code, out, err = say(tmp_path, *words)
            assert (code, out) == (1, "")
            assert "Another program is using the diary." in err
            assert err.count("\n") == 1
        other.execute("rollback")
    assert _notes(tmp_path) == ["first"]
    assert say(tmp_path, "score", "5", "--note", "second")[0] == 0
    assert _notes(tmp_path) == ["first", "second"]
