"""A diary with four blocks: one that helped, one that did not, one unscored, one under 2.0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.treatment import Guidance, Nerve, TreatmentKind
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

HELPED = {5: 60, 15: 40, 30: 22, 60: 18, 120: 24, 180: 35, 240: 48, 1440: 60}
WORSE = {5: 64, 30: 70, 60: 90}
LONG = "Bupivacaine-hydrochloride-with-a-name-that-never-ends " * 6


def four_blocks(services: Services, clock: FakeClock) -> None:
    """Blocks on the first of four months, each at 10:30."""
    now = clock.now()
    _block(services, clock, date(2025, 9, 1), 71, HELPED, Guidance.ULTRASOUND, "Bupivacaine")
    _block(services, clock, date(2025, 10, 1), 60, WORSE, Guidance.TOUCH, LONG)
    _block(services, clock, date(2025, 11, 1), None, {}, None, "")
    _block(services, clock, date(2025, 12, 1), 15, {60: 5}, Guidance.UNKNOWN, "")
    clock.set_wall(f"{now.astimezone(clock.zone()):%Y-%m-%dT%H:%M}")


def _block(
    services: Services,
    clock: FakeClock,
    day: date,
    before: int | None,
    checks: Mapping[int, int],
    guidance: Guidance | None,
    drug: str,
) -> None:
    given = datetime.combine(day, time(10, 30))
    clock.set_wall(f"{given:%Y-%m-%dT%H:%M}")
    scores = {} if before is None else {-8: before}
    for minutes, points in (scores | dict(checks)).items():
        clock.set_wall(f"{given + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}")
        services.diary.add(VasScore(points))
    services.treatments.add(
        TreatmentKind.BLOCK,
        day,
        nerve=Nerve.SUPERIOR,
        name=drug,
        given_at=given.time(),
        guidance=guidance,
    )
