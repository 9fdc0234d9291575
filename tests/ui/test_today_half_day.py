"""The half day on Today, and what belongs to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.earlier_strip import EarlierStrip
from tests.fakes import FakeClock
from tests.ui import today_house
from tests.ui.diaries import type_day
from tests.ui.today_house import MORNING, House, Key

EVENING = DaySlot(date(2026, 3, 12), Slot.EVENING)

house, line = today_house.house, today_house.line


@pytest.mark.parametrize(
    ("wall", "minutes"),
    [("08:10", 350), ("13:59", 1), ("14:00", 840), ("23:50", 250), ("03:59", 1), ("04:00", 600)],
)
def test_the_diary_knows_when_the_half_day_turns(
    services: Services, clock: FakeClock, wall: str, minutes: int
) -> None:
    clock.set_wall(f"2026-03-12T{wall}")
    wait = services.diary.next_change(services.diary.half_now()) - clock.now()
    assert wait.total_seconds() == 60 * minutes


def test_an_hour_of_summer_time_is_counted(services: Services, clock: FakeClock) -> None:
    clock.set_wall("2026-03-28T23:00")
    wait = services.diary.next_change(services.diary.half_now()) - clock.now()
    assert wait.total_seconds() == 4 * 3600


def test_an_open_mark_ends_after_ten_minutes(services: Services, clock: FakeClock) -> None:
    made = clock.now()
    services.diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=4)
    half = services.diary.half_now()
    assert (services.diary.next_change(half) - made).total_seconds() == 600


def test_a_timer_waits_for_the_next_change(house: House, clock: FakeClock) -> None:
    assert house.timer.interval() == 350 * 60_000
    clock.set_wall("2026-03-12T13:58")
    house.join.refresh()
    assert house.timer.interval() == 120_000
    assert house.timer.isActive()
    clock.move(minutes=2)
    house.timer.timeout.emit()
    assert "Thursday 12 March, evening" in house.texts()
    assert house.timer.interval() == 840 * 60_000


def test_a_timer_that_slept_with_the_computer_is_set_anew(house: House, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T13:30")
    house.join.catch_up()
    assert house.timer.interval() == 30 * 60_000


def test_a_clock_set_back_by_months_is_no_wait_that_no_timer_can_count(
    house: House, clock: FakeClock
) -> None:
    clock.set_wall("2026-01-12T08:10")
    house.join.catch_up()
    assert 0 < house.timer.interval() <= 24 * 3_600_000


def test_a_window_left_open_shows_the_new_day(house: House, clock: FakeClock) -> None:
    house.keys("4.1", Key.Key_Return)
    clock.set_wall("2026-03-13T04:00")
    house.join.catch_up()
    assert "Friday 13 March, morning" in house.texts()
    assert house.line.score is None


def test_after_ten_minutes_the_mark_is_closed(house: House, clock: FakeClock) -> None:
    house.keys("4.1", Key.Key_Return)
    clock.move(minutes=10)
    house.timer.timeout.emit()
    assert house.line.score is None
    assert "Your last score is from 08:10. You can mark the line again." in house.texts()


def test_catching_up_reads_nothing_before_it_is_time(
    house: House, db: Database, clock: FakeClock
) -> None:
    # Written by another program, of which nobody has told.
    Services(db, clock).diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=5)
    house.join.catch_up()
    assert house.line.score is None
    house.join.refresh()
    assert house.line.score == VasScore(41)


def test_a_score_counted_as_morning_counts_once(house: House, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T15:00")
    house.join.catch_up()
    house.press("Count as morning")
    house.keys("4", Key.Key_Return)
    assert house.line.score == VasScore(40)
    clock.move(minutes=30)
    house.keys("5", Key.Key_Return)
    assert house.scores() == [("4.0", Slot.MORNING), ("5.0", Slot.EVENING)]


def test_a_choice_ends_with_its_day(house: House, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T22:00")
    house.join.catch_up()
    house.press("Count as morning")
    clock.set_wall("2026-03-13T08:00")
    house.keys("4", Key.Key_Return)
    [entry] = house.services.diary.entries()
    assert entry.felt.half == DaySlot(date(2026, 3, 13), Slot.MORNING)
    assert "Friday 13 March, morning" in house.texts()


def test_a_choice_that_was_not_used_ends_with_its_day_too(house: House, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T22:00")
    house.join.catch_up()
    house.press("Count as morning")
    assert "Thursday 12 March, morning" in house.texts()
    clock.set_wall("2026-03-13T04:00")
    house.join.catch_up()
    assert "Friday 13 March, morning" in house.texts()
    assert house.screen.findChildren(EarlierStrip) == []


def test_an_earlier_day_stays_until_the_person_comes_back(house: House, clock: FakeClock) -> None:
    house.press("Earlier day")
    clock.set_wall("2026-03-12T14:01")
    house.join.catch_up()
    house.keys("4", Key.Key_Return)
    [entry] = house.services.diary.entries()
    assert entry.felt.half == DaySlot(date(2026, 3, 11), Slot.EVENING)
    house.join.entered()
    assert "Thursday 12 March, evening" in house.texts()
    assert house.line.hasFocus()


def test_an_earlier_day_says_what_is_marked_already(house: House, clock: FakeClock) -> None:
    prompt = "Click the line where your pain was. Or type 0 to 10, then Enter."
    evening = datetime.fromisoformat("2026-03-11T20:10")
    house.services.diary.add(VasScore(70), evening)
    clock.move(minutes=10)
    house.press("Earlier day")
    assert "You marked 7.0 at 20:10. A new mark is added to it." in house.texts()
    house.press("Morning")
    assert prompt in house.texts()
    house.press("Evening")
    house.keys("5", Key.Key_Return)
    saved = "Saved: 5.0 out of 10, right side, 20:00. Move the mark to change it."
    assert saved in house.texts(), "not the one that was there, though it was felt later"
    assert house.offers("Undo")
    house.services.diary.add(VasScore(60), evening + timedelta(hours=1), Side.LEFT)
    clock.move(minutes=10)
    house.join.refresh()
    assert house.line.score is None
    several = "You marked 5.0 at 20:00; 7.0 at 20:10; 6.0 at 21:10, left side."
    assert f"{several} A new mark is added to them." in house.texts()


def test_only_an_empty_line_for_now_asks(house: House, clock: FakeClock) -> None:
    assert house.join.asks_now()
    house.keys("4", Key.Key_Return)
    assert not house.join.asks_now()
    clock.set_wall("2026-03-12T20:00")
    assert house.join.asks_now()
    house.press("Earlier day")
    assert not house.join.asks_now()


def test_a_note_is_saved_when_it_is_left(house: House) -> None:
    house.type_note("After the garden")
    assert house.notes() == {}
    house.line.setFocus()
    assert house.notes() == {MORNING: "After the garden"}


def test_a_note_is_saved_when_typing_pauses(house: House, qtbot: QtBot) -> None:
    house.type_note("After the garden")
    qtbot.waitUntil(lambda: house.notes() == {MORNING: "After the garden"}, timeout=3000)


def test_a_note_typed_over_the_turn_stays_with_its_half_day(house: House, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T13:59")
    house.type_note("After the garden")
    clock.move(minutes=1)
    house.join.refresh()
    assert house.notes() == {MORNING: "After the garden"}
    assert house.note.toPlainText() == ""


def test_last_nights_note_is_not_todays(house: House, clock: FakeClock) -> None:
    clock.set_wall("2026-03-12T22:00")
    house.join.catch_up()
    house.type_note("A long drive")
    house.line.setFocus()
    clock.set_wall("2026-03-13T08:00")
    house.keys("4", Key.Key_Return)
    house.line.setFocus()
    assert house.notes() == {EVENING: "A long drive"}
    assert house.note.toPlainText() == ""


def test_an_earlier_days_note_stays_there_when_the_screen_is_left_by_key(house: House) -> None:
    house.press("Earlier day")
    house.type_note("A long drive")
    house.join.entered()
    assert house.notes() == {DaySlot(date(2026, 3, 11), Slot.EVENING): "A long drive"}
    assert house.note.toPlainText() == ""


def test_a_note_that_is_not_saved_stays_in_sight(
    house: House, db: Database, clock: FakeClock
) -> None:
    house.type_note("A long drive")
    db.connection.execute("pragma query_only = on")
    house.line.setFocus()
    house.join.refresh()
    assert house.note.isVisible()
    assert house.note.toPlainText() == "A long drive"
    assert house.desk.notices == []
    clock.set_wall("2026-03-12T14:00")
    house.join.refresh()
    assert "“A long drive”" in house.desk.notices[0]


def test_an_answer_goes_to_the_half_day_on_the_screen(house: House, clock: FakeClock) -> None:
    house.keys("4", Key.Key_Return)
    clock.set_wall("2026-03-12T14:00")
    house.press("Numb skin")
    clock.set_wall("2026-03-12T08:15")
    house.join.refresh()
    clock.set_wall("2026-03-12T14:00")
    house.press("Standing")
    house.press("Count as morning")
    assert house.screen.activities.signs["numb"].text() == "Numb skin: yes"
    assert house.screen.activities.chips["standing"].text() == "Standing: yes"
    assert {entry.felt.half for entry in house.services.diary.entries()} == {MORNING}


def test_a_number_typed_beside_the_line_is_meant_for_it(house: House, qtbot: QtBot) -> None:
    house.screen.check_in.sides.setFocus()
    qtbot.keyClicks(house.screen, "6")
    qtbot.keyClicks(house.screen.check_in.lines[Side.RIGHT], ".4")
    qtbot.keyClick(house.screen.check_in.lines[Side.RIGHT], Key.Key_Return)
    assert [str(entry.score) for entry in house.services.diary.entries()] == ["6.4"]


def test_after_ten_minutes_the_questions_are_open_again(house: House, clock: FakeClock) -> None:
    house.keys("4", Key.Key_Return)
    house.press("Standing")
    clock.move(minutes=11)
    house.join.refresh()
    assert house.screen.activities.chips["standing"].text() == "Standing"
    house.press("Lifting")
    house.keys("5", Key.Key_Return)
    first, second = house.services.diary.entries()
    assert (str(first.score), dict(first.activities)) == ("4.0", {"standing": True})
    assert (str(second.score), dict(second.activities)) == ("5.0", {"lifting": True})


def test_nothing_is_written_where_the_earlier_day_is_none(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T08:10")
    house.join.refresh()
    house.press("Earlier day")
    strip = house.screen.findChild(EarlierStrip)
    assert strip is not None
    day = strip.findChild(DayEdit)
    assert day is not None
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "32.3.2026")
    house.line.setFocus()
    assert not house.line.isEnabled()
    qtbot.keyClicks(strip, "4")
    qtbot.keyClick(strip, Key.Key_Return)
    house.join.refresh()
    assert house.scores() == []
    assert "“32.3.2026” is not a day. Write it like 11 Mar 2026." in house.texts()
    assert day.text() == "32.3.2026"
    type_day(qtbot, day, "10 Mar")
    house.keys("4", Key.Key_Return)
    assert [one.felt.half.day for one in house.services.diary.entries()] == [date(2026, 3, 10)]
    type_day(qtbot, day, "soon")
    house.press("Back to today")
    house.keys("5", Key.Key_Return)
    assert len(house.scores()) == 2


def test_the_half_day_keeps_to_one_line_with_large_text(house: House) -> None:
    title = house.screen._title
    assert title.text() == "Thursday 12 March, morning"
    title.setStyleSheet("font-size: 56px")
    house.screen.resize(717, 600)
    assert (title.text(), title.accessibleName()) == (
        "Thu 12 Mar, morning",
        "Thursday 12 March, morning",
    )
    house.screen.resize(1400, 600)
    assert title.text() == "Thursday 12 March, morning"
