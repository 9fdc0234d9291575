"""The exercises that a person took off the list, folded away, each with a way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from cluneal_tracker.domain.own_routines import Offered
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import clear
from cluneal_tracker.ui.widgets.fold_card import FoldCard


class OffList(FoldCard):
    """Out of sight while nothing is off the list; `wanted` carries a key."""

    wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, self.tr("Taken off your list"))
        self._shown: list[Offered] = []
        self.hide()

    def show_routines(self, routines: Sequence[Offered]) -> None:
        """Show them."""
        if list(routines) == self._shown:
            return
        self._shown = list(routines)
        clear(self.inside)
        for one in routines:
            key, name = one.routine.key, one.routine.name
            back = {self.tr("Put it back"): lambda key=key: self.wanted.emit(key)}
            self.add_row([(name, ""), (one.routine.summary, "muted")], back, name)
        self.setVisible(bool(routines))
