"""Every place can be used by a screen reader, by keys, and by a hand that is not steady."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.screens.learn import LearnScreen
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.screens.trials import TrialsScreen
from cluneal_tracker.ui.screens.visit_log import VisitLogScreen
from cluneal_tracker.ui.widgets.chips import AnswerChip
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.full_page import FullPage, WholeWindow
from cluneal_tracker.ui.widgets.missed_score import MissedScore
from cluneal_tracker.ui.widgets.role_row import PickBox
from cluneal_tracker.ui.widgets.trend_choices import CALENDAR, MAP, PERIODS, TABLE, WHEN
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import BLOCK_DAY, TODAY, begin_trial, four_weeks


def _trends_as(part: str) -> Callable[[Window, Services], QWidget]:
    def show(window: Window, _: Services) -> QWidget:
        trends = window.go(Place.TRENDS).widget
        assert isinstance(trends, TrendsScreen)
        trends.open(part)
        for folded in trends.findChildren(FoldedTable):
            folded.open(True)
        return trends

    return show


def _history(window: Window, services: Services) -> QWidget:
    for mm in (41, 50):
        services.diary.mark(VasScore(mm), Given.LINE)
    window.pages.show_history(services.diary.mark(VasScore(30), Given.LINE).id)
    return _full(window)


def _deleted(window: Window, services: Services) -> QWidget:
    for entry in services.diary.entries()[:2]:
        services.diary.delete(entry.id)
    window.pages.show_deleted()
    return _full(window)


def _keep_safe(window: Window, _: Services) -> QWidget:
    window.pages.show_keep_safe()
    return _full(window)


def _schedule(window: Window, services: Services) -> QWidget:
    glide = Reminder(ReminderKind.ROUTINE, time(8), about="nerve-glide")
    services.reminding.plan([*services.preferences.current.reminders, glide])
    window.pages.show_schedule()
    return _full(window)


def _trials(window: Window, services: Services) -> QWidget:
    """A trial that is over, and the plan of the next one."""
    begin_trial(services)
    clock = services.clock
    assert isinstance(clock, FakeClock)
    clock.move(days=60)
    return _open_trials(window)


def _trial(window: Window, services: Services) -> QWidget:
    begin_trial(services)
    page = _open_trials(window)
    page.under_way.stop.click()
    return page


def _open_trials(window: Window) -> TrialsScreen:
    window.pages.show_trials()
    page = window.findChild(TrialsScreen)
    assert isinstance(page, TrialsScreen)
    for folded in page.findChildren(FoldedTable):
        folded.open(True)
    return page


def _today_of_trial(window: Window, services: Services) -> QWidget:
    begin_trial(services)
    return window.go(Place.TODAY).widget


def _editor(window: Window, _: Services) -> QWidget:
    exercises = window.go(Place.EXERCISES)
    assert isinstance(exercises, ExercisesJoin)
    exercises.edit("nerve-glide")
    page = _full(window)
    for button in page.findChildren(QAbstractButton):
        # Everything that folds is opened, so that it is looked at too.
        if button.accessibleName().startswith("Open ") or button.text() == "Choose a drawing":
            button.click()
    return page


def _appointment(window: Window, _: Services) -> QWidget:
    window.pages.show_appointment("")
    page = window.findChild(WholeWindow)
    assert isinstance(page, WholeWindow)
    return page


def _statements(window: Window, _: Services) -> QWidget:
    window.pages.show_roland()
    return _full(window)


def _ladder(window: Window, _: Services) -> QWidget:
    window.pages.show_ladder()
    return _full(window)


def _blocks(window: Window, services: Services) -> QWidget:
    """The block of the diary beside a later one."""
    later = BLOCK_DAY + timedelta(days=10)
    block = services.treatments.add(TreatmentKind.BLOCK, later, side=Side.LEFT, nerve=Nerve.MIDDLE)
    window.pages.show_blocks(block.id)
    return _full(window)


def _visits(window: Window, services: Services) -> QWidget:
    for days in (-20, -6, 9):
        services.visit_log.add(TODAY + timedelta(days=days), whom="Dr Berg")
    window.pages.show_visits()
    page = _full(window)
    for card in page.findChildren(FoldCard):
        card.open(True)
    return page


def _next_visit(window: Window, services: Services) -> QWidget:
    """The form for a visit to come, above the list."""
    page = _visits(window, services)
    assert isinstance(page, VisitLogScreen)
    page.open_form(None)
    page.form.day.show_day(TODAY + timedelta(days=3), TODAY + timedelta(days=30))
    page.form.day.day_chosen.emit(page.form.day.day)
    return page


def _past_visit(window: Window, services: Services) -> QWidget:
    """The form for a visit that has been, with what was asked and said."""
    services.preferences.choose(questions="Is it the nerve?\nHow long?")
    page = _visits(window, services)
    assert isinstance(page, VisitLogScreen)
    page.open_form(services.visit_log.last())
    return page


def _body_map(window: Window, _: Services) -> QWidget:
    """Today with its drawing open, and a spot on it whose form is open too."""
    join = window.go(Place.TODAY)
    assert isinstance(join, TodayJoin)
    # The drawing is joined in what is done after the first paint.
    join.settle()
    today = join.widget
    today.come_to_map()
    assert today.where.part is not None
    today.where.part.marked.emit(70, -28)
    return today


def _needed(services: Services) -> str:
    medicine = services.treatments.add(
        TreatmentKind.MEDICINE, BLOCK_DAY, name="Ibuprofen", dose="400 mg", when_needed=True
    )
    for hour in (6, 7):
        services.doses.take(medicine.id, datetime.combine(TODAY, time(hour)))
    return medicine.id


def _dose_form(window: Window, services: Services) -> QWidget:
    needed = _needed(services)
    screen = _opened_treatments(window)
    now = services.clock.now().astimezone(services.clock.zone())
    [one] = [one for one in services.treatments.every() if one.id == needed]
    screen.open_dose(one, None, now)
    return screen


def _missed_score(window: Window, services: Services) -> QWidget:
    """The check-ins of a block that can still be added."""
    services.treatments.add(
        TreatmentKind.BLOCK, TODAY, side=Side.RIGHT, nerve=Nerve.SUPERIOR, given_at=time(4, 30)
    )
    screen = _opened_treatments(window)
    for missed in screen.findChildren(MissedScore):
        missed.link.click()
    return screen


def _side_effects(window: Window, services: Services) -> QWidget:
    """Two side effects of what is taken, and the form for another one."""
    needed = _needed(services)
    for what in ("sick", "dizzy"):
        services.effects.add(needed, what, Strength.MILD, BLOCK_DAY)
    screen = _opened_treatments(window)
    screen.open_effect(needed, "Ibuprofen", None, TODAY)
    return screen


def _opened_treatments(window: Window) -> TreatmentsScreen:
    screen = window.go(Place.TREATMENTS).widget
    assert isinstance(screen, TreatmentsScreen)
    for card in screen.list.cards:
        card.open(True)
    return screen


def _lesson(window: Window, services: Services) -> QWidget:
    learn = _learn(window)
    learn.open_lesson(services.content.lessons[4])
    assert learn.view is not None
    learn.view.studies.fold.click()
    return learn


def _found(window: Window, _: Services) -> QWidget:
    learn = _learn(window)
    learn.search.setText("pain")
    return learn


def _learn(window: Window) -> LearnScreen:
    learn = window.go(Place.LEARN).widget
    assert isinstance(learn, LearnScreen)
    return learn


def _full(window: Window) -> QWidget:
    page = window.findChild(FullPage)
    assert isinstance(page, FullPage)
    return page


# What is not a place of the bar: how it is come to.
BEYOND = {
    "table": _trends_as(TABLE),
    "calendar": _trends_as(CALENDAR),
    "when": _trends_as(WHEN),
    "periods": _trends_as(PERIODS),
    "map": _trends_as(MAP),
    "history": _history,
    "deleted": _deleted,
    "safe": _keep_safe,
    "schedule": _schedule,
    "trials": _trials,
    "trial": _trial,
    "today-of-trial": _today_of_trial,
    "editor": _editor,
    "appointment": _appointment,
    "statements": _statements,
    "ladder": _ladder,
    "blocks": _blocks,
    "visits": _visits,
    "next-visit": _next_visit,
    "past-visit": _past_visit,
    "body-map": _body_map,
    "dose-form": _dose_form,
    "missed-score": _missed_score,
    "side-effects": _side_effects,
    "lesson": _lesson,
    "found": _found,
}


@pytest.fixture(params=[*Place, *BEYOND])
def place(
    request: pytest.FixtureRequest,
    look: Look,
    services: Services,
    clock: FakeClock,
    qtbot: QtBot,
) -> Iterator[QWidget]:
    """Each place of the window in turn, with four weeks in the diary."""
    four_weeks(services, clock)
    window = Window(look, services)
    window.resize(1180, 780)
    window.show()
    if isinstance(request.param, Place):
        screen = window.go(request.param).widget
    else:
        screen = BEYOND[request.param](window, services)
    QApplication.processEvents()
    yield screen
    qtbot.waitUntil(lambda: threading.active_count() == 1)
    # What was read beside the window may still be on its way to a screen that goes now.
    finish()
    window.close()
    window.deleteLater()


def reached(screen: QWidget) -> list[QWidget]:
    """What the Tab key comes to and a person sees."""
    return [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    described = QAccessible.queryAccessibleInterface(widget)
    return described.text(QAccessible.Text.Name)


def test_whatever_has_the_focus_has_a_name(place: QWidget) -> None:
    found = reached(place)
    nameless = [type(widget).__name__ for widget in found if not spoken(widget)]
    assert not nameless


def test_no_two_controls_of_a_place_sound_alike(place: QWidget) -> None:
    names = Counter(spoken(widget) for widget in reached(place))
    assert not [name for name, count in names.items() if count > 1]


def test_what_is_pressed_or_typed_in_is_large_enough(place: QWidget) -> None:
    buttons = [one for one in place.findChildren(QAbstractButton) if one.isVisible()]
    small = [
        (spoken(widget), widget.size().toTuple())
        for widget in {*buttons, *reached(place)}
        if min(widget.width(), widget.height()) < TARGET
    ]
    assert not small


@pytest.mark.parametrize("kind", [QLineEdit, DayEdit, ClockEdit, PickBox])
def test_a_field_is_as_high_with_the_keyboard_as_without(
    look: Look, qtbot: QtBot, kind: type[QWidget]
) -> None:
    field = PickBox({"a": "A"}, "Which") if kind is PickBox else kind()
    qtbot.addWidget(field)
    field.show()
    without = field.sizeHint().height()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.sizeHint().height() == without >= TARGET


def test_nothing_moves_when_a_chip_is_answered_or_focused(look: Look, qtbot: QtBot) -> None:
    chip = AnswerChip("standing", "Standing")
    qtbot.addWidget(chip)
    chip.show()
    heights = [chip.sizeHint().height()]
    for answer in (True, False, None):
        chip.show_answer(answer)
        heights.append(chip.sizeHint().height())
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    heights.append(chip.sizeHint().height())
    assert len(set(heights)) == 1
