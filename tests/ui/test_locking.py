"""The window that asks for the passphrase, and the page that sets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker import app
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.settings import Settings, Theme
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.render.palette import DARK
from cluneal_tracker.services.locking import is_locked, open_key
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import Recovery, examine
from cluneal_tracker.ui.joins.keep_safe import KeepSafeJoin
from cluneal_tracker.ui.joins.lock_diary import LockDiaryJoin
from cluneal_tracker.ui.joins.passphrase import asks_secret
from cluneal_tracker.ui.joins.recovery import RecoveryJoin
from cluneal_tracker.ui.joins.unlock import UnlockJoin
from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.screens.unlock import UnlockScreen
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.secret_dialog import SecretDialog
from cluneal_tracker.ui.widgets.secret_field import strength
from cluneal_tracker.ui.window import Window
from cluneal_tracker.ui.window_memory import keep_look, window_memory
from tests.fakes import FakeClock
from tests.locked import PASSPHRASE, lock_diary
from tests.services.locked_house import everything, with_cheap_lock
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press
from tests.ui.test_accessible import reached, spoken

OPEN, BY_CODE, BY_WORDS = "Open my diary", "Use my recovery code", "Use my passphrase"
NEITHER, GO_ON, LOCK = "I have neither of them", "Go on", "Lock my diary now"
CHANGE, NEW_CODE, NEW_KEY, UNLOCK = (
    "Change my passphrase",
    "Get a new recovery code",
    "Somebody else knows it",
    "Take the lock off",
)


class Door:
    """The window before a locked diary."""

    def __init__(self, folder: Path, look: Look, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.join = UnlockJoin(look, folder)
        self.screen: UnlockScreen = self.join.widget
        self.heard: list[object] = []
        self.join.opened.connect(lambda key, by_code: self.heard.append(key))
        self.join.neither.connect(lambda: self.heard.append("neither"))
        self.join.given_up.connect(lambda: self.heard.append("given up"))
        qtbot.addWidget(self.screen)
        self.screen.show()
        QApplication.processEvents()

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.screen.field.line, text)
        self.qtbot.keyClick(self.screen.field.line, Qt.Key.Key_Return)

    @property
    def error(self) -> str:
        return self.screen.error.label.text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "house"


@pytest.fixture
def locked(folder: Path) -> tuple[bytes, str]:
    """The key and the code of a locked diary."""
    return lock_diary(folder)


@pytest.fixture
def door(folder: Path, locked: tuple[bytes, str], look: Look, qtbot: QtBot) -> Door:
    return Door(folder, look, qtbot)


def test_the_passphrase_opens_the_diary_by_keyboard_alone(
    door: Door, locked: tuple[bytes, str]
) -> None:
    assert door.screen.field.line.hasFocus()
    door.type(PASSPHRASE)
    assert door.heard == [locked[0]]
    door.screen.close()
    assert door.heard == [locked[0]]


def test_a_wrong_one_is_told_and_changes_nothing(door: Door, folder: Path) -> None:
    before = everything(folder)
    door.type("wrong")
    assert door.error == "This passphrase does not open it. Nothing was changed."
    assert (door.heard, everything(folder)) == ([], before)
    # The next try is typed over it.
    door.type(PASSPHRASE)
    assert len(door.heard) == 1


def test_an_empty_field_is_no_try(door: Door) -> None:
    press(door.qtbot, door.screen, OPEN)
    assert (door.heard, door.error) == ([], "")
    assert door.screen.field.line.hasFocus()


def test_the_passphrase_is_hidden_until_it_is_shown(door: Door) -> None:
    line = door.screen.field.line
    assert line.echoMode() is QLineEdit.EchoMode.Password
    press(door.qtbot, door.screen, "Show")
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    press(door.qtbot, door.screen, "Hide")
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_the_code_opens_it_too_and_a_slip_is_named(door: Door, locked: tuple[bytes, str]) -> None:
    key, code = locked
    press(door.qtbot, door.screen, BY_CODE)
    assert door.screen.field.line.echoMode() is QLineEdit.EchoMode.Normal
    door.type(("1" if code[0] == "0" else "0") + code[1:])
    assert door.error == "The code has a slip in group 1."
    press(door.qtbot, door.screen, BY_WORDS)
    assert (door.error, door.screen.field.text) == ("", "")
    press(door.qtbot, door.screen, BY_CODE)
    door.type(code.lower())
    assert door.heard == [key]


def test_who_has_neither_or_closes_it_is_heard(door: Door, look: Look, folder: Path) -> None:
    press(door.qtbot, door.screen, NEITHER)
    door.screen.close()
    assert door.heard == ["neither"]
    other = Door(folder, look, door.qtbot)
    press(other.qtbot, other.screen, "Close")
    assert other.heard == ["given up"]


def test_all_of_it_has_a_name_and_is_large_enough(door: Door) -> None:
    for widget in reached(door.screen):
        assert spoken(widget)
        if isinstance(widget, QPushButton):
            assert widget.height() >= TARGET


class Page:
    """The page of the lock on a desk."""

    def __init__(self, services: Services, look: Look, qtbot: QtBot, documents: Path) -> None:
        self.services, self.qtbot, self.desk = services, qtbot, FakeDesk()
        self.printed = documents / "printed.pdf"
        self.join = LockDiaryJoin(look, services, self.desk, documents, self._print_to_a_file)
        self.screen = self.join.widget
        qtbot.addWidget(self.desk.window)
        self.desk.window.resize(1180, 780)
        self.desk.window.show()
        self.join.begin()
        QApplication.processEvents()

    def press(self, text: str) -> None:
        press(self.qtbot, self.screen, text)
        QApplication.processEvents()

    def _print_to_a_file(self, printer: QPrinter, parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printed))
        return True

    def fill(self, now: str = "", new: str = "", again: str = "") -> None:
        form = self.screen.form
        assert form is not None
        for field, text in ((form.now, now), (form.new, new), (form.again, again or new)):
            if text:
                self.qtbot.keyClicks(field.line, text)

    @property
    def said(self) -> str:
        labels = [one.text() for one in self.screen.findChildren(Label) if one.isVisible()]
        return "\n".join(labels)

    @property
    def code(self) -> str:
        [code] = [line for line in self.said.splitlines() if line.count("-") == 6]
        return code


@pytest.fixture
def services(folder: Path, clock: FakeClock) -> Iterator[Services]:
    """A diary on the disk with one score and a backup."""
    with open_services(folder, clock) as services:
        services.diary.add(VasScore(10))
        services.backups.make()
        clock.move(minutes=1)
        yield with_cheap_lock(services)


@pytest.fixture
def page(services: Services, look: Look, qtbot: QtBot, tmp_path: Path) -> Page:
    return Page(services, look, qtbot, tmp_path)


def _lock(page: Page) -> str:
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    code = page.code
    page.screen.kept.setChecked(True)
    page.press(LOCK)
    return code


def test_the_diary_is_locked_once_the_code_is_written_down(page: Page, folder: Path) -> None:
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    code = page.code
    page.press(LOCK)
    assert not is_locked(folder)
    assert "Write the code down first" in page.said
    page.screen.kept.setChecked(True)
    page.press(LOCK)
    assert page.services.locking.is_locked
    assert page.desk.said[-1][0].startswith("Your diary is locked.")
    assert open_key(folder, code) == open_key(folder, PASSPHRASE)
    assert code not in page.said
    page.services.diary.add(VasScore(20))
    assert len(page.services.diary.entries()) == 2


def test_nothing_is_locked_when_the_page_is_left(page: Page, folder: Path) -> None:
    before = everything(folder)
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    page.press("Not now")
    assert page.screen.form is not None
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    page.press("Back")
    assert page.desk.full is None
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("new", "again", "told"),
    [("", "", "Type a new passphrase first."), ("one", "two", "are not the same")],
)
def test_what_is_wrong_with_a_new_passphrase_is_told(
    page: Page, new: str, again: str, told: str
) -> None:
    page.fill(new=new, again=again)
    page.press(GO_ON)
    assert told in page.said
    assert not page.services.locking.is_locked
    form = page.screen.form
    assert form is not None
    at = form.again if again else form.new
    assert page.screen.focusWidget() is at.line
    assert at.line.selectedText() == again


def test_how_good_a_passphrase_is_is_told_by_its_length(page: Page) -> None:
    words = [strength(text, str) for text in ("", "short", "a" * 40, "three odd words", PASSPHRASE)]
    assert [word.split()[2] for word in words] == ["more", "short", "short", "fair.", "long."]
    page.fill(new="short")
    assert words[1] in page.said


def test_the_code_is_saved_and_copied_with_a_word_of_care(page: Page, tmp_path: Path) -> None:
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    page.press("Save as a text file")
    content = (tmp_path / "Recovery code.txt").read_text()
    assert page.code in content
    assert "then delete it" in page.said
    page.press("Copy")
    assert QGuiApplication.clipboard().text() == page.code
    assert "Other programs can read it" in page.said
    QGuiApplication.clipboard().clear()


def test_the_code_is_printed_without_a_file_of_it(page: Page, tmp_path: Path) -> None:
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    before = set(tmp_path.iterdir())
    page.press("Print it")
    page.qtbot.waitUntil(lambda: bool(page.desk.said), timeout=10_000)
    assert page.desk.said == [("The page is on its way to the printer.", False)]
    assert set(tmp_path.iterdir()) - before == {page.printed}
    [sheet] = PdfReader(page.printed).pages
    [printed] = sheet.images
    assert printed.image is not None
    dark = printed.image.convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    # Ink, and none of it over the edge of the paper.
    assert dark is not None
    assert min(dark[0], printed.image.width - dark[2]) > printed.image.width / 20


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_take_the_code_is_told_of(page: Page, tmp_path: Path) -> None:
    page.printed = tmp_path / "no such folder" / "code.pdf"
    page.fill(new=PASSPHRASE)
    page.press(GO_ON)
    page.press("Print it")
    page.qtbot.waitUntil(page.screen.error.isVisible, timeout=10_000)
    assert "The page was not printed. Save it, then print the file." in page.said
    assert page.code


def test_older_backups_are_told_of_and_removed_on_request(page: Page) -> None:
    _lock(page)
    assert "1 backup can be read without this passphrase." in page.said
    page.press("Remove the older ones")
    assert "Remove 1 backup for good?" in page.said
    page.press("Keep them")
    assert "for good" not in page.said
    assert len(page.services.backups.every()) == 2
    page.press("Remove the older ones")
    page.press("Remove them")
    [kept] = page.services.backups.every()
    assert kept.held is not None
    assert "without this passphrase" not in page.said


def test_the_keyboard_begins_in_the_first_field_and_enter_goes_on(page: Page, folder: Path) -> None:
    form = page.screen.form
    assert form is not None
    assert form.new.line.hasFocus()
    _lock(page)
    assert page.screen.back.hasFocus()
    page.press(CHANGE)
    form = page.screen.form
    assert form is not None
    assert form.now.line.hasFocus()
    page.fill(now=PASSPHRASE, new="other words")
    form.again.line.setFocus()
    # A look at what was typed takes nothing from the line.
    page.qtbot.mouseClick(form.again.show_it, Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert focused is form.again.line
    page.qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert open_key(folder, "other words")
    page.press(UNLOCK)
    page.fill(now="other words")
    page.press("Take it off")
    form = page.screen.form
    assert form is not None
    assert form.new.line.hasFocus()


def test_each_change_needs_the_passphrase_or_the_code(page: Page, folder: Path) -> None:
    code = _lock(page)
    before = everything(folder)
    for wish, action in (
        (CHANGE, "Change it"),
        (NEW_CODE, GO_ON),
        (NEW_KEY, GO_ON),
        (UNLOCK, "Take it off"),
    ):
        page.press(wish)
        page.fill(now="wrong", new="" if wish in (NEW_CODE, UNLOCK) else "other words")
        page.press(action)
        assert "does not open it" in page.screen.error.label.text()
        page.press("Not now")
    assert everything(folder) == before
    page.press(CHANGE)
    page.fill(now=code, new="other words")
    page.press("Change it")
    assert open_key(folder, "other words") == open_key(folder, code)


def test_a_new_code_and_a_new_key_count_once_they_are_written_down(
    page: Page, folder: Path
) -> None:
    old = _lock(page)
    key = open_key(folder, PASSPHRASE)
    page.press(NEW_CODE)
    page.fill(now=PASSPHRASE)
    page.press(GO_ON)
    code = page.code
    assert open_key(folder, old) == key
    page.screen.kept.setChecked(True)
    page.press("Use this code from now on")
    assert open_key(folder, code) == key
    page.press(NEW_KEY)
    page.fill(now=PASSPHRASE, new="other words")
    page.press(GO_ON)
    page.screen.kept.setChecked(True)
    page.press(LOCK)
    assert open_key(folder, "other words") != key


def test_the_lock_is_taken_off(page: Page, folder: Path) -> None:
    _lock(page)
    page.press(UNLOCK)
    page.fill(now=PASSPHRASE)
    page.press("Take it off")
    assert not page.services.locking.is_locked
    assert page.screen.form is not None
    assert examine(folder)[0] is Verdict.WHOLE


def test_the_page_is_reached_from_what_keeps_the_diary_safe(
    services: Services, look: Look, qtbot: QtBot
) -> None:
    desk = FakeDesk()
    join = KeepSafeJoin(look, services, desk)
    qtbot.addWidget(desk.window)
    desk.window.resize(1180, 780)
    desk.window.show()
    join.begin()
    press(qtbot, join.widget, "Choose a passphrase")
    assert desk.lock_asked == 1
    for work in (join.looking, join.reading):
        work.wait()


def test_the_window_goes_on_through_a_change_of_the_lock(
    services: Services, look: Look, qtbot: QtBot
) -> None:
    window = Window(look, services)
    qtbot.addWidget(window)
    window.go(Place.TODAY)
    window.show()
    window.pages.show_lock()
    services.locking.lock(services.locking.prepare(PASSPHRASE))
    services.diary.add(VasScore(33))
    window.look_again()
    window.undo()
    assert len(services.diary.entries()) == 1
    window.close()


def test_a_locked_backup_of_another_diary_asks_for_its_passphrase(
    services: Services, look: Look, qtbot: QtBot, tmp_path: Path, clock: FakeClock
) -> None:
    away = tmp_path / "away"
    key, _ = lock_diary(away)
    with open_services(away, clock, key) as other:
        other.diary.add(VasScore(77))
    asked: list[Path] = []
    answers = iter([None, PASSPHRASE, "wrong", PASSPHRASE])

    def ask(file: Path) -> str | None:
        asked.append(file)
        return next(answers)

    desk = FakeDesk()
    file = away / "diary.db"
    join = KeepSafeJoin(look, services, desk, lambda: file, None, ask)
    qtbot.addWidget(desk.window)
    join.begin()
    join.widget.other_requested.emit()
    assert not join.widget.join.isVisibleTo(join.widget)
    join.widget.other_requested.emit()
    join.widget.join_requested.emit()
    assert len(services.diary.entries()) == 2
    join.widget.restore_requested.emit(file)
    assert len(services.diary.entries()) == 2
    assert "does not open it" in desk.notices[-1]
    join.widget.restore_requested.emit(file)
    assert len(services.diary.entries()) == 1
    assert asked == [file] * 4
    for work in (join.looking, join.reading):
        work.wait()


@pytest.mark.parametrize("verdict", [Verdict.LOCKED, Verdict.KEYLESS])
def test_without_the_secrets_there_is_a_way_to_begin_anew(
    folder: Path, locked: tuple[bytes, str], look: Look, qtbot: QtBot, verdict: Verdict
) -> None:
    if verdict is Verdict.KEYLESS:
        (folder / "diary.key").unlink()
    found, sentence = examine(folder, FakeClock())
    assert found is verdict
    before = (folder / "diary.db").read_bytes()
    join = RecoveryJoin(look, Recovery(folder, FakeClock()), NotOpened(found, sentence))
    qtbot.addWidget(join.widget)
    join.widget.show()
    press(qtbot, join.widget, "Begin a new diary")
    press(qtbot, join.widget, "Begin with no entries")
    join.widget.close()
    [kept] = folder.glob("diary-kept-*.db")
    assert kept.read_bytes() == before
    assert examine(folder, FakeClock()) == (Verdict.NONE, f"There is no diary in {folder}.")
    if verdict is Verdict.LOCKED:
        assert open_key(kept, PASSPHRASE) == locked[0]


def test_the_app_asks_and_opens(
    folder: Path, locked: tuple[bytes, str], look: Look, qapp: QApplication
) -> None:
    recovery, instance = Recovery(folder, FakeClock()), SingleInstance(folder)
    way_on = app._WayOn(qapp, look, instance, recovery)
    error = NotOpened(Verdict.LOCKED, "locked")

    def answer(text: str, *, is_code: bool = False) -> None:
        [door] = [one for one in qapp.topLevelWidgets() if isinstance(one, UnlockScreen)]
        if text:
            door.given.emit(text, is_code)
        else:
            door.close()
        with suppress(RuntimeError):
            door.deleteLater()

    QTimer.singleShot(0, lambda: answer(""))
    assert not way_on.take(error)
    QApplication.sendPostedEvents(None, 52)
    QTimer.singleShot(0, lambda: answer(PASSPHRASE))
    assert way_on.take(error)
    assert (recovery.key, recovery.by_code) == (locked[0], False)
    QApplication.sendPostedEvents(None, 52)
    QTimer.singleShot(0, lambda: answer(locked[1], is_code=True))
    assert way_on.take(error)
    assert (recovery.key, recovery.by_code) == (locked[0], True)


def test_the_passphrase_is_asked_for_in_the_look_of_last_time(
    folder: Path, locked: tuple[bytes, str], look: Look, qapp: QApplication
) -> None:
    keep_look(window_memory(folder), Settings(theme=Theme.DARK, text_size=200))
    seen: list[object] = []

    def answer() -> None:
        seen.extend((look.scale, look.palette))
        [door] = [one for one in qapp.topLevelWidgets() if isinstance(one, UnlockScreen)]
        door.given.emit(PASSPHRASE, False)
        door.deleteLater()

    QTimer.singleShot(0, answer)
    way_on = app._WayOn(qapp, look, SingleInstance(folder), Recovery(folder, FakeClock()))
    assert way_on.take(NotOpened(Verdict.LOCKED, "locked"))
    assert seen == [2, DARK]


def test_a_second_start_finds_the_window_that_waits_for_the_passphrase(
    folder: Path, locked: tuple[bytes, str], look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    """As after a start with the computer, when it waits out of sight."""
    instance = SingleInstance(folder)
    assert instance.is_first()
    shown: list[bool] = []

    def start_again() -> None:
        assert not SingleInstance(folder).is_first()
        [door] = [one for one in qapp.topLevelWidgets() if isinstance(one, UnlockScreen)]
        assert door.isMinimized()
        qtbot.waitUntil(lambda: not door.isMinimized())
        shown.append(door.isVisible())
        door.given.emit(PASSPHRASE, False)
        door.deleteLater()

    QTimer.singleShot(0, start_again)
    way_on = app._WayOn(qapp, look, instance, Recovery(folder, FakeClock()))
    assert way_on.take(NotOpened(Verdict.LOCKED, "locked"), minimised=True)
    assert shown == [True]


def test_who_used_the_code_is_told_once_of_a_new_passphrase(
    services: Services, look: Look, qtbot: QtBot
) -> None:
    window = Window(look, services)
    qtbot.addWidget(window)
    app._hint_at_passphrase(window)
    window.show()
    assert window.notice.label.text().startswith("You used your recovery code.")
    press(qtbot, window.notice, "Close")
    assert window.notice.isHidden()
    window.close()


@pytest.mark.parametrize(("key", "given"), [("Return", PASSPHRASE), ("Escape", None)])
def test_a_file_with_a_lock_of_its_own_is_asked_for_its_secret(
    look: Look, qtbot: QtBot, key: str, given: str | None
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(960, 640)
    page.show()
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SecretDialog)
        seen.extend(one.text() for one in dialog.findChildren(Label))
        # Nothing was typed yet, so Enter has nothing to give.
        qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert dialog.field.line.echoMode() is QLineEdit.EchoMode.Password
        qtbot.keyClicks(dialog.field.line, PASSPHRASE)
        qtbot.keyClick(dialog.field.line, getattr(Qt.Key, f"Key_{key}"))

    QTimer.singleShot(0, page, answer)
    assert asks_secret(look, page)(Path("stick/diary.db")) == given
    assert "“diary.db” has a passphrase of its own." in seen
