"""The Trends screen, opened as one of its ways to look at the scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.trends import TrendsJoin
from cluneal_tracker.ui.joins.trends_memory import TrendsMemory
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import finish
from tests.ui.diaries import Desk, press

Open = Callable[[], TrendsJoin]


@contextmanager
def opened_as(
    view: str, look: Look, services: Services, desk: Desk, qtbot: QtBot, folder: Path
) -> Iterator[Open]:
    """Gives what opens the screen and presses `view`; all of them are put away at the end."""
    joins: list[TrendsJoin] = []

    def open_view() -> TrendsJoin:
        join = TrendsJoin(look, services, desk, TrendsMemory(), folder)
        joins.append(join)
        qtbot.addWidget(join.widget)
        join.refresh()
        join.widget.resize(900, 700)
        join.widget.show()
        qtbot.waitUntil(lambda: not join.reading.busy)
        press(qtbot, join.widget, view)
        qtbot.waitUntil(lambda: not join.reading.busy)
        return join

    yield open_view
    for join in joins:
        join.widget.hide()
    finish()


@pytest.fixture
def desk(look: Look) -> Desk:
    """What the screen is told of what was said and asked."""
    return Desk()


def opens(view: str) -> Callable[..., Iterator[Open]]:
    """A fixture that opens the screen as one of its ways to look at the scores."""

    @pytest.fixture
    def opened(
        look: Look, services: Services, desk: Desk, qtbot: QtBot, tmp_path: Path
    ) -> Iterator[Open]:
        with opened_as(view, look, services, desk, qtbot, tmp_path) as open_view:
            yield open_view

    return opened
