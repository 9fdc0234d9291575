"""Your visits, from the page for the doctor: noted, changed, and taken away with undo."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.visit_log import VisitLogJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.visit_log import VisitLogScreen
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press, type_day

LAST, NEXT = date(2026, 2, 20), date(2026, 3, 24)


@pytest.fixture
def desk(qtbot: QtBot) -> FakeDesk:
    desk = FakeDesk()
    qtbot.addWidget(desk.window)
    return desk


@pytest.fixture
def screen(look: Look, services: Services, desk: FakeDesk, qtbot: QtBot) -> VisitLogScreen:
    join = VisitLogJoin(look, services, desk)
    services.changes.subscribe(lambda _: join.widget.outdated.emit())
    join.begin()
    desk.window.show()
    return join.widget


def texts(screen: VisitLogScreen, visit_id: str) -> list[str]:
    return [one.text() for one in screen.cards[visit_id].findChildren(QLabel) if not one.isHidden()]


def choose(screen: VisitLogScreen, day: date) -> None:
    screen.form.day.setText(f"{day}")
    screen.form.day.editingFinished.emit()


def test_a_visit_to_come_is_noted_with_its_time(
    screen: VisitLogScreen, services: Services, desk: FakeDesk, qtbot: QtBot
) -> None:
    press(qtbot, screen, "Add a visit")
    choose(screen, NEXT)
    assert screen.form.remind.isVisible()
    assert not screen.form.said.isVisible()
    said = [one.text() for one in screen.form.findChildren(QLabel) if one.isVisible()]
    assert "Your questions for it have a place on the page “For your visit”." in said
    screen.form.timed.click()
    screen.form.at.show_at(time(10, 30))
    qtbot.keyClicks(screen.form.whom, "Pain clinic")
    press(qtbot, screen.form, "Save")
    (visit,) = services.visit_log.view().to_come
    assert (visit.day, visit.at, visit.whom, visit.remind) == (
        *(NEXT, time(10, 30), "Pain clinic"),
        True,
    )
    assert texts(screen, visit.id) == [
        "Tuesday 24 March 2026, 10:30, Pain clinic",
        "You get a word the evening before, at 18:00.",
    ]
    assert not screen.form.isVisible()
    assert desk.said[-1] == ("The visit is added.", True)


def test_no_word_is_offered_for_an_evening_that_has_begun(
    screen: VisitLogScreen, clock: FakeClock, qtbot: QtBot
) -> None:
    tomorrow = date(2026, 3, 13)
    press(qtbot, screen, "Add a visit")
    choose(screen, tomorrow)
    assert screen.form.remind.isVisible()
    press(qtbot, screen.form, "Cancel")
    clock.move(hours=10)
    screen.outdated.emit()
    press(qtbot, screen, "Add a visit")
    choose(screen, tomorrow)
    assert not screen.form.remind.isVisible()
    choose(screen, NEXT)
    assert screen.form.remind.isVisible()


def test_what_was_asked_moves_to_the_visit(
    screen: VisitLogScreen, services: Services, qtbot: QtBot
) -> None:
    services.preferences.choose(questions="Why?\nHow long?")
    services.visit_log.add(LAST)
    press(qtbot, screen, "Note what was said")
    assert not screen.form.remind.isVisible()
    assert screen.form.take.text() == "I asked the 2 questions that wait on my page."
    screen.form.take.click()
    screen.form.said.setPlainText("Rest")
    press(qtbot, screen.form, "Save")
    (visit,) = services.visit_log.view().been
    assert (visit.asked, visit.said) == ("Why?\nHow long?", "Rest")
    assert services.preferences.current.questions == ""
    assert texts(screen, visit.id)[1:] == [
        "What you asked",
        "Why?\nHow long?",
        "What was said",
        "Rest",
    ]


def test_what_is_typed_is_saved_when_the_page_is_left(
    screen: VisitLogScreen, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, screen, "Add a visit")
    qtbot.keyClicks(screen.form.whom, "Dr Lee")
    press(qtbot, screen, "Back")
    assert [one.whom for one in services.visit_log.view().to_come] == ["Dr Lee"]


def test_a_form_with_something_in_it_is_not_thrown_away(
    screen: VisitLogScreen, services: Services, qtbot: QtBot
) -> None:
    services.visit_log.add(LAST)
    press(qtbot, screen, "Add a visit")
    qtbot.keyClicks(screen.form.whom, "Dr Lee")
    press(qtbot, screen, "Note what was said")
    assert screen.form.whom.text() == "Dr Lee"
    assert "not saved yet" in screen.form.error.label.text()


def test_a_visit_is_removed_with_undo(
    screen: VisitLogScreen, services: Services, desk: FakeDesk, qtbot: QtBot
) -> None:
    services.visit_log.add(NEXT)
    press(qtbot, screen, "Remove")
    assert services.visit_log.view().to_come == ()
    assert screen.cards == {}
    assert desk.said[-1] == ("The visit is removed.", True)
    services.history.undo()
    assert len(screen.cards) == 1


@pytest.mark.parametrize(("now", "told"), [("2026-03-12T17:59", True), ("2026-03-12T18:00", False)])
def test_no_word_is_promised_when_its_evening_has_begun(
    screen: VisitLogScreen, services: Services, clock: FakeClock, now: str, told: bool
) -> None:
    clock.set_wall(now)
    visit = services.visit_log.add(date(2026, 3, 13))
    assert any("the evening before" in text for text in texts(screen, visit.id)) is told


def test_escape_closes_the_calendar_and_not_the_page(
    screen: VisitLogScreen, services: Services, desk: FakeDesk, qtbot: QtBot
) -> None:
    press(qtbot, screen, "Add a visit")
    qtbot.mouseClick(screen.form.day.drop, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    screen._escape()
    assert not popup.isVisible()
    assert desk.full is screen
    assert services.visit_log.view().to_come == ()
    screen._escape()
    assert desk.full is None


def test_the_page_is_not_left_with_a_day_that_is_none(
    screen: VisitLogScreen, services: Services, desk: FakeDesk, qtbot: QtBot
) -> None:
    visit = services.visit_log.add(NEXT)
    screen.open_form(visit)
    type_day(qtbot, screen.form.day, "32.12.2026")
    screen.back.click()
    assert screen.isVisible()
    assert screen.form.day.text() == "32.12.2026"
    type_day(qtbot, screen.form.day, "25 Mar 2026")
    screen.back.click()
    assert services.visit_log.view().to_come[0].day == date(2026, 3, 25)


def test_no_other_place_is_come_to_over_a_day_that_is_none(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    window = Window(look, services)
    qtbot.addWidget(window)
    window.go(Place.VISIT)
    window.show()
    window.pages.show_visits()
    page = window.findChild(VisitLogScreen)
    assert page is not None
    page.open_form(None)
    type_day(qtbot, page.form.day, "32.12.2026")
    window.log_pain()
    assert page.isVisible()
    assert not window.pages.write_out()
    type_day(qtbot, page.form.day, "25 Mar 2026")
    window.log_pain()
    assert window.place is Place.TODAY
    assert services.visit_log.view().to_come[0].day == date(2026, 3, 25)
