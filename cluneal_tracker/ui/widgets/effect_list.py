"""The side effects of one treatment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import HeadLayout


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
        row = HeadLayout()
        row.addWidget(Label(one.words))
        for text, action in self._actions(one.effect).items():
            button = Button(text, "link", action)
            button.setAccessibleName(f"{text}: {self._name}, {one.words}")
            row.addWidget(button)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        if one.advice:
            column.addWidget(Label(one.advice, "strong"))
        if one.effect.note:
            note = self.tr("Note: {text}").format(text=one.effect.note)
            column.addWidget(Label(note, "muted"))
        return part

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
