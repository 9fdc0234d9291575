"""What is taken when it hurts, each with the one button that says it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.services.doses import NeededToday
from cluneal_tracker.ui.widgets import dose_words
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.strip import announce


class NeededCard(Card):
    """A row for each; `taken` carries the id of the treatment that was taken just now."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("When it hurts"))
        self._rows: dict[str, NeededRow] = {}

    def show_needed(self, needed: Sequence[NeededToday]) -> None:
        """Show how each stands today; a button that was pressed stays where it is."""
        shown = {one.treatment.id: one for one in needed}
        for key in [key for key in self._rows if key not in shown]:
            row = self._rows.pop(key)
            row.hide()
            row.deleteLater()
        for key, one in shown.items():
            if key not in self._rows:
                self._rows[key] = NeededRow(key)
                self._rows[key].taken.connect(self.taken)
                self.column.addWidget(self._rows[key])
            self._rows[key].show_state(one)


class NeededRow(QWidget):
    """Its name, how often it was taken today, and the button."""

    taken = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._name, self._state = Label(), Label("", "small")
        self.button = Button(self.tr("I took it now"), "", partial(self.taken.emit, key))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(texts, 1)
        row.addWidget(self.button)

    def show_state(self, one: NeededToday) -> None:
        """Show how it stands; a reader hears what its own press has changed."""
        name, state = dose_words.name_of(one.treatment), dose_words.today(one.doses, one.before)
        changed = self._state.text() not in ("", state)
        self._name.setText(name)
        self._state.setText(state)
        self.button.setAccessibleName(self.tr("I took it now: {name}").format(name=name))
        self.button.setAccessibleDescription(state)
        if changed and self.button.hasFocus():
            announce(self.button, state)
