"""The promises of `tests.fuzz` for the file of one exercise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.exercise_judge import ExerciseJudge
from tests.fuzz.formats import EXERCISE_FORMAT, exercise_files
from tests.fuzz.judge import Outcome
from tests.fuzz.spoiling import spoil_bytes
from tests.fuzz.test_spoilt_files import few, many


@pytest.fixture
def judge(tmp_path: Path) -> Iterator[ExerciseJudge]:
    """Knows one exercise, so that it is there already."""
    known = tmp_path / "known.json"
    known.write_bytes(exercise_files()[0])
    judge = ExerciseJudge(known)
    yield judge
    judge.close()


def _spoilt(chance: Random) -> bytes:
    content = chance.choice(exercise_files())
    for _ in range(chance.choice((1, 1, 2))):
        content = EXERCISE_FORMAT.spoil(content, chance)
    return spoil_bytes(content, chance) if chance.random() < 0.1 else content


@few
@given(chance=st.randoms(use_true_random=False))
def test_a_spoilt_file_comes_in_whole_or_not_at_all(
    judge: ExerciseJudge, tmp_path: Path, chance: Random
) -> None:
    (tmp_path / "file").write_bytes(_spoilt(chance))
    judge.judge(tmp_path / "file", chance)


@pytest.mark.slow
@many
@given(chance=st.randoms(use_true_random=False))
def test_so_do_5000(judge: ExerciseJudge, tmp_path: Path, chance: Random) -> None:
    (tmp_path / "file").write_bytes(_spoilt(chance))
    judge.judge(tmp_path / "file", chance)


def test_spoilt_files_are_of_every_sort(judge: ExerciseJudge, tmp_path: Path) -> None:
    """Were all of them refused at the first byte, nothing would be tried."""
    counts: Counter[Outcome] = Counter()
    for content in exercise_files():
        (tmp_path / "file").write_bytes(content)
        counts[judge.judge(tmp_path / "file", Random(1))] += 1
    assert counts == {Outcome.NOTHING_NEW: 2, Outcome.ADDED: 2}
    for number in range(150):
        (tmp_path / "file").write_bytes(_spoilt(Random(number)))
        counts[judge.judge(tmp_path / "file", Random(number))] += 1
    assert counts[Outcome.REFUSED] >= 50
    assert counts[Outcome.ADDED] >= 20
