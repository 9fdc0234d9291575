"""The commands for what the computer does for the app, in a home of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from tests.cli.words import Run
from tests.fakes import FakeTimer


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


def files(tmp_path: Path) -> list[str]:
    return sorted(one.name for one in (tmp_path / "home").rglob("*") if one.is_file())


def test_reminders_are_given_and_taken_away(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    timer = FakeTimer()
    monkeypatch.setattr("cluneal_tracker.ui.platform.os_timer.os_timer", lambda _: timer)
    assert run("install-reminders").startswith("Saved: your computer reminds you 2 times")
    assert timer.times is not None
    assert len(timer.times.weekly) == 2
    assert run("remove-reminders").startswith("Removed")
    assert timer.times is None


@pytest.mark.parametrize("command", ["install-reminders", "remove-reminders"])
def test_without_a_clock_that_can_the_phone_is_named(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("cluneal_tracker.ui.platform.os_timer.os_timer", lambda _: None)
    assert main(["--data-dir", str(tmp_path), command]) == 1
    assert "export ics" in capsys.readouterr().err


def test_autostart_on_and_off(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    run("autostart", "on")
    assert files(tmp_path) == ["cluneal-tracker.desktop"]
    text = (tmp_path / "home/.config/autostart/cluneal-tracker.desktop").read_text("utf-8")
    assert '"--background"' in text
    assert str(tmp_path / "house") in text
    run("autostart", "off")
    assert files(tmp_path) == []


def test_the_menu_entry_comes_and_goes(run: Run, tmp_path: Path) -> None:
    said = run("install-desktop")
    assert said.count("Saved: ") == len(files(tmp_path)) == 3
    run("remove-desktop")
    assert files(tmp_path) == []


def test_the_times_for_a_phone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "phone.ics"
    assert run("export", "ics", "--out", str(file)) == f"Saved: 2 reminders in {file}.\n"
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 2
