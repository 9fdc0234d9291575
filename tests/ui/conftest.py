"""What the tests of screens are given."""

from __future__ import annotations

import pytest

from tests.ui.diaries import Desk


@pytest.fixture
def desk() -> Desk:
    """A window reduced to what a join asks of it."""
    return Desk()
