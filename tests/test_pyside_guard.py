"""Guards against a PySide6 that loses references to None, which ends in a crash."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject

CALLS = 1_000


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="None is immortal since Python 3.12: no call can lose a reference to it",
)
def test_a_call_that_returns_nothing_keeps_its_reference_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("today")
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
