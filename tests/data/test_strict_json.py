"""A field of a JSON object is of its kind, or the reason names it."""

from __future__ import annotations

import pytest

from cluneal_tracker.data.strict_json import Fields, Misfit


def _one(value: object) -> Fields:
    return Fields("the row", {"a": value}, ("a",))


@pytest.mark.parametrize("value", [[], [1], [1, -2, 10**20]])
def test_a_list_of_whole_numbers_is_read(value: list[int]) -> None:
    assert _one(value).wholes("a") == value


@pytest.mark.parametrize("value", [None, 1, "1", (1,), {"1": 1}, [True], [1, "1"], [1, 1.0]])
def test_what_is_no_list_of_whole_numbers_is_told(value: object) -> None:
    with pytest.raises(Misfit, match=r"^“a” of the row is not a list of whole numbers$"):
        _one(value).wholes("a")


@pytest.mark.parametrize("value", [None, True, "1", float("inf"), float("nan"), [1]])
def test_what_is_no_number_is_told(value: object) -> None:
    assert (_one(1).number("a"), _one(1.5).number("a")) == (1, 1.5)
    with pytest.raises(Misfit, match=r"^“a” of the row is not a number$"):
        _one(value).number("a")
