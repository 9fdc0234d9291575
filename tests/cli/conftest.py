"""Commands as a person types them, on a diary of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from tests.cli.words import Run, Say


@pytest.fixture(autouse=True)
def _in_berlin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    # A command that forgets its --data-dir must not reach a real diary.
    monkeypatch.setenv("CLUNEAL_TRACKER_HOME", str(tmp_path / "elsewhere"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of the diary, which the first command makes."""
    return tmp_path / "house"


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command; its exit code, what it prints and what it complains of."""

    def command(*words: str) -> tuple[int, str, str]:
        code = main(["--data-dir", str(home), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def run(say: Say) -> Run:
    """Run a command that does its work; what it prints."""

    def command(*words: str) -> str:
        code, out, err = say(*words)
        assert (code, err) == (0, "")
        return out

    return command


@pytest.fixture
def refused(say: Say) -> Run:
    """Run a command that does not work; why not."""

    def command(*words: str) -> str:
        code, out, err = say(*words)
        assert code > 0
        assert out == ""
        return err

    return command
