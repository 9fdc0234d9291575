from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.treatments import TreatmentsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.more_lines import MoreLines
from tests.fakes import FakeClock
from tests.ui.diaries import BLOCK_DAY, TODAY, Desk, four_weeks, press

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(look: Look, services: Services, desk: Desk, qtbot: QtBot) -> TreatmentsScreen:
    join = TreatmentsJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.resize(900, 700)
    join.widget.show()
    return join.widget


def words(card: FoldCard) -> list[str]:
    return [label.text() for label in card.body.findChildren(QLabel)]


def test_a_block_is_added_with_three_clicks_and_its_day(
    screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, screen, "Add a treatment")
    press(qtbot, screen, "Nerve block")
    qtbot.keyClick(screen.form.day, Qt.Key.Key_Down)
    press(qtbot, screen, "Save")
    (block,) = services.treatments.every()
    assert (block.kind, block.first_day) == (TreatmentKind.BLOCK, TODAY - timedelta(days=1))
    assert (block.side, block.nerve) == (Side.RIGHT, Nerve.UNKNOWN)
    assert not screen.form.isVisible()
    assert desk.said == [("The treatment is added.", True)]
    assert screen.list.cards[0].name.text() == "Nerve block 1, right side, 11 Mar 2026"


def test_a_day_that_has_not_come_cannot_be_picked(screen: TreatmentsScreen, qtbot: QtBot) -> None:
    press(qtbot, screen, "Add a treatment")
    press(qtbot, screen, "Surgery")
    qtbot.keyClick(screen.form.day, Qt.Key.Key_Up)
    assert screen.form.day.day == TODAY


def test_each_kind_asks_for_its_own(screen: TreatmentsScreen, qtbot: QtBot) -> None:
    form = screen.form
    press(qtbot, screen, "Add a treatment")
    assert not form.save.isVisible()
    press(qtbot, screen, "Medicine")
    assert form.name.isVisible()
    assert form.dose.isVisible()
    assert not form.nerves.isVisible()
    press(qtbot, screen, "Nerve stimulator")
    assert form.nerves.isVisible()
    assert not form.name.isVisible()
    assert not form.ended.isVisible()


def test_what_is_missing_is_said_and_nothing_is_cleared(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, screen, "Add a treatment")
    press(qtbot, screen, "Medicine")
    qtbot.keyClicks(screen.form.dose, "300 mg")
    press(qtbot, screen, "Save")
    assert screen.form.error.label.text() == "A medicine needs its name."
    assert screen.form.error.isVisible()
    assert screen.form.dose.text() == "300 mg"
    qtbot.keyClicks(screen.form.name, "Gabapentin")
    press(qtbot, screen, "Save")
    (medicine,) = services.treatments.every()
    assert (medicine.name, medicine.dose, medicine.side) == ("Gabapentin", "300 mg", None)


def test_a_form_that_was_put_away_begins_anew(screen: TreatmentsScreen, qtbot: QtBot) -> None:
    press(qtbot, screen, "Add a treatment")
    press(qtbot, screen, "Medicine")
    qtbot.keyClicks(screen.form.name, "Wrong")
    press(qtbot, screen, "Cancel")
    assert not screen.form.isVisible()
    press(qtbot, screen, "Add a treatment")
    press(qtbot, screen, "Medicine")
    assert screen.form.name.text() == ""


def test_a_removed_treatment_comes_back_with_undo(
    screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.BLOCK, TODAY)
    press(qtbot, screen, "Remove")
    assert services.treatments.every() == []
    assert screen.list.cards == []
    assert desk.said == [("The treatment is removed.", True)]
    services.history.undo()
    assert len(screen.list.cards) == 1


def test_the_newest_block_is_open_and_says_what_the_scores_did(
    services: Services, clock: FakeClock, look: Look, desk: Desk, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = TreatmentsJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    join.refresh()
    medicine, block = join.widget.list.cards
    assert not medicine.opened
    assert block.opened
    asked, first, verdict, caution, days, *_ = words(block)
    assert asked == "Did it help?"
    assert first.startswith("Your middle score was 6.0 in the 2 weeks before. It was 3.0 in the")
    assert verdict == "Something else changed in these weeks too. Which did what cannot be told."
    assert days.startswith("14 of 14 days scored before, 14 of 14 after. This also changed")
    assert caution.endswith(
        "A lower score after a treatment does not prove that the treatment caused it."
    )


def test_the_numbers_show_when_they_are_asked_for(
    services: Services, clock: FakeClock, look: Look, desk: Desk, qtbot: QtBot
) -> None:
    swing_around_a_block(services, clock)
    join = TreatmentsJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    join.refresh()
    join.widget.show()
    [block] = join.widget.list.cards
    [more] = block.findChildren(MoreLines)
    assert more.link.text() == "Show the numbers"
    assert not more.body.isVisible()
    press(qtbot, block, "Show the numbers")
    assert more.body.isVisible()
    assert more.link.accessibleName().startswith("Hide the numbers: Nerve block 1")
    said = [one.text() for one in more.findChildren(QLabel)]
    assert said[0].startswith("Mean score: 6.0 before, from 14 days. 3.1 after, from 12 days.")
    assert "Your scores are still lower by about a third or more after 2 weeks." in words(block)


def test_the_numbers_of_a_medicine_have_a_second_opinion_once_they_are_asked_for(
    look: Look, services: Services, clock: FakeClock, desk: Desk, qtbot: QtBot
) -> None:
    for back in range(30, -1, -1):
        clock.set_wall(f"{TODAY - timedelta(days=back)}T08:10")
        swing = 10 * (back * 7 % 3 - 1)
        services.diary.mark(VasScore((60 if back > 15 else 30) + swing), Given.LINE)
    begun = TODAY - timedelta(days=15)
    services.treatments.add(TreatmentKind.MEDICINE, begun, name="Pill")
    join = TreatmentsJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    join.refresh()
    join.widget.show()
    [more] = join.widget.findChildren(MoreLines)

    def told() -> list[str]:
        lines = [one.text() for one in more.findChildren(QLabel)]
        return [line for line in lines if "made up" in line]

    assert told() == []
    press(qtbot, join.widget, "Show the numbers")
    [line] = told()
    assert line == "Diaries made up without any change differ as much in 1 of 1000."
    press(qtbot, join.widget, "Hide the numbers")
    press(qtbot, join.widget, "Show the numbers")
    assert told() == [line]


def swing_around_a_block(services: Services, clock: FakeClock) -> None:
    """Four weeks of scores that go up and down; 6 before the block and 3 after."""
    for back in range(28, -1, -1):
        day = TODAY - timedelta(days=back)
        clock.set_wall(f"{day}T08:10")
        swing = (0, 9, -6, 3, -6)[back % 5]
        services.diary.mark(VasScore((60 if back > 14 else 30) + swing), Given.LINE)
    services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=14), side=Side.RIGHT)


def test_what_was_done_daily_can_become_what_is_taken_when_it_hurts(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.OTHER, TODAY, name="Heat pad")
    press(qtbot, screen, "Edit")
    press(qtbot, screen.form, "When it hurts")
    press(qtbot, screen.form, "Save")
    assert not screen.form.isVisible()
    [heat] = services.treatments.every()
    assert (heat.when_needed, heat.last_day) == (True, None)


def test_a_click_on_its_heading_opens_a_card_and_it_stays_open(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.BLOCK, BLOCK_DAY)
    services.treatments.add(TreatmentKind.SURGERY, TODAY)
    newest, older = screen.list.cards
    assert newest.opened
    assert older.opened
    qtbot.waitUntil(older.isVisible)
    qtbot.mouseClick(older, LEFT, pos=older.name.geometry().center())
    assert [card.opened for card in screen.list.cards] == [True, False]
    services.treatments.add(TreatmentKind.MEDICINE, BLOCK_DAY, name="Gabapentin")
    assert [card.opened for card in screen.list.cards] == [True, False, False]


def test_visits_to_the_physio_share_a_card(screen: TreatmentsScreen, services: Services) -> None:
    for days in (30, 20, 10):
        services.treatments.add(TreatmentKind.PHYSIO, TODAY - timedelta(days=days))
    services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=15))
    assert [card.name.text() for card in screen.list.cards] == [
        "Physio, 3 visits",
        "Nerve block 1, 25 Feb 2026",
    ]
    dates = ["2 March 2026", "20 February 2026", "10 February 2026"]
    assert words(screen.list.cards[0]) == dates


def test_a_medicine_is_ended_with_one_click_and_a_way_back(
    screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.MEDICINE, date(2026, 1, 5), name="Gabapentin")
    assert screen.list.cards[0].name.text() == "Gabapentin, from 5 Jan 2026"
    press(qtbot, screen, "It ended today")
    (ended,) = services.treatments.every()
    assert ended.last_day == TODAY
    assert screen.list.cards[0].name.text() == "Gabapentin, 5 Jan 2026 to 12 Mar 2026"
    assert desk.said == [("Its last day is today.", True)]
    services.history.undo()
    assert services.treatments.every()[0].last_day is None


def test_a_last_day_ahead_outlives_an_edit(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    ahead = TODAY + timedelta(days=30)
    services.treatments.add(
        TreatmentKind.MEDICINE, BLOCK_DAY, last_day=ahead, name="Gabapentin", dose="300 mg"
    )
    press(qtbot, screen, "Edit")
    assert screen.form.last_day.day == ahead
    screen.form.dose.selectAll()
    qtbot.keyClicks(screen.form.dose, "600 mg")
    press(qtbot, screen, "Save")
    (after,) = services.treatments.every()
    assert (after.dose, after.last_day) == ("600 mg", ahead)


def test_a_treatment_removed_while_it_is_edited_stays_removed(
    screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.MEDICINE, BLOCK_DAY, name="Gabapentin")
    press(qtbot, screen, "Edit")
    qtbot.keyClicks(screen.form.dose, "300 mg")
    press(qtbot, screen, "Remove")
    press(qtbot, screen, "Save")
    assert services.treatments.every() == []
    assert screen.form.error.label.text() == "This treatment is no longer in the diary."
    assert screen.form.dose.text() == "300 mg"
    press(qtbot, screen, "Cancel")
    assert not screen.form.isVisible()


@pytest.mark.parametrize("other", ["Edit", "Add a treatment"])
def test_a_form_half_filled_is_kept_and_says_so(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot, other: str
) -> None:
    services.treatments.add(TreatmentKind.BLOCK, BLOCK_DAY)
    press(qtbot, screen, "Add a treatment")
    press(qtbot, screen, "Medicine")
    qtbot.keyClicks(screen.form.name, "Gabapentin")
    press(qtbot, screen, other)
    assert screen.form.name.text() == "Gabapentin"
    assert screen.form.error.label.text() == "This is not saved yet. Save it or cancel it first."
    press(qtbot, screen, "Save")
    assert [one.name for one in services.treatments.every()] == ["", "Gabapentin"]


def test_an_edit_without_a_change_is_no_step(
    screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.BLOCK, BLOCK_DAY)
    press(qtbot, screen, "Edit")
    press(qtbot, screen, "Save")
    assert not screen.form.isVisible()
    assert desk.said == []


def test_what_cannot_be_removed_is_said(
    screen: TreatmentsScreen, services: Services, desk: Desk, db: Database, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.BLOCK, BLOCK_DAY)
    db.connection.execute("pragma query_only = on")
    press(qtbot, screen, "Remove")
    ((text, undo),) = desk.said
    assert "does not let the program write" in text
    assert not undo


def test_an_edit_changes_only_what_was_edited(
    screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    before = services.treatments.add(
        TreatmentKind.BLOCK, BLOCK_DAY, side=Side.LEFT, nerve=Nerve.MIDDLE, note="First"
    )
    press(qtbot, screen, "Edit")
    assert not screen.form.kinds.isVisible()
    press(qtbot, screen, "Both")
    press(qtbot, screen, "Save")
    (after,) = services.treatments.every()
    assert (after.side, before.side) == (Side.BOTH, Side.LEFT)
    assert (after.id, after.nerve, after.note) == (before.id, Nerve.MIDDLE, "First")
    assert desk.said == [("Changed.", True)]


def test_an_empty_list_says_what_goes_here(screen: TreatmentsScreen, services: Services) -> None:
    def seen() -> bool:
        return any(
            "Add a block" in label.text() and label.isVisible()
            for label in screen.findChildren(QLabel)
        )

    assert seen()
    services.treatments.add(TreatmentKind.BLOCK, TODAY)
    assert not seen()


def test_what_goes_on_asks_for_its_first_day(screen: TreatmentsScreen, qtbot: QtBot) -> None:
    press(qtbot, screen, "Add a treatment")
    form = screen.form
    for kind, name in (("Nerve block", "Day"), ("Medicine", "First day")):
        press(qtbot, form, kind)
        assert form.day.accessibleName() == name
