"""What was taken when it hurt, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.ui.words import clock_time, long_day


def name_of(treatment: Treatment) -> str:
    """What it is, with its dose: "Heat pad", "Gabapentin 300 mg"."""
    return " ".join(filter(None, (treatment.name.strip(), treatment.dose.strip())))


def moment(dose: Dose) -> str:
    """When it was taken: "Thursday 12 March, 08:10"."""
    return f"{long_day(dose.taken.at.date())}, {clock_time(dose.taken.at)}"


def today(doses: Sequence[Dose]) -> str:
    """How often it was taken today, and when last; `doses` are those of today, oldest first."""
    if not doses:
        return _tr("Not taken today")
    at = clock_time(doses[-1].taken.at)
    if len(doses) == 1:
        return _tr("Taken once today, at {time}").format(time=at)
    return _tr("Taken {count} times today, last at {time}").format(count=len(doses), time=at)


def _tr(text: str) -> str:
    return QCoreApplication.translate("doses", text)
