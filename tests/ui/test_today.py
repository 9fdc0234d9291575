"""Today: the line and its keys, the half day on the screen, and what is written to which."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.earlier_strip import EarlierStrip
from cluneal_tracker.ui.widgets.pain_line import PainLine
from cluneal_tracker.ui.widgets.today_cards import NoteEdit
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press

Key = Qt.Key
MORNING = DaySlot(date(2026, 3, 12), Slot.MORNING)
EVENING = DaySlot(date(2026, 3, 12), Slot.EVENING)


class House:
    """The screen on a diary, with the side at its default."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        services.preferences.choose(welcomed=True)
        self.services, self.desk, self._qtbot = services, FakeDesk(), qtbot
        self.join = TodayJoin(look, services, self.desk)
        self.screen = self.join.widget
        qtbot.addWidget(self.desk.window)
        qtbot.addWidget(self.screen)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.screen.resize(960, 800)
        with qtbot.waitActive(self.screen):
            self.screen.show()
            self.screen.activateWindow()

    @property
    def line(self) -> PainLine:
        return self.screen.check_in.lines[self.services.preferences.current.side.parts[0]]

    @property
    def note(self) -> NoteEdit:
        return self.screen.activities.note

    @property
    def timer(self) -> QTimer:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        [timer] = self.screen.findChildren(QTimer, options=direct)
        return timer

    def press(self, text: str) -> None:
        press(self._qtbot, self.screen, text)

    def keys(self, text: str, *more: Qt.Key) -> None:
        self._qtbot.keyClicks(self.line, text)
        for key in more:
            self._qtbot.keyClick(self.line, key)

    def type_note(self, text: str) -> None:
        self.press("Add a note")
        self._qtbot.keyClicks(self.note, text)

    def texts(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(QLabel) if one.isVisible()]

    def scores(self) -> list[tuple[str, Slot]]:
        found = self.services.diary.entries()
        return [(str(one.score), one.felt.slot) for one in found if one.score]

    def notes(self) -> dict[DaySlot, str]:
        return {one.felt.half: one.note for one in self.services.diary.entries() if one.note}


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


@pytest.fixture
def line(look: Look, qtbot: QtBot) -> PainLine:
    line = PainLine(look, "How much pain?")
    qtbot.addWidget(line)
    return line


# The line itself


@pytest.mark.parametrize(
    ("typed", "mm"), [("4", 40), ("4.1", 41), ("4,1", 41), ("10", 100), ("0", 0), ("4.", 40)]
)
def test_a_typed_number_waits_for_enter(line: PainLine, typed: str, mm: int, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, typed)
    assert line.score is None
    with qtbot.waitSignal(line.marked) as marked:
        qtbot.keyClick(line, Key.Key_Return)
    assert marked.args == [VasScore(mm), Given.NUMBER]
    assert line.typed == ""


@pytest.mark.parametrize("typed", ["11", "12", "45", "4.12", ".5", "010", "10.5", "4..1"])
def test_what_is_no_score_is_refused_not_bent_into_one(
    line: PainLine, typed: str, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line, typed)
    assert line.typed == typed
    with qtbot.assertNotEmitted(line.marked), qtbot.waitSignal(line.refused) as refused:
        qtbot.keyClick(line, Key.Key_Return)
    assert "0 to 10" in refused.args[0]
    assert (line.typed, line.score) == ("", None)


def test_letters_are_no_part_of_a_number(line: PainLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "a4")
    assert line.typed == "4"


def test_escape_and_backspace_take_digits_back(line: PainLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "4.1")
    qtbot.keyClick(line, Key.Key_Backspace)
    assert line.typed == "4."
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.typed == ""
    with qtbot.assertNotEmitted(line.marked):
        qtbot.keyClick(line, Key.Key_Return)


@pytest.mark.parametrize(
    ("start", "key", "mm"),
    [
        (None, Key.Key_Right, 0),
        (None, Key.Key_Left, 100),
        (41, Key.Key_Right, 42),
        (41, Key.Key_Up, 42),
        (41, Key.Key_Left, 40),
        (41, Key.Key_Down, 40),
        (41, Key.Key_PageUp, 51),
        (41, Key.Key_PageDown, 31),
        (95, Key.Key_PageUp, 100),
        (3, Key.Key_PageDown, 0),
        (41, Key.Key_Home, 0),
        (41, Key.Key_End, 100),
    ],
)
def test_keys_move_the_mark(
    line: PainLine, start: int | None, key: Qt.Key, mm: int, qtbot: QtBot
) -> None:
    line.show_score(None if start is None else VasScore(start))
    with qtbot.waitSignal(line.marked) as marked:
        qtbot.keyClick(line, key)
    assert marked.args == [VasScore(mm), Given.LINE]


def test_a_control_key_is_no_score(line: PainLine, qtbot: QtBot) -> None:
    qtbot.keyClick(line, Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert line.typed == ""


def test_nothing_is_marked_before_the_person_does(house: House) -> None:
    house.line.setFocus()
    assert house.line.hasFocus()
    assert house.line.score is None
    assert house.line.value_text() == "Not marked yet"
    assert house.services.diary.entries() == []


def test_a_reader_hears_a_slider_without_a_value(line: PainLine) -> None:
    described = QAccessible.queryAccessibleInterface(line)
    assert described.role() == QAccessible.Role.Slider
    assert described.text(QAccessible.Text.Value) == "Not marked yet"
    line.show_score(VasScore(41))
    assert described.text(QAccessible.Text.Value) == "4.1 out of 10"


def test_a_drag_goes_on_while_the_screen_is_shown_anew(house: House, qtbot: QtBot) -> None:
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(house.line, button, pos=QPoint(100, 30))
    house.join.refresh()
    qtbot.mouseRelease(house.line, button, pos=QPoint(100, 30))
    assert len(house.scores()) == 1


def test_digits_stay_while_the_screen_is_shown_anew(house: House) -> None:
    house.keys("4")
    house.join.refresh()
    assert "4 out of 10. Press Enter to save." in house.texts()
    house.keys(".1", Key.Key_Return)
    assert house.scores() == [("4.1", Slot.MORNING)]


# Saving


def test_a_mark_is_saved_and_said(house: House) -> None:
    house.keys("4.1", Key.Key_Return)
    side = house.services.preferences.current.side.value
    sentence = f"Saved: 4.1 out of 10, {side} side, 08:10. Move the mark to change it."
    assert sentence in house.texts()
    house.press("Undo")
    assert house.desk.undone == 1


def test_a_score_that_is_not_saved_stays_until_it_is(house: House, db: Database) -> None:
    db.connection.execute("pragma query_only = on")
    house.keys("4.1", Key.Key_Return)
    house.join.refresh()
    assert house.line.score == VasScore(41)
    assert any("does not let the program write" in text for text in house.texts())
    db.connection.execute("pragma query_only = off")
    house.press("Try again")
    assert house.scores() == [("4.1", Slot.MORNING)]
    assert not any("does not let the program write" in text for text in house.texts())


def test_what_is_not_saved_is_said_and_the_chips_show_what_is(house: House, db: Database) -> None:
    db.connection.execute("pragma query_only = on")
    house.press("Standing")
    house.press("Numb skin")
    house.press("None of these")
    house.press("Both")
    assert len(house.desk.said) == 4
    assert house.screen.activities.chips["standing"].text() == "Standing"
    assert house.screen.activities.signs["numb"].text() == "Numb skin"
    assert house.screen.check_in.sides.choice == house.services.preferences.current.side


def test_the_welcome_card_says_what_did_not_work(house: House, db: Database) -> None:
    house.services.preferences.choose(welcomed=False)
    db.connection.execute("pragma query_only = on")
    house.press("Remind me")
    assert len(house.desk.said) == 1
    assert house.screen.welcome.isVisible()


def test_chips_have_three_states(house: House) -> None:
    chip = house.screen.activities.chips["standing"]
    seen = []
    for _ in range(3):
        chip.click()
        seen.append((chip.text(), dict(house.services.diary.entries()[0].activities)))
    assert seen == [
        ("Standing: yes", {"standing": True}),
        ("Standing: no", {"standing": False}),
        ("Standing", {}),
    ]


def test_none_of_these_leaves_what_was_answered(house: House) -> None:
    house.press("Standing")
    house.press("None of these")
    answers = house.services.diary.entries()[0].activities
    assert answers["standing"] is True
    assert set(answers) == set(house.screen.activities.chips)
    assert [key for key, answer in answers.items() if answer] == ["standing"]


def test_a_choice_keeps_its_width_when_it_is_chosen(qtbot: QtBot, look: Look) -> None:
    choice = Choice({1: "One side", 2: "The other side"}, "Side")
    qtbot.addWidget(choice)
    choice.setStyleSheet(look.style_sheet())
    before = choice.sizeHint().width()
    choice.show_choice(2)
    assert choice.choice == 2
    assert choice.sizeHint().width() == before


def test_both_sides_have_a_line_each_and_the_empty_one_comes_first(house: House) -> None:
    house.services.preferences.choose(side=Side.BOTH)
    left, right = (house.screen.check_in.lines[side] for side in Side.BOTH.parts)
    house.join.entered()
    assert left.hasFocus()
    house.keys("4", Key.Key_Return)
    house.join.entered()
    assert right.hasFocus()
    assert right.score is None


# The half day on the screen


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


def test_only_an_empty_line_for_now_asks(house: House, clock: FakeClock) -> None:
    assert house.join.asks_now()
    house.keys("4", Key.Key_Return)
    assert not house.join.asks_now()
    clock.set_wall("2026-03-12T20:00")
    assert house.join.asks_now()
    house.press("Earlier day")
    assert not house.join.asks_now()


# Notes and answers belong to the half day they were given for


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


@pytest.mark.parametrize(("width", "beside"), [(960, True), (700, True), (560, False)])
def test_two_cards_stand_beside_each_other_where_there_is_room(
    house: House, qtbot: QtBot, width: int, *, beside: bool
) -> None:
    house.screen.resize(width, 800)
    exercises, week = house.screen.exercises, house.screen.last_week
    qtbot.waitUntil(lambda: (exercises.y() == week.y()) is beside)
    assert (week.x() == exercises.x()) is not beside
