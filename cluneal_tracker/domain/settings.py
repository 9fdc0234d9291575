"""Settings that belong to the diary, with their defaults and the values they may have."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind, in_order
from cluneal_tracker.domain.text import require_text


class Theme(str, Enum):
    """How the screens are coloured."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Paper(str, Enum):
    """The paper the page for the doctor is laid out for."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can choose; kept as rows in the diary so that backups carry it."""

    side: Side = Side.RIGHT
    reminders_on: bool = True
    reminders: tuple[Reminder, ...] = (
        Reminder(ReminderKind.CHECK_IN, time(8, 0)),
        Reminder(ReminderKind.CHECK_IN, time(20, 0)),
    )
    # No times, or when the quiet begins and ends; nothing is asked in between.
    quiet_hours: tuple[time, ...] = ()
    theme: Theme = Theme.SYSTEM
    text_size: int = 100
    sound: bool = True
    # Spoken steps, drawings that move, pain asked for before an exercise, an hourly nudge.
    voice: bool = False
    motion: bool = True
    ask_before: bool = True
    nudge: bool = False
    # When the nudges begin and end; past midnight where the end comes first.
    nudge_hours: tuple[time, ...] = (time(9, 0), time(18, 0))
    # The habits left out of view, by key.
    hidden_habits: tuple[str, ...] = ()
    # What the person ticked as a risk of theirs, by key.
    risks: tuple[str, ...] = ()
    paper: Paper = Paper.A4
    name: str = ""
    questions: str = ""
    welcomed: bool = False
    # Where a second copy of each backup goes; empty for none.
    second_folder: str = ""
    # Whether the window closes into the tray and goes on reminding.
    in_tray: bool = False
    # The number that calls an ambulance; empty for that of the country.
    emergency_number: str = ""
    # Whether the diary is the one that the program made up, so that what leaves it says so.
    invented: bool = False
    # The month in which the pain began, such as "2024-03"; empty where that is not said.
    pain_began: str = ""
    # Prompts to see a specialist that were put away, each with its day: "SP2 2026-03-12".
    prompts_put_away: tuple[str, ...] = ()

    TEXT_SIZES: ClassVar[tuple[int, ...]] = (100, 125, 150, 175, 200)
    _PHONE: ClassVar[re.Pattern[str]] = re.compile(r"\+?[0-9*#](?:[ -]?[0-9*#]){1,19}|")
    MOST_REMINDERS: ClassVar[int] = 40

    def __post_init__(self) -> None:
        require_text(self.name, self.questions, self.second_folder)
        require_text(*self.hidden_habits, *self.risks)
        if self.text_size not in self.TEXT_SIZES:
            raise ValueError(f"The text size can be {', '.join(map(str, self.TEXT_SIZES))} %.")
        self._check_hours()
        self._check_reminders()
        if list(self.hidden_habits) != sorted(set(self.hidden_habits)):
            raise ValueError("habits out of view are kept in order, each once")
        if list(self.risks) != sorted(set(self.risks)):
            raise ValueError("risks are kept in order, each once")
        if not self._PHONE.fullmatch(self.emergency_number):
            raise ValueError("A phone number has 2 to 20 digits, such as 112.")
        if self.pain_began:
            Month.parse(self.pain_began)
        put_away = list(self.prompts_put_away)
        if put_away != sorted(set(put_away)) or not all(map(_is_put_away, put_away)):
            raise ValueError("prompts that were put away are kept in order, each with its day")

    def _check_reminders(self) -> None:
        if self.reminders != in_order(self.reminders):
            raise ValueError("reminders are kept in order, each once")
        by_themselves = (ReminderKind.BLOCK_DAY, ReminderKind.VISIT, ReminderKind.TRIAL)
        if any(one.kind in by_themselves for one in self.reminders):
            raise ValueError("A check-in after a block comes by itself, and so does a visit.")
        if len(self.reminders) > self.MOST_REMINDERS:
            raise ValueError(f"There can be up to {self.MOST_REMINDERS} reminders.")

    def _check_hours(self) -> None:
        if any(at != time(at.hour, at.minute) for at in self.quiet_hours):
            raise ValueError("Quiet hours begin and end at whole minutes.")
        if self.quiet_hours and len(set(self.quiet_hours)) != 2:
            raise ValueError("Quiet hours begin at one time and end at another.")
        if any(at != time(at.hour, at.minute) for at in self.nudge_hours):
            raise ValueError("The hourly nudge begins and ends at a whole minute.")
        if len(self.nudge_hours) != 2 or len(set(self.nudge_hours)) != 2:
            raise ValueError("The hourly nudge begins at one time and ends at another.")


def _is_put_away(text: str) -> bool:
    name, _, day = text.partition(" ")
    with suppress(ValueError):
        return name.isalnum() and date.fromisoformat(day).isoformat() == day
    return False
