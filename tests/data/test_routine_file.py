"""The file of one exercise: the same there and back, and nothing that is not one gets through."""

from __future__ import annotations

import json
import struct
import zlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.data import routine_text
from cluneal_tracker.data.png import check_png
from cluneal_tracker.data.routine_file import LARGEST_BYTES, read_file, write_file
from cluneal_tracker.data.routine_store import picture_name
from cluneal_tracker.domain.routine import Level, Part, Routine, Step
from tests.data import routines_made_up as made_up
from tests.data.routines_made_up import bridge, part, png, showing

WRITTEN = write_file(bridge(), {})


def changed(**fields: Any) -> bytes:
    return json.dumps(json.loads(WRITTEN) | fields).encode()


def of_routine(**fields: Any) -> bytes:
    return changed(routine=json.loads(WRITTEN)["routine"] | fields)


def of_step(**fields: Any) -> bytes:
    parts = json.loads(WRITTEN)["routine"]["parts"]
    parts[0]["steps"][0] |= fields
    return of_routine(parts=parts)


@given(made_up.routines)
@settings(max_examples=150, deadline=None)
def test_any_exercise_is_the_same_there_and_back(routine: Routine) -> None:
    content = write_file(routine, {})
    found = read_file(content).routine
    assert found == routine
    assert write_file(found, {}) == content


def test_the_largest_exercise_is_the_same_there_and_back() -> None:
    (part,) = bridge().parts
    (step,) = part.steps
    most = Step.MOST_LETTERS * "x"
    step = replace(step, say=most, short=most, seconds=Step.MOST_SECONDS - 0.1)
    parts = (replace(part, steps=(step,) * Part.MOST_STEPS),) * Routine.MOST_PARTS
    levels = (Level(Routine.MOST_IN_NAME * "x", parts),) * Routine.MOST_LEVELS
    routine = bridge(parts=parts, levels=levels, level=Routine.MOST_LEVELS)
    assert read_file(write_file(routine, {})).routine == routine


def test_a_picture_goes_along() -> None:
    pictures = {picture_name(png()): png()}
    routine = showing(picture_name(png()))
    found = read_file(write_file(routine, pictures))
    assert (found.routine, found.pictures) == (routine, pictures)


def test_equal_exercises_are_written_alike() -> None:
    assert write_file(bridge(ready_seconds=5.0), {}) == WRITTEN


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_spoilt_file_gets_one_sentence(data: st.DataObject) -> None:
    content = bytearray(write_file(showing(picture_name(png())), {picture_name(png()): png()}))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    # Anything else than a ValueError is a crash.
    with suppress(ValueError):
        read_file(bytes(content))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@given(st.sampled_from(sorted(json.loads(WRITTEN)["routine"])), VALUES)
@settings(max_examples=150, deadline=None)
def test_any_value_in_any_field_is_taken_or_told(name: str, value: Any) -> None:
    with suppress(ValueError):
        found = read_file(of_routine(**{name: value})).routine
        assert read_file(write_file(found, {})).routine == found


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff", "not text in UTF-8"),
        (b"[" * 100_000, "nested deeper"),
        (b" " * (LARGEST_BYTES + 1), "larger than 8 MB"),
        (b'{"format": 1, "format": 1}', "stands twice"),
        (b'{"format": NaN}', "not an exercise"),
        (b'{"format": ' + b"9" * 100_000 + b"}", "no number that an exercise has"),
        (b"[]", "not an exercise"),
        (changed(format="cluneal-tracker"), "not an exercise"),
        (changed(version=2), "another version"),
        (changed(version=True), "another version"),
        (changed(more=1), "“more” is not a field"),
        (changed(level=1), "with levels"),
        (changed(routine=None), "not an object"),
        (changed(pictures=[]), "not an object"),
        (of_routine(name=" "), "a name"),
        (of_routine(name="a" * 101), "up to 100 letters"),
        (of_routine(name="\ud800"), "cannot be kept"),
        (of_routine(per_day=0), "1 to 10 times a day"),
        (of_routine(per_day=True), "whole number"),
        (of_routine(ready_seconds=1e999), "not a number"),
        (of_routine(parts=[]), "at least one step"),
        (of_routine(extra=1), "“extra” is not a field"),
    ],
)
def test_what_is_no_exercise_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_file(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "at line 1 it is not JSON"),
        (changed(level=1), "“level” of the file is for an exercise with levels"),
        (of_step(seconds="x"), "“seconds” of step 1 of part 1 of the exercise is not a number"),
        (of_step(sound=1), "“sound” is not a field of step 1 of part 1 of the exercise"),
    ],
)
def test_what_can_be_done_is_said_before_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match="damaged") as refused:
        read_file(content)
    said = "It is damaged, or was changed by hand. Ask for it once more. What is wrong: "
    assert str(refused.value) == f"{said}{reason}."


def _with_picture(content: bytes, name: str = "") -> bytes:
    name = name or picture_name(content)
    return write_file(showing(name), {name: content})


def _with_size(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(width)) * height)
    parts = (part(b"IHDR", head), part(b"IDAT", rows), part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "not a PNG"),
        (png()[:-4], "damaged"),
        (png() + b"more", "carries more"),
        (png(3, 2, (b"tEXt", b"GPS\x0052.5")), "carries more"),
        (png(3, 2, (b"eXIf", b"MM")), "carries more"),
        (png(3, 2, (b"IDAT", b"junk")), "damaged"),
        (png()[:40] + b"\xff" + png()[41:], "damaged"),
        (_with_size(801, 1), "800 x 533"),
        (_with_size(1, 534), "800 x 533"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400_000), "400 kB"),
    ],
)
def test_a_picture_that_is_none_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_file(_with_picture(content))


def test_a_picture_belongs_to_its_step() -> None:
    other = picture_name(png(grey=7))
    with pytest.raises(ValueError, match="another one"):
        read_file(_with_picture(png(), other))
    with pytest.raises(ValueError, match=r" the picture “own:[0-9a-f…]+” belongs to no step\.$"):
        read_file(write_file(bridge(), {other: png(grey=7)}))
    name = picture_name(png())
    whole = json.loads(_with_picture(png()))
    for wrong in ("?", 5, None, ["x"]):
        whole["pictures"] = {name: wrong}
        with pytest.raises(ValueError, match="picture"):
            read_file(json.dumps(whole).encode())


def test_a_small_file_does_not_unpack_to_a_large_picture() -> None:
    head = struct.pack(">IIBBBBB", 800, 533, 8, 0, 0, 0, 0)
    bomb = zlib.compress(bytes(50_000_000))
    parts = (part(b"IHDR", head), part(b"IDAT", bomb), part(b"IEND", b""))
    with pytest.raises(ValueError, match="damaged"):
        check_png(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def test_what_would_be_too_large_to_read_is_not_written() -> None:
    pictures = {f"own:{number}": bytes(400_000) for number in range(20)}
    with pytest.raises(ValueError, match="too large for one file"):
        write_file(bridge(), pictures)


def test_a_file_has_up_to_eight_million_bytes() -> None:
    whole = write_file(bridge(), {})
    assert read_file(whole.ljust(LARGEST_BYTES, b" ")) == read_file(whole)
    with pytest.raises(ValueError, match="It is larger than 8 MB"):
        read_file(whole.ljust(LARGEST_BYTES + 1, b" "))


def test_an_exercise_with_levels_is_read_at_its_first_and_has_no_parts_beside_them() -> None:
    (only,) = bridge().parts
    levels = (Level("Easy", (only,)), Level("Hard", (replace(only, repetitions=20),)))
    written = routine_text.written(bridge(levels=levels, level=1))
    read = routine_text.read_plain("", written)
    assert (read.level, read.parts, read.levels) == (1, levels[0].parts, levels)
    sentence = r"^an exercise has levels or parts, not both$"
    plain = routine_text.written(bridge())
    with pytest.raises(ValueError, match=sentence):
        routine_text.read_plain("", {**written, "parts": plain["parts"]})
