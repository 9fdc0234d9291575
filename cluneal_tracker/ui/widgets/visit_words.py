"""Visits in words."""

from __future__ import annotations

from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.ui.words import clock_time, full_day


def visit_text(visit: Visit) -> str:
    """The time and whom it is with, as far as they are known: "10:30, Dr Lee"."""
    return ", ".join(filter(None, (clock_time(visit.at) if visit.at else "", visit.whom.strip())))


def visit_title(visit: Visit) -> str:
    """The day of a visit, with what else is known of it."""
    return ", ".join(filter(None, (full_day(visit.day), visit_text(visit))))
