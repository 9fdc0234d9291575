"""Message buses that nobody else is on, and what tests start on them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

NEEDS_BUS = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (Debian: dbus-daemon)"
)


@contextmanager
def bus() -> Iterator[str]:
    """A bus; gives its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def private_bus(monkeypatch: pytest.MonkeyPatch, which: str = "SESSION") -> Iterator[str]:
    """A bus for this process and the children it starts meanwhile; "SYSTEM" is the other one."""
    with bus() as address:
        monkeypatch.setenv(f"DBUS_{which}_BUS_ADDRESS", address)
        yield address


class Server:
    """A program on the bus of the environment, which says what it was asked."""

    def __init__(self, module: str, *words: str) -> None:
        command = [sys.executable, "-m", f"tests.desktop.{module}", *words]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.next_call() == ("ready", [])

    def go_on(self) -> None:
        """Give it the line that it waits for."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def next_call(self) -> tuple[str, list[Any]]:
        """The next thing that it was asked, as soon as it is."""
        assert self._process.stdout is not None
        member, body = json.loads(self._process.stdout.readline())
        return member, body

    def next_body(self, wanted: str) -> list[Any]:
        """What the next call of this name brought."""
        while True:
            member, body = self.next_call()
            if member == wanted:
                return body

    def stop(self, wanted: str = "Notify") -> list[list[Any]]:
        """End it; gives what the calls of this name brought that nobody has read."""
        if self._process.poll() is not None:
            return []
        self._process.terminate()
        said, _ = self._process.communicate()
        calls = [json.loads(line) for line in said.splitlines()]
        return [body for member, body in calls if member == wanted]


@contextmanager
def notification_server(**wishes: Any) -> Iterator[Server]:
    """A notification server, which does to each as the wishes say."""
    server = Server("notification_server", json.dumps(wishes))
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def tray_host() -> Iterator[Server]:
    """A tray."""
    server = Server("tray_host")
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def logind(address: str) -> Iterator[Server]:
    """A logind on a bus; the computer sleeps and wakes when it is to go on."""
    server = Server("logind", address)
    try:
        yield server
    finally:
        server.stop()
