"""Every screen opened again and again leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts what Linux tells")

# Caches and fonts are filled by then.
_FEW, _WARM_AFTER_FEW, _ANEW_IN_FEW = 40, 24, 8
_MANY, _WARM_AFTER_MANY = 1000, 300
_MOST_GROWTH = 2 * 1024 * 1024
_AT_EACH_END = 100

Samples = list[dict[str, int]]


@lru_cache(maxsize=2)
def _rounds(count: int, anew: int) -> Samples:
    command = [sys.executable, "-m", "tests.soak", str(count), str(anew)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    samples = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(samples) == count
    return samples


def _nothing_is_left(samples: Samples) -> None:
    """As much at the end as at the beginning; files that are closed by and by may be fewer."""
    part = len(samples) // 3
    for kind in ("widgets", "threads", "descriptors"):
        seen = [sample[kind] for sample in samples]
        assert max(seen[-part:]) <= max(seen[:part]), f"{kind}: {seen}"
    assert samples[-1]["threads"] == 1


def test_forty_rounds_leave_no_widget_thread_or_descriptor() -> None:
    _nothing_is_left(_rounds(_FEW, _ANEW_IN_FEW)[_WARM_AFTER_FEW:])


@pytest.mark.slow
def test_a_thousand_leave_none_either() -> None:
    _nothing_is_left(_rounds(_MANY, 1)[_WARM_AFTER_MANY:])


@pytest.mark.slow
def test_a_thousand_keep_no_memory() -> None:
    memory = [sample["memory"] for sample in _rounds(_MANY, 1)[_WARM_AFTER_MANY:]]
    first, last = memory[:_AT_EACH_END], memory[-_AT_EACH_END:]
    # The picture of a chart comes and goes with some MB: what is always there is what is kept.
    assert min(last) - min(first) <= _MOST_GROWTH
