"""Two sessions that are lived through once and looked at from all sides."""

from __future__ import annotations

import json
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.privacy.household import Home, can_trace, run, traced


@dataclass(frozen=True)
class Lived:
    """What is left of a session: its home, what it said, and the calls it made.

    `word` stood in every text. `calls` is None where nothing can be traced.
    """

    home: Home
    word: str
    said: Any
    complained: str
    calls: list[str] | None

    def traced_calls(self) -> list[str]:
        """The calls; the test is skipped where there are none."""
        if self.calls is None:
            pytest.skip("there is no strace here that may look at programs")
        return self.calls


def _live(module: str, root: Path) -> Lived:
    home, word, out = Home(root / "home"), f"word{secrets.token_hex(8)}", root / "calls"
    command = [sys.executable, "-m", module]
    # Without a mask, each file is as open as the program makes it.
    done = run(traced(command, out) if can_trace() else command, home, word, umask=0)
    calls = out.read_text(errors="replace").splitlines() if can_trace() else None
    return Lived(home, word, json.loads(done.stdout), done.stderr, calls)


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A session with the window, in which everything was typed into, saved and undone."""
    return _live("tests.privacy.life", tmp_path_factory.mktemp("window"))


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """All commands, one after another."""
    return _live("tests.privacy.commands", tmp_path_factory.mktemp("commands"))


@pytest.fixture(params=["window", "commands"])
def lived(request: pytest.FixtureRequest) -> Lived:
    """One session after the other."""
    found: Lived = request.getfixturevalue(request.param)
    return found
