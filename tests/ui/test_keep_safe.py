"""Keep it safe: backups are made, looked at and brought back, and two diaries become one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.joins import steps
from cluneal_tracker.ui.joins.keep_safe import KeepSafeJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.deleted import DeletedScreen
from cluneal_tracker.ui.screens.keep_safe import KeepSafeScreen
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.locked import PASSPHRASE
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press

MAKE, RESTORE, ELSEWHERE = "Make a backup now", "Bring this one back", "I have a copy elsewhere"
OTHER, JOIN = "Choose the other diary", "Join"
READABLE = "Anyone who can open that folder can read them."
FOLDER, OTHER_FOLDER, STOP = "Choose a folder", "Choose another folder", "Stop using it"


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    """A diary on the disk with one score."""
    with open_services(tmp_path / "house", clock) as services:
        services.diary.add(VasScore(10))
        yield services


class Safe:
    """The page on a desk; `chosen` is what a dialog would give."""

    def __init__(self, services: Services, look: Look, qtbot: QtBot) -> None:
        self.services, self.qtbot, self.desk = services, qtbot, FakeDesk()
        self.chosen: Path | None = None
        self.join = KeepSafeJoin(look, services, self.desk, self._choose, self._choose)
        self.screen: KeepSafeScreen = self.join.widget
        qtbot.addWidget(self.desk.window)
        services.changes.subscribe(lambda _: self.screen.outdated.emit())
        self.desk.window.resize(1180, 780)
        self.desk.window.show()
        self.join.begin()
        self.settle()

    def _choose(self) -> Path | None:
        return self.chosen

    def press(self, text: str, chosen: Path | None = None) -> None:
        self.chosen = chosen
        press(self.qtbot, self.screen, text)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not (self.join.looking.busy or self.join.reading.busy))

    def sees(self, text: str) -> bool:
        labels = [one.text() for one in self.screen.findChildren(Label) if one.isVisible()]
        return text in "\n".join(labels).replace("\u200b", "")

    @property
    def buttons(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(QPushButton) if one.isVisible()]


@pytest.fixture
def safe(services: Services, look: Look, qtbot: QtBot) -> Iterator[Safe]:
    safe = Safe(services, look, qtbot)
    yield safe
    safe.settle()


def scores(services: Services) -> list[int]:
    return sorted(entry.score.mm for entry in services.diary.entries() if entry.score)


def other_diary(folder: Path, *scores: int) -> Path:
    with open_services(folder, FakeClock("2026-03-11T09:00")) as services:
        for mm in scores:
            services.diary.add(VasScore(mm))
    return folder / "diary.db"


def test_a_whole_diary_is_said_to_be_whole(safe: Safe) -> None:
    assert safe.sees("Looked through today at 08:10: all of it is whole.")


def test_a_damaged_diary_is_said_to_be_damaged(
    services: Services, look: Look, qtbot: QtBot
) -> None:
    import sqlite3
    from contextlib import closing

    assert services.folder is not None
    with closing(sqlite3.connect(services.folder / "diary.db")) as connection:
        connection.execute("update pain set mm = 99")
        connection.commit()
    assert Safe(services, look, qtbot).sees("Part of your diary is damaged. Start the app again")


def test_a_backup_is_made_told_and_listed(safe: Safe) -> None:
    assert safe.sees("There is no backup yet.")
    assert RESTORE not in safe.buttons
    safe.press(MAKE)
    assert safe.desk.said == [("Your backup is made.", False)]
    assert safe.sees("Newest backup: 12 March 2026, 08:10.")
    assert safe.sees("1 entry\n0 exercises\n0 treatments\nFrom 12 March 2026 to 12 March 2026")
    safe.press(MAKE)
    assert safe.desk.said[1:] == [("Your newest backup holds all of your diary.", False)]
    assert len(safe.services.backups.every()) == 1


def test_a_backup_comes_back_and_undo_takes_it_back(safe: Safe) -> None:
    safe.press(MAKE)
    safe.services.diary.add(VasScore(20))
    safe.press(RESTORE)
    assert scores(safe.services) == [10]
    assert safe.desk.said[-1] == ("The backup is back. Your diary holds 1 entry.", True)
    # The one that was made just before is there to choose, too.
    assert safe.screen.picker.list.count() == 2
    safe.services.history.undo()
    assert scores(safe.services) == [10, 20]


def test_a_second_click_does_not_bring_back_what_was_there_before(
    safe: Safe, clock: FakeClock
) -> None:
    safe.press(MAKE)
    (asked,) = safe.services.backups.every()
    clock.move(days=1)
    safe.services.diary.add(VasScore(20))
    safe.press(RESTORE)
    assert safe.screen.picker.chosen == asked.file
    assert safe.screen.picker.list.currentRow() == 1
    safe.press(RESTORE)
    assert scores(safe.services) == [10]
    # The good news stays, and so does the way back.
    back = ("The backup is back. Your diary holds 1 entry.", True)
    assert safe.desk.said == [("Your backup is made.", False), back, back]
    safe.services.diary.add(VasScore(30))
    safe.services.diary.delete(safe.services.diary.entries()[-1].id)
    safe.press(RESTORE)
    assert safe.desk.said[-1] == ("Your diary is like this backup already.", False)


def test_a_backup_that_is_taken_back_is_called_by_its_name(safe: Safe) -> None:
    safe.press(MAKE)
    safe.services.diary.add(VasScore(20))
    safe.press(RESTORE)
    name = "your backup, 12 March 2026, 08:10"
    said = [steps.undo(safe.services)[0], steps.redo(safe.services)[0]]
    assert said == [f"Taken back: {name}.", f"Brought back: {name}."]
    assert steps.undo(safe.services) == (f"Taken back: {name}.", "Bring it back")


@pytest.mark.parametrize("theme", [None, Theme.DARK])
def test_undo_is_not_offered_where_the_backup_brought_nothing_that_it_could_take_back(
    safe: Safe, theme: Theme | None
) -> None:
    safe.press(MAKE)
    if theme:
        safe.services.preferences.choose(theme=theme)
    safe.press(RESTORE)
    assert safe.desk.said[-1] == ("Your diary is like this backup already.", False)
    safe.services.history.undo()
    assert scores(safe.services) == []


def test_keys_choose_an_older_backup(safe: Safe, clock: FakeClock) -> None:
    safe.press(MAKE)
    clock.move(days=1)
    safe.services.diary.add(VasScore(20))
    safe.press(MAKE)
    assert safe.sees("2 entries\n0 exercises")
    backups = safe.screen.picker.list
    assert safe.screen.picker.chosen == safe.services.backups.every()[0].file
    safe.qtbot.keyClick(backups, Qt.Key.Key_Down)
    assert safe.screen.picker.chosen == safe.services.backups.every()[1].file
    assert safe.sees("1 entry\n0 exercises")
    safe.press(RESTORE)
    assert scores(safe.services) == [10]


def test_a_backup_that_is_damaged_is_told_and_changes_nothing(safe: Safe) -> None:
    safe.press(MAKE)
    (view,) = safe.services.backups.every()
    torn = bytearray(view.file.read_bytes())
    torn[-4096:] = b"\xff" * 4096
    view.file.write_bytes(torn)
    safe.services.diary.add(VasScore(20))
    safe.press(RESTORE)
    assert [notice.split(". ")[1] for notice in safe.desk.notices] == ["Your diary is as it was"]
    assert scores(safe.services) == [10, 20]
    assert QGuiApplication.overrideCursor() is None


def test_a_backup_that_cannot_be_read_cannot_be_brought_back(safe: Safe) -> None:
    safe.press(MAKE)
    (view,) = safe.services.backups.every()
    view.file.write_bytes(b"torn")
    safe.join.refresh()
    safe.settle()
    assert safe.sees("This file cannot be read. Choose another one.")
    safe.press(RESTORE)
    assert len(safe.desk.said) == 1


def test_a_copy_from_elsewhere_is_looked_at_and_brought_back(safe: Safe, tmp_path: Path) -> None:
    safe.press(ELSEWHERE)
    assert RESTORE not in safe.buttons
    safe.press(ELSEWHERE, other_diary(tmp_path / "stick", 70, 80))
    assert safe.sees("diary.db")
    assert safe.sees("2 entries\n0 exercises")
    safe.press(RESTORE)
    assert scores(safe.services) == [70, 80]
    safe.services.history.undo()
    assert scores(safe.services) == [10]


def test_a_second_folder_gets_the_backups_and_can_be_left(safe: Safe, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    safe.press(FOLDER)
    assert FOLDER in safe.buttons
    safe.press(FOLDER, stick)
    assert safe.sees(f"Folder: {stick}")
    assert not safe.sees("out of reach")
    second = safe.services.backups.second
    assert second is not None
    assert len(list(second.iterdir())) == 1
    assert safe.desk.said == [("Your backups are in that folder too now.", False)]
    safe.press(STOP)
    assert safe.services.preferences.current.second_folder == ""
    assert STOP not in safe.buttons
    assert FOLDER in safe.buttons
    assert len(list(second.iterdir())) == 1


def test_a_second_folder_that_is_out_of_reach_is_said_to_be_so(safe: Safe, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    safe.press(FOLDER, stick)
    stick.rename(tmp_path / "taken out")
    safe.services.diary.add(VasScore(20))
    safe.settle()
    assert safe.sees("It is out of reach now. It gets what it missed when it is back.")
    safe.press(MAKE)
    assert len(safe.services.backups.every()) == 2
    (notice,) = safe.desk.notices
    assert notice.startswith(f"Your backups are safe, but not copied to {stick}.")
    assert safe.screen.picker.list.count() == 2
    assert OTHER_FOLDER in safe.buttons


def test_another_diary_is_looked_at_first_and_joined_by_a_second_click(
    safe: Safe, tmp_path: Path
) -> None:
    other = other_diary(tmp_path / "laptop", 60, 70)
    safe.press(OTHER, other)
    assert safe.sees("New or changed here: 2 entries.")
    assert scores(safe.services) == [10]
    safe.press(JOIN)
    assert scores(safe.services) == [10, 60, 70]
    said = "The two diaries are joined. New or changed here: 2 entries."
    assert safe.desk.said == [(said, True)]
    assert JOIN not in safe.buttons
    safe.services.history.undo()
    assert scores(safe.services) == [10]
    safe.services.history.redo()
    safe.press(OTHER, other)
    assert safe.sees("Your diary holds all of this already.")
    assert JOIN not in safe.buttons


def test_a_folder_with_a_diary_will_do_and_what_differs_is_counted(
    safe: Safe, tmp_path: Path, clock: FakeClock
) -> None:
    safe.press(MAKE)
    copy = tmp_path / "laptop" / "diary.db"
    copy.parent.mkdir()
    copy.write_bytes(safe.services.backups.every()[0].file.read_bytes())
    clock.move(hours=1)
    (ours,) = safe.services.diary.entries()
    safe.services.diary.delete(ours.id)
    later = FakeClock("2026-03-12T12:00")
    with open_services(copy.parent, later) as laptop:
        laptop.diary.delete(ours.id)
        laptop.history.undo()
    safe.press(OTHER, copy.parent)
    assert safe.sees(
        "New or changed here: 1 entry. Changed in both: 1. The later one counts."
        " The other one stays in the history."
    )


def test_not_now_leaves_the_other_diary_alone(safe: Safe, tmp_path: Path) -> None:
    safe.press(OTHER, other_diary(tmp_path / "laptop", 60))
    safe.press("Not now")
    assert JOIN not in safe.buttons
    assert not safe.sees("New or changed here")
    assert scores(safe.services) == [10]


def test_what_is_no_diary_is_told_and_nothing_is_joined(safe: Safe, tmp_path: Path) -> None:
    safe.press(OTHER, other_diary(tmp_path / "laptop", 60))
    letter = tmp_path / "letter.db"
    letter.write_text("Dear diary")
    safe.press(OTHER, letter)
    (notice,) = safe.desk.notices
    assert notice.startswith("letter.db was not opened. Your diary is as it was.")
    # What was looked at before is not joined by a click that was meant for this file.
    assert JOIN not in safe.buttons


def test_escape_and_back_leave_the_page(safe: Safe) -> None:
    safe.qtbot.waitUntil(safe.screen.back.hasFocus)
    safe.qtbot.keyClick(safe.screen.back, Qt.Key.Key_Escape)
    assert safe.desk.full is None


def test_what_was_deleted_lately_is_one_click_away(safe: Safe) -> None:
    safe.press("Recently deleted")
    assert safe.desk.deleted_asked == 1


@pytest.fixture
def window(services: Services, look: Look, qtbot: QtBot) -> Iterator[Window]:
    """The real window at its settings; the diary has two scores, its backup one."""
    services.backups.make()
    services.diary.add(VasScore(20))
    window = Window(look, services)
    window.resize(960, 640)
    window.go(Place.SETTINGS)
    window.show()
    QApplication.processEvents()
    yield window
    qtbot.waitUntil(lambda: threading.active_count() == 1)
    window.close()
    window.deleteLater()


def test_from_settings_a_backup_is_back_in_two_clicks_and_undone_in_one(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, window, "Keep it safe")
    press(qtbot, window, RESTORE)
    assert scores(services) == [10]
    press(qtbot, window, "Undo")
    assert scores(services) == [10, 20]
    press(qtbot, window, "Back")
    assert window.place is Place.SETTINGS
    assert not window.busy


def test_the_page_is_left_while_the_diary_is_still_being_looked_through(
    window: Window, qtbot: QtBot
) -> None:
    window.pages.show_keep_safe()
    window.findChildren(KeepSafeScreen)[0].closed.emit()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not window.findChildren(KeepSafeScreen)
    qtbot.waitUntil(lambda: threading.active_count() == 1)
    QApplication.processEvents()
    assert window.place is Place.SETTINGS


def in_sight(window: Window) -> list[type[FullPage]]:
    return [type(page) for page in window.findChildren(FullPage) if page.isVisible()]


def test_back_from_recently_deleted_leads_to_the_page_it_was_opened_from(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    services.diary.delete(services.diary.entries()[0].id)
    press(qtbot, window, "Keep it safe")
    press(qtbot, window, "Recently deleted")
    assert in_sight(window) == [DeletedScreen]
    press(qtbot, window, "Bring back")
    press(qtbot, window, "Back")
    assert in_sight(window) == [KeepSafeScreen]
    (page,) = window.findChildren(KeepSafeScreen)
    focused = page.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Recently deleted"
    # The page goes on following the diary.
    press(qtbot, window, MAKE)
    qtbot.waitUntil(lambda: page.picker.list.count() == 2)
    press(qtbot, window, "Back")
    assert (in_sight(window), window.busy) == ([], False)
    assert window.place is Place.SETTINGS


def said(page: KeepSafeScreen) -> str:
    return "\n".join(one.text() for one in page.findChildren(Label) if one.isVisible())


def test_a_place_is_come_to_from_a_page_that_lies_on_another(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Keep it safe")
    press(qtbot, window, "Recently deleted")
    window.log_pain()
    assert (in_sight(window), window.busy) == ([], False)
    assert window.place is Place.TODAY


def test_the_page_knows_of_a_lock_that_was_put_on_meanwhile(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, window, "Keep it safe")
    (page,) = window.findChildren(KeepSafeScreen)
    assert READABLE in said(page)
    press(qtbot, window, "Choose a passphrase")
    services.locking.lock(services.locking.prepare(PASSPHRASE))
    press(qtbot, window, "Back")
    assert in_sight(window) == [KeepSafeScreen]
    assert "Your diary opens with your passphrase" in said(page)
    # What goes to the second folder is locked as the diary is.
    assert READABLE not in said(page)
