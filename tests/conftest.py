"""Fixtures of the whole suite: a house in memory, a clock that stands still, a look."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication

from cluneal_tracker import paths
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look, load_fonts
from cluneal_tracker.ui.widgets.scale import install_reader
from tests.fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """Thursday 12 March 2026, 08:10 in Berlin."""
    return FakeClock("2026-03-12T08:10", "Europe/Berlin")


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty diary in memory: SQLite itself is the fake."""
    database = in_memory()
    yield database
    database.close()


@pytest.fixture
def services(db: Database, clock: FakeClock) -> Services:
    """All services on an empty diary."""
    return Services(db, clock)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["cluneal-tracker"]


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> QApplication:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    qapp.setStyle("Fusion")
    load_fonts(paths.ASSETS)
    install_reader()
    return qapp


@pytest.fixture
def look(_dressed: QApplication) -> Look:
    """The light look, put on."""
    look = Look(paths.ASSETS)
    _dressed.setPalette(look.qt_palette())
    _dressed.setFont(look.font())
    _dressed.setStyleSheet(look.style_sheet())
    return look


@pytest.fixture(autouse=True)
def _leaves_nothing_behind() -> Iterator[None]:
    """A test leaves no window and no thread."""
    before = set(threading.enumerate())
    yield
    if QApplication.instance() is not None:  # noqa: TID251  asks whether there is one at all
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert not left, f"windows left open: {left}"
    threads = [one for one in set(threading.enumerate()) - before if one.is_alive()]
    assert not threads, f"threads left running: {threads}"
