"""The amber bar of an earlier day: which day it is, and the way back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from cluneal_tracker.domain.when import ONE_DAY, DaySlot, Slot
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.words import half_name, slot_name


class EarlierStrip(Strip):
    """Says that a score is added later. `half_chosen` carries a half day, None for now.

    `day_known` tells whether there is a day to add it for: not where the one typed is none.
    """

    half_chosen = Signal(object)
    day_known = Signal(bool)

    def __init__(self) -> None:
        self._half: DaySlot | None = None
        self._said = ""
        self._day = DayEdit(self.tr("Day of this score"))
        slots = {slot: slot_name(slot).capitalize() for slot in Slot}
        self._slots = Choice(slots, self.tr("Time of day"))
        back = Button(self.tr("Back to today"), "", lambda: self.half_chosen.emit(None))
        super().__init__("notice", self._day, self._slots, back)
        self._day.day_chosen.connect(self._choose)
        self._day.told.connect(self._tell)
        self._slots.chosen.connect(self._choose)

    def show_half(self, half: DaySlot, today: date, *, counts: bool) -> None:
        """Show an earlier half day; one that does not count says so before it is scored."""
        if half != self._half or not self._day.isModified():
            self._half = half
            self._day.show_day(half.day, today - ONE_DAY)
        self._slots.show_choice(half.slot)
        sentence = self.tr("You are adding a score for {half}. It will be marked as added later.")
        left_out = self.tr("It is from over a day ago, so it stays out of the middle score.")
        said = sentence.format(half=half_name(half))
        self._said = said if counts else f"{said} {left_out}"
        self._tell(self._day.fault)

    def _tell(self, fault: str) -> None:
        self.say(fault or self._said)
        self.day_known.emit(not fault)

    def _choose(self) -> None:
        day, slot = self._day.day, self._slots.choice
        if day is not None and isinstance(slot, Slot):
            self.half_chosen.emit(DaySlot(day, slot))
