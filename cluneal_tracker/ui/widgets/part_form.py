"""The steps of an exercise that is being written, and how often they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.domain.routine import Part, Step
from cluneal_tracker.services.routines import Picture
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.number_field import NumberField
from cluneal_tracker.ui.widgets.step_form import StepAsk, StepForm
from cluneal_tracker.ui.widgets.text_field import TextField

_REST = 30


class Turns(Enum):
    """On which sides the steps are done."""

    ONCE = "once"
    SIDES = "sides"
    LEGS = "legs"


class PartForm(Card):
    """Steps that can be put in order, and their repeats.

    `rearranged` says that steps came, went or moved; `taken_out` that one was taken out, so that it
    can be put back.
    """

    changed = Signal()
    rearranged = Signal()
    taken_out = Signal()
    turns_chosen = Signal(Turns)
    own_picture_requested = Signal(StepForm)

    def __init__(
        self, look: Look, pictures: Sequence[Picture], part: Part | None, *, by_leg: bool
    ) -> None:
        super().__init__(self.tr("Steps"))
        self._look, self._pictures, self._part = look, pictures, part
        self.steps: list[StepForm] = []
        self._gone: list[tuple[int, StepForm]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add = Button(self.tr("Add a step"), "", self._add)
        most = self.tr("A side has up to {n} steps.").format(n=Part.MOST_STEPS)
        self._no_more = Label(most, "small")
        self._make_fields()
        self._lay_out()
        for step in part.steps if part else (None,):
            self._insert(len(self.steps), self._form(step))
        self._fill(part, by_leg=by_leg)

    def _make_fields(self) -> None:
        look, guide = self._look, ""
        if self._part and self._part.from_guide:
            guide = self.tr("The guide says {n}.").format(n=self._part.repetitions)
        turns = {
            Turns.ONCE: self.tr("Once"),
            Turns.SIDES: self.tr("On each side"),
            Turns.LEGS: self.tr("With each leg"),
        }
        self.turns = Choice(turns, self.tr("Sides"), flows=True)
        self.turns.chosen.connect(self._choose_turns)
        self.repeats = NumberField(look, self.tr("Repeats"), 1, Part.MOST_REPETITIONS, hint=guide)
        self.sets = NumberField(look, self.tr("Sets"), 1, Part.MOST_SETS)
        self.rest = NumberField(look, self.tr("Rest between sets, seconds"), 0, Part.MOST_REST)
        for field in self._numbers():
            field.changed.connect(self._take)

    def _numbers(self) -> tuple[NumberField, ...]:
        return self.repeats, self.sets, self.rest

    def _lay_out(self) -> None:
        self.column.addLayout(self._rows)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._no_more)
        self.column.addSpacing(4)
        self.column.addWidget(Label(self.tr("How often"), "strong"))
        self.column.addWidget(self.turns)
        numbers = FlowLayout(24)
        for field in self._numbers():
            numbers.addWidget(field)
        self.column.addLayout(numbers)

    def _fill(self, part: Part | None, *, by_leg: bool) -> None:
        turns = Turns.LEGS if by_leg else Turns.SIDES
        self.turns.show_choice(turns if part and part.each_side else Turns.ONCE)
        self.repeats.show_value(part.repetitions if part else 10)
        self.sets.show_value(part.sets if part else 1)
        self.rest.show_value(part.rest_seconds if part and part.sets > 1 else _REST)
        self._show()

    def _form(self, step: Step | None) -> StepForm:
        return self._wire(StepForm(self._look, self._pictures, step))

    def _wire(self, form: StepForm) -> StepForm:
        form.changed.connect(self.changed)
        form.opened.connect(partial(self._close_others, form))
        form.asked.connect(partial(self._act, form))
        form.own_picture_requested.connect(partial(self.own_picture_requested.emit, form))
        return form

    def _insert(self, place: int, form: StepForm) -> None:
        self.steps.insert(place, form)
        self._rows.insertWidget(place, form)
        form.show()
        self._number()

    def _number(self) -> None:
        for number, form in enumerate(self.steps, 1):
            form.show_place(number, len(self.steps))
            form.show_copyable(not self.full)
        self.add.setVisible(not self.full)
        self._no_more.setVisible(self.full)
        self.rearranged.emit()

    def _add(self) -> None:
        form = self._form(None)
        self._insert(len(self.steps), form)
        form.open(True)
        form.say.edit.setFocus()
        self.changed.emit()

    def _act(self, form: StepForm, ask: StepAsk) -> None:
        place = self.steps.index(form)
        if ask is StepAsk.COPY:
            self._insert(place + 1, self._wire(form.copy(self._pictures)))
            self.steps[place + 1].open(True)
            self.steps[place + 1].say.edit.setFocus()
        elif ask is StepAsk.TAKE_OUT:
            self._take_out(place)
        else:
            self._move(place, place + (1 if ask is StepAsk.DOWN else -1))
        self.changed.emit()

    def _move(self, place: int, to: int) -> None:
        if not 0 <= to < len(self.steps):
            return
        form = self.steps.pop(place)
        self._rows.removeWidget(form)
        # Its widgets stay the same, so the keyboard stays where it is.
        self._insert(to, form)

    def _take_out(self, place: int) -> None:
        form = self.steps.pop(place)
        self._rows.removeWidget(form)
        form.hide()
        self._gone.append((place, form))
        self._number()
        near = self.steps[min(place, len(self.steps) - 1)] if self.steps else None
        if near:
            near.fold.setFocus()
        self.taken_out.emit()

    @property
    def full(self) -> bool:
        """It has as many steps as there can be."""
        return len(self.steps) >= Part.MOST_STEPS

    def put_back(self) -> None:
        """Put back the step that was taken out last."""
        place, form = self._gone.pop()
        self._insert(min(place, len(self.steps)), form)
        form.fold.setFocus()
        self.changed.emit()

    def _close_others(self, opened: StepForm) -> None:
        for form in self.steps:
            if form is not opened and not form.body.isHidden():
                form.open(False)
        self.changed.emit()

    def _choose_turns(self, turns: Turns) -> None:
        self.turns_chosen.emit(turns)
        self.changed.emit()

    def show_turns(self, turns: Turns) -> None:
        """Both halves of an exercise go by legs, or both by sides."""
        if self.turns.choice is not Turns.ONCE and turns is not Turns.ONCE:
            self.turns.show_choice(turns)

    def _take(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.rest.setVisible(bool(self.sets.wrong) or self.sets.value > 1)

    def faults(self) -> Iterator[tuple[StepForm | None, TextField | NumberField]]:
        """The fields with something wrong in them, each with the step it belongs to."""
        for form in self.steps:
            yield from ((form, field) for field in form.faults())
        yield from ((None, one) for one in self._numbers() if one.wrong and not one.isHidden())

    @property
    def raw(self) -> tuple[object, ...]:
        """All that was given, right or wrong."""
        steps = tuple(form.raw for form in self.steps)
        return (*steps, self.turns.choice, *(field.text for field in self._numbers()))

    def part(self) -> Part:
        """The part as it is written; for a form without faults."""
        was, repeats, sets = self._part, int(self.repeats.value), int(self.sets.value)
        known = {form.key for form in self.steps}
        fresh = (key for number in range(1, 1000) if (key := f"step-{number}") not in known)
        return Part(
            each_side=self.turns.choice is not Turns.ONCE,
            repetitions=repeats,
            steps=tuple(form.step("" if form.key else next(fresh)) for form in self.steps),
            # A number that a person changed is theirs.
            from_guide=was is not None and was.from_guide and was.repetitions == repeats,
            sets=sets,
            rest_seconds=self.rest.value if sets > 1 else 0,
        )

    @property
    def by_leg(self) -> bool:
        """Its sides are legs."""
        return self.turns.choice is Turns.LEGS
