"""The order of the Tab key on a page whose parts come and go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(layout: QLayout) -> None:
    """Let Tab go through a layout as the eye does; Qt goes by when each widget was made."""
    for before, after in pairwise(_stops(layout)):
        QWidget.setTabOrder(before, after)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if inner is not None:
            yield from _stops(inner)
        if widget is None:
            continue
        within = widget.layout()
        # Also a chip that is not chosen: Tab passes it by now, and stops at it once it is.
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            yield widget
        elif within is not None:
            yield from _stops(within)
