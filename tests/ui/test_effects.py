"""Side effects under their treatment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.treatments import TreatmentsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from tests.ui.diaries import TODAY, Desk, press

ADVICE = "It is strong. Let your doctor or your pharmacist know of it."


@pytest.fixture
def pill(services: Services) -> Treatment:
    return services.treatments.add(TreatmentKind.MEDICINE, TODAY - timedelta(days=9), name="Pill")


@pytest.fixture
def screen(
    pill: Treatment, look: Look, services: Services, desk: Desk, qtbot: QtBot
) -> TreatmentsScreen:
    join = TreatmentsJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.resize(900, 900)
    join.widget.show()
    return join.widget


def _texts(inside: QWidget) -> set[str]:
    return {label.text() for label in inside.findChildren(QLabel) if label.isVisible()}


def test_a_side_effect_is_added_with_three_clicks_and_ended_with_one(
    pill: Treatment, screen: TreatmentsScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, screen, "Add a side effect")
    press(qtbot, screen, "Sleepy")
    press(qtbot, screen, "Save")
    (felt,) = services.effects.of(pill.id)
    assert (felt.what, felt.strength, felt.first_day) == ("Sleepy", Strength.MILD, TODAY)
    assert desk.said == [("The side effect is added.", True)]
    line = "Sleepy, mild, from 12 Mar 2026, still there"
    qtbot.waitUntil(lambda: line in _texts(screen), timeout=1000)
    press(qtbot, screen, "It is over today")
    qtbot.waitUntil(lambda: "Sleepy, mild, 12 Mar 2026" in _texts(screen), timeout=1000)
    assert services.effects.of(pill.id)[0].last_day == TODAY


def test_own_words_how_strong_the_days_and_a_note(
    pill: Treatment, screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    form = screen.effect_form
    press(qtbot, screen, "Add a side effect")
    qtbot.keyClicks(form.what, "Dull head")
    press(qtbot, screen, "Strong")
    for _ in range(3):
        qtbot.keyClick(form.day, Qt.Key.Key_Down)
    qtbot.keyClicks(form.note, "worst after lunch")
    press(qtbot, screen, "Save")
    told = {"Dull head, strong, from 9 Mar 2026, still there", ADVICE, "Note: worst after lunch"}
    qtbot.waitUntil(lambda: told <= _texts(screen), timeout=1000)
    edit = next(
        one
        for one in screen.findChildren(QWidget)
        if one.accessibleName().startswith("Edit: Pill") and "Dull" in one.accessibleName()
    )
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert form.what.text() == "Dull head"
    form.over.click()
    qtbot.keyClick(form.last_day, Qt.Key.Key_Down)
    press(qtbot, screen, "Save")
    line = "Dull head, strong, 9 Mar 2026 to 11 Mar 2026"
    qtbot.waitUntil(lambda: line in _texts(screen), timeout=1000)
    # What is over asks for nothing.
    assert ADVICE not in _texts(screen)
    assert services.effects.of(pill.id)[0].note == "worst after lunch"


def test_what_is_missing_is_said_and_nothing_is_cleared(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    form = screen.effect_form
    press(qtbot, screen, "Add a side effect")
    qtbot.keyClicks(form.note, "kept")
    press(qtbot, screen, "Save")
    assert form.error.label.text() == "Say what you felt, such as sleepy."
    assert form.note.text == "kept"
    press(qtbot, screen, "Add a treatment")
    assert "not saved yet" in form.error.label.text()
    assert not screen.form.isVisible()
    assert services.effects.every() == []


def test_what_the_therapist_said_is_shown_in_full(
    screen: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    said = "Lie on the left side.\nRoll " + "slowly, " * 60 + "and stop when it pulls."
    services.treatments.add(TreatmentKind.PHYSIO, TODAY, note=said)
    card = screen.list.cards[0]
    if not card.opened:
        card.fold.click()
    qtbot.waitUntil(lambda: f"Note: {said}" in _texts(screen), timeout=1000)
