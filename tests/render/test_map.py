"""Clouds on the body: each cell lies where the marks are, and as dark as its share of the days."""

from __future__ import annotations

from datetime import date

import pytest

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.render import fonts
from cluneal_tracker.render.body_drawing import body_lines
from cluneal_tracker.render.body_words import feels_text, marked_text, place_text, reach_text
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.map_plan import map_picture, panels, ramp_step
from cluneal_tracker.render.map_words import map_rows, map_summary
from cluneal_tracker.render.picture import Paper
from cluneal_tracker.render.picture_file import saved
from cluneal_tracker.services.body_map import MapView
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.render.drawn import PHRASES

PAPERS = [
    Paper(wide, Style(16 * scale, 14 * scale, scale), fonts.width)
    for wide, scale in ((1000, 1.0), (560, 1.0), (690, 2.0), (440, 2.0))
]
FIRST = date(2026, 3, 12)


def view(days: int = 12, marked: int = 12, *, before: bool = False, y: int = -28) -> MapView:
    """The right hip bone on the first half of the marked days, the left one on the rest."""
    clock = FakeClock()
    services = Services(in_memory(), clock)
    for number in range(marked):
        feels = frozenset({Feel.BURNING})
        x = 70 if number < marked / 2 else -70
        services.body_map.mark(x, y, feels=feels, strength=VasScore(40))
        clock.move(days=1)
    last = date.fromordinal(FIRST.toordinal() + days - 1)
    earlier = date.fromordinal(FIRST.toordinal() + days // 2)
    if before:
        halves = Period(FIRST, date.fromordinal(earlier.toordinal() - 1)), Period(earlier, last)
        return services.body_map.over(halves[1], halves[0])
    return services.body_map.over(Period(FIRST, last))


@pytest.mark.parametrize(
    ("share", "step"),
    [(0.01, 0), (0.2, 0), (0.21, 1), (0.4, 1), (0.6, 2), (0.8, 3), (0.9, 4), (1, 4)],
)
def test_the_ramp_goes_in_fifths_with_their_upper_ends(share: float, step: int) -> None:
    assert ramp_step(share) == step


def test_all_days_the_start_the_end_and_what_changed_stand_side_by_side() -> None:
    found = list(panels(view(), PHRASES))
    assert [panel.name for panel in found] == [
        "All days",
        "At the start",
        "At the end",
        "What changed",
    ]
    assert [panel.caption for panel in found] == [
        "12 marked days",
        "4 marked days",
        "4 marked days",
        "",
    ]
    whole, start, end, change = (panel.cells for panel in found)
    # Half of the days on each side; at the start and at the end every day on one.
    assert {look.fill for look in whole.values()} == {"ramp:2"}
    assert {look.fill for look in (*start.values(), *end.values())} == {"ramp:4"}
    assert {change[cell].fill for cell in end} == {"pain"}
    # Less often is hollow, so that it can be told in grey.
    assert {(change[cell].fill, change[cell].edge) for cell in start} == {("surface", "treatment")}


def test_the_time_before_stands_beside_these_days() -> None:
    found = list(panels(view(before=True), PHRASES))
    assert [panel.name for panel in found] == ["The time before", "These days", "What changed"]


@pytest.mark.parametrize("marked", [1, 3, 11])
def test_too_few_days_are_drawn_without_a_comparison(marked: int) -> None:
    few = view(marked=marked)
    assert [panel.name for panel in panels(few, PHRASES)] == ["All days"]
    assert "It takes 12 marked days to compare the start with the end." in map_summary(few, PHRASES)
    assert {(row.earlier, row.later) for row in map_rows(few, PHRASES)} == {("", "")}


def test_the_sentences_tell_the_days_they_rest_on() -> None:
    assert map_summary(view(), PHRASES) == (
        "You marked where it hurts on 12 of 12 days. Most often: Top edge of the hip bone, left "
        "(6 days) and Top edge of the hip bone, right (6 days). The first and the last 4 marked "
        "days are compared. More often: Top edge of the hip bone, left, from 0 of 4 days to 4 of 4 "
        "days. Less often: Top edge of the hip bone, right, from 4 of 4 days to 0 of 4 days."
    )
    assert map_summary(view(marked=0), PHRASES) == (
        "These days have no marks. Mark where it hurts on Today."
    )
    assert map_summary(view(24, 10, before=True), PHRASES) == (
        "These days have no marks, but the time before has."
    )
    assert "on 1 of 12 days" in map_summary(view(marked=1), PHRASES)


def test_the_rows_say_the_same() -> None:
    left, right = map_rows(view(), PHRASES)
    assert (left.area, left.days, left.earlier, left.later, left.strength, left.feels) == (
        *("Top edge of the hip bone, left", "6 of 12 days", "0 of 4 days", "4 of 4 days"),
        *("4.0", "burning"),
    )
    assert right.area == "Top edge of the hip bone, right"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("y", [-28, 430])
def test_everything_stays_on_the_paper_and_no_words_meet(paper: Paper, y: int) -> None:
    picture = map_picture(view(y=y) if y < 0 else _calf(), PHRASES, paper)
    places = [*(one.start for one in picture.over), *(one.end for one in picture.over)]
    places += [corner for shape in picture.shapes for corner in shape.points]
    assert all(-1 <= x <= paper.width + 1 and 0 <= y <= picture.height for x, y in places)
    boxes = []
    for words in picture.words:
        wide = paper.measure(words.text, words.size, words.bold)
        left = words.x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[words.align]
        assert left >= -1
        assert left + wide <= paper.width + 1
        half = words.size / 2
        boxes.append((left, words.middle - half, left + wide, words.middle + half))
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]


def _calf() -> MapView:
    """Spots on the calf of both sides, so that the legs are drawn."""
    clock = FakeClock()
    services = Services(in_memory(), clock)
    for _ in range(12):
        services.body_map.mark(66, 430)
        clock.move(days=1)
    return services.body_map.over(Period(FIRST, date(2026, 3, 23)))


def test_the_legs_are_drawn_where_a_mark_is_on_them() -> None:
    upper, whole = (map_picture(one, PHRASES, PAPERS[0]) for one in (view(), _calf()))
    assert whole.height > upper.height * 1.3


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_it_is_saved_like_the_other_pictures(suffix: str) -> None:
    one, two = (
        saved(lambda paper: map_picture(view(), PHRASES, paper), suffix)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert one == two
    assert one.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[suffix])
    if suffix == "svg":
        assert "Where it hurt" in one.decode()


def test_the_drawing_is_the_same_on_both_sides_and_shows_no_nerve() -> None:
    lines = body_lines()
    tokens = {line.token for line in lines}
    assert tokens == {"text", "outline", "muted"}
    # The cleft in the middle is drawn by hand.
    every = (place for line in lines for place in line.points)
    places = {(round(x), round(y)) for x, y in every if abs(x) > 5}
    assert {(-x, y) for x, y in places} == places


def test_a_spot_is_told_in_words() -> None:
    services = Services(in_memory(), FakeClock())
    spot = services.body_map.mark(70, -28, spread=120, towards=Towards.OUT)
    assert marked_text(spot, PHRASES) == (
        "You marked a spot on the right, about 7 cm from the middle, on the top edge of the hip "
        "bone."
    )
    assert place_text(0, -60, PHRASES) == "In the middle, on the low back"
    assert reach_text(spot, PHRASES) == "about 12 cm outwards"
    assert reach_text(services.body_map.mark(70, -28, spread=0), PHRASES) == "stays there"
    assert reach_text(services.body_map.mark(70, -28), PHRASES) == ""
    every = feels_text(frozenset(Feel), PHRASES)
    assert every == "stabbing, electric, burning, numb and tingling"
