"""What is in sight of a tall picture is found, no more and no less, in its order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.render.in_sight import InSight

heights = st.floats(-3000, 3000)
spans = st.tuples(heights, st.floats(0, 1500)).map(lambda one: (one[0], one[0] + one[1]))


@given(marks=st.lists(spans, max_size=40), window=spans)
def test_it_finds_what_a_look_at_every_mark_finds(
    marks: list[tuple[float, float]], window: tuple[float, float]
) -> None:
    bottom, top = window
    numbered = list(enumerate(marks))
    found = InSight(numbered, lambda one: one[1]).between(bottom, top)
    assert found == [one for one in numbered if one[1][0] <= top and one[1][1] >= bottom]


def test_of_many_marks_few_are_looked_at() -> None:
    looked = 0

    def reach(mark: int) -> tuple[float, float]:
        nonlocal looked
        looked += 1
        return float(mark), mark + 1.0

    index = InSight(range(30_000), reach)
    looked = 0
    assert index.between(12_000, 12_700) == list(range(11_999, 12_701))
    assert looked < 1500
