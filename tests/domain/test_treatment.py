from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

import pytest

from cluneal_tracker.domain.treatment import Treatment, TreatmentKind

DAY = date(2026, 3, 12)
ENTERED = datetime(2026, 3, 12, 9, tzinfo=timezone.utc)


def _treatment(kind: TreatmentKind = TreatmentKind.OTHER, **more: Any) -> Treatment:
    return replace(Treatment("one", TreatmentKind.OTHER, DAY, ENTERED), kind=kind, **more)


def test_only_what_is_given_at_one_moment_is_a_turning_point() -> None:
    turning = {kind.value for kind in TreatmentKind if kind.is_turning_point}
    assert turning == {"block", "surgery", "pns"}


def test_the_last_day_may_be_the_first_but_not_before_it() -> None:
    assert _treatment(last_day=DAY).last_day == DAY
    with pytest.raises(ValueError, match="comes before"):
        _treatment(last_day=date(2026, 3, 11))


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_a_medicine_needs_a_name_and_nothing_else_does(name: str) -> None:
    assert _treatment(TreatmentKind.BLOCK, name=name).name == name
    with pytest.raises(ValueError, match="needs its name"):
        _treatment(TreatmentKind.MEDICINE, name=name)


@pytest.mark.parametrize("field", ["name", "dose", "note"])
def test_each_text_has_a_limit_that_it_may_reach(field: str) -> None:
    fits: dict[str, Any] = {field: "x" * 10_000}
    too_long: dict[str, Any] = {field: "x" * 10_001}
    assert _treatment(**fits)
    with pytest.raises(ValueError, match="10,000 letters"):
        _treatment(**too_long)


@pytest.mark.parametrize("days", [{"first_day": date.min}, {"last_day": date.max}])
def test_a_day_out_of_all_reach_is_refused(days: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="1900 to 2199"):
        _treatment(**days)


@pytest.mark.parametrize(
    ("kind", "last_day", "first", "last", "touches"),
    [
        (TreatmentKind.MEDICINE, None, date(2027, 1, 1), date(2027, 1, 2), True),
        (TreatmentKind.MEDICINE, date(2026, 2, 1), date(2026, 2, 2), date(2026, 3, 1), False),
        (TreatmentKind.MEDICINE, date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 1), True),
        (TreatmentKind.BLOCK, None, date(2026, 1, 2), date(2026, 3, 1), False),
        (TreatmentKind.BLOCK, None, date(2025, 1, 1), date(2026, 1, 1), True),
        (TreatmentKind.BLOCK, None, date(2025, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_a_treatment_touches_the_days_it_was_going_on(
    kind: TreatmentKind, last_day: date | None, first: date, last: date, touches: bool
) -> None:
    entered = datetime(2026, 2, 1, tzinfo=timezone.utc)
    one = Treatment("a", kind, date(2026, 1, 1), entered, last_day=last_day, name="Gabapentin")
    assert one.touches(first, last) is touches
