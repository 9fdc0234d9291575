"""What of a diary belongs to a rung of the guide's ladder."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from cluneal_tracker.domain.ladder import Rung, beside
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind

PILLS = Rung("pills", "First", "Pills", ("TX4",), medicines=("gabapentin",))
BLOCKS = Rung("blocks", "Blocks", "Block", ("TX6",), kinds=(TreatmentKind.BLOCK,))


def treatment(kind: TreatmentKind, name: str = "") -> Treatment:
    return Treatment(
        "x", kind, date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=timezone.utc), name=name
    )


@pytest.mark.parametrize("name", ["Gabapentin", "gabapentin 300", "GABAPENTIN-ratio"])
def test_a_medicine_is_known_by_its_name(name: str) -> None:
    assert PILLS.holds(treatment(TreatmentKind.MEDICINE, name))


@pytest.mark.parametrize("name", ["Pregabalin", "Gabapentinoid", "Ibuprofen"])
def test_a_medicine_that_the_guide_does_not_name_is_on_no_rung(name: str) -> None:
    medicine = treatment(TreatmentKind.MEDICINE, name)
    assert not PILLS.holds(medicine)
    assert beside([PILLS, BLOCKS], medicine)


def test_a_block_belongs_to_its_kind_whatever_it_is_called() -> None:
    block = treatment(TreatmentKind.BLOCK, "gabapentin")
    assert (BLOCKS.holds(block), PILLS.holds(block)) == (True, False)
