"""Which tests run which lines, so that a mutant meets those alone that can see it."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import pytest

Line = tuple[str, int]


@dataclass
class Cover:
    """The lines that each test runs, how long it takes, and the lines that run on import."""

    tests: dict[Line, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)
    on_import: set[Line] = field(default_factory=set)
    red: list[str] = field(default_factory=list)

    def of(self, file: str, span: tuple[int, int]) -> list[str]:
        """The tests that run any of these lines."""
        lines = range(span[0], span[1] + 1)
        return sorted(set().union(*(self.tests.get((file, line), set()) for line in lines)))

    def is_run_on_import(self, file: str, span: tuple[int, int]) -> bool:
        """Whether any of these lines has run before the first test."""
        return any((file, line) in self.on_import for line in range(span[0], span[1] + 1))


class Tracer:
    """Notes the lines of the watched files that are run."""

    def __init__(self, files: set[str]) -> None:
        self._files = files
        self.lines: set[Line] = set()

    def start(self) -> None:
        """Look on from here."""
        sys.settrace(self._call)

    def stop(self) -> None:
        """Look away."""
        sys.settrace(None)

    def _call(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        return self._line if frame.f_code.co_filename in self._files else None

    def _line(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


def covered(session: pytest.Session, tracer: Tracer, cover: Cover) -> None:
    """Run every test once and note what it runs."""
    cover.on_import = set(tracer.lines)
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        before, tracer.lines = session.testsfailed, set()
        began = time.perf_counter()
        tracer.start()
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        tracer.stop()
        cover.seconds[item.nodeid] = time.perf_counter() - began
        if session.testsfailed > before:
            cover.red.append(item.nodeid)
        for line in tracer.lines:
            cover.tests[line].add(item.nodeid)


def file_of(module: str) -> str:
    """Where a module's source is, as its code names it."""
    return os.path.join(os.getcwd(), *module.split(".")) + ".py"
