"""One exercise as it is offered: what it is, how far the day is, and what can be done with it."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.own_routines import Offered
from cluneal_tracker.domain.phases import run_minutes
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.ui.exercise_words import length_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton, restyle
from cluneal_tracker.ui.widgets.drawing import Drawing
from cluneal_tracker.ui.widgets.flow import FlowLayout, HeadLayout
from cluneal_tracker.ui.widgets.level_row import LevelRow
from cluneal_tracker.ui.widgets.routine_times import Times

_PICTURE = QSize(180, 120)
_ABOVE_FROM = 1.5


class CardAsk(Enum):
    """What can be asked of an exercise, beside doing it."""

    START = "start"
    ADD = "add"
    CHANGE = "change"
    COPY = "copy"
    SAVE = "save"
    RESET = "reset"
    HIDE = "hide"


class RoutineCard(Card):
    """Start it, add one that was done without the timer, change it; `asked` carries which.

    It shows another state of the same exercise without being built anew, so the keyboard stays.
    """

    asked = Signal(CardAsk)
    level_asked = Signal(int)

    def __init__(self, look: Look, offered: Offered) -> None:
        super().__init__()
        self._look, self._offered = look, offered
        self._picture = Drawing(look, _PICTURE)
        self._picture.setFixedSize(_PICTURE)
        self._name, self._mark = Label("", "heading"), Label("", "small", wrap=False)
        self._summary, self._caution = Label(), Label("", "muted")
        self._status = Label("", "strong")
        self.level = LevelRow(look)
        self.level.asked.connect(self.level_asked)
        self._make_buttons()
        self.times = Times()
        self._lay_out()
        self._take_look()
        look.changed.connect(self._take_look)

    def _make_buttons(self) -> None:
        words = {
            CardAsk.ADD: self.tr("Add one I did without the timer"),
            CardAsk.CHANGE: self.tr("Change it"),
            CardAsk.COPY: self.tr("Make a copy"),
            CardAsk.SAVE: self.tr("Save as a file"),
            CardAsk.RESET: self.tr("As it came"),
            CardAsk.HIDE: self.tr("Take it off my list"),
        }
        self.start = PrimaryButton(
            self._look, self.tr("Start"), partial(self.asked.emit, CardAsk.START)
        )
        self.buttons = {
            ask: Button(text, "link", partial(self.asked.emit, ask)) for ask, text in words.items()
        }
        self._show_times = Button("", "link", self._turn_times)
        self._show_more = Button("", "link", self._turn_more)

    def _lay_out(self) -> None:
        head = HeadLayout(12)
        head.addWidget(self._name)
        head.addWidget(self._mark)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addLayout(head)
        for widget in (self._summary, self._caution, self.level, self._status):
            texts.addWidget(widget)
        texts.addSpacing(8)
        add, change = self.buttons[CardAsk.ADD], self.buttons[CardAsk.CHANGE]
        texts.addLayout(self._row_of(self.start, add, self._show_times, change, self._show_more))
        self.more = QWidget()
        asks = (CardAsk.COPY, CardAsk.SAVE, CardAsk.RESET, CardAsk.HIDE)
        self.more.setLayout(self._row_of(*(self.buttons[ask] for ask in asks)))
        texts.addWidget(self.more)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(24)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(texts, 1)
        self.column.addLayout(self._row)
        self.column.addWidget(self.times)
        self.more.hide()
        self.times.hide()

    def _row_of(self, *buttons: QWidget) -> FlowLayout:
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        return row

    def show_state(self, today: RoutineToday, *, stands_out: bool) -> None:
        """Show the exercise and how far the day is; only one Start of the page stands out."""
        offered, routine = today.offered, today.routine
        self._offered = offered
        drawing = routine.parts[0].steps[0].drawing
        self._picture.show_drawing(drawing)
        self._picture.setVisible(bool(drawing))
        self._name.setText(routine.name)
        for label, text in (
            (self._mark, self._mark_text()),
            (self._summary, routine.summary),
            (self._caution, routine.caution),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        text = self.tr("{done} of {target} done today. About {minutes} a time.")
        self._status.setText(
            text.format(
                done=min(today.done, routine.per_day),
                target=routine.per_day,
                minutes=length_text(run_minutes(routine) * 60),
            )
        )
        self.level.show_level(routine)
        self.buttons[CardAsk.RESET].setVisible(offered.changed)
        if not self.times.isHidden():
            self.times.show_routine(offered)
        self._name_buttons()
        self.start.setProperty("role", "primary" if stands_out else "")
        restyle(self.start)

    def _mark_text(self) -> str:
        if self._offered.own:
            return self.tr("Yours")
        return self.tr("Changed by you") if self._offered.changed else ""

    def _take_look(self) -> None:
        """Large letters need the whole width: the drawing goes above them."""
        above = self._look.scale > _ABOVE_FROM
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if above else direction.LeftToRight)

    def _turn_times(self) -> None:
        self.times.show_routine(self._offered)
        self.times.setVisible(self.times.isHidden())
        self._name_buttons()

    def _turn_more(self) -> None:
        self.more.setVisible(self.more.isHidden())
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Each says in its name which exercise it is for; the words alone are on every card."""
        name = self._offered.routine.name
        shown, opened = not self.times.isHidden(), not self.more.isHidden()
        self._show_times.setText(self.tr("Hide the times") if shown else self.tr("Show the times"))
        times = (
            self.tr("Hide the times of {name}") if shown else self.tr("Show the times of {name}")
        )
        self._show_more.setText(self.tr("Less") if opened else self.tr("More"))
        more = self.tr("Less for {name}") if opened else self.tr("More for {name}")
        names = {
            self.start: self.tr("Start {name}"),
            self._show_times: times,
            self._show_more: more,
            self.buttons[CardAsk.ADD]: self.tr("Add {name} done without the timer"),
            self.buttons[CardAsk.CHANGE]: self.tr("Change {name}"),
            self.buttons[CardAsk.COPY]: self.tr("Make a copy of {name}"),
            self.buttons[CardAsk.SAVE]: self.tr("Save {name} as a file"),
            self.buttons[CardAsk.RESET]: self.tr("{name}: as it came"),
            self.buttons[CardAsk.HIDE]: self.tr("Take {name} off my list"),
        }
        for button, form in names.items():
            button.setAccessibleName(form.format(name=name))
