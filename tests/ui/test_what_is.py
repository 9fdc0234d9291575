"""What our own words mean, told where they are first met."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.widgets.what_is import Term, WhatIs
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import four_weeks

MIDDLE = "The middle score: as many of your days have a lower score as a higher one."
GUIDE = "Your guide: the written guide to these nerves that this app is made from."


@pytest.mark.parametrize(
    ("place", "term", "meaning"),
    [
        (Place.TRENDS, Term.MIDDLE_SCORE, MIDDLE),
        (Place.TREATMENTS, Term.MIDDLE_SCORE, MIDDLE),
        (Place.TREATMENTS, Term.GUIDE, GUIDE),
        (Place.LEARN, Term.GUIDE, GUIDE),
    ],
)
def test_a_key_tells_what_it_means_and_puts_it_away(
    look: Look,
    services: Services,
    clock: FakeClock,
    qtbot: QtBot,
    place: Place,
    term: Term,
    meaning: str,
) -> None:
    four_weeks(services, clock)
    window = Window(look, services)
    qtbot.addWidget(window)
    window.show()
    page = window.go(place).widget
    [told] = [one for one in page.findChildren(WhatIs) if term in one.links]
    link = told.links[term]
    qtbot.waitUntil(link.isVisible, timeout=9000)
    assert link.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not told.meaning.isVisible()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert (told.meaning.text(), told.meaning.isVisible()) == (meaning, True)
    qtbot.keyClick(link, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not told.meaning.isVisible()
    window.close()
    finish()


def test_an_empty_diary_has_nothing_to_explain(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    window = Window(look, services)
    qtbot.addWidget(window)
    window.show()
    for place in (Place.TRENDS, Place.TREATMENTS):
        page = window.go(place).widget
        for one in page.findChildren(WhatIs):
            assert not any(link.isVisible() for link in one.links.values())
    window.close()
    finish()
