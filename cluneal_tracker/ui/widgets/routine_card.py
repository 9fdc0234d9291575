"""One routine as it is offered: what it is, how far the day is, and its times."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.ui.exercise_words import length_text, step_length_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton, restyle
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.flow import FlowLayout

_PICTURE = QSize(180, 120)
_ABOVE_FROM = 1.5


class RoutineCard(Card):
    """Start it, or add one that was done without the timer."""

    start_requested = Signal(str)
    add_requested = Signal(str)

    def __init__(self, look: Look, routine: Routine) -> None:
        super().__init__()
        self._look, self._routine = look, routine
        picture = Drawing(look, _PICTURE)
        picture.setFixedSize(_PICTURE)
        picture.show_drawing(routine.parts[0].steps[0].drawing)
        self._status = Label("", "strong")
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(Label(routine.name, "heading"))
        for label in (Label(routine.summary), Label(routine.caution, "muted"), self._status):
            texts.addWidget(label)
        texts.addSpacing(8)
        texts.addLayout(self._make_buttons())
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(24)
        self._row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(texts, 1)
        self.column.addLayout(self._row)
        self._take_look()
        look.changed.connect(self._take_look)
        self.times = Times(routine)
        self.times.hide()
        self.column.addWidget(self.times)

    def _make_buttons(self) -> FlowLayout:
        key, name = self._routine.key, self._routine.name
        self.start = PrimaryButton(
            self._look, self.tr("Start"), lambda: self.start_requested.emit(key)
        )
        self.start.setAccessibleName(self.tr("Start {name}").format(name=name))
        self.add = Button(
            self.tr("Add one I did without the timer"), "link", lambda: self.add_requested.emit(key)
        )
        self.add.setAccessibleName(self.tr("Add {name} done without the timer").format(name=name))
        self._show_times = Button("", "link", self._turn_times)
        self._name_times_button(shown=False)
        row = FlowLayout()
        for button in (self.start, self.add, self._show_times):
            row.addWidget(button)
        return row

    def show_state(self, today: RoutineToday, *, stands_out: bool) -> None:
        """Show how far the day is; only one Start of the page stands out."""
        text = self.tr("{done} of {target} done today. About {minutes} a time.")
        self._status.setText(
            text.format(
                done=min(today.done, self._routine.per_day),
                target=self._routine.per_day,
                minutes=length_text(self._routine.minutes() * 60),
            )
        )
        self.start.setProperty("role", "primary" if stands_out else "")
        restyle(self.start)

    def _take_look(self) -> None:
        """Large letters need the whole width: the drawing goes above them."""
        above = self._look.scale > _ABOVE_FROM
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if above else direction.LeftToRight)

    def _turn_times(self) -> None:
        shown = self.times.isHidden()
        self.times.setVisible(shown)
        self._name_times_button(shown=shown)

    def _name_times_button(self, *, shown: bool) -> None:
        self._show_times.setText(self.tr("Hide the times") if shown else self.tr("Show the times"))
        name = self.tr("Hide the times of {name}") if shown else self.tr("Show the times of {name}")
        self._show_times.setAccessibleName(name.format(name=self._routine.name))


class Times(QWidget):
    """Every number of a routine, and whether the guide gives it or this app does."""

    def __init__(self, routine: Routine) -> None:
        super().__init__()
        self._routine = routine
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(2, 1)
        for row, (what, number, from_guide) in enumerate(self._rows()):
            source = self.tr("from the guide") if from_guide else self.tr("our choice")
            grid.addWidget(Label(what), row, 0)
            grid.addWidget(Label(number, "strong", wrap=False), row, 1)
            grid.addWidget(Label(source, "muted"), row, 2)
        note = self.tr("Your physio may change the times that are our choice.")
        grid.addWidget(Label(note, "muted"), grid.rowCount(), 0, 1, 3)

    def _rows(self) -> Iterator[tuple[str, str, bool]]:
        routine = self._routine
        times = self.tr("{n} times")
        for part in routine.parts:
            for step in part.steps:
                name = step.short[:1].upper() + step.short[1:]
                yield name, step_length_text(step), step.from_guide
            if part.repetitions > 1:
                what = self.tr("Repeats on each side") if part.each_side else self.tr("Repeats")
                yield what, times.format(n=part.repetitions), part.from_guide
            if part.sets > 1:
                yield self.tr("Sets"), str(part.sets), False
                yield self.tr("Rest between sets"), length_text(part.rest_seconds), False
        per_day = times.format(n=routine.per_day) if routine.per_day > 1 else self.tr("once")
        yield self.tr("Each day"), per_day, routine.per_day_from_guide
        yield self.tr("To get ready"), length_text(routine.ready_seconds), False
        yield self.tr("To swap sides"), length_text(routine.swap_seconds), False
