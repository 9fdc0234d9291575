"""The named areas: every place of the body has one, and the drawing agrees with them."""

from __future__ import annotations

import re
from itertools import product

import pytest

from cluneal_tracker import paths
from cluneal_tracker.domain.body_areas import (
    BOTTOM,
    CREST,
    HALF_BODY,
    MIDDLE,
    TOP,
    Area,
    NamedArea,
    area_at,
    is_on_body,
    named_areas,
    side_of,
)
from cluneal_tracker.domain.pain import Side


@pytest.mark.parametrize(
    ("place", "area", "side"),
    [
        # Where the nerves cross the bone, from the measures in facts.toml.
        ((70, -28), Area.HIP_BONE, Side.RIGHT),
        ((-70, -28), Area.HIP_BONE, Side.LEFT),
        ((36, 46), Area.INNER_BOTTOM, Side.RIGHT),
        ((-40, 18), Area.DIMPLE, Side.LEFT),
        ((0, -60), Area.LOW_BACK, None),
        ((5, 170), Area.BETWEEN_LEGS, None),
        ((20, 50), Area.BASE_OF_SPINE, None),
        ((-66, 430), Area.CALF, Side.LEFT),
    ],
)
def test_a_place_has_the_name_that_a_doctor_would_give_it(
    place: tuple[int, int], area: Area, side: Side | None
) -> None:
    assert area_at(*place) == NamedArea(area, side)


def test_what_stands_for_an_area_lies_in_it_and_on_the_body() -> None:
    for one in named_areas():
        assert is_on_body(*one.place)
        assert area_at(*one.place) == one


def test_every_place_of_the_body_has_an_area_and_its_mirror_has_the_same() -> None:
    met: set[NamedArea] = set()
    for x, y in product(range(0, 171, 3), range(TOP, BOTTOM + 1, 3)):
        assert is_on_body(x, y) == is_on_body(-x, y)
        if is_on_body(x, y):
            right, left = area_at(x, y), area_at(-x, y)
            assert right.area is left.area
            met.update((right, left))
    assert met == {*named_areas()}


@pytest.mark.parametrize("place", [(0, TOP - 1), (0, BOTTOM), (165, -100), (0, 300), (-171, 100)])
def test_beside_the_body_is_not_on_it(place: tuple[int, int]) -> None:
    assert not is_on_body(*place)


def test_near_the_midline_there_is_no_side() -> None:
    assert [side_of(x) for x in (-MIDDLE, 0, MIDDLE)] == [None] * 3
    assert (side_of(-MIDDLE - 1), side_of(MIDDLE + 1)) == (Side.LEFT, Side.RIGHT)


def test_the_outlines_are_those_of_the_drawing() -> None:
    drawing = (paths.ASSETS / "drawings" / "body-map.svg").read_text("utf-8")
    outlines = [drawing.split('path d="')[1], drawing.split('path d="M40 18')[1]]
    body, crest = ([*map(float, re.findall(r"-?\d+", text.split('"')[0]))] for text in outlines)
    ends = {*zip(body[::2], body[1::2], strict=False)}
    # Each corner of the drawing is one of ours; what lies between them follows its curves.
    assert {(117.0, -172.0), (151.0, 8.0), (105.0, 492.0), (25.0, 334.0)} <= ends
    assert {(151, 8), (147, 236), (107, 350), (25, 334), (5, 194)} <= {*HALF_BODY}
    assert CREST[0] == (40, 18)
    assert tuple(crest[-2:]) == CREST[-1]
