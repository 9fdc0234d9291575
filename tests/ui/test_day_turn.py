"""Nobody looks each minute whether the day has turned: the alarm is set for it."""

from __future__ import annotations

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.day_turn import DayTurn
from tests.fakes import FakeAlarm, FakeClock


def test_each_ring_sets_the_alarm_for_the_next_turn(services: Services, clock: FakeClock) -> None:
    bridge, alarm = Bridge(services.changes), FakeAlarm()
    turn = DayTurn(services, bridge, alarm)
    for wall in ("2026-03-12T14:00", "2026-03-13T04:00", "2026-03-28T23:00"):
        clock.set_wall(wall)
        bridge.rang.emit()
    clock.set_wall("2026-03-28T23:00", "America/New_York")
    bridge.rang.emit()
    turn.stop()
    bridge.rang.emit()
    wishes = [wish.strftime("%d %H:%M") for wish in alarm.wishes if wish is not None]
    # In UTC: Berlin is an hour ahead, two from the night on in which its clocks go forward.
    assert wishes == ["12 13:00", "13 03:00", "13 13:00", "29 02:00", "29 08:00"]
    assert alarm.stopped
