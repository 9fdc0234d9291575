"""What a kill in the middle of an exercise leaves of it, and what the next start does about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.exercises import ExercisesScreen
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui import guided
from tests.ui.desk import FakeAwake, FakeDesk, FakeSound, FakeVoice
from tests.ui.diaries import press
from tests.ui.windows import in_front

short = guided.short


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    """A window after the program was ended in the first repeats of the left leg."""
    glide = services.exercises.routine("nerve-glide")
    killed = SessionJoin(look, services, FakeDesk(), glide, FakeSound(), FakeVoice(), FakeAwake())
    killed.begin()
    assert killed.before is not None
    killed.before.rated.emit(VasScore(41), Given.LINE)
    assert killed.timer is not None
    for _ in range(15 + 150 + 10 + 15 + 3):
        clock.move(seconds=1)
        killed.tick()
    killed.timer.halt()
    clock.move(hours=1)
    window = in_front(look, services, qtbot)
    window.offer_under_way()
    yield window
    window.close()
    qtbot.addWidget(killed.widget)


SAID = "You were in the middle of “Nerve glide” at 08:10: 10 of 10 on the right leg, "


def test_the_next_start_tells_what_there_is(window: Window) -> None:
    assert window.notice.label.text() == SAID + "1 of 10 on the left leg."


def test_it_goes_on_where_it_was_and_waits_for_the_person(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    press(qtbot, window, "Go on")
    assert window.notice.isHidden()
    session = window.exercise
    assert session is not None
    assert session.timer is not None
    assert session.timer.screen.say.text == "Paused"
    clock.move(minutes=5)
    session.timer.screen.asked.emit(Ask.PAUSE)
    # Of the 15 seconds of the second repeat 2 were over at its last step.
    for _ in range(9 * 15 - 2):
        clock.move(seconds=1)
        session.tick()
    (saved,) = services.exercises.sessions()
    assert saved.finished
    assert (saved.seconds, saved.pauses, saved.pain_before) == (300, 0, VasScore(41))
    assert services.exercises.under_way() is None


def test_what_was_done_can_be_saved_and_that_undone(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, window, "Save what was done")
    (saved,) = services.exercises.sessions()
    assert saved.done == {"right": 10, "left": 1}
    assert services.exercises.under_way() is None
    assert window.toast.label.text() == "What was done of “Nerve glide” is saved."
    window.undo()
    assert services.exercises.sessions() == []


def test_it_can_be_left_out(window: Window, services: Services, qtbot: QtBot) -> None:
    press(qtbot, window, "Leave it out")
    assert services.exercises.sessions() == []
    assert services.exercises.under_way() is None
    assert window.notice.isHidden()


def test_leaving_it_out_can_be_undone(window: Window, services: Services, qtbot: QtBot) -> None:
    before = services.exercises.under_way()
    press(qtbot, window, "Leave it out")
    press(qtbot, window.toast, "Undo")
    assert services.exercises.under_way() == before
    assert window.notice.label.text().startswith(SAID)


def test_another_message_in_its_place_does_not_lose_it(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    window.show_notice("Something else.")
    page = window.go(Place.EXERCISES).widget
    assert window.notice.label.text() == "Something else."
    assert isinstance(page, ExercisesScreen)
    assert page.under_way.label.text().startswith(SAID)
    press(qtbot, page, "Save what was done")
    QApplication.processEvents()
    assert services.exercises.sessions()[0].done == {"right": 10, "left": 1}
    assert page.under_way.isHidden()


def test_the_page_of_exercises_asks_once(window: Window) -> None:
    page = window.go(Place.EXERCISES).widget
    assert window.notice.isHidden()
    assert isinstance(page, ExercisesScreen)
    assert not page.under_way.isHidden()


def test_it_is_not_gone_on_with_when_that_has_become_too_late(
    window: Window, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.move(hours=12)
    press(qtbot, window, "Go on")
    assert window.exercise is None
    assert not window.notice.isHidden()


def test_it_is_not_offered_in_the_middle_of_an_exercise(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.preferences.choose(ask_before=False)
    window.start_exercise("foam-roller")
    assert window.exercise is not None
    while services.exercises.under_way() is None:
        clock.move(seconds=1)
        window.exercise.tick()
    window.offer_under_way()
    assert window.notice.isHidden()


def test_where_it_cannot_be_saved_no_other_exercise_takes_its_place(
    window: Window, services: Services, db: Database
) -> None:
    kept = services.exercises.under_way()
    db.connection.execute("pragma query_only = on")
    window.start_exercise("foam-roller")
    db.connection.execute("pragma query_only = off")
    assert window.exercise is None
    assert window.toast.label.text()
    assert services.exercises.under_way() == kept


def test_stopped_right_after_going_on_the_time_of_the_step_counts(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    kept = services.exercises.under_way()
    assert kept is not None
    press(qtbot, window, "Go on")
    session = window.exercise
    assert session is not None
    assert session.timer is not None
    session.timer.screen.asked.emit(Ask.STOP)
    (saved,) = services.exercises.sessions()
    assert saved.seconds == round(kept.countdown().active_seconds)
    assert services.exercises.under_way() is None


def test_the_next_day_it_can_be_saved_and_not_gone_on_with(
    window: Window, clock: FakeClock
) -> None:
    clock.move(hours=11)
    clock.move(minutes=1)
    window.offer_under_way()
    QApplication.processEvents()
    names = {one.text() for one in window.notice.findChildren(Button) if one.isVisible()}
    assert names == {"Save what was done", "Leave it out"}


def test_another_exercise_does_not_lose_it(window: Window, services: Services) -> None:
    window.start_exercise("foam-roller")
    assert [one.done for one in services.exercises.sessions()] == [{"right": 10, "left": 1}]
    assert services.exercises.under_way() is None
