"""Writing an exercise: by keyboard alone, nothing typed is lost, what is wrong is told beside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.routine_editor import RoutineEditorJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.routine_editor import RoutineEditorScreen
from cluneal_tracker.ui.widgets.number_field import NumberField
from cluneal_tracker.ui.widgets.part_form import Turns
from tests.ui.desk import FakeDesk

Key = Qt.Key


class Editor:
    """The editor in a window that has the keyboard."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self._look, self._services, self._qtbot = look, services, qtbot
        self.desk = FakeDesk()
        self.picture: Path | None = None
        look.own_picture = services.routines.picture
        qtbot.addWidget(self.desk.window)
        self.desk.window.resize(960, 640)
        self.desk.window.show()

    def open(self, key: str = "") -> RoutineEditorScreen:
        self.join = RoutineEditorJoin(
            self._look, self._services, self.desk, key, lambda: self.picture
        )
        self.join.begin()
        self.page = self.join.widget
        QApplication.processEvents()
        self.desk.window.activateWindow()
        self._qtbot.waitUntil(self.desk.window.isActiveWindow)
        return self.page

    @property
    def focus(self) -> QWidget:
        found = self.desk.window.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.focus, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        modifier = modifier or Qt.KeyboardModifier.NoModifier
        self._qtbot.keyClick(self.focus, key, modifier)
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        for _ in range(60):
            if self.focus.accessibleName() == name or _text(self.focus) == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}")

    def texts(self) -> list[str]:
        return [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]

    def click(self, name: str) -> None:
        found = [one for one in self.page.findChildren(QPushButton) if one.text() == name]
        next(one for one in found if one.isVisible()).click()
        QApplication.processEvents()

    def buttons(self) -> set[str]:
        return {one.text() for one in self.page.findChildren(QPushButton) if one.isVisible()}

    def is_left(self) -> bool:
        return self.desk.full is None

    def says(self) -> list[str]:
        return [form.say.text for form in self.page.parts[0].steps]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else ""


@pytest.fixture
def editor(look: Look, services: Services, qtbot: QtBot) -> Editor:
    return Editor(look, services, qtbot)


def test_keys_alone_make_an_exercise_of_two_steps(editor: Editor, services: Services) -> None:
    editor.open()
    editor.type("Bridge")
    editor.tab_to("What to do, in short")
    editor.type("On your back.")
    editor.tab_to("Times a day")
    editor.press(Key.Key_Up)
    editor.tab_to("What to do, in large letters")
    editor.type("Lift your bottom")
    editor.tab_to("Seconds")
    editor.press(Key.Key_Up)
    editor.tab_to("Movement: Move")
    editor.press(Key.Key_Right)
    editor.press(Key.Key_Space)
    editor.tab_to("Add a step")
    editor.press(Key.Key_Return)
    editor.type("Lower it")
    editor.tab_to("Pace: For some seconds")
    editor.press(Key.Key_Right)
    editor.press(Key.Key_Space)
    editor.tab_to("Sides: Once")
    editor.press(Key.Key_Right)
    editor.press(Key.Key_Space)
    editor.tab_to("Sets")
    editor.press(Key.Key_Up)
    assert "2 sets of 10 on each side, about 25 minutes." in editor.texts()
    editor.tab_to("Save")
    editor.press(Key.Key_Return)
    assert editor.is_left()
    assert editor.desk.said == [("Saved: Bridge.", True)]
    made = services.routines.on_list()[-1].routine
    (part,) = made.parts
    assert (made.name, made.summary, made.per_day) == ("Bridge", "On your back.", 2)
    assert (part.each_side, part.repetitions, part.sets, part.rest_seconds) == (True, 10, 2, 30)
    lift, lower = part.steps
    assert (lift.say, lift.short, lift.seconds) == ("Lift your bottom", "lift your bottom", 6)
    assert (lift.kind, lower.kind) == (StepKind.HOLD, StepKind.MOVE)
    assert (lower.seconds, lower.times) == (None, 10)
    services.history.undo()
    assert not services.routines.on_list()[-1].own


def test_steps_move_with_keys_and_the_keyboard_stays_with_them(
    editor: Editor, services: Services
) -> None:
    editor.open("nerve-glide")
    before = editor.says()
    editor.page.parts[0].steps[2].fold.setFocus()
    held = editor.focus
    editor.press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.says() == [before[0], before[2], before[1], *before[3:]]
    assert editor.focus is held
    for _ in range(3):
        editor.press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.says() == [before[2], before[0], before[1], *before[3:]]
    editor.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    # Tab goes as the eye does, also after a move.
    order = [form.fold for form in editor.page.parts[0].steps]
    order[0].setFocus()
    for form in order[1:]:
        editor.press(Key.Key_Tab)
        assert editor.focus is form
    written = editor.says()
    editor.press(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    saved = services.routines.find("nerve-glide")
    assert saved.changed
    assert [step.say for step in saved.routine.parts[0].steps] == written


def test_a_number_that_is_changed_is_no_longer_the_guides(
    editor: Editor, services: Services
) -> None:
    page = editor.open("nerve-glide")
    assert "The guide says 10." in editor.texts()
    page.parts[0].repeats.edit.setText("6")
    page.parts[0].steps[1].seconds.edit.setText("4,5")
    editor.click("Save")
    part = services.exercises.routine("nerve-glide").parts[0]
    assert (part.repetitions, part.from_guide) == (6, False)
    assert (part.steps[1].seconds, part.steps[1].from_guide) == (4.5, False)
    came = services.content.routines["nerve-glide"].parts[0]
    assert part.steps[0] == came.steps[0], "what is not touched stays as it was"


def test_a_number_that_nobody_touches_stays_as_it_is(editor: Editor, services: Services) -> None:
    glide = services.routines.find("nerve-glide").routine
    (part,) = glide.parts
    odd = replace(part.steps[0], seconds=1234.1000000000001)
    steps = (odd, *part.steps[1:])
    services.routines.save(replace(glide, parts=(replace(part, steps=steps),)))
    page = editor.open("nerve-glide")
    page.name.edit.setText("Glide")
    editor.click("Save")
    assert services.exercises.routine("nerve-glide").parts[0].steps == steps


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("4", 4.0), (" 4,5 ", 4.5), ("4.", 4.0), ("004", 4.0)),
        *(
            (text, None)
            for text in ("", ".5", "1_0", "1e1", "٤", "４", "4 5", "+4", "-4", "nan", "9" * 400)
        ),
    ],
)
def test_only_what_everyone_reads_alike_is_a_number(
    look: Look, qtbot: QtBot, typed: str, value: float | None
) -> None:
    field = NumberField(look, "Seconds", 1, 3600, whole=False)
    qtbot.addWidget(field)
    field.edit.setText(typed)
    assert (field.value, bool(field.wrong)) == ((0, True) if value is None else (value, False))


def test_what_is_wrong_is_told_beside_and_nothing_is_lost(
    editor: Editor, services: Services
) -> None:
    page = editor.open("nerve-glide")
    step, repeats = page.parts[0].steps[3], page.parts[0].repeats
    step.say.edit.setText("")
    step.seconds.edit.setText("ten")
    repeats.edit.setText("101")
    editor.click("Save")
    assert not editor.is_left()
    assert "Say in a few words what to do in this step." in editor.texts()
    assert "Type a number from 1 to 3600." in editor.texts()
    assert "Type a whole number from 1 to 100." in editor.texts()
    assert editor.focus is step.say.edit, "the first of them, though its step was closed"
    assert (step.seconds.text, repeats.text) == ("ten", "101")
    assert services.history.undo() is None
    step.say.edit.setText("Toes")
    step.seconds.edit.setText("2")
    repeats.edit.setText("100")
    editor.click("Save")
    assert services.exercises.routine("nerve-glide").parts[0].repetitions == 100


def test_a_letter_that_no_file_can_keep_is_told_beside(editor: Editor) -> None:
    page = editor.open("nerve-glide")
    # It comes with what is pasted, and is not seen.
    page.name.edit.setText("Gli\0de")
    page.parts[0].steps[0].say.edit.setText("Pull\0")
    editor.click("Save")
    assert not editor.is_left()
    assert "The text holds a sign that cannot be kept. Take it out." in editor.texts()
    page.name.edit.setText("x" * (Routine.MOST_IN_NAME + 1))
    editor.click("Save")
    assert "This text can have up to 100 letters." in editor.texts()


def test_leaving_asks_once_in_the_page_where_something_would_be_lost(
    editor: Editor, services: Services
) -> None:
    editor.open("nerve-glide")
    editor.press(Key.Key_Escape)
    assert editor.is_left()
    page = editor.open("nerve-glide")
    editor.type("Gentle ")
    for _ in range(2):
        editor.press(Key.Key_Escape)
        assert not editor.is_left()
        assert "What you wrote is not saved yet." in editor.texts()
    editor.click("Go on writing")
    assert "What you wrote is not saved yet." not in editor.texts()
    assert page.name.text.startswith("Gentle")
    assert not editor.join.leave()
    editor.click("Leave without saving")
    assert editor.is_left()
    assert services.history.undo() is None


def test_a_step_that_was_taken_out_comes_back_as_it_was(editor: Editor) -> None:
    page = editor.open("nerve-glide")
    before = editor.says()
    page.parts[0].steps[1].open(True)
    page.parts[0].steps[1].seconds.edit.setText("wrong")
    editor.click("Take it out")
    assert len(editor.says()) == len(before) - 1
    assert "The step is taken out." in editor.texts()
    editor.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.says() == before
    assert page.parts[0].steps[1].seconds.text == "wrong"
    editor.click("Take it out")
    editor.click("Put it back")
    assert editor.says() == before


def test_the_last_step_stays(editor: Editor) -> None:
    page = editor.open("foam-roller")
    first, second = page.parts
    first.steps[0].open(True)
    editor.click("Take it out")
    assert not first.isVisible()
    second.steps[0].open(True)
    assert "Take it out" not in editor.buttons()
    editor.click("Save")
    assert editor.desk.said == [("Saved: Foam roller.", True)]


def test_a_copy_of_a_step_is_a_step_of_its_own(editor: Editor, services: Services) -> None:
    page = editor.open("nerve-glide")
    page.parts[0].steps[0].open(True)
    editor.click("Make a copy")
    page.parts[0].steps[1].say.edit.setText("Once more")
    editor.click("Save")
    steps = services.exercises.routine("nerve-glide").parts[0].steps
    assert [step.say for step in steps][:2] == ["Pull your knee to your chest", "Once more"]
    assert len({step.key for step in steps}) == 6


def test_no_more_steps_can_be_written_than_can_be_read(editor: Editor, services: Services) -> None:
    page = editor.open("nerve-glide")
    part = page.parts[0]
    part.steps[0].open(True)
    for _ in range(Part.MOST_STEPS - len(part.steps) - 1):
        editor.click("Make a copy")
    editor.click("Add a step")
    # A capital letter that becomes two small ones, in the longest text there can be.
    part.steps[-1].say.edit.setText("İ" + "x" * (Step.MOST_LETTERS - 1))
    assert len(part.steps) == Part.MOST_STEPS
    assert not {"Add a step", "Make a copy"} & editor.buttons()
    assert "A side has up to 20 steps." in editor.texts()
    editor.click("Take it out")
    editor.click("Add a step")
    part.steps[-1].say.edit.setText("x" * Step.MOST_LETTERS)
    editor.click("Put it back")
    assert "There is no room for it. A side has up to 20 steps." in editor.texts()
    editor.click("Save")
    assert editor.is_left()
    written = services.exercises.routine("nerve-glide")
    assert len(written.parts[0].steps) == Part.MOST_STEPS
    copy = services.routines.duplicate("nerve-glide")
    assert copy.routine.parts == written.parts


def test_only_the_level_in_use_is_written(editor: Editor, services: Services) -> None:
    services.routines.choose_level("core", 2)
    page = editor.open("core")
    assert "You are changing level 2 of 4: Heel slides." in editor.texts()
    page.parts[0].sets.edit.setText("5")
    editor.click("Save")
    routine = services.exercises.routine("core")
    came = services.content.routines["core"]
    assert [level.parts[0].sets == 5 for level in routine.levels] == [False, True, False, False]
    assert routine.levels[2:] == came.levels[2:]


def test_legs_and_sides_do_not_mix(editor: Editor) -> None:
    page = editor.open("foam-roller")
    page.parts[0].turns.show_choice(Turns.LEGS)
    page.parts[0].turns.chosen.emit(Turns.LEGS)
    assert page.parts[1].turns.choice is Turns.LEGS


def test_a_drawing_is_chosen_by_its_thumbnail(editor: Editor, services: Services) -> None:
    page = editor.open("nerve-glide")
    form = page.parts[0].steps[0]
    form.open(True)
    editor.click("Choose a drawing")
    thumbs = {
        one.toolTip(): one for one in form.picture.grid.findChildren(QPushButton) if one.toolTip()
    }
    assert len(thumbs) > 15
    thumbs["Roll beside your spine, not on it"].click()
    editor.click("Save")
    step = services.exercises.routine("nerve-glide").parts[0].steps[0]
    assert (step.drawing, step.swing) == ("roller-low-back", "roller-low-back-2")


def test_ones_own_picture_is_shown_and_kept_with_the_exercise(
    editor: Editor, services: Services, tmp_path: Path
) -> None:
    page = editor.open("nerve-glide")
    form = page.parts[0].steps[0]
    form.open(True)
    editor.click("Use a picture of mine")
    assert not page.unsaved, "no file was chosen"
    editor.picture = tmp_path / "note.txt"
    editor.picture.write_text("no picture")
    editor.click("Use a picture of mine")
    ((text, _),) = editor.desk.said
    assert text == "note.txt is not a picture that can be read here. Choose another one."
    editor.picture = tmp_path / "me.png"
    photo = QImage(90, 60, QImage.Format.Format_RGB32)
    photo.fill(Qt.GlobalColor.red)
    photo.save(str(editor.picture))
    editor.click("Use a picture of mine")
    assert form.picture.drawing.startswith("own:")
    editor.click("Save")
    drawing = services.exercises.routine("nerve-glide").parts[0].steps[0].drawing
    assert services.routines.picture(drawing)


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_cut_off_sideways(editor: Editor, look: Look, size: int) -> None:
    look.choose(Theme.LIGHT, size, system_dark=False)
    page = editor.open("nerve-glide")
    editor.desk.window.setStyleSheet(look.style_sheet())
    editor.desk.window.resize(1024 if size == 200 else 720, 600)
    form = page.parts[0].steps[0]
    form.open(True)
    editor.click("Choose a drawing")
    page.ask_to_leave()
    QApplication.processEvents()
    ground = page.widget()
    assert ground is not None
    assert ground.minimumSizeHint().width() <= page.viewport().width()
    assert page.viewport().geometry().bottom() < page.foot.geometry().top() + 1
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert min(button.height(), button.width()) >= 44, button.text()
            assert button.width() >= button.sizeHint().width(), button.text()
