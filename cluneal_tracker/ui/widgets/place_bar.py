"""The bar at the left of the window: a button for each place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import KEYS, Place
from cluneal_tracker.ui.widgets.basics import Button

# The pain line with the margins of its card and page.
_PAGE_NEEDS = 730


class PlaceBar(QWidget):
    """One of the places is chosen; `asked_for` carries the one that is pressed."""

    asked_for = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 24, 8, 16)
        column.setSpacing(4)
        self._buttons: dict[Place, Button] = {}
        for place, name in self._names().items():
            if place is Place.HELP:
                column.addStretch(1)
            button = Button(name, "place", partial(self.asked_for.emit, place))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setToolTip(f"{name} ({KEYS[place]})")
            button.setAccessibleName(name)
            self._buttons[place] = button
            column.addWidget(button)

    def _names(self) -> dict[Place, str]:
        return {
            Place.TODAY: self.tr("Today"),
            Place.EXERCISES: self.tr("Exercises"),
            Place.TRENDS: self.tr("Trends"),
            Place.TREATMENTS: self.tr("Treatments"),
            Place.VISIT: self.tr("For your visit"),
            Place.HELP: self.tr("When to get help"),
            Place.LEARN: self.tr("Learn"),
            Place.SETTINGS: self.tr("Settings"),
        }

    def show_place(self, place: Place) -> None:
        """Show which place the person is at."""
        self._buttons[place].setChecked(True)

    def show_icons(self, look: Look) -> None:
        """Draw the icons in the colours and the size of a look."""
        for place, button in self._buttons.items():
            button.setIcon(look.icon(place.value))
            button.setIconSize(QSize(24, 24) * look.scale)

    def fit(self, window: int) -> None:
        """Shorten the names, or leave them away, where the pain line would not fit beside them.

        `window` is the width of the window in px.
        """
        names = self._names()
        short = names | {Place.VISIT: self.tr("Visit"), Place.HELP: self.tr("Help")}
        for shown in (names, short, dict[Place, str]()):
            for place, button in self._buttons.items():
                button.setText(shown.get(place, ""))
            if window >= _PAGE_NEEDS + self.sizeHint().width():
                break
