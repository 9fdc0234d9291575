"""That every part of a diary has its words where diaries and files are compared."""

from __future__ import annotations

import pytest

from cluneal_tracker.data.parts import PARTS, Part
from cluneal_tracker.services.incoming import ImportReport
from cluneal_tracker.services.joining import JoinReport
from cluneal_tracker.ui.widgets import backup_words, incoming_words


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.table)
def test_what_a_file_adds_is_told(part: Part) -> None:
    added = {one.file: 7 if one is part else 0 for one in PARTS}
    (line,) = incoming_words.counts(ImportReport(added, 0, (), ()))
    assert "7" in line


@pytest.mark.parametrize("part", [one for one in PARTS if one.counted], ids=lambda one: one.table)
def test_what_another_diary_brings_is_told(part: Part) -> None:
    report = JoinReport({part.table: 7}, others=0, gone=0, both=0, changes=7)
    assert "7" in backup_words.brought(report)
