"""The side effects of one treatment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.ui.widgets.acted_row import ActedRow
from cluneal_tracker.ui.widgets.basics import Label


@dataclass(frozen=True, slots=True)
class EffectTold:
    """A side effect in words; `advice` is what a strong one asks for, empty for any other."""

    effect: SideEffect
    words: str
    advice: str


class EffectList(QWidget):
    """Made for the side effects it shows, each with what can be done about it."""

    edit_requested = Signal(object)
    ended = Signal(str)
    history_requested = Signal(str)
    removed = Signal(str)

    def __init__(self, effects: Sequence[EffectTold], name: str) -> None:
        super().__init__()
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(self.tr("Side effects"), "strong"))
        for one in effects:
            column.addWidget(self._row(one))

    def _row(self, one: EffectTold) -> QWidget:
        row = ActedRow(one.words, f"{self._name}, {one.words}", self._actions(one.effect))
        row.add_line(one.advice, "strong")
        row.add_note(one.effect.note)
        return row

    def _actions(self, effect: SideEffect) -> dict[str, Callable[[], None]]:
        actions: dict[str, Callable[[], None]] = {
            self.tr("Edit"): partial(self.edit_requested.emit, effect)
        }
        if effect.last_day is None:
            actions[self.tr("It is over today")] = partial(self.ended.emit, effect.id)
        return actions | {
            self.tr("History"): partial(self.history_requested.emit, effect.id),
            self.tr("Remove"): partial(self.removed.emit, effect.id),
        }
