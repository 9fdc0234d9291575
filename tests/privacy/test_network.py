"""The program opens no way to another computer.

What it does open are sockets that cannot leave the computer: AF_UNIX, by which a second start
raises the first window, an exercise keeps the screen on, and a desktop is drawn on; and AF_NETLINK,
by which libraries ask the kernel what devices there are.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.privacy.conftest import Lived
from tests.privacy.household import Home, cli, offline, run, traced

_WITHIN = {"AF_UNIX", "AF_LOCAL", "AF_NETLINK"}
# What the tour draws: every place, empty and filled, steps of an exercise, the page, and these.
_PICTURES = 81
_BEYOND_THE_BAR = {"history", "keep-safe", "lock", "deleted", "bring-in", "unlock", "recovery"}
_SOCKET = re.compile(r"\bsocket\((AF_\w+)")
_ADDRESS = re.compile(r"sa_family=(\w+)")


def _families(calls: list[str]) -> set[str]:
    """The kinds of all sockets that were made or talked to."""
    return {kind for call in calls for kind in (*_SOCKET.findall(call), *_ADDRESS.findall(call))}


def test_a_way_out_would_be_seen(tmp_path: Path) -> None:
    ways = "import socket as s; s.socket(s.AF_INET).close(); s.socket(s.AF_INET6, s.SOCK_DGRAM)"
    run(traced([sys.executable, "-c", ways], tmp_path / "calls"), Home(tmp_path / "home"))
    assert _families((tmp_path / "calls").read_text().splitlines()) == {"AF_INET", "AF_INET6"}


def test_no_session_opens_a_way_out(lived: Lived) -> None:
    assert _families(lived.traced_calls()) <= _WITHIN


def test_the_window_waits_for_a_second_start(window: Lived) -> None:
    assert "AF_UNIX" in _families(window.traced_calls())


def test_the_tour_is_drawn_without_any_network(tmp_path: Path) -> None:
    home, out = Home(tmp_path / "home"), tmp_path / "pictures"
    command = cli("tour", "--out", str(out))
    run(offline(traced(command, tmp_path / "calls")), home)
    assert _families((tmp_path / "calls").read_text(errors="replace").splitlines()) <= _WITHIN
    drawn = {file.stem for file in out.glob("*.png")}
    assert len(drawn) == _PICTURES
    assert drawn >= _BEYOND_THE_BAR


def test_commands_work_without_any_network(tmp_path: Path) -> None:
    done = run(offline([sys.executable, "-m", "tests.privacy.commands"]), Home(tmp_path), "word")
    assert '"code": 1' not in done.stdout
    assert (tmp_path / "Documents" / "page.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_the_tour_is_the_same_with_and_without_network(tmp_path: Path) -> None:
    for name in ("with", "without"):
        command = cli("tour", "--out", str(tmp_path / name))
        run(offline(command) if name == "without" else command, Home(tmp_path / "home"))
    names = sorted(file.name for file in (tmp_path / "with").iterdir())
    assert names == sorted(file.name for file in (tmp_path / "without").iterdir())
    for name in names:
        assert (tmp_path / "with" / name).read_bytes() == (tmp_path / "without" / name).read_bytes()
