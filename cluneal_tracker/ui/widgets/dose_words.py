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


def today(doses: Sequence[Dose], before: Dose | None = None) -> str:
    """How often it was taken today, and when last; `doses` are those of today, oldest first.

    `before` is the last one of the day before.
    """
    if not doses and before is not None:
        last = f"{long_day(before.taken.at.date())}, {clock_time(before.taken.at)}"
        return _tr("Not taken today. The last time was {when}").format(when=last)
    if not doses:
        return _tr("Not taken today")
    at = clock_time(doses[-1].taken.at)
    if len(doses) == 1:
        return _tr("Taken once today, at {time}").format(time=at)
    return _tr("Taken {count} times today, last at {time}").format(count=len(doses), time=at)


def _tr(text: str) -> str:
    return QCoreApplication.translate("doses", text)
