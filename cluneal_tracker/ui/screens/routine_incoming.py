"""What the file of an exercise holds, before it is taken."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from cluneal_tracker.domain.own_routines import Offered
from cluneal_tracker.domain.routine import Step
from cluneal_tracker.services.routine_files import IncomingRoutine
from cluneal_tracker.ui.exercise_words import run_text, step_length_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage

_PICTURE = QSize(180, 120)
_ABOVE_FROM = 1.5


class RoutineIncomingScreen(FullPage):
    """Shows the exercise, and offers to put it on the list."""

    bring_in_requested = Signal()

    def __init__(self, look: Look, incoming: IncomingRoutine) -> None:
        super().__init__(self.tr("Bring in an exercise"))
        self._look = look
        self.back.setText(self.tr("Leave it"))
        self.back.setToolTip(self.tr("Leave it (Esc)"))
        self._add_summary(incoming)
        self._add_steps(incoming)
        self.column.addStretch(1)

    def _add_summary(self, incoming: IncomingRoutine) -> None:
        routine, card = incoming.routine, Card()
        lines = [
            (incoming.called, "heading"),
            (routine.summary, ""),
            (routine.caution, "muted"),
            (self.tr("{how}.").format(how=run_text(routine)), "strong"),
            (self._per_day_text(routine.per_day), ""),
            *((text, "muted") for text in self._notes(incoming)),
        ]
        for text, role in lines:
            if text:
                card.column.addWidget(Label(text, role))
        row = FlowLayout()
        self.bring_in = PrimaryButton(self._look, self.tr("Bring it in"), self._ask)
        if not self._is_on_list(incoming.already):
            row.addWidget(self.bring_in)
        row.addWidget(Button(self.tr("Leave it"), "link", self.closed.emit))
        card.column.addLayout(row)
        self.column.addWidget(card)

    def _is_on_list(self, already: Offered | None) -> bool:
        return already is not None and not already.hidden

    def _ask(self) -> None:
        self.bring_in_requested.emit()

    def _per_day_text(self, per_day: int) -> str:
        return (
            self.tr("{n} times a day.").format(n=per_day) if per_day > 1 else self.tr("Once a day.")
        )

    def _notes(self, incoming: IncomingRoutine) -> list[str]:
        notes = []
        already, name = incoming.already, incoming.routine.name
        if already and already.hidden:
            text = self.tr("You have it already, off your list: {name}. This puts it back.")
            notes.append(text.format(name=already.routine.name))
        elif already:
            text = self.tr("It is on your list already: {name}.")
            notes.append(text.format(name=already.routine.name))
        elif incoming.renamed:
            text = self.tr("You have an exercise of this name. This one will be “{name}”.")
            notes.append(text.format(name=name))
        if incoming.left_out:
            notes.append(self.tr("Some pictures are not in this version. Those steps have none."))
        return notes

    def _add_steps(self, incoming: IncomingRoutine) -> None:
        card = Card(self.tr("Steps"))
        steps = [step for part in incoming.routine.parts for step in part.steps]
        for number, step in enumerate(steps, 1):
            card.column.addLayout(self._step_row(number, step))
        self.column.addWidget(card)

    def _step_row(self, number: int, step: Step) -> QBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(self.tr("{n}. {what}").format(n=number, what=step.say), "strong"))
        texts.addWidget(Label(step_length_text(step), "small"))
        texts.addStretch(1)
        above = self._look.scale > _ABOVE_FROM
        direction = QBoxLayout.Direction
        row = QBoxLayout(direction.TopToBottom if above else direction.LeftToRight)
        row.setSpacing(16)
        if step.drawing:
            picture = Drawing(self._look, _PICTURE)
            picture.setFixedSize(_PICTURE)
            picture.show_drawing(step.drawing)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row
