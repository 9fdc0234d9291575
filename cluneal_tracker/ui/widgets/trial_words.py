"""The trial of now, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.own_trial import TrialDay


def day_text(day: TrialDay) -> str:
    """Which way a day is: "Your trial, day 3 of 42: With the cushion"."""
    form = _tr("Your trial, day {number} of {days}: {way}")
    return form.format(number=day.number, days=day.days, way=day.way)


def not_counted_text(day: TrialDay) -> str:
    """That a day is not counted; empty where it is."""
    return _tr("The other way wears off. This day is not counted.") if day.wears_off else ""


def begins_text(day: TrialDay) -> str:
    """Which way begins on this day."""
    return _tr("From today on: {way}").format(way=day.way)


def _tr(text: str) -> str:
    return QCoreApplication.translate("trial", text)
