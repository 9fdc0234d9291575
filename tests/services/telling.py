"""Hands for reminders: what is told now, and what the ledger has of it."""

from __future__ import annotations

from datetime import date, time

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.asking import Asked
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.reminder_view import ReminderView

TODAY = date(2026, 3, 12)
CHECK_IN = ReminderKind.CHECK_IN


def asked_at(hour: int, day: date = TODAY) -> Asked:
    return Asked(Reminder(CHECK_IN, time(hour)), day)


AT_EIGHT = asked_at(8)


def told_now(services: Services) -> ReminderView:
    reminder = services.reminding.take_due()
    assert reminder is not None
    return reminder


def give_answer(services: Services) -> None:
    told = told_now(services)
    services.diary.mark(VasScore(41), Given.LINE)
    services.reminding.settle(told)


def outcomes_in(db: Database) -> dict[str, str]:
    return dict(db.connection.execute("select id, outcome from reminder").fetchall())
