"""Joins the one press that says something was taken just now to the diary."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.words import clock_time


def take(services: Services, desk: Desk, treatment_id: str) -> None:
    """Save that something was taken just now, and say so with the way back."""

    def act() -> None:
        dose = services.doses.take(treatment_id)
        name = services.treatments.names()[treatment_id]
        said = QCoreApplication.translate("doses", "Saved: {name}, {time}.")
        desk.say(said.format(name=name, time=clock_time(dose.taken.at)), undo=True)

    desk.attempt(act)
