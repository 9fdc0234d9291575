from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import (
    NIGHT_PAIN,
    NUMB,
    Given,
    PainEntry,
    Side,
    Timeliness,
    VasScore,
)
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.today_view import TodayView
from tests.fakes import FakeClock
from tests.steps import parts_of

TODAY = date(2026, 3, 12)
YESTERDAY = DaySlot(date(2026, 3, 11), Slot.EVENING)


def _mark(services: Services, mm: int, side: Side | None = None) -> PainEntry:
    return services.diary.mark(VasScore(mm), Given.LINE, side, line_px=560)


def _scores(services: Services) -> list[tuple[str, int | None]]:
    return [
        (entry.side.value, entry.score.mm if entry.score else None)
        for entry in services.diary.entries()
    ]


def _answers(view: TodayView) -> dict[str, bool]:
    return {one.key: one.answer for one in view.activities if one.answer is not None}


def test_one_click_saves_a_score(services: Services, clock: FakeClock) -> None:
    entry = _mark(services, 41)
    assert services.diary.entries() == [entry]
    assert (entry.score, entry.given, entry.side) == (VasScore(41), Given.LINE, Side.RIGHT)
    assert (entry.felt.utc, entry.entered_at, entry.line_px) == (clock.now(), clock.now(), 560)
    view = services.diary.today()
    assert view.marks == {Side.RIGHT: VasScore(41)}
    assert view.last == entry
    assert view.scored_today


def test_before_any_click_nothing_is_marked_answered_or_kept(services: Services) -> None:
    view = services.diary.today()
    assert view.half == DaySlot(TODAY, Slot.MORNING)
    assert not view.earlier
    assert view.marks == {Side.RIGHT: None}
    assert view.last is None
    assert _answers(view) == {}
    assert len(view.activities) == 8
    assert view.signs == {NIGHT_PAIN: None, NUMB: None}
    assert not view.scored_today
    assert services.diary.entries() == []
    assert services.diary.first_day() is None


@pytest.mark.parametrize(("seconds", "entries"), [(0, 1), (599, 1), (600, 2), (3600, 2)])
def test_within_ten_minutes_a_mark_moves_and_later_it_is_a_new_one(
    services: Services, clock: FakeClock, seconds: int, entries: int
) -> None:
    first = _mark(services, 41)
    clock.move(seconds=seconds)
    assert services.diary.today().marks[Side.RIGHT] == (VasScore(41) if entries == 1 else None)
    second = _mark(services, 63)
    found = services.diary.entries()
    assert len(found) == entries
    assert found[-1] == second
    assert (second.id == first.id) is (entries == 1)
    assert found[0].felt == first.felt


def test_moving_a_mark_does_not_keep_it_open_for_ever(services: Services, clock: FakeClock) -> None:
    for _ in range(3):
        _mark(services, 41)
        clock.move(minutes=6)
    assert len(services.diary.entries()) == 2


def test_a_mark_moved_to_the_other_side_is_a_mark_of_its_own(
    services: Services, clock: FakeClock
) -> None:
    services.preferences.choose(side=Side.BOTH)
    assert services.diary.today().marks == {Side.LEFT: None, Side.RIGHT: None}
    _mark(services, 41, Side.LEFT)
    clock.move(seconds=5)
    _mark(services, 20, Side.RIGHT)
    clock.move(seconds=5)
    _mark(services, 45, Side.LEFT)
    assert _scores(services) == [("left", 45), ("right", 20)]
    assert services.diary.today().marks == {Side.LEFT: VasScore(45), Side.RIGHT: VasScore(20)}


def test_a_score_for_both_sides_marks_both_lines(services: Services) -> None:
    services.preferences.choose(side=Side.BOTH)
    _mark(services, 50)
    assert _scores(services) == [("both", 50)]
    assert services.diary.today().marks == {Side.LEFT: VasScore(50), Side.RIGHT: VasScore(50)}


def test_a_new_half_day_begins_unmarked(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T13:58")
    _mark(services, 41)
    clock.move(minutes=3)
    view = services.diary.today()
    assert view.half == DaySlot(TODAY, Slot.EVENING)
    assert view.marks == {Side.RIGHT: None}
    assert view.last is None
    _mark(services, 50)
    assert len(services.diary.entries()) == 2


def test_before_four_in_the_morning_it_is_still_the_evening_before(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T03:30")
    view = services.diary.today()
    assert (view.half, view.today) == (YESTERDAY, YESTERDAY.day)
    assert _mark(services, 80).felt.half == YESTERDAY


def test_answers_are_yes_no_or_not_asked(services: Services) -> None:
    _mark(services, 41)
    services.diary.answer("standing", True)
    services.diary.answer("lifting", False)
    assert _answers(services.diary.today()) == {"standing": True, "lifting": False}
    services.diary.answer("standing", None)
    assert services.diary.entries()[0].activities == {"lifting": False}
    assert _answers(services.diary.today()) == {"lifting": False}
    assert _scores(services) == [("right", 41)]


def test_answers_belong_to_the_newest_entry(services: Services, clock: FakeClock) -> None:
    _mark(services, 41)
    services.diary.answer("standing", True)
    clock.move(minutes=30)
    _mark(services, 60)
    assert _answers(services.diary.today()) == {}
    services.diary.answer_all({"standing": False, "walking": True})
    services.diary.tick_sign(NUMB, True)
    services.diary.write_note("after the drive")
    old, new = services.diary.entries()
    assert (old.activities, old.signs, old.note) == ({"standing": True}, {}, "")
    assert new.activities == {"standing": False, "walking": True}
    assert (new.signs, new.note) == ({NUMB: True}, "after the drive")
    assert services.diary.today().note == "after the drive"
    assert services.diary.today().signs == {NUMB: True, NIGHT_PAIN: None}


def test_none_of_these_is_one_step(services: Services) -> None:
    keys = [activity.key for activity in services.content.activities]
    services.diary.answer_all(dict.fromkeys(keys, False))
    assert _answers(services.diary.today()) == dict.fromkeys(keys, False)
    services.history.undo()
    assert services.diary.entries() == []


def test_an_answer_before_any_score_waits_for_the_mark(
    services: Services, clock: FakeClock
) -> None:
    begun = services.diary.answer("walking", True)
    assert (begun.score, begun.given) == (None, None)
    assert not services.diary.today().scored_today
    assert services.diary.today().last is None
    clock.move(minutes=2)
    marked = _mark(services, 41, Side.LEFT)
    assert marked.id == begun.id
    assert (marked.side, marked.activities) == (Side.LEFT, {"walking": True})
    assert _scores(services) == [("left", 41)]


def test_an_unknown_activity_is_refused_with_the_known_ones(services: Services) -> None:
    with pytest.raises(DiaryError, match=r"“dancing”.*standing, sitting"):
        services.diary.answer("dancing", True)
    with pytest.raises(DiaryError, match=r"“dancing”.*standing, sitting"):
        services.diary.add(VasScore(1), activities={"dancing": True})
    assert services.diary.entries() == []


def test_an_earlier_half_day_is_marked_as_added_later(services: Services) -> None:
    view = services.diary.today(YESTERDAY)
    assert (view.half, view.today, view.earlier) == (YESTERDAY, TODAY, True)
    entry = services.diary.mark(VasScore(30), Given.NUMBER, half=YESTERDAY)
    assert entry.felt.half == YESTERDAY
    assert entry.timeliness is Timeliness.ADDED_LATER
    assert services.diary.today(YESTERDAY).marks == {Side.RIGHT: VasScore(30)}
    assert services.diary.today().marks == {Side.RIGHT: None}
    assert not services.diary.today().scored_today


def test_an_earlier_half_day_moves_its_own_mark_and_takes_its_own_answers(
    services: Services, clock: FakeClock
) -> None:
    _mark(services, 41)
    services.diary.mark(VasScore(30), Given.LINE, half=YESTERDAY)
    clock.move(minutes=5)
    services.diary.mark(VasScore(35), Given.LINE, half=YESTERDAY)
    services.diary.answer("standing", True, YESTERDAY)
    services.diary.write_note("then", YESTERDAY)
    early, now = services.diary.entries()
    assert (early.score, early.activities, early.note) == (
        VasScore(35),
        {"standing": True},
        "then",
    )
    assert (now.score, now.activities, now.note) == (VasScore(41), {}, "")


def test_a_score_from_weeks_ago_is_from_memory(services: Services) -> None:
    half = DaySlot(TODAY - timedelta(days=30), Slot.MORNING)
    entry = services.diary.mark(VasScore(30), Given.LINE, half=half)
    assert entry.timeliness is Timeliness.RECALLED
    assert services.diary.first_day() == half.day


def test_a_day_to_come_is_refused(services: Services) -> None:
    tomorrow = DaySlot(TODAY + timedelta(days=1), Slot.MORNING)
    with pytest.raises(DiaryError, match="not come yet"):
        services.diary.mark(VasScore(1), Given.LINE, half=tomorrow)
    with pytest.raises(DiaryError, match="not come yet"):
        services.diary.answer("standing", True, tomorrow)
    with pytest.raises(DiaryError, match="not come yet"):
        services.diary.write_note("x", tomorrow)
    assert services.diary.entries() == []


def test_the_other_half_of_today_can_be_chosen(services: Services) -> None:
    evening = DaySlot(TODAY, Slot.EVENING)
    entry = services.diary.mark(VasScore(30), Given.LINE, half=evening)
    assert (entry.felt.half, entry.timeliness) == (evening, Timeliness.ON_TIME)
    assert not services.diary.today(evening).earlier


def test_the_week_has_fourteen_halves_with_means_and_gaps(
    services: Services, clock: FakeClock
) -> None:
    services.diary.add(VasScore(99), datetime.fromisoformat("2026-03-05T08:00"))
    services.diary.add(VasScore(10), datetime.fromisoformat("2026-03-06T08:00"))
    services.diary.add(VasScore(0), datetime.fromisoformat("2026-03-11T20:00"))
    _mark(services, 40)
    clock.move(minutes=11)
    _mark(services, 50)
    week = services.diary.today().week
    days = [TODAY - timedelta(days=back) for back in range(6, -1, -1)]
    assert [cell.half for cell in week] == [DaySlot(day, slot) for day in days for slot in Slot]
    assert [cell.score for cell in week] == [1.0, *[None] * 10, 0.0, 4.5, None]
    assert [cell.added_later for cell in week] == [True, *[False] * 10, True, False, False]


def test_a_half_day_is_hollow_only_when_all_of_it_was_added_later(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-11T20:00")
    _mark(services, 40)
    clock.set_wall("2026-03-12T08:10")
    services.diary.mark(VasScore(20), Given.LINE, half=YESTERDAY)
    cell = services.diary.today().week[-3]
    assert (cell.half, cell.score, cell.added_later) == (YESTERDAY, 3.0, False)


def test_a_score_added_without_a_time_is_of_now_even_in_an_hour_lived_twice(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-10-25T01:30")
    clock.move(hours=2)
    entry = services.diary.add(VasScore(41))
    assert entry.felt.at.isoformat() == "2026-10-25T02:30:00+01:00"
    assert entry.felt.utc == clock.now()


def test_added_scores_are_entries_of_their_own(services: Services, clock: FakeClock) -> None:
    for mm in (10, 20):
        services.diary.add(VasScore(mm), side=Side.LEFT, activities={"walking": True}, note="n")
        clock.move(seconds=1)
    assert _scores(services) == [("left", 10), ("left", 20)]
    assert {entry.given for entry in services.diary.entries()} == {Given.NUMBER}
    with pytest.raises(ValueError, match="has not come yet"):
        services.diary.add(VasScore(1), datetime.fromisoformat("2026-03-12T09:00"))


def test_everything_is_undone_and_redone_step_by_step(services: Services, clock: FakeClock) -> None:
    states: list[list[PainEntry]] = [[]]
    acts: list[Callable[[], object]] = [
        lambda: _mark(services, 41),
        lambda: _mark(services, 63),
        lambda: services.diary.answer("standing", True),
        lambda: services.diary.tick_sign(NIGHT_PAIN, False),
        lambda: services.diary.write_note("a note"),
        lambda: services.diary.mark(VasScore(5), Given.LINE, half=YESTERDAY),
        lambda: services.diary.add(VasScore(7)),
        lambda: services.diary.delete(states[1][0].id),
    ]
    for act in acts:
        clock.move(seconds=1)
        act()
        states.append(services.diary.entries())
    assert len({repr(state) for state in states}) == 9
    for state in reversed(states[:-1]):
        assert parts_of(services.history.undo()) is Changed.PAIN
        assert services.diary.entries() == state
    assert services.history.undo() is None
    for state in states[1:]:
        assert parts_of(services.history.redo()) is Changed.PAIN
        assert services.diary.entries() == state
    assert services.history.redo() is None


def test_each_change_is_told_once(services: Services) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    entry = _mark(services, 41)
    services.diary.answer("standing", True)
    services.diary.delete(entry.id)
    assert heard == [Changed.PAIN] * 3
    with pytest.raises(DiaryError):
        services.diary.answer("dancing", True)
    assert heard == [Changed.PAIN] * 3


def test_with_two_sides_the_answers_stay_when_the_second_line_is_marked(
    services: Services, clock: FakeClock
) -> None:
    services.preferences.choose(side=Side.BOTH)
    services.diary.mark(VasScore(41), Given.LINE, Side.LEFT)
    services.diary.answer("standing", True)
    clock.move(minutes=1)
    services.diary.mark(VasScore(52), Given.LINE, Side.RIGHT)
    services.diary.answer("lifting", False)
    view = services.diary.today()
    answers = {one.key: one.answer for one in view.activities if one.answer is not None}
    assert answers == {"standing": True, "lifting": False}
    assert [dict(entry.activities) for entry in services.diary.entries()] == [answers, {}]


def test_a_later_check_in_begins_with_open_questions(services: Services, clock: FakeClock) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    services.diary.answer("standing", True)
    clock.move(minutes=10)
    services.diary.mark(VasScore(52), Given.LINE)
    assert all(one.answer is None for one in services.diary.today().activities)


def test_a_diary_in_use_by_another_program_is_told_in_a_sentence(
    tmp_path: Path, clock: FakeClock
) -> None:
    file = tmp_path / "diary.db"
    ours, other = open_database(file), open_database(file)
    ours.connection.execute("pragma busy_timeout = 0")
    services = Services(ours, clock)
    services.diary.mark(VasScore(10), Given.LINE)
    other.connection.execute("begin exclusive")
    with pytest.raises(DiaryError, match="Another program"):
        services.diary.mark(VasScore(33), Given.LINE)
    other.connection.execute("rollback")
    assert [str(entry.score) for entry in services.diary.entries()] == ["1.0"]
    ours.close()
    other.close()


def test_a_wrong_score_is_corrected_where_and_when_it_was(
    services: Services, clock: FakeClock
) -> None:
    wrong = services.diary.mark(VasScore(70), Given.LINE, half=YESTERDAY)
    services.diary.answer("standing", True, YESTERDAY)
    clock.move(days=3)
    right = services.diary.correct(wrong.id, VasScore(62), Given.NUMBER)
    assert services.diary.entries() == [right]
    assert (right.felt, right.entered_at, right.side) == (wrong.felt, wrong.entered_at, wrong.side)
    assert (right.score, right.given, right.activities) == (
        VasScore(62),
        Given.NUMBER,
        {"standing": True},
    )
    assert right.timeliness is wrong.timeliness
    services.history.undo()
    services.diary.delete(wrong.id)
    with pytest.raises(DiaryError, match="no longer in the diary"):
        services.diary.correct(wrong.id, VasScore(62), Given.NUMBER)
    answers = services.diary.answer("standing", True)
    with pytest.raises(DiaryError, match="no score here to correct"):
        services.diary.correct(answers.id, VasScore(62), Given.NUMBER)
