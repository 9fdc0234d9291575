"""Days, times, numbers and answers of other programs are read by pattern, or not at all."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.data.exchange.foreign_values import (
    canonical,
    is_count,
    is_unsaid,
    possible_orders,
    read_answer,
    read_day,
    read_instant,
    read_seconds,
)
from cluneal_tracker.data.exchange.loop_files import value_of
from cluneal_tracker.domain.column_roles import DayOrder, Role, RoleKind, read_number
from cluneal_tracker.domain.pain import Side

DAY_FIRST, MONTH_FIRST = DayOrder
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("2026.03.04", date(2026, 3, 4)),
        ("4th Mar 2026", date(2026, 3, 4)),
        ("22nd September 2025", date(2025, 9, 22)),
        ("1 Sept 2025", date(2025, 9, 1)),
        ("4-Mar-2026", date(2026, 3, 4)),
        ("March 4, 2026", date(2026, 3, 4)),
    ],
)
def test_a_day_that_can_mean_one_thing_is_read(text: str, day: date) -> None:
    assert read_day(text, None) == day


@given(days, st.sampled_from("/.-"), st.sampled_from(DayOrder))
def test_figures_with_the_year_last_need_an_order(day: date, cut: str, order: DayOrder) -> None:
    parts = (day.day, day.month) if order is DAY_FIRST else (day.month, day.day)
    text = cut.join([*(f"{part:02}" for part in parts), str(day.year)])
    assert read_day(text, order) == day
    with pytest.raises(ValueError, match="is not a day such as"):
        read_day(text, None)


@given(st.lists(days, min_size=1), st.sampled_from(DayOrder))
def test_the_order_is_known_only_when_a_day_cannot_be_a_month(
    found: list[date], order: DayOrder
) -> None:
    form = "%d/%m/%Y" if order is DAY_FIRST else "%m/%d/%Y"
    # strftime writes years before 1000 short; these are all later.
    possible = possible_orders(day.strftime(form) for day in found)
    assert possible is not None
    assert order in possible
    assert (len(possible) == 1) == any(day.day > 12 for day in found)


def test_days_with_the_year_first_leave_no_question() -> None:
    assert possible_orders(["2026-03-04", "4th Mar 2026", ""]) is None
    assert possible_orders(["03/04/2026 08:10"]) == [DAY_FIRST, MONTH_FIRST]
    assert possible_orders(["13/04/2026", "03/14/2026"]) == []
    assert possible_orders([" 13/04/2026 "]) == [DAY_FIRST]


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "2026-13-01", "2026-3", "03-04-26", "1/1/1", "٢٠٢٦-٠٣-٠٤", "0026-03-04",
     "yesterday", "4th Ma 2026", "2026-03-04Z", "2026-3/4"],
)  # fmt: skip
@pytest.mark.parametrize("order", [None, *DayOrder])
def test_what_is_no_day_is_refused(text: str, order: DayOrder | None) -> None:
    with pytest.raises(ValueError, match=r"is not a day|holds the years"):
        read_day(text, order)


@pytest.mark.parametrize(
    ("day", "at", "wanted"),
    [
        ("2026-03-04", "08:10", time(8, 10)),
        ("2026-03-04", "8:10 pm", time(20, 10)),
        (" 2026-03-04 ", " 1:10 PM ", time(13, 10)),
        ("2026-03-04", "12:05 AM", time(0, 5)),
        ("2026-03-04", "12:05 p.m.", time(12, 5)),
        ("2026-03-04 08:10:30", "", time(8, 10, 30)),
        ("2026-03-04T08:10:30.4567", "", time(8, 10, 30, 456_000)),
        ("4th Mar 2026, 9:30 pm", "", time(21, 30)),
        ("2026-03-04", "pre", time(5)),
        ("2026-03-04", "Evening", time(20)),
        ("2026-03-04", "", None),
        ("2026-03-04", "all day", None),
    ],
)
def test_a_time_of_day_is_read(day: str, at: str, wanted: time | None) -> None:
    instant = read_instant(day, at, None)
    assert (instant.day, instant.at, instant.offset) == (date(2026, 3, 4), wanted, None)


@pytest.mark.parametrize(
    ("words", "hour"),
    [("pre", 5), ("am AM morning", 8), ("noon midday", 12), ("mid afternoon", 15),
     ("pm evening", 20), ("night Night", 22)],
)  # fmt: skip
def test_each_part_of_a_day_has_its_hour_and_is_known_as_a_part(words: str, hour: int) -> None:
    for word in words.split():
        instant = read_instant("2026-03-04", f" {word} ", None)
        assert (instant.at, instant.is_part) == (time(hour), True)


@pytest.mark.parametrize("word", ["", " ", "all day", "All-day", "any", "day"])
def test_a_whole_day_has_no_hour(word: str) -> None:
    instant = read_instant("2026-03-04", word, None)
    assert (instant.at, instant.is_part, instant.offset) == (None, False, None)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_has_a_name_of_three_letters_or_more(number: int) -> None:
    name = f"{date(2026, number, 1):%B}"
    for length in range(3, len(name) + 1):
        assert read_day(f"4 {name[:length]} 2026", None) == date(2026, number, 4)
        assert read_day(f"{name[:length].upper()} 4th, 2026", None) == date(2026, number, 4)
    for wrong in (name[:2], f"{name}x"):
        with pytest.raises(ValueError, match="is not a day"):
            read_day(f"4 {wrong} 2026", None)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("+01:00", timedelta(hours=1)),
        ("Z", timedelta()),
        ("z", timedelta()),
        ("-09:30", timedelta(hours=-9.5)),
        ("+23:59", timedelta(hours=23, minutes=59)),
        ("+00:53:28", timedelta(minutes=53, seconds=28)),
    ],
)
def test_an_offset_is_kept(text: str, offset: timedelta) -> None:
    instant = read_instant(f"2026-03-04T08:10{text}", "", None)
    assert instant.offset == offset
    assert (instant.at, instant.is_part) == (time(8, 10), False)


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("2026-03-04", "25:00"),
        ("2026-03-04", "13:00 pm"),
        ("2026-03-04", "0:10 am"),
        ("2026-03-04", "08.10"),
        ("2026-03-04", "soon"),
        ("2026-03-04 08:10", "09:10"),
        ("2026-03-04T08:10+24:00", ""),
    ],
)
def test_what_is_no_time_is_refused(day: str, at: str) -> None:
    with pytest.raises(ValueError, match=r"not a time|two times|no offset"):
        read_instant(day, at, None)


@given(days, st.times())
def test_a_moment_of_track_and_graph_comes_back_to_the_millisecond(day: date, at: time) -> None:
    instant = read_instant(f"{day}T{at}+01:00", "", None)
    cut = at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert (instant.day, instant.at) == (day, cut)


@pytest.mark.parametrize(
    "text", ["1_0", "١", "1e3", "nan", "inf", "", " 4", "+4", "4.", ".5", "0x1"]
)
def test_a_number_only_python_would_take_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_number(text)


@given(st.decimals(-999, 999, places=3))
def test_each_spelling_of_a_number_is_known_again(number: Decimal) -> None:
    spellings = (f"{number}", f"{number}000", f"{number}".replace(".", ","))
    assert len({canonical(text) for text in spellings}) == 1
    assert read_number(canonical(f"{number}")) == number
    assert canonical("YES_MANUAL") == "YES_MANUAL"


def test_the_spelling_that_is_kept_is_the_shortest() -> None:
    texts = ["100", "4.0", "4,50", "0.0", "-10.10", "007"]
    assert [canonical(text) for text in texts] == ["100", "4", "4.5", "0", "-10.1", "7"]


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("-1", "UNKNOWN", "UNKNOWN"),
        ("0", "NO", "0"),
        ("1", "YES_AUTO", "0.001"),
        ("2", "YES_MANUAL", "0.002"),
        ("3", "SKIP", "SKIP"),
        ("NO", "NO", "0"),
        ("SKIP", "SKIP", "SKIP"),
        ("UNKNOWN", "UNKNOWN", "UNKNOWN"),
        ("4500", "4500", "4.5"),
        ("12000", "12000", "12"),
        ("1" * 12, "1" * 12, "1" * 9 + ".111"),
        ("1" * 13, "1" * 13, "1" * 13),
        ("soon", "soon", "soon"),
    ],
)
def test_what_loop_keeps_is_a_state_in_a_word_or_a_count_in_thousandths(
    text: str, value: str, counted: str
) -> None:
    assert value_of(text, counted=False) == value
    assert value_of(text, counted=True) == counted


def test_a_number_other_than_one_says_more_than_yes() -> None:
    assert [is_count(text) for text in ("2", "0", "1", "1.0", "yes", "")] == [
        *[True] * 2,
        *[False] * 4,
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", True), ("X", True), ("1", True), ("2.5", True), ("0:00:10", True),
        ("YES_MANUAL", True), ("no", False), ("0", False), ("0.0", False), ("0:00:00", False),
        ("y", True), ("True", True), ("done", True), ("✓", True), ("✔", True), ("0,5", True),
        ("N", False), ("false", False), ("not done", False), ("0:01:00", True), ("1:00:00", True),
    ],
)  # fmt: skip
def test_yes_and_no_have_many_spellings(text: str, answer: bool) -> None:
    assert read_answer(text) is answer


@pytest.mark.parametrize("text", ["perhaps", "-1", "nan", "1:2"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        read_answer(text)


def test_what_a_program_filled_in_itself_is_no_answer() -> None:
    assert [is_unsaid(word) for word in ("YES_AUTO", "SKIP", "unknown")] == [True] * 3
    assert not is_unsaid("NO")


def test_a_length_of_time_is_seconds() -> None:
    assert read_seconds("1:10:05") == 4205
    assert read_seconds("1:10") is None


@given(st.sampled_from(Role.TOPS), st.integers(0, 10**6))
def test_a_score_keeps_its_place_on_the_scale(top: int, millionths: int) -> None:
    value = Decimal(millionths) * top / 10**6
    score = Role(RoleKind.SCORE, top=top).score(value)
    # Halves go up, so the mark is at most half a mm away.
    assert -Decimal("0.5") < score.mm - value * 100 / top <= Decimal("0.5")


@pytest.mark.parametrize(("top", "value"), [(10, "10.1"), (5, "6"), (100, "-1")])
def test_a_score_off_its_scale_is_refused(top: int, value: str) -> None:
    with pytest.raises(ValueError, match="is not on the scale"):
        Role(RoleKind.SCORE, top=top).score(Decimal(value))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("score 0-10", Role(RoleKind.SCORE)),
        ("score  0-100 left", Role(RoleKind.SCORE, top=100, side=Side.LEFT)),
        ("activity standing", Role(RoleKind.ACTIVITY, "standing")),
        ("leave-out", Role(RoleKind.OUT)),
        ("date", Role(RoleKind.DAY)),
    ],
)
def test_a_role_is_typed_as_it_is_shown(text: str, role: Role) -> None:
    assert Role.parse(text) == role
    assert Role.parse(str(role)) == role


@pytest.mark.parametrize("text", ["", "score", "score 0-7", "score 0-10 up", "activity", "date x"])
def test_a_role_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not understood"):
        Role.parse(text)


@pytest.mark.parametrize(
    ("order", "such"),
    [(None, "2026-03-12"), (DAY_FIRST, "31/12/2026"), (MONTH_FIRST, "12/31/2026")],
)
def test_what_is_no_day_is_told_with_one_that_is(order: DayOrder | None, such: str) -> None:
    with pytest.raises(ValueError, match=f"^“soon” is not a day such as {such}$"):
        read_day("soon", order)
    assert order is None or read_day(such, order) == date(2026, 12, 31)
