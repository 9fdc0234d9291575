"""Joins the times that a treatment was taken to the diary."""

from __future__ import annotations

from functools import partial
from typing import Any

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.taking import take
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen


class DosesJoin:
    """The times under each treatment, and the form for one of them."""

    def __init__(self, screen: TreatmentsScreen, services: Services, desk: Desk) -> None:
        self._screen, self._services, self._desk = screen, services, desk
        screen.taken.connect(partial(take, services, desk))
        screen.dose_asked_for.connect(self._open)
        screen.dose_saved.connect(self._save)
        screen.dose_removed.connect(self._remove)

    def _open(self, treatment: Treatment, dose: Dose | None) -> None:
        now = When.now(self._services.clock).at.replace(tzinfo=None)
        self._screen.open_dose(treatment, dose, now)

    def _save(self, values: dict[str, Any], of: str, is_new: bool) -> None:
        doses, tr = self._services.doses, self._screen.tr
        try:
            if is_new:
                doses.take(of, **values)
            else:
                doses.change(of, **values)
        except (DiaryError, ValueError) as error:
            # Said beside the form, in which everything stays.
            self._screen.show_error(str(error))
            return
        self._screen.dose_form.close_form()
        self._desk.say(tr("This time is added.") if is_new else tr("Changed."), undo=True)

    def _remove(self, dose_id: str) -> None:
        if self._desk.attempt(lambda: self._services.doses.delete(dose_id)):
            self._desk.say(self._screen.tr("This time is removed."), undo=True)
