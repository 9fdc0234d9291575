"""The tables of an exported diary, in the order they are written."""

from __future__ import annotations

from typing import Any

from cluneal_tracker.data.exchange.dose_table import DOSES
from cluneal_tracker.data.exchange.effect_table import EFFECTS
from cluneal_tracker.data.exchange.habit_table import HABITS
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.picture_table import PICTURES
from cluneal_tracker.data.exchange.reminder_table import REMINDERS
from cluneal_tracker.data.exchange.roland_table import ROLAND
from cluneal_tracker.data.exchange.routine_table import ROUTINES
from cluneal_tracker.data.exchange.session_table import SESSIONS
from cluneal_tracker.data.exchange.settings_table import SETTINGS
from cluneal_tracker.data.exchange.spot_table import SPOTS
from cluneal_tracker.data.exchange.table import Table
from cluneal_tracker.data.exchange.treatment_table import TREATMENTS
from cluneal_tracker.data.exchange.trial_table import TRIALS
from cluneal_tracker.data.exchange.visit_table import VISITS
from cluneal_tracker.data.exchange.weekly_table import WEEKLY

# A CSV export leaves the settings out.
DIARY_TABLES: tuple[Table[Any], ...] = (
    PAIN,
    SESSIONS,
    TREATMENTS,
    DOSES,
    EFFECTS,
    HABITS,
    WEEKLY,
    ROLAND,
    VISITS,
    TRIALS,
    SPOTS,
    ROUTINES,
    PICTURES,
    REMINDERS,
)
TABLES: tuple[Table[Any], ...] = (*DIARY_TABLES, SETTINGS)
