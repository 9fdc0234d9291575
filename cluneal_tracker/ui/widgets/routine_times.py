"""Every number of an exercise, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from cluneal_tracker.domain.own_routines import Offered
from cluneal_tracker.domain.routine import Part, Routine
from cluneal_tracker.ui.exercise_words import length_text, step_length_text
from cluneal_tracker.ui.widgets.basics import Label, clear


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in words; `place` is where it stands in the exercise."""

    place: tuple[object, ...]
    what: str
    number: str
    from_guide: bool = False


class Times(QWidget):
    """A table of what, how much, and who says so: the guide, this app, or the person."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(2, 1)

    def show_routine(self, offered: Offered) -> None:
        """Show the numbers of an exercise."""
        clear(self._grid)
        came = self._numbers(offered.came) if offered.came else ()
        known = {(one.place, one.number) for one in came}
        ours = False
        for row, one in enumerate(self._numbers(offered.routine)):
            theirs = (one.place, one.number) not in known
            ours |= not one.from_guide and not theirs
            self._grid.addWidget(Label(one.what), row, 0)
            self._grid.addWidget(Label(one.number, "strong", wrap=False), row, 1)
            self._grid.addWidget(Label(self._source(one, theirs=theirs), "muted"), row, 2)
        if ours:
            note = self.tr("Your physio may change the times that are our choice.")
            self._grid.addWidget(Label(note, "muted"), self._grid.rowCount(), 0, 1, 3)

    def _source(self, one: _Number, *, theirs: bool) -> str:
        if one.from_guide:
            return self.tr("from the guide")
        return self.tr("your own") if theirs else self.tr("our choice")

    def _numbers(self, routine: Routine) -> Iterator[_Number]:
        for place, part in enumerate(routine.parts):
            yield from self._numbers_of(place, part)
        per_day = self._times(routine.per_day) if routine.per_day > 1 else self.tr("once")
        yield _Number(("day",), self.tr("Each day"), per_day, routine.per_day_from_guide)
        ready, swap = length_text(routine.ready_seconds), length_text(routine.swap_seconds)
        yield _Number(("ready",), self.tr("To get ready"), ready)
        if any(part.each_side for part in routine.parts):
            yield _Number(("swap",), self.tr("To swap sides"), swap)

    def _numbers_of(self, place: int, part: Part) -> Iterator[_Number]:
        for step in part.steps:
            name = step.short[:1].upper() + step.short[1:]
            yield _Number((place, step.key), name, step_length_text(step), step.from_guide)
        if part.repetitions > 1:
            what = self.tr("Repeats on each side") if part.each_side else self.tr("Repeats")
            number = self._times(part.repetitions)
            yield _Number((place, "repeats"), what, number, part.from_guide)
        if part.sets > 1:
            yield _Number((place, "sets"), self.tr("Sets"), str(part.sets))
            rest = length_text(part.rest_seconds) if part.rest_seconds else self.tr("none")
            yield _Number((place, "rest"), self.tr("Rest between sets"), rest)

    def _times(self, number: int) -> str:
        return self.tr("{n} times").format(n=number)
