"""The one who judges, with a small diary to bring files into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.formats import exports
from tests.fuzz.judge import Judge


@pytest.fixture
def judge(tmp_path: Path) -> Iterator[Judge]:
    """Knows one entry, so that some rows of a file are there already."""
    known = tmp_path / "known.json"
    known.write_bytes(exports()["json"][1])
    judge = Judge(known)
    yield judge
    judge.close()
