"""What is no day and no time is never saved as another one, wherever a field asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.dose_form import DoseForm
from cluneal_tracker.ui.widgets.effect_form import EffectForm
from cluneal_tracker.ui.widgets.form_card import FormCard
from cluneal_tracker.ui.widgets.treatment_form import TreatmentForm
from cluneal_tracker.ui.widgets.trial_form import TrialForm
from cluneal_tracker.ui.widgets.typed_edit import TypedEdit
from cluneal_tracker.ui.widgets.visit_form import VisitForm
from tests.ui.diaries import TODAY, press

NOW = datetime.combine(TODAY, time(8, 10))


def _visit(look: Look, _: Services) -> FormCard:
    form = VisitForm(look)
    form.open_form(None, NOW, "")
    form.timed.click()
    return form


def _dose(look: Look, _: Services) -> FormCard:
    form = DoseForm(look)
    form.open_new("t", "Paracetamol", NOW)
    return form


def _effect(look: Look, _: Services) -> FormCard:
    form = EffectForm(look)
    form.open_new("t", "Gabapentin", TODAY)
    form.what.setText("Dizzy")
    form.over.click()
    return form


def _block(look: Look, services: Services) -> FormCard:
    view = services.treatments.view(Side.RIGHT)
    form = TreatmentForm(look, view)
    form.open_new(view, TreatmentKind.BLOCK)
    form.timed.click()
    return form


def _medicine(look: Look, services: Services) -> FormCard:
    view = services.treatments.view(Side.RIGHT)
    form = TreatmentForm(look, view)
    form.open_new(view, TreatmentKind.MEDICINE)
    form.ended.click()
    return form


FORMS = (_visit, _dose, _effect, _block, _medicine)


def told(inside: QWidget) -> list[str]:
    labels = (one for one in inside.findChildren(QLabel) if one.property("role") == "error")
    return [one.text() for one in labels if one.isVisible() and one.text()]


@pytest.mark.parametrize("make", FORMS)
def test_no_form_saves_what_is_no_day_and_no_time(
    make: Callable[[Look, Services], FormCard], look: Look, services: Services, qtbot: QtBot
) -> None:
    form = make(look, services)
    qtbot.addWidget(form)
    form.show()
    saved: list[object] = []
    form.saved.connect(lambda values, _: saved.append(values))
    edits = [one for one in form.findChildren(TypedEdit) if one.isVisible()]
    assert edits
    for edit in edits:
        before = edit.text()
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, "32.12.2026")
        assert form.unsaved
        press(qtbot, form, "Save")
        assert saved == []
        assert edit.text() == "32.12.2026"
        assert form.focusWidget() is edit
        (sentence,) = told(form)
        assert sentence.startswith("“32.12.2026” is not a ")
        edit.selectAll()
        qtbot.keyClicks(edit, before)
        assert told(form) == []
    press(qtbot, form, "Save")
    assert len(saved) == 1


def test_a_trial_does_not_begin_on_what_is_no_day(look: Look, qtbot: QtBot) -> None:
    form = TrialForm(look, TODAY, Side.RIGHT)
    qtbot.addWidget(form)
    form.show()
    form.way_a.show_text("With")
    form.way_b.show_text("Without")
    assert form.tell()
    for edit in (form.first_day, form.remind_at):
        before = edit.text()
        edit.selectAll()
        qtbot.keyClicks(edit, "32.12.2026")
        assert not form.tell()
        assert len(told(form)) == 1
        edit.selectAll()
        qtbot.keyClicks(edit, before)
    assert form.tell()
