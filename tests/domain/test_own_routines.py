"""What is kept of the exercises, put together with those of the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from cluneal_tracker.domain.own_routines import Adaptation, drawings, offered
from cluneal_tracker.domain.routine import Level
from tests.data.routines_made_up import bridge, showing

NOW = datetime(2026, 3, 12, tzinfo=timezone.utc)
PARTS = bridge().parts
LEVELS = tuple(Level(name, PARTS) for name in ("One", "Two"))
CORE = bridge(key="core", name="Core", levels=LEVELS, level=1)
PLAIN = bridge(key="plain")
BUILT_IN = {"core": CORE, "plain": PLAIN}


def test_without_changes_all_are_as_they_came_and_in_order() -> None:
    found = offered(BUILT_IN, [])
    assert list(found) == ["core", "plain"]
    assert [one.came for one in found.values()] == [CORE, PLAIN]


def test_ones_own_come_last_the_oldest_first() -> None:
    kept = [
        Adaptation("b", NOW + timedelta(days=1), bridge(key="b")),
        Adaptation("a", NOW + timedelta(days=2), bridge(key="a")),
    ]
    assert list(offered(BUILT_IN, kept))[2:] == ["b", "a"]


def test_a_level_that_an_update_took_away_is_the_highest_there_is() -> None:
    found = offered(BUILT_IN, [Adaptation("core", NOW, level=9)])["core"]
    assert found.routine.level == 2
    assert not found.changed
    assert offered(BUILT_IN, [Adaptation("plain", NOW, level=2)])["plain"].routine == PLAIN


def test_one_that_an_update_took_away_is_gone_unless_it_was_changed() -> None:
    assert "old" not in offered(BUILT_IN, [Adaptation("old", NOW, hidden=True)])
    changed = replace(PLAIN, key="old", per_day=3)
    assert offered(BUILT_IN, [Adaptation("old", NOW, changed)])["old"].own


def test_drawings_of_all_levels_count() -> None:
    parts = showing("hip-clam").parts
    routine = bridge(levels=(LEVELS[0], Level("Two", parts)), level=1)
    assert drawings(routine) == {"core-brace", "hip-clam"}
