"""Starting with the computer and standing in its menu: by files that others find no fault with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.platform import launcher
from cluneal_tracker.ui.platform.autostart import (
    AgentAutostart,
    Autostart,
    RunKeyAutostart,
    XdgAutostart,
)
from cluneal_tracker.ui.platform.desktop_entry import exec_line
from cluneal_tracker.ui.platform.program import program

ODD = 'my diary, 100 % ünï $HOME "x" \\y `z`'


class FakeRunKey:
    """The values of a registry key."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def put(self, name: str, value: str) -> None:
        self.values[name] = value

    def drop(self, name: str) -> None:
        self.values.pop(name, None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path


@pytest.fixture(params=["linux", "macos", "windows"])
def start(request: pytest.FixtureRequest, home: Path) -> Autostart:
    folder = home / ODD
    made: dict[str, Autostart] = {
        "linux": XdgAutostart(folder),
        "macos": AgentAutostart(folder),
        "windows": RunKeyAutostart(folder, FakeRunKey()),
    }
    return made[request.param]


@pytest.mark.parametrize("start", ["linux", "macos"], indirect=True)
def test_what_cannot_be_taken_away_is_told(start: Autostart, home: Path) -> None:
    start.turn_on()
    [file] = files(home)
    file.unlink()
    file.mkdir()
    with pytest.raises(DiaryError, match=r"was not taken away\. The reason: "):
        start.turn_off()


def files(home: Path) -> list[Path]:
    return [file for file in home.rglob("*") if file.is_file()]


def test_on_twice_and_off_twice(start: Autostart, home: Path) -> None:
    assert not start.is_on()
    start.turn_on()
    start.turn_on()
    assert start.is_on()
    start.turn_off()
    start.turn_off()
    assert not start.is_on()
    assert files(home) == []


def test_windows_is_given_a_quoted_command(home: Path) -> None:
    key = FakeRunKey()
    RunKeyAutostart(home / "my diary", key).turn_on()
    assert f'"{home / "my diary"}" --background' in key.values["Cluneal Tracker"]


def test_a_desktop_that_switched_it_off_is_believed(home: Path) -> None:
    start = XdgAutostart(home)
    start.turn_on()
    [file] = files(home)
    file.write_text(file.read_text() + "X-GNOME-Autostart-enabled=false\n")
    assert not start.is_on()


def test_a_folder_that_takes_no_file_is_told(home: Path) -> None:
    (home / ".config").write_text("a file where the folder would be")
    with pytest.raises(DiaryError, match="was not written"):
        XdgAutostart(home).turn_on()


def read_back(line: str) -> list[str]:
    """The words of an Exec line, read as the specification says, in its two steps."""
    text, letters = "", iter(line.removeprefix("Exec="))
    for letter in letters:
        text += (
            {"n": "\n", "s": " "}.get(after := next(letters), after) if letter == "\\" else letter
        )
    words, word, inside, letters = [], "", False, iter(text)
    for letter in letters:
        if letter == '"':
            inside = not inside
            if not inside:
                words.append(word)
            word = ""
        elif inside:
            word += next(letters) if letter == "\\" else letter
    assert not any("%" in word.replace("%%", "") for word in words), "a field code"
    return [word.replace("%%", "%") for word in words]


def test_words_reach_the_program_as_they_are(tmp_path: Path) -> None:
    command = program(tmp_path / ODD, "--background")
    assert read_back(exec_line(command)) == command


def test_in_the_menu_and_out_again(home: Path) -> None:
    written = launcher.install(home / ODD)
    assert sorted(written) == sorted(files(home))
    launcher.install(home / ODD)
    entry = (home / ".local/share/applications/cluneal-tracker.desktop").read_text("utf-8")
    assert "\nActions=log-pain;\n" in entry
    [_, action] = [row for row in entry.splitlines() if row.startswith("Exec=")]
    assert read_back(action) == program(home / ODD, "--log-pain")
    launcher.remove()
    launcher.remove()
    assert files(home) == []


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None,
    reason="needs desktop-file-validate (Debian: desktop-file-utils)",
)
def test_the_entries_are_valid(home: Path) -> None:
    launcher.install(home / ODD)
    XdgAutostart(home / ODD).turn_on()
    for file in home.rglob("*.desktop"):
        run = subprocess.run(
            ["desktop-file-validate", file], capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stdout) == (0, "")


@pytest.mark.skipif(
    shutil.which("appstreamcli") is None, reason="needs appstreamcli (Debian: appstream)"
)
def test_what_a_shop_shows_is_valid(home: Path) -> None:
    launcher.install(home)
    [file] = home.rglob("*.metainfo.xml")
    run = subprocess.run(
        ["appstreamcli", "validate", "--no-net", file], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
