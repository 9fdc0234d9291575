"""One name of another program's file, and the choice of what it is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.column_roles import Role, RoleKind, likely_top, read_number
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.services.incoming import Named
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.incoming_words import clipped

_LONGEST_SAMPLE, _LONGEST_NAME = 24, 80


class PickBox(QComboBox):
    """A choice from a list. The wheel scrolls the page and never changes what was chosen."""

    picked = Signal()

    def __init__(self, options: Mapping[Any, str], name: str) -> None:
        super().__init__()
        self._values = list(options)
        self.options = tuple(options)
        self.addItems(list(options.values()))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self.picked)

    @property
    def choice(self) -> Any:
        """The value that is chosen."""
        return self._values[self.currentIndex()]

    def show_choice(self, value: object) -> None:
        """Show a value without a signal."""
        self.setCurrentIndex(self._values.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RoleRow(QWidget):
    """What a name is: left out, or a score with its scale and side, or something else."""

    changed = Signal()

    def __init__(self, named: Named, role: Role, options: Mapping[Role, str], side: Side) -> None:
        super().__init__()
        self._named = named
        name = clipped(named.name, _LONGEST_NAME)
        self._what = PickBox(options, self.tr("What “{name}” is").format(name=name))
        scales = {top: self.tr("from 0 to {top}").format(top=top) for top in Role.TOPS}
        self._scale = PickBox(scales, self.tr("Scale of “{name}”").format(name=name))
        sides = {
            Side.LEFT: self.tr("left side"),
            Side.RIGHT: self.tr("right side"),
            Side.BOTH: self.tr("both sides"),
        }
        self._side = PickBox(sides, self.tr("Side of “{name}”").format(name=name))
        self._what.show_choice(replace(role, top=10, side=None))
        is_score = role.kind is RoleKind.SCORE
        self._scale.show_choice(role.top if is_score else likely_top(named.name, named.samples))
        self._side.show_choice(role.side or side)
        self._example = Label("", "small")
        self._lay_out(name)
        for box in (self._what, self._scale, self._side):
            box.picked.connect(self._take)
        self._show_parts()

    def _lay_out(self, name: str) -> None:
        told, chosen, boxes = QVBoxLayout(), QVBoxLayout(), FlowLayout()
        told.addWidget(Label(name, "strong"))
        told.addWidget(Label(self._samples(), "small"))
        told.addStretch(1)
        for box in (self._what, self._scale, self._side):
            boxes.addWidget(box)
        chosen.addLayout(boxes)
        chosen.addWidget(self._example)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for part, share in ((told, 2), (chosen, 3)):
            part.setSpacing(4)
            row.addLayout(part, share)

    @property
    def name(self) -> str:
        """The name as it stands in the file."""
        return self._named.name

    @property
    def role(self) -> Role:
        """What was chosen."""
        chosen: Role = self._what.choice
        if chosen.kind is not RoleKind.SCORE:
            return chosen
        return replace(chosen, top=self._scale.choice, side=self._side.choice)

    def _take(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        is_score = self.role.kind is RoleKind.SCORE
        self._scale.setVisible(is_score)
        self._side.setVisible(is_score)
        text = self._conversion() if is_score else ""
        self._example.setText(text)
        self._example.setVisible(bool(text))

    def _samples(self) -> str:
        count = self._named.count
        if not count:
            return self.tr("No values")
        form = self.tr("1 value: {some}") if count == 1 else self.tr("{count} values, as {some}")
        some = ", ".join(clipped(sample, _LONGEST_SAMPLE) for sample in self._named.samples)
        return form.format(count=count, some=some)

    def _conversion(self) -> str:
        """How the first value that is on the scale looks on ours."""
        for sample in self._named.samples:
            try:
                score = self.role.score(read_number(sample.strip()))
            except ValueError:
                continue
            form = self.tr("{sample} out of {top} becomes {score} out of 10.")
            return form.format(sample=sample.strip(), top=self.role.top, score=score)
        return self.tr("No value is on this scale.")
