"""JSON with more in it than a diary can have is refused before it is read at all."""

from __future__ import annotations

import json

import pytest

from cluneal_tracker.data.exchange import json_text
from cluneal_tracker.data.exchange.document import MOST_ROWS
from cluneal_tracker.data.exchange.fields import Number
from cluneal_tracker.data.exchange.json_document import read_json

HEAD = b'{"format": "cluneal-tracker", "version": 1, "pain": ['


@pytest.mark.parametrize(("piece", "in_a_row"), [(b"[]", 1), (b'{"":0}', 4), (b"0", 16)])
def test_more_than_a_diary_can_have_is_refused_unread(piece: bytes, in_a_row: int) -> None:
    # It breaks off: were it read, that would be the reason.
    with pytest.raises(ValueError, match=r"^It holds more than 200,000 rows of a diary do\.$"):
        read_json(HEAD + b",".join([piece] * (MOST_ROWS * in_a_row + 2)))


def test_marks_within_texts_do_not_count() -> None:
    note = "\\" + '[{",\\' * MOST_ROWS
    name = json.dumps({"note": note}).encode()
    (row,) = read_json(HEAD + name + b"]}")["pain"]
    assert row.record == {"note": note}


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_of_an_exercise_has_up_to_thirty_signs(sign: str) -> None:
    longest = Number(sign + "1" * (30 - len(sign)))
    assert json_text.plain(longest) == int(longest)
    with pytest.raises(ValueError, match="is no number that an exercise has"):
        json_text.plain(Number(f"{longest}0"))


@pytest.mark.parametrize("piece", ["[{}]", '{{"a": {}}}'])
def test_an_exercise_is_nested_up_to_sixteen_deep(piece: str) -> None:
    text = "1"
    for _ in range(16):
        text = piece.format(text)
    assert json_text.plain(json_text.parse(text)) == json.loads(text)
    with pytest.raises(ValueError, match="it is nested deeper than an exercise is"):
        json_text.plain(json_text.parse(piece.format(text)))
