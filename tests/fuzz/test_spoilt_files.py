"""The promises of `tests.fuzz`, kept for a small count of spoilt files in every run."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.formats import FORMATS
from tests.fuzz.judge import Judge, Outcome
from tests.fuzz.spoiling import spoil_bytes

few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
many = settings(few, max_examples=5000)


def _spoilt(name: str, chance: Random) -> bytes:
    kind = FORMATS[name]
    content = chance.choice(kind.seeds())
    with warnings.catch_warnings():
        # A zip that holds a name twice is warned of, and is what is wanted here.
        warnings.simplefilter("ignore", UserWarning)
        for _ in range(chance.choice((1, 1, 2))):
            content = kind.spoil(content, chance)
    return spoil_bytes(content, chance) if chance.random() < 0.1 else content


@pytest.mark.parametrize("name", FORMATS)
@few
@given(chance=st.randoms(use_true_random=False))
def test_a_spoilt_file_comes_in_whole_or_not_at_all(
    judge: Judge, tmp_path: Path, name: str, chance: Random
) -> None:
    (tmp_path / "file").write_bytes(_spoilt(name, chance))
    judge.judge(tmp_path / "file", chance)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@many
@given(chance=st.randoms(use_true_random=False))
def test_so_do_5000_of_a_kind(judge: Judge, tmp_path: Path, name: str, chance: Random) -> None:
    (tmp_path / "file").write_bytes(_spoilt(name, chance))
    judge.judge(tmp_path / "file", chance)


@few
@given(content=st.binary(max_size=200))
def test_noise_is_refused(judge: Judge, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert judge.judge(tmp_path / "file", Random(1)) in (Outcome.REFUSED, Outcome.QUESTIONS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_files_to_begin_from_are_good(judge: Judge, tmp_path: Path, name: str) -> None:
    outcomes = set()
    for content in FORMATS[name].seeds():
        (tmp_path / "file").write_bytes(content)
        outcomes |= {judge.judge(tmp_path / "file", Random(number)) for number in range(20)}
    assert Outcome.ADDED in outcomes
    assert Outcome.REFUSED not in outcomes


@pytest.mark.parametrize("name", FORMATS)
def test_spoilt_files_are_of_every_sort(judge: Judge, tmp_path: Path, name: str) -> None:
    """Were all of them refused at the first byte, nothing would be tried."""
    counts: Counter[Outcome] = Counter()
    for number in range(150):
        (tmp_path / "file").write_bytes(_spoilt(name, Random(number)))
        counts[judge.judge(tmp_path / "file", Random(number))] += 1
    assert counts[Outcome.BAD_ROWS] >= 5
    assert counts[Outcome.ADDED] >= 2
