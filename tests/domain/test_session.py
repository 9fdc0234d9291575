from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.when import When

STARTED = When.local(datetime.fromisoformat("2026-03-12T09:00"), ZoneInfo("Europe/Berlin"))
TEN_EACH = {"left": 10, "right": 10}


def _session(done: dict[str, int], seconds: int = 280) -> Session:
    return Session("one", "nerve-glide", STARTED, STARTED.utc, seconds, TEN_EACH, done)


@pytest.mark.parametrize(
    ("done", "finished"),
    [
        ({"left": 10, "right": 10}, True),
        ({"left": 10, "right": 9}, False),
        ({"left": 10}, False),
        ({}, False),
    ],
)
def test_a_session_is_finished_when_all_was_done(done: dict[str, int], finished: bool) -> None:
    assert _session(done).finished is finished


@pytest.mark.parametrize(
    ("done", "share"), [({"left": 10, "right": 10}, 1.0), ({"left": 5}, 0.25), ({}, 0.0)]
)
def test_one_that_was_broken_off_counts_for_the_share_that_was_done(
    done: dict[str, int], share: float
) -> None:
    assert _session(done).share == share


@pytest.mark.parametrize("done", [{"left": 11}, {"once": 1}])
def test_no_more_can_be_done_than_was_planned(done: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="more repetitions"):
        _session(done)


def test_a_session_takes_some_time_or_none() -> None:
    assert _session({}, seconds=0).seconds == 0
    with pytest.raises(ValueError, match="less than no time"):
        _session({}, seconds=-1)
