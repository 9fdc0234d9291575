from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.services.opening import open_services
from tests import own_things
from tests.faults.story import LOSE, Story, do

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def _score(note: str) -> list[str]:
    return ["score", "4.1", "--note", note]


@pytest.fixture
def everyday(tmp_path: Path) -> Story:
    """All that writes."""
    before, other = tmp_path / "before", tmp_path / "other"
    do(before, *_score("before"))
    do(other, *_score("brought"))
    do(other, *_score("in"))
    with open_services(other) as services:
        own_things.make(services)
    do(other, "export", "json", "--out", str(tmp_path / "in.json"))
    export = ["export", "json", "--out", "ROOT/out.json"]
    return Story(
        tmp_path,
        *(_score("first"), _score("second"), ["backup"], export),
        *(_score("a long one " * 300), ["import", str(tmp_path / "in.json")], export),
        ["exercise", "level", "hip-strength", "2"],
        *(["restore", str(before / "diary.db")], _score("last")),
    )


@pytest.fixture
def lost(tmp_path: Path) -> Story:
    """A diary that goes missing, and comes back from a backup."""
    before = tmp_path / "before"
    do(before, *_score("before"))
    restore = ["restore", str(before / "diary.db")]
    return Story(tmp_path, _score("first"), _score("second"), LOSE, restore, _score("last"))


def _look(story: Story, count: int) -> None:
    chance = Random(count)
    # By default a few of the cuts; by hand as many as there are.
    cuts = story.cuts(chance, draws=1 if count < 100 else 60)
    cuts = chance.sample(cuts, min(count, len(cuts)))
    faults = Counter(fault for fault in map(story.fault, cuts) if fault)
    assert not faults, f"{faults.total()} of {len(cuts)}: {faults.most_common(5)}"
    assert len(cuts) == count


@pytest.mark.parametrize("count", [60, pytest.param(4000, marks=pytest.mark.slow)])
def test_a_power_cut_loses_nothing_that_was_told(everyday: Story, count: int) -> None:
    _look(everyday, count)


@pytest.mark.parametrize("count", [40, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_power_cut_while_a_lost_diary_comes_back_is_no_false_alarm(
    lost: Story, count: int
) -> None:
    _look(lost, count)


@pytest.mark.parametrize("synchronous", ["full", "off"])
def test_it_would_see_a_weaker_setting_lose_what_was_told(
    everyday: Story, synchronous: str
) -> None:
    """The proof of the proof: had it seen nothing here, it would see nothing at all."""
    assert any(map(everyday.fault, everyday.cuts(Random(1), 0, synchronous)))
