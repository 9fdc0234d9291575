"""The picture of all blocks: the same axes, true numbers, nothing off the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cluneal_tracker.domain.statistics import ReliefDuration, StepChange
from cluneal_tracker.render import fonts
from cluneal_tracker.render.blocks_plan import blocks_chart, blocks_picture
from cluneal_tracker.render.blocks_words import block_heads, block_rows, blocks_summary
from cluneal_tracker.render.chart import SAVED_STYLE, SAVED_WIDTH
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.picture import Paper, Picture, Shape
from cluneal_tracker.render.picture_file import saved
from cluneal_tracker.services.opening import Services
from tests.block_days import four_blocks
from tests.fakes import FakeClock

PAPERS = [
    Paper(SAVED_WIDTH, SAVED_STYLE, fonts.width),
    Paper(900, Style(16, 14, 1), fonts.width),
    Paper(640, Style(32, 28, 2), fonts.width),
]


@pytest.fixture
def blocks(services: Services, clock: FakeClock) -> Services:
    four_blocks(services, clock)
    return services


def picture(services: Services, paper: Paper) -> Picture:
    phrases = services.content.phrases
    return blocks_picture(blocks_chart(services.blocks.view(), phrases), phrases, paper)


def middle(shape: Shape) -> tuple[float, float]:
    xs, ys = zip(*shape.points, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def test_a_row_says_what_the_hours_were(blocks: Services) -> None:
    helped, worse, unscored, low = block_rows(blocks.blocks.view(), blocks.content.phrases)
    assert helped.cells["block"] == "Nerve block 1, 1 Sep 2025"
    told = {key: helped.cells[key] for key in ("most", "held", "guide", "kiral_2024", "guidance")}
    assert told == {
        "most": "75 % lower",
        "held": "2 hours 30 minutes",
        "guide": "reached",
        "kiral_2024": "reached",
        "guidance": "ultrasound",
    }
    assert helped.cells["hours"].startswith("5 minutes 85 %, 15 minutes 56 %, 30 minutes 31 %")
    assert (worse.cells["most"], worse.cells["held"]) == (
        "never lower than before it",
        "at no check-in",
    )
    assert worse.cells["gautam_2022"] == "cannot tell"
    assert (unscored.cells["most"], unscored.cells["hours"]) == ("its hours were not scored", "")
    assert (low.cells["most"], low.cells["guidance"]) == ("under 2.0 before it", "")
    assert list(helped.cells) == list(block_heads(blocks.content.phrases))


def test_the_summary_counts_only_what_is_known(blocks: Services) -> None:
    said = blocks_summary(blocks.blocks.view(), blocks.content.phrases)
    assert said.startswith("4 nerve blocks are in your diary. In the hours after 2 of them ")
    assert "your pain fell by 0 to 75 % at most." in said
    assert "rose again" not in said
    assert said.endswith("does not prove that the treatment caused it.")


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        ([0.9], "After it your scores were lower for about 1 week. Then they rose again."),
        ([3.0], "After it your scores were lower for about 3 weeks. Then they rose again."),
        (
            [2.2, 5.1],
            "After 2 of them your scores were lower for about 2 to 5 weeks. Then they rose again.",
        ),
        ([1.0, 1.1], "After 2 of them your scores were lower for about 1 week."),
    ],
)
def test_the_summary_says_for_how_long_scores_were_lower(
    blocks: Services, weeks: list[float], told: str
) -> None:
    view = blocks.blocks.view()
    lower = StepChange(13, 13, change=-3.0, low=-4.0, high=-2.0, before_mean=6.0, after_mean=3.0)
    results = tuple(
        replace(one, change=lower, lasting=ReliefDuration(lasted))
        for one, lasted in zip(view.results, weeks, strict=False)
    )
    assert told in blocks_summary(replace(view, results=results), blocks.content.phrases)


def test_a_diary_without_a_block_says_so(services: Services) -> None:
    said = blocks_summary(services.blocks.view(), services.content.phrases)
    assert said == "No nerve block is in your diary yet."


@pytest.mark.parametrize("paper", PAPERS)
def test_every_score_is_a_dot_where_its_percent_says(blocks: Services, paper: Paper) -> None:
    found = picture(blocks, paper)
    chart = blocks_chart(blocks.blocks.view(), blocks.content.phrases)
    assert chart.top == 150
    drawn = [middle(shape) for shape in found.shapes]
    assert len(drawn) == sum(len(one.checks) + 1 for one in chart.panels if one.checks) == 13
    first = drawn[: len(chart.panels[0].checks) + 1]
    before, lowest = first[0], min(first, key=lambda one: one[1])
    zero = before[1] - (before[1] - lowest[1]) / (100 - 100 * 18 / 71) * 100
    for (_, percent), (_, y) in zip(chart.panels[0].checks, first[1:], strict=True):
        assert (y - zero) / (before[1] - zero) * 100 == pytest.approx(percent, abs=0.1)


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_sticks_out_and_no_word_lies_on_another(blocks: Services, paper: Paper) -> None:
    found = picture(blocks, paper)
    boxes = []
    for one in found.words:
        wide = paper.measure(one.text, one.size, one.bold)
        left = one.x - wide * {"left": 0, "center": 0.5, "right": 1}[one.align]
        assert left >= -0.01, one.text
        assert left + wide <= paper.width + 0.01, one.text
        assert 0 <= one.middle <= found.height, one.text
        boxes.append((left, left + wide, one.middle, one.size, one.text))
    for number, (left, right, y, size, text) in enumerate(boxes):
        for other_left, other_right, other_y, other_size, other in boxes[:number]:
            apart = abs(y - other_y) >= (size + other_size) / 2 * 0.7
            assert apart or right <= other_left or other_right <= left, (text, other)


def test_ten_years_of_blocks_are_saved_as_every_kind_of_file(blocks: Services) -> None:
    phrases = blocks.content.phrases
    chart = blocks_chart(blocks.blocks.view(), phrases)
    for kind, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        made = saved(lambda paper: blocks_picture(chart, phrases, paper), kind)  # type: ignore[arg-type]
        assert made.startswith(start)
