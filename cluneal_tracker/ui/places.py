"""The places of the app, and the keys that lead to them."""

from __future__ import annotations

from enum import Enum


class Place(str, Enum):
    """The places of the bar; the name is that of the icon."""

    TODAY = "today"
    EXERCISES = "exercises"
    TRENDS = "trends"
    TREATMENTS = "treatments"
    VISIT = "visit"
    HELP = "help"
    LEARN = "learn"
    SETTINGS = "settings"


KEYS = {
    Place.TODAY: "Ctrl+1",
    Place.EXERCISES: "Ctrl+2",
    Place.TRENDS: "Ctrl+3",
    Place.TREATMENTS: "Ctrl+4",
    Place.VISIT: "Ctrl+5",
    Place.HELP: "F1",
    Place.LEARN: "Ctrl+6",
    Place.SETTINGS: "Ctrl+,",
}
