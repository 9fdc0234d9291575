"""One step of an exercise that is being written: a line of its own, fields when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.routine import Step, StepKind
from cluneal_tracker.services.routines import Picture
from cluneal_tracker.ui.exercise_words import step_length_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.number_field import NumberField
from cluneal_tracker.ui.widgets.picture_choice import PictureChoice
from cluneal_tracker.ui.widgets.text_field import TextField

_SMALL = QSize(72, 48)
_SECONDS, _TIMES = 5, 10


class StepAsk(Enum):
    """What can be done with a step as a whole."""

    UP = "up"
    DOWN = "down"
    COPY = "copy"
    TAKE_OUT = "take_out"


class StepForm(QFrame):
    """`step` is the step as it was, None for a new one. Nothing that was typed is ever cleared."""

    changed = Signal()
    opened = Signal()
    asked = Signal(StepAsk)
    own_picture_requested = Signal()

    def __init__(self, look: Look, pictures: Sequence[Picture], step: Step | None) -> None:
        super().__init__()
        self.setObjectName("step")
        self._look, self._step = look, step
        self._number, self._count = 1, 1
        self._make_head()
        self._make_fields(pictures)
        self._make_buttons()
        self._lay_out()
        for key, ask in (("Alt+Up", StepAsk.UP), ("Alt+Down", StepAsk.DOWN)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.asked.emit, ask))
        self._fill(step)
        self.open(False)
        look.changed.connect(self._show_mark)

    def _make_head(self) -> None:
        self.fold = Button("", "fold", lambda: self.open(self.body.isHidden()))
        self._small = Drawing(self._look, _SMALL)
        self._small.setFixedSize(_SMALL)
        self._name, self._detail = Label("", "strong"), Label("", "small")

    def _make_fields(self, pictures: Sequence[Picture]) -> None:
        look, guide = self._look, ""
        if self._step and self._step.from_guide and self._step.seconds:
            guide = self.tr("The guide says {n}.").format(n=f"{self._step.seconds:g}")
        self.say = TextField(
            self.tr("What to do, in large letters"),
            Step.MOST_LETTERS,
            needed=self.tr("Say in a few words what to do in this step."),
        )
        self.short = TextField(
            self.tr("The same in short"),
            Step.MOST_LETTERS,
            hint=self.tr("It follows the word “Next:”. Leave it empty to say the same."),
        )
        paces = {True: self.tr("For some seconds"), False: self.tr("At my own pace")}
        self.timed = Choice(paces, self.tr("Pace"), flows=True)
        most = Step.MOST_SECONDS
        self.seconds = NumberField(look, self.tr("Seconds"), 1, most, whole=False, hint=guide)
        self.times = NumberField(look, self.tr("Times"), 1, Step.MOST_TIMES)
        kinds = {StepKind.MOVE: self.tr("Move"), StepKind.HOLD: self.tr("Keep still")}
        self.kind = Choice(kinds, self.tr("Movement"))
        self.picture = PictureChoice(look, pictures)
        self.picture.own_requested.connect(self.own_picture_requested)
        self.timed.chosen.connect(self._take)
        self.kind.chosen.connect(self._take)
        for field in (self.say, self.short, self.seconds, self.times, self.picture):
            field.changed.connect(self._take)

    def _make_buttons(self) -> None:
        words = {
            StepAsk.UP: self.tr("Move up"),
            StepAsk.DOWN: self.tr("Move down"),
            StepAsk.COPY: self.tr("Make a copy"),
            StepAsk.TAKE_OUT: self.tr("Take it out"),
        }
        self.buttons = {
            ask: Button(text, "link", partial(self.asked.emit, ask)) for ask, text in words.items()
        }
        self.buttons[StepAsk.UP].setToolTip(self.tr("Move up (Alt+Up)"))
        self.buttons[StepAsk.DOWN].setToolTip(self.tr("Move down (Alt+Down)"))

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._detail)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._small, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 8, 0, 8)
        inside.setSpacing(16)
        for widget in (self.say, self.short, self.timed, self.seconds, self.times):
            inside.addWidget(widget)
        inside.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.picture)
        row = FlowLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(head)
        column.addWidget(self.body)

    def _fill(self, step: Step | None) -> None:
        self.say.show_text(step.say if step else "")
        self.short.show_text(step.short if step else "")
        self.timed.show_choice(step is None or step.seconds is not None)
        self.seconds.show_value((step and step.seconds) or _SECONDS)
        own_pace = step is not None and step.seconds is None
        self.times.show_value(step.times if step and own_pace else _TIMES)
        self.kind.show_choice(step.kind if step else StepKind.MOVE)
        self.picture.show_picture(step.drawing if step else "", step.swing if step else "")
        self._show()

    def copy(self, pictures: Sequence[Picture]) -> StepForm:
        """A form with the same in it, right or wrong."""
        # Without the key: each step of an exercise has one of its own.
        step = replace(self._step, key="") if self._step else None
        other = StepForm(self._look, pictures, step)
        for mine, its in zip(self._typed(), other._typed(), strict=True):
            its.edit.setText(mine.text)
        other.timed.show_choice(self.timed.choice)
        other.kind.show_choice(self.kind.choice)
        other.picture.show_picture(self.picture.drawing, self.picture.swing)
        other._show()
        return other

    def _typed(self) -> tuple[TextField | NumberField, ...]:
        return self.say, self.short, self.seconds, self.times

    def take_picture(self, drawing: str) -> None:
        """Show one's own picture from now on."""
        self.picture.show_picture(drawing)
        self._take()

    def faults(self) -> list[TextField | NumberField]:
        """The fields in use that have something wrong in them."""
        unused = self.times if self.timed.choice else self.seconds
        return [field for field in self._typed() if field is not unused and field.wrong]

    @property
    def raw(self) -> tuple[object, ...]:
        """All that was given, right or wrong."""
        choices = (self.timed.choice, self.kind.choice)
        typed = (field.text for field in self._typed())
        return (*typed, *choices, self.picture.drawing, self.picture.swing)

    def step(self, key: str) -> Step:
        """The step as it is written; for a form without faults."""
        was, timed = self._step, bool(self.timed.choice)
        times = int(self.times.value)
        if timed:
            times = was.times if was and was.seconds is not None else 1
        seconds = self.seconds.value if timed else None
        unchanged = was is not None and (was.seconds, was.times) == (seconds, times)
        say = self.say.text
        return Step(
            key=was.key if was and was.key else key,
            say=say,
            # A capital letter can become two small ones.
            short=self.short.text or (say[:1].lower() + say[1:])[: Step.MOST_LETTERS],
            kind=StepKind.MOVE if self.kind.choice is StepKind.MOVE else StepKind.HOLD,
            seconds=seconds,
            # A number that a person changed is theirs.
            from_guide=unchanged and was is not None and was.from_guide,
            drawing=self.picture.drawing,
            times=times,
            swing=self.picture.swing,
        )

    @property
    def key(self) -> str:
        """The key that the step has already; empty for a new one."""
        return self._step.key if self._step else ""

    def show_place(self, number: int, count: int) -> None:
        """Show which step it is of how many, with the ways that are open to it."""
        self._number, self._count = number, count
        self.buttons[StepAsk.UP].setVisible(number > 1)
        self.buttons[StepAsk.DOWN].setVisible(number < count)
        self._show()

    def show_copyable(self, copyable: bool) -> None:
        """A copy needs room for one step more."""
        self.buttons[StepAsk.COPY].setVisible(copyable)

    def show_removable(self, removable: bool) -> None:
        """The last step of an exercise cannot be taken out."""
        self.buttons[StepAsk.TAKE_OUT].setVisible(removable)

    def open(self, opened: bool) -> None:
        """Show the fields, or only the line."""
        self.body.setVisible(opened)
        self._show_mark()
        self._show()
        if opened:
            self.opened.emit()

    def _take(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        timed = bool(self.timed.choice)
        self.seconds.setVisible(timed)
        self.times.setVisible(not timed)
        name = self.say.text or self.tr("A new step")
        self._name.setText(self.tr("{n}. {what}").format(n=self._number, what=name))
        self._detail.setText(self.tr("Something here needs another look."))
        if not self.faults():
            self._detail.setText(step_length_text(self.step("")))
        elif not self.say.text:
            self._detail.setText("")
        self._small.show_drawing(self.picture.drawing)
        self._small.setVisible(bool(self.picture.drawing))
        form = self.tr("Open step {n}: {what}")
        form = form if self.body.isHidden() else self.tr("Close step {n}: {what}")
        self.fold.setAccessibleName(form.format(n=self._number, what=name))
        for button in self.buttons.values():
            button.setAccessibleName(f"{button.text()}: {name}")

    def _show_mark(self) -> None:
        mark = "chevron-right" if self.body.isHidden() else "chevron-down"
        self.fold.setIcon(self._look.icon(mark))
        self.fold.setIconSize(QSize(24, 24) * self._look.scale)
