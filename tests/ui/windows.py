"""The window as a person has it in front of them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.window import Window


def in_front(
    look: Look,
    services: Services,
    qtbot: QtBot,
    place: Place = Place.TODAY,
    size: tuple[int, int] = (1180, 780),
) -> Window:
    """A window at a place, in px, and active: keys go to the window that is."""
    window = Window(look, services)
    qtbot.addWidget(window)
    window.resize(*size)
    window.go(place)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window
