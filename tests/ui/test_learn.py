"""Learn: pages to read, a search through the facts, and the ways from them into the app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.learning import Lesson
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.learning import LearnJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.exercises import ExercisesScreen
from cluneal_tracker.ui.screens.learn import LearnScreen
from cluneal_tracker.ui.screens.today import TodayScreen
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.ways import Ways
from cluneal_tracker.ui.widgets.graded import GradeChip, Graded
from cluneal_tracker.ui.widgets.nerve_map import NerveMap
from cluneal_tracker.ui.window import Window
from tests.ui.diaries import press

# On the page itself: no way leads there.
ON_THE_PAGE = {"learn", "risks"}
KEYS = Qt.Key


@pytest.fixture
def window(look: Look, services: Services, qtbot: QtBot) -> Iterator[Window]:
    window = Window(look, services)
    window.resize(1180, 780)
    window.show()
    window.go(Place.LEARN)
    QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def screen(window: Window) -> LearnScreen:
    learn = window.joined(Place.LEARN)
    assert isinstance(learn, LearnJoin)
    return learn.widget


@pytest.fixture
def lessons(services: Services) -> list[Lesson]:
    return services.content.lessons


def lesson(lessons: list[Lesson], title: str) -> Lesson:
    return next(one for one in lessons if one.title == title)


def seen(inside: QWidget, text: str) -> bool:
    """Whether this text is in sight, on a button or as it stands."""
    buttons = [one for one in inside.findChildren(QPushButton) if one.text() == text]
    return any(one.isVisible() for one in buttons)


def test_each_page_shows_every_fact_with_its_grade(
    screen: LearnScreen, lessons: list[Lesson]
) -> None:
    for one in lessons:
        screen.open_lesson(one)
        assert screen.view is not None
        for fact in one.facts:
            chips = screen.view.passage(fact).findChildren(GradeChip)
            assert [chip.property("grade") for chip in chips] == [fact.grade.name.lower()], fact.id


def test_every_way_of_a_page_is_known_and_can_be_taken(
    window: Window, services: Services, lessons: list[Lesson]
) -> None:
    names = dict.fromkeys(
        name for one in lessons for section in one.sections for name in section.drives
    )
    ways = Ways(window, services)
    words = ways.words(names)
    assert names.keys() - ON_THE_PAGE == words.keys()
    assert all(words.values())
    for name in words:
        if not name.startswith("exercise:"):
            window.go(Place.LEARN)
            ways.take(name)
            assert window.place is not Place.LEARN or window.busy, name
            window.log_pain()


def test_the_page_about_the_nerves_leads_to_the_drawing_on_today(
    window: Window, screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lesson(lessons, "Where the nerves run"))
    press(qtbot, screen, "Mark where it hurts")
    assert window.place is Place.TODAY
    [today] = window.findChildren(TodayScreen)
    assert today.where.part is not None
    assert today.focusWidget() is today.where.part.body


def test_the_page_about_blocks_opens_the_form_for_one(
    window: Window, screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lesson(lessons, "How doctors find it"))
    press(qtbot, screen, "Add a block")
    treatments = window.go(Place.TREATMENTS).widget
    assert isinstance(treatments, TreatmentsScreen)
    assert treatments.form.kinds.choice is TreatmentKind.BLOCK
    assert treatments.form.save.isVisible()


def test_the_nerve_glide_starts_from_its_page(
    window: Window, screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lesson(lessons, "Looking after yourself"))
    press(qtbot, screen, "Start nerve glide")
    assert window.busy
    assert window.exercise is not None
    window.exercise.leave()


def test_a_risk_turns_into_a_habit_that_is_in_view(
    window: Window,
    screen: LearnScreen,
    services: Services,
    lessons: list[Lesson],
    qtbot: QtBot,
) -> None:
    services.habits.show("pad-belt", shown=False)
    screen.open_lesson(lesson(lessons, "Keeping it away"))
    press(qtbot, screen, "Habit: Pad or shift the belt")
    assert window.place is Place.EXERCISES
    assert not services.habits.one_today("pad-belt").hidden
    exercises = window.go(Place.EXERCISES).widget
    assert isinstance(exercises, ExercisesScreen)
    qtbot.waitUntil(lambda: exercises.habits.choose.hasFocus())
    qtbot.waitUntil(lambda: not exercises.habits.visibleRegion().isEmpty())


def test_the_signs_that_cannot_wait_are_one_press_away(
    window: Window, screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lesson(lessons, "Warning signs"))
    press(qtbot, screen, "When to get help")
    assert window.place is Place.HELP


def test_an_exercise_is_called_what_the_person_calls_it(
    window: Window, screen: LearnScreen, services: Services, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lesson(lessons, "Looking after yourself"))
    glide = services.routines.find("nerve-glide").routine
    services.routines.save(replace(glide, name="Morning glide"))
    qtbot.waitUntil(lambda: seen(screen, "Start morning glide"))


def test_what_is_typed_is_found_and_leads_to_its_place(screen: LearnScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.search, "gabapentin")
    assert screen.results.isVisible()
    assert screen.results.said.text() == "1 fact found"
    press(qtbot, screen.results, "Read “Treatments”")
    assert screen.lesson is not None
    assert screen.view is not None
    assert screen.lesson.title == "Treatments"
    assert screen.search.text() == ""
    marked = [one for one in screen.findChildren(Graded) if one.property("found")]
    assert [one.text.text().startswith("<b>Pills.</b>") for one in marked] == [True]
    qtbot.waitUntil(lambda: not marked[0].visibleRegion().isEmpty())


def test_nothing_found_says_so(screen: LearnScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.search, "<b>zebra ")
    assert screen.results.said.text() == "Nothing found for “<b>zebra”."
    assert screen.results.hint.isVisible()
    screen.search.clear()
    assert screen.contents.isVisible()
    assert not screen.results.isVisible()


def test_a_search_from_a_page_goes_back_to_it(
    screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lessons[2])
    qtbot.keyClicks(screen.search, "belt")
    assert not screen.view or not screen.view.isVisible()
    qtbot.keyClick(screen.search, KEYS.Key_Escape)
    assert screen.search.text() == ""
    assert screen.lesson is lessons[2]
    assert screen.view is not None
    assert screen.view.isVisible()


def test_a_page_is_chosen_read_and_left_with_keys(
    window: Window, screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(screen, KEYS.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.search.hasFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Tab)
    row = QApplication.focusWidget()
    assert isinstance(row, QPushButton)
    assert row.text() == "2.  Where the nerves run"
    qtbot.keyClick(row, KEYS.Key_Return)
    assert screen.lesson is lessons[1]
    assert screen.back.hasFocus()
    qtbot.waitUntil(lambda: screen.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(screen.back, KEYS.Key_PageDown)
    assert screen.verticalScrollBar().value() > 0
    qtbot.keyClick(screen.back, KEYS.Key_Escape)
    assert screen.contents.isVisible()
    assert QApplication.focusWidget() is row


def test_pages_are_turned_and_begin_at_their_top(
    screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lessons[4])
    qtbot.waitUntil(lambda: screen.verticalScrollBar().maximum() > 0)
    screen.verticalScrollBar().setValue(screen.verticalScrollBar().maximum())
    press(qtbot, screen, f"Next: {lessons[5].title}")
    assert screen.lesson is lessons[5]
    assert screen.verticalScrollBar().value() == 0
    press(qtbot, screen, f"Before: {lessons[4].title}")
    assert screen.lesson is lessons[4]


def test_what_studies_say_opens_at_the_end(
    screen: LearnScreen, lessons: list[Lesson], qtbot: QtBot
) -> None:
    screen.open_lesson(lesson(lessons, "Treatments"))
    assert screen.view is not None
    studies = screen.view.studies
    assert not studies.opened
    studies.fold.click()
    assert studies.opened


def test_a_page_that_no_study_speaks_of_has_nothing_to_open(
    screen: LearnScreen, lessons: list[Lesson]
) -> None:
    screen.open_lesson(lesson(lessons, "Keeping it away"))
    assert screen.view is not None
    assert not screen.view.studies.isVisible()


def test_the_drawing_is_on_the_pages_that_speak_of_places(
    screen: LearnScreen, lessons: list[Lesson]
) -> None:
    drawn = []
    for one in lessons:
        screen.open_lesson(one)
        assert screen.view is not None
        if screen.view.findChildren(NerveMap):
            drawn.append(one.title)
    assert drawn == ["Where the nerves run", "How it feels"]


def ends_with_its_page(screen: LearnScreen) -> bool:
    """Whether what can be scrolled to ends soon after the buttons that turn the page."""
    ground = screen.widget()
    assert ground is not None
    buttons = [one for one in screen.findChildren(QPushButton) if one.isVisible()]
    last = max(one.mapTo(ground, one.rect().bottomLeft()).y() for one in buttons)
    return ground.height() - last < 60 or ground.height() == screen.viewport().height()


@pytest.mark.parametrize(("size", "percent"), [((960, 640), 100), ((1024, 600), 200)])
def test_no_page_is_cut_off_or_ends_in_a_blank(
    window: Window,
    screen: LearnScreen,
    look: Look,
    services: Services,
    lessons: list[Lesson],
    size: tuple[int, int],
    percent: int,
    qtbot: QtBot,
) -> None:
    def dress() -> None:
        QApplication.setFont(look.font())
        window.setStyleSheet(look.style_sheet())

    look.changed.connect(dress)
    look.choose(services.preferences.current.theme, percent, system_dark=False)
    dress()
    window.resize(*size)
    for one in lessons:
        screen.open_lesson(one)
        # Before that the page has the height of the one before it.
        QApplication.processEvents()
        qtbot.waitUntil(lambda: ends_with_its_page(screen))
        assert screen.horizontalScrollBar().maximum() == 0, one.title
