"""The plan of a trial as it is written: what is tried, its two ways, how long, from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cluneal_tracker.domain.own_trial import (
    USUAL_DAYS,
    USUAL_PAIRS,
    USUAL_WASHOUT,
    TrialWords,
)
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.trial import Trial
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label
from cluneal_tracker.ui.widgets.chips import SideChoice
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.form_card import switched
from cluneal_tracker.ui.widgets.number_field import NumberField
from cluneal_tracker.ui.widgets.text_field import TextField
from cluneal_tracker.ui.widgets.typed_edit import FaultLine, tell_faults

_USUAL_TIME = time(8)
_YEAR = 366
_WIDEST = 560


@dataclass(frozen=True, slots=True)
class PlanValues:
    """What is written in the form, each field as it is on its own."""

    about: str
    way_a: str
    way_b: str
    first_day: date
    pairs: int
    period_days: int
    washout_days: int
    side: Side
    remind_at: time | None


class TrialForm(QWidget):
    """Two cards; `changed` is sent with each change of what is written."""

    changed = Signal()

    def __init__(self, look: Look, today: date, side: Side) -> None:
        super().__init__()
        self._look = look
        longest = TrialWords.LONGEST
        needed = self.tr("Write what you do on these days.")
        self.about = TextField(self.tr("What you try (you can skip it)"), longest)
        self.way_a = TextField(
            self.tr("One way"),
            longest,
            needed=needed,
            hint=self.tr("Such as: With the cushion"),
        )
        self.way_b = TextField(
            self.tr("The other way"), longest, needed=needed, hint=self.tr("Such as: Without it")
        )
        most_days = Trial.MOST_PERIOD_DAYS
        self.pairs = NumberField(
            look, self.tr("How many times"), Trial.FEWEST_PAIRS, Trial.MOST_PAIRS
        )
        self.period_days = NumberField(look, self.tr("Days each way"), 1, most_days)
        self.washout_days = NumberField(
            look, self.tr("Days left out at each change"), 0, most_days - 1
        )
        self.first_day = DayEdit(self.tr("First day"))
        self.sides = SideChoice()
        self.reminds = QCheckBox(self.tr("Remind me when the way changes, at"))
        self.remind_at = ClockEdit()
        self.remind_at.setAccessibleName(self.tr("Time of the reminder"))
        self._today = today
        self._lay_out()
        usual = USUAL_PAIRS, USUAL_DAYS, USUAL_WASHOUT
        self.show_values(PlanValues("", "", "", today, *usual, side, _USUAL_TIME))
        self._listen()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        what, when = Card(self.tr("What you try")), Card(self.tr("How long"))
        for field in self._texts():
            field.setMaximumWidth(self._look.px(_WIDEST))
            what.column.addWidget(field)
        numbers = FlowLayout(24)
        for number in self._numbers():
            numbers.addWidget(number)
        when.column.addLayout(numbers)
        many = self.tr("Each time has both ways. Many short times tell more than a few long ones.")
        wear = self.tr("Leave days out for what lasts into the next days.")
        when.column.addWidget(Label(f"{many} {wear}", "muted"))
        others = FlowLayout(24)
        others.addWidget(_named(self.tr("First day"), self.first_day))
        others.addWidget(_named(self.tr("Side of the scores"), self.sides))
        when.column.addLayout(others)
        when.column.addWidget(FaultLine(self.first_day))
        when.column.addWidget(switched(self.reminds, self.remind_at))
        column.addWidget(what)
        column.addWidget(when)

    def show_values(self, values: PlanValues) -> None:
        """Fill it; a first day that has gone by meanwhile becomes today."""
        texts = values.about, values.way_a, values.way_b
        for text_field, text in zip(self._texts(), texts, strict=True):
            text_field.show_text(text)
        numbers = values.pairs, values.period_days, values.washout_days
        for number_field, number in zip(self._numbers(), numbers, strict=True):
            number_field.show_value(number)
        today = self._today
        latest = date.fromordinal(today.toordinal() + _YEAR)
        self.first_day.show_day(max(values.first_day, today), latest, today)
        self.sides.show_choice(values.side)
        at = values.remind_at or _USUAL_TIME
        self.reminds.setChecked(values.remind_at is not None)
        self.remind_at.show_at(at)

    def _listen(self) -> None:
        for field in self._fields():
            field.changed.connect(self.changed)
        self.first_day.day_chosen.connect(self.changed)
        self.first_day.told.connect(self.changed)
        self.sides.chosen.connect(self.changed)
        self.reminds.toggled.connect(self.remind_at.setEnabled)

    def clear_texts(self) -> None:
        """Take the words out: the plan was begun."""
        for field in self._texts():
            field.show_text("")

    @property
    def written(self) -> bool:
        """Whether something was written that is worth keeping."""
        return any(field.text for field in self._texts())

    @property
    def numbers_fit(self) -> bool:
        """Whether each number is one, so that a plan can be shown."""
        return not any(field.wrong for field in self._numbers())

    def tell(self) -> bool:
        """Say at each field what is wrong with it; whether all is well."""
        return tell_faults([*self._fields(), self.first_day, self.remind_at]) is None

    @property
    def day_fits(self) -> bool:
        """Whether the first day is one that can be chosen."""
        return not self.first_day.wrong

    @property
    def values(self) -> PlanValues:
        """What is written; no field with a fault is asked for its own."""
        side = self.sides.choice
        pairs, period_days, washout_days = (int(field.value) for field in self._numbers())
        return PlanValues(
            self.about.text,
            self.way_a.text,
            self.way_b.text,
            self.first_day.day or self._today,
            pairs,
            period_days,
            washout_days,
            side if isinstance(side, Side) else Side.BOTH,
            self.remind_at.at if self.reminds.isChecked() else None,
        )

    def _fields(self) -> list[TextField | NumberField]:
        return [*self._texts(), *self._numbers()]

    def _texts(self) -> tuple[TextField, ...]:
        return self.about, self.way_a, self.way_b

    def _numbers(self) -> tuple[NumberField, ...]:
        return self.pairs, self.period_days, self.washout_days


def _named(words: str, field: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(words, "strong", wrap=False))
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    return part
