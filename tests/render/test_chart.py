"""What is drawn is what was written down: nothing joined, nothing lost, nothing covered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from matplotlib.colors import to_hex

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.chart_panel import Sheet
from cluneal_tracker.render.palette import DARK
from cluneal_tracker.render.sentences import number_text
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trends import SideTrend, TrendView
from tests.fakes import FakeClock
from tests.render import diaries
from tests.render.drawn import FAR, PHRASES, SHEETS, SMALL, WIDE, Drawn, along, drawn, inside

SEEDS = range(12)


@cache
def lived(seed: int) -> TrendView:
    return diaries.twelve_weeks(seed, drop=(seed % 5) * 1.1 - 0.6).beside()


@cache
def two_years() -> TrendView:
    return diaries.years(2).beside()


@cache
def several() -> tuple[TrendView, ...]:
    return (
        diaries.empty(),
        diaries.few(1),
        diaries.few(3),
        diaries.three_weeks(),
        diaries.sparse(),
        diaries.two_sides(),
        diaries.close_blocks(),
        two_years(),
    )


def only(view: TrendView) -> SideTrend:
    assert len(view.sides) == 1
    return view.sides[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_line_has_one_piece_for_each_run_and_joins_no_two(seed: int) -> None:
    view = lived(seed)
    chart = drawn(view)
    axis, runs = chart.plan.scene.axis, only(view).line
    pieces = chart.pieces("line-right")
    assert len(pieces) == len(runs) > 1
    for piece, run in zip(pieces, runs, strict=True):
        if len(run) > 1:
            assert [x for x, _ in piece] == pytest.approx([axis.of_day(one.day) for one in run])
        steps = [after[0] - before[0] for before, after in pairwise(piece)]
        assert max(steps) <= axis.day_width * 1.001


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_and_no_band_reaches_over_a_block(seed: int) -> None:
    chart = drawn(lived(seed))
    (block,) = (x for (x, _), _ in chart.pieces("turns-right"))
    for piece in chart.pieces("line-right") + chart.pieces("band-right"):
        xs = [x for x, _ in piece]
        assert max(xs) < block or min(xs) > block


def test_every_score_is_a_dot_and_only_those_added_later_are_hollow() -> None:
    view = lived(1)
    chart, side = drawn(view), only(view)
    later = [dot for dot in side.dots if dot.added_later]
    assert later
    assert len(chart.dots("dots-right")) == len(side.dots) - len(later)
    assert len(chart.dots("dots-later-right")) == len(later)
    panel = chart.plan.panels[0].panel
    assert [y for _, y in chart.dots("dots-later-right")] == [panel.y(dot.points) for dot in later]
    paper = chart.figure.get_facecolor()
    hollow, full = chart.named("dots-later-right"), chart.named("dots-right")
    assert to_hex(hollow.get_markerfacecolor()) == to_hex(paper)
    assert to_hex(full.get_markerfacecolor()) != to_hex(paper)


def days_marked(chart: Drawn, name: str) -> set[date]:
    axis = chart.plan.scene.axis
    found: set[date] = set()
    for piece in chart.pieces(name):
        xs = [x for x, _ in piece]
        first = int((min(xs) - axis.left) / axis.day_width + 0.25)
        last = int((max(xs) - axis.left) / axis.day_width - 0.25)
        found |= {axis.first + timedelta(days=day) for day in range(first, last + 1)}
    return found


@pytest.mark.parametrize("sheet", [WIDE, SMALL])
def test_the_strip_marks_the_days_without_a_score_and_no_other(sheet: Sheet) -> None:
    for view in (lived(2), diaries.sparse(), two_years()):
        missing = set(only(view).missing)
        assert missing
        assert days_marked(drawn(view, sheet), "no-score-right") == missing


def test_missing_days_are_marked_under_the_scale_and_never_at_zero() -> None:
    chart = drawn(diaries.sparse())
    zero = chart.plan.panels[0].panel.y(0)
    heights = [y for piece in chart.pieces("no-score-right") for _, y in piece]
    assert max(heights) < zero


def test_middle_scores_stand_over_their_own_two_weeks() -> None:
    view = lived(1)
    chart = drawn(view)
    axis, panel = chart.plan.scene.axis, chart.plan.panels[0].panel
    found = next(one.compared for one in view.treatments if one.compared)
    before, after = chart.pieces("middle-bars-right")
    assert before[0][0] == pytest.approx(axis.of_day(found.before.first, 0))
    assert before[1][0] == pytest.approx(axis.of_day(found.before.last, 1))
    assert after[0][0] == pytest.approx(axis.of_day(found.after.first, 0))
    assert before[0][1] == pytest.approx(panel.y(found.before.middle or 0))
    assert after[0][1] == pytest.approx(panel.y(found.after.middle or 0))


def test_no_middle_scores_without_enough_days() -> None:
    assert not drawn(diaries.sparse()).has("middle-bars-right")


def test_no_middle_scores_where_another_block_lies_between() -> None:
    view = diaries.close_blocks()
    assert any(one.compared and one.compared.enough for one in view.treatments)
    assert not drawn(view).has("middle-bars-right")


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_cover_no_dot_no_line_and_no_block(seed: int, sheet: Sheet) -> None:
    chart = drawn(lived(seed), sheet)
    dots = chart.dots("dots-right") + chart.dots("dots-later-right")
    radius = chart.named("dots-right").get_markersize() / 2
    lines = along(
        chart.pieces("line-right") + chart.pieces("turns-right") + chart.pieces("middle-bars-right")
    )
    numbers = [one for one in chart.texts() if str(one.get_gid()).startswith("middle-")]
    told_outside = any(PHRASES["chart"]["before"] not in text for text in chart.words())
    assert numbers or told_outside
    for number in numbers:
        box = chart.place(number)
        assert not inside(box, dots, radius)
        assert not inside(box, lines, 1.0)


def test_numbers_are_mostly_found_room_for() -> None:
    placed = [
        len(drawn(lived(seed), sheet).plan.panels[0].numbers) for seed in SEEDS for sheet in SHEETS
    ]
    assert sum(placed) >= 0.8 * 2 * len(placed)


def test_a_number_without_room_is_told_over_the_plot() -> None:
    view = lived(1)
    side = only(view)
    first = side.dots[0]
    wall = [
        replace(
            first,
            at=first.at + timedelta(days=day),
            day=first.day + timedelta(days=day),
            points=level / 2,
        )
        for day in range(84)
        for level in range(21)
    ]
    crowd = replace(view, sides=(replace(side, dots=tuple(wall)),))
    plan = drawn(crowd, replace(WIDE, width=3000)).plan
    assert not plan.panels[0].numbers
    (heading,) = plan.panels[0].head.headings
    found = next(one.compared for one in view.treatments if one.compared)
    assert f"{number_text(found.before.middle or 0, PHRASES)} before" in heading.text
    assert f"{number_text(found.after.middle or 0, PHRASES)} after" in heading.text


@pytest.mark.parametrize("width", [700, 760, 872])
def test_words_too_long_for_the_sheet_are_said_in_short(width: int) -> None:
    for view in (*several(), *map(lived, SEEDS)):
        plan = drawn(view, replace(FAR, width=width)).plan
        for heading in (one for panel in plan.panels for one in panel.head.headings):
            assert heading.right <= width


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_two_words_touch_and_none_leaves_the_sheet(sheet: Sheet) -> None:
    for view in (*several(), lived(4)):
        chart = drawn(view, sheet)
        boxes = [(text.get_text(), chart.place(text)) for text in chart.texts()]
        for place, (word, box) in enumerate(boxes):
            assert box.left >= 0, word
            assert box.right <= sheet.width, word
            assert box.bottom >= 0, word
            assert box.top <= sheet.height, word
            for other, other_box in boxes[:place]:
                assert not box.meets(other_box, -0.5), (word, other)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_turning_line_cuts_a_word(sheet: Sheet) -> None:
    for view in several():
        chart = drawn(view, sheet)
        for panel in chart.plan.panels:
            name = f"turns-{panel.side.value}" if panel.side else "turns"
            stems = along(chart.pieces(name)) if chart.has(name) else []
            for text in chart.texts():
                assert not inside(chart.place(text), stems), text.get_text()


def test_scale_and_direction_are_printed() -> None:
    words = drawn(lived(1)).words()
    assert {"10  Worst pain", "7.5", "5", "2.5", "0  No pain", "Lower is better"} <= set(words)


def test_an_empty_diary_has_axes_and_a_sentence() -> None:
    chart = drawn(diaries.empty())
    assert "These days have no score." in chart.words()
    assert "10  Worst pain" in chart.words()


def test_a_few_days_are_dots_alone() -> None:
    chart = drawn(diaries.few(3))
    assert chart.dots("dots-right")
    assert not chart.has("line-right")
    assert not chart.has("band-right")


def test_two_sides_share_one_scale_and_carry_their_names() -> None:
    chart = drawn(diaries.two_sides())
    left, right = chart.plan.panels
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    assert left.panel.field.height == right.panel.field.height
    assert left.panel.field.bottom > right.panel.field.top
    assert {"Left side", "Right side"} <= set(chart.words())
    assert [len(left.turns), len(right.turns)] == [1, 2]


def test_lanes_are_shown_only_for_what_is_there() -> None:
    full, bare = drawn(lived(1)), drawn(diaries.three_weeks())
    assert {"Gabapentin", "300 mg", "Physio", "Exercises"} <= set(full.words())
    assert len(full.dots("visits")) + len(full.dots("visits-2")) == 5
    assert not {"Gabapentin", "Physio", "Exercises"} & set(bare.words())


def test_doses_follow_each_other_in_one_lane() -> None:
    (lane,) = drawn(two_years()).plan.lanes
    assert [span.text for span in lane.lane.spans] == ["300 mg", "600 mg"]


def test_what_is_taken_when_it_hurts_is_a_stroke_for_each_time_in_a_lane_of_its_own() -> None:
    services = Services(in_memory(), FakeClock())
    services.diary.mark(VasScore(40), Given.LINE)
    names = (("Pill", True), ("Pill", False), ("Heat", True))
    pill, _, heat = (
        services.treatments.add(
            TreatmentKind.MEDICINE, date(2026, 3, 1), name=name, when_needed=needed
        )
        for name, needed in names
    )
    for hour in (8, 8, 20):
        services.doses.take(pill.id, datetime.fromisoformat(f"2026-03-10T{hour:02}:05"))
    view = services.trends.between(date(2026, 3, 1), date(2026, 3, 12))
    chart = drawn(view)
    # Heat was not taken in these days, so it has no lane.
    told = [(one.lane.name, len(one.lane.taken_later)) for one in chart.plan.lanes]
    assert sorted(told) == [("Pill", 0), ("Pill", 3)]
    # They were added two days later, so they are hollow.
    first, second, third = sorted(piece[0][0] for piece in chart.pieces("doses-later"))
    assert first == second
    assert not chart.has("doses")
    assert "Stroke: taken once, hollow when added later." in " ".join(chart.plan.note)
    axis, half_a_day = chart.plan.scene.axis, 0.5 * chart.plan.scene.axis.day_width
    assert third - first == pytest.approx(half_a_day)
    assert axis.left < first < third < axis.right
    services.doses.take(heat.id)
    chart = drawn(services.trends.between(date(2026, 3, 1), date(2026, 3, 12)))
    assert len(chart.plan.lanes) == 3
    assert len(chart.pieces("doses")) == 1


def test_crowded_scores_become_one_bar_a_week() -> None:
    view = two_years()
    chart = drawn(view)
    side, panel = only(view), chart.plan.panels[0].panel
    bars = chart.pieces("range-right")
    assert not chart.has("dots-right")
    weeks = {dot.day - timedelta(days=dot.day.weekday()) for dot in side.dots}
    cut = {day for day in side.turning_days if day.weekday()}
    assert len(weeks) <= len(bars) <= len(weeks) + len(cut)
    heights = [y for bar in bars for _, y in bar]
    points = [dot.points for dot in side.dots]
    assert max(heights) == pytest.approx(panel.y(max(points)))
    assert min(heights) == pytest.approx(panel.y(min(points)))
    assert "Bar: lowest to highest score of a week" in " ".join(chart.words())


def test_no_step_of_the_line_mixes_before_with_after() -> None:
    for view in (two_years(), diaries.years(10)):
        chart = drawn(view)
        turns = [x for (x, _), _ in chart.pieces("turns-right")]
        pieces = chart.pieces("line-right") + chart.pieces("range-right")
        for piece in pieces + chart.pieces("half-right"):
            xs = [x for x, _ in piece]
            assert not any(min(xs) < turn < max(xs) for turn in turns)


def test_a_yes_is_a_bar_a_no_a_low_line_and_what_was_not_asked_is_empty() -> None:
    view = lived(1)
    chart = drawn(view)
    axis = chart.plan.scene.axis
    assert [one.key for one in view.activities] == ["walking", "sitting", "tight-waist"]
    for place, one in enumerate(view.activities):
        suffix = f"-{place + 1}" if place else ""
        yes, no = (days_marked(chart, f"activity-{word}{suffix}") for word in ("yes", "no"))
        assert yes == {day for day, answer in one.answers.items() if answer}
        assert no == {day for day, answer in one.answers.items() if not answer}
        assert len(yes | no) < axis.days
    assert {one.name for one in view.activities} <= set(chart.words())
    note = " ".join(chart.words())
    assert "Activities: bar for yes, low line for no, empty for not asked." in note


def test_over_years_a_bar_has_the_share_of_yes_in_the_answers_of_its_week() -> None:
    view = two_years()
    chart = drawn(view)
    box, found = chart.plan.activities[0], view.activities[0]
    full = box.height * 0.72
    heights = [
        max(y for _, y in piece) - min(y for _, y in piece)
        for piece in chart.pieces("activity-yes")
    ]
    weeks: defaultdict[date, list[bool]] = defaultdict(list)
    for day, answer in sorted(found.answers.items()):
        weeks[day - timedelta(days=day.weekday())].append(answer)
    shares = [sum(answers) / len(answers) for answers in weeks.values()]
    assert heights == pytest.approx([2 + (full - 2) * share for share in shares if share])


def test_a_name_is_never_read_as_a_formula() -> None:
    name = r"$\x$ & <b>"
    chart = drawn(diaries.twelve_weeks(name=name))
    (text,) = (one for one in chart.texts() if one.get_text() == name)
    assert chart.place(text).width == pytest.approx(fonts.width(name, WIDE.style.small), abs=2)


def test_pain_and_treatment_keep_their_colours_in_the_dark() -> None:
    chart = drawn(lived(1), palette=DARK)
    assert to_hex(chart.named("line-right").get_edgecolor()) == DARK.pain.lower()
    assert to_hex(chart.named("turns-right").get_edgecolor()) == DARK.treatment.lower()
    assert to_hex(chart.figure.get_facecolor()) == DARK.surface.lower()


def test_a_block_at_the_left_edge_still_has_its_words() -> None:
    view = diaries.early_block()
    for sheet in SHEETS:
        chart = drawn(view, sheet)
        (heading,) = chart.plan.panels[0].head.headings
        assert heading.text.startswith("Nerve block 1")
        assert chart.plan.panels[0].head.caption_row > heading.row


def test_letters_that_no_font_has_become_boxes() -> None:
    assert "\u25a1\u25a1 A" in drawn(diaries.twelve_weeks(name="\u836f\u7269 A")).words()


@pytest.mark.parametrize("width", [1100, 480, 300])
def test_a_small_sheet_with_large_text_keeps_its_plots(width: int) -> None:
    sheet = Sheet(width, 300, Style(28, 25, 1.0))
    for view in several():
        for panel in drawn(view, sheet).plan.panels:
            assert panel.panel.field.height >= 20
            assert panel.panel.ground.bottom > 0
