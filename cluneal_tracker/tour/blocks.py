"""Blocks that came before those of the invented diary, so that there is something to compare."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.demo import DemoClock
from cluneal_tracker.services.opening import Services

# Days before today, what was given, and scores by the minutes after it.
_EARLIER = (
    (210, "Lidocaine", {-8: 68, 5: 55, 15: 40, 30: 30, 60: 36, 120: 58, 180: 66, 240: 70}),
    (140, "Bupivacaine", {-9: 71, 5: 62, 15: 33, 30: 20, 60: 16, 120: 22, 240: 41, 360: 60}),
)
_GIVEN_AT = time(10, 30)


def add_earlier_blocks(services: Services, clock: DemoClock, today: date) -> None:
    """Live through the two blocks; the clock comes back to the evening of `today`."""
    for back, drug, scores in _EARLIER:
        day = today - timedelta(days=back)
        for minutes, points in scores.items():
            at = datetime.combine(day, _GIVEN_AT) + timedelta(minutes=minutes)
            clock.set(at.date(), at.time())
            services.diary.add(VasScore(points))
        services.treatments.add(
            TreatmentKind.BLOCK, day, side=Side.RIGHT, name=drug, given_at=_GIVEN_AT
        )
    clock.set(today, time(21))
