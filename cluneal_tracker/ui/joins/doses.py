"""Joins the times that a treatment was taken to the diary."""

from __future__ import annotations

from functools import partial
from typing import Any

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk, attempt
from cluneal_tracker.ui.joins.taking import take
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen


class DosesJoin:
    """The times under each treatment, and the form for one of them."""

    def __init__(self, screen: TreatmentsScreen, services: Services, desk: Desk) -> None:
        self._screen, self._services, self._desk = screen, services, desk
        screen.list.taken.connect(partial(take, services, desk))
        screen.list.dose_asked_for.connect(self._open)
        screen.list.dose_removed.connect(self._remove)
        screen.dose_form.saved.connect(self._save)

    def _open(self, treatment: Treatment, dose: Dose | None) -> None:
        now = When.now(self._services.clock).at.replace(tzinfo=None)
        self._screen.open_dose(treatment, dose, now)

    def _save(self, values: dict[str, Any], edited: Dose | None) -> None:
        doses, tr = self._services.doses, self._screen.tr
        save = partial(doses.change, edited.id) if edited else doses.take
        if attempt(lambda: save(**values), self._screen.show_error):
            self._screen.dose_form.close_form()
            self._desk.say(tr("Changed.") if edited else tr("This time is added."), undo=True)

    def _remove(self, dose_id: str) -> None:
        if self._desk.attempt(lambda: self._services.doses.delete(dose_id)):
            self._desk.say(self._screen.tr("This time is removed."), undo=True)
