"""The parts of a diary: each table that the journal keeps is declared here, once.

A new table is an entry here, its store, and its table among those of an exported diary. What else
goes through all tables goes through `PARTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

PAIN = "pain"
SESSION = "session"
TREATMENT = "treatment"
DOSE = "dose"
EFFECT = "effect"
HABIT = "habit"
WEEKLY = "weekly"
ROLAND = "roland"
VISIT = "visit"
TRIAL = "trial"
SPOT = "spot"
ROUTINE = "routine"
PICTURE = "picture"
REMINDER = "reminder"
SETTING = "setting"


class Changed(Flag):
    """The parts of the diary that a piece of news is about."""

    PAIN = auto()
    SESSIONS = auto()
    TREATMENTS = auto()
    SETTINGS = auto()
    REMINDERS = auto()
    HABITS = auto()
    ROUTINES = auto()
    WEEKLY = auto()
    VISITS = auto()
    ROLAND = auto()
    TRIALS = auto()
    SPOTS = auto()
    DOSES = auto()
    EFFECTS = auto()
    EVERYTHING = (
        PAIN
        | SESSIONS
        | TREATMENTS
        | SETTINGS
        | REMINDERS
        | HABITS
        | ROUTINES
        | WEEKLY
        | VISITS
        | ROLAND
        | TRIALS
        | SPOTS
        | DOSES
        | EFFECTS
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A table, its name in an exported diary, and what its news is about.

    `counted` says whether its rows are told by their number where diaries are compared;
    `brought_back` whether they become again what an earlier diary has.
    """

    table: str
    file: str
    changed: Changed
    counted: bool = True
    brought_back: bool = True


# In the order in which they are exported and told.
PARTS = (
    Part(PAIN, "pain", Changed.PAIN),
    Part(SESSION, "sessions", Changed.SESSIONS),
    Part(TREATMENT, "treatments", Changed.TREATMENTS),
    Part(DOSE, "doses", Changed.DOSES),
    Part(EFFECT, "effects", Changed.EFFECTS),
    Part(HABIT, "habits", Changed.HABITS),
    Part(WEEKLY, "weekly", Changed.WEEKLY),
    Part(ROLAND, "roland", Changed.ROLAND),
    Part(VISIT, "visits", Changed.VISITS),
    Part(TRIAL, "trials", Changed.TRIALS),
    Part(SPOT, "spots", Changed.SPOTS),
    Part(ROUTINE, "routines", Changed.ROUTINES),
    Part(PICTURE, "pictures", Changed.ROUTINES),
    # A reminder that was told stays told.
    Part(REMINDER, "reminders", Changed.REMINDERS, counted=False, brought_back=False),
    Part(SETTING, "settings", Changed.SETTINGS, counted=False),
)
