"""Today: what is saved, what is said of it, and how its cards stand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.chips import Choice
from tests.fakes import FakeClock
from tests.ui import today_house
from tests.ui.today_house import House, Key

house, line = today_house.house, today_house.line


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


@pytest.mark.parametrize(("width", "beside"), [(960, True), (700, True), (560, False)])
def test_two_cards_stand_beside_each_other_where_there_is_room(
    house: House, qtbot: QtBot, width: int, *, beside: bool
) -> None:
    house.screen.resize(width, 800)
    exercises, week = house.screen.exercises, house.screen.last_week
    qtbot.waitUntil(lambda: (exercises.y() == week.y()) is beside)
    assert (week.x() == exercises.x()) is not beside


def test_undo_beside_a_score_is_there_while_it_takes_back_that_score(
    house: House, clock: FakeClock
) -> None:
    house.services.diary.add(VasScore(70), datetime.fromisoformat("2026-03-11T20:10"))
    assert not house.offers("Undo")
    house.keys("6.2", Key.Key_Return)
    assert house.offers("Undo")
    house.press("Sitting or driving")
    assert not house.offers("Undo"), "it would take back the answer"
    house.services.history.undo()
    assert house.offers("Undo")
    house.services.visit_log.add(date(2026, 3, 20))
    assert not house.offers("Undo"), "it would take back the visit"
    house.keys("5", Key.Key_Return)
    assert house.offers("Undo")
    clock.move(minutes=10)
    house.join.refresh()
    assert not house.offers("Undo"), "the line is empty again"
