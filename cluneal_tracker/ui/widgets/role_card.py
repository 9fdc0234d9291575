"""Asks what the names of another program's file are, and what the file itself leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.column_roles import DayOrder, Role, Roles
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.incoming import ImportReport, Named, Question
from cluneal_tracker.ui.widgets.basics import Card, Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.role_row import RoleRow


class RoleCard(Card):
    """A row for each name, filled in with what is likely; `changed` is sent for each choice."""

    changed = Signal()

    def __init__(self, named: Sequence[Named], roles: Roles, options: Mapping[Role, str]) -> None:
        super().__init__(self.tr("What is what?"))
        self._side = roles.side
        hint = self.tr("These are our suggestions. Change what is not right.")
        self.column.addWidget(Label(hint, "muted"))
        self._rows = [RoleRow(one, roles.of(one.name), options, roles.side) for one in named]
        for row in self._rows:
            row.changed.connect(self.changed)
            self.column.addWidget(row)
        orders = {
            DayOrder.DAY_FIRST: self.tr("Day first: 3 April"),
            DayOrder.MONTH_FIRST: self.tr("Month first: 4 March"),
        }
        halves = {Slot.MORNING: self.tr("Morning, 08:00"), Slot.EVENING: self.tr("Evening, 20:00")}
        self._order = _Asked(self.tr("Dates such as 03/04/2026"), orders)
        self._half = _Asked(self.tr("Rows without a time"), halves)
        for asked in (self._order, self._half):
            asked.choice.chosen.connect(lambda _: self.changed.emit())
            self.column.addWidget(asked)

    @property
    def roles(self) -> Roles:
        """What was chosen."""
        by_name = {row.name: row.role for row in self._rows}
        return Roles(by_name, self._side, self._order.answer, self._half.answer)

    def show_state(self, report: ImportReport) -> None:
        """Ask what the file leaves open with the roles it has now."""
        self._order.setVisible(
            report.day_order is not None or Question.DAY_ORDER in report.questions
        )
        self._order.choice.show_choice(report.day_order)
        if Question.HALF in report.questions:
            # Once asked it stays, so that it can be chosen anew.
            self._half.show()


class _Asked(QWidget):
    """A question with a few answers, out of sight until it is asked."""

    def __init__(self, words: str, answers: Mapping[Any, str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(words, "strong"))
        self.choice = Choice(answers, words, flows=True)
        column.addWidget(self.choice)
        self.hide()

    @property
    def answer(self) -> Any:
        """What was answered; None before."""
        return self.choice.choice
