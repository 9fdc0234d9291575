"""A diary that was not opened: each verdict has a way on, and nothing is thrown away on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker import app
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.recovery import Recovery, examine
from cluneal_tracker.ui.joins.recovery import RecoveryJoin
from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.platform.single_instance import SingleInstance
from cluneal_tracker.ui.screens.recovery import RecoveryScreen
from cluneal_tracker.ui.widgets.basics import Label, Page, PrimaryButton
from tests.data.test_diary_file import SPOILT
from tests.fakes import FakeClock
from tests.ui.diaries import press
from tests.ui.test_accessible import reached, spoken

RESTORE, ELSEWHERE = "Bring this one back", "I have a copy elsewhere"
SALVAGE, ACCEPT, BEGIN = "Save what can be read", "Use this diary", "Begin a new diary"
ALWAYS = ["Try again", "Open the folder", "Close"]


class Trouble:
    """A spoilt diary with the window that is shown for it; `chosen` is what a dialog would give."""

    def __init__(self, file: Path, look: Look, qtbot: QtBot, spoil: Callable[[Path], object]):
        spoil(file)
        self.file, self.qtbot = file, qtbot
        self.spoilt = file.read_bytes() if file.is_file() else None
        self.chosen: Path | None = None
        verdict, sentence = examine(file.parent, FakeClock())
        recovery = Recovery(file.parent, FakeClock())
        self.join = RecoveryJoin(look, recovery, NotOpened(verdict, sentence), lambda: self.chosen)
        self.verdict, self.sentence = verdict, sentence
        self.screen: RecoveryScreen = self.join.widget
        self.signals: list[str] = []
        self.join.recovered.connect(lambda: self.signals.append("recovered"))
        self.join.given_up.connect(lambda: self.signals.append("given up"))
        qtbot.addWidget(self.screen)
        self.screen.show()
        QApplication.processEvents()

    def press(self, text: str) -> None:
        press(self.qtbot, self.screen, text)
        QApplication.processEvents()

    @property
    def buttons(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(QPushButton) if one.isVisible()]

    @property
    def first(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(PrimaryButton) if one.isVisible()]

    @property
    def said(self) -> str:
        labels = [one.text() for one in self.screen.findChildren(Label) if one.isVisible()]
        return "\n".join(labels).replace("\u200b", "")

    @property
    def error(self) -> str:
        return self.screen.error.label.text()

    def kept(self) -> list[bytes]:
        return [file.read_bytes() for file in self.file.parent.glob("diary-kept-*.db")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A diary with three scores, of which the newer backup holds two and the older one."""
    file = tmp_path / "house" / "diary.db"
    clock = FakeClock("2026-03-10T08:10")
    with open_services(file.parent, clock) as services:
        for mm in (10, 20, 30):
            services.diary.add(VasScore(mm))
            if mm < 30:
                services.backups.make()
            clock.move(days=1)
    return file


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A diary of three scores without a backup."""
    file = tmp_path / "bare" / "diary.db"
    with open_services(file.parent, FakeClock()) as services:
        for mm in (10, 20, 30):
            services.diary.add(VasScore(mm))
    return file


Spoil = Callable[..., Trouble]


@pytest.fixture
def spoil(file: Path, look: Look, qtbot: QtBot) -> Spoil:
    def spoil(name: str, file: Path = file) -> Trouble:
        return Trouble(file, look, qtbot, SPOILT[name][0])

    return spoil


def scores(file: Path) -> list[int]:
    with open_services(file.parent, FakeClock()) as services:
        services.make_sure()
        return sorted(entry.score.mm for entry in services.diary.entries() if entry.score)


OFFERED = {
    Verdict.MISSING: [RESTORE, ELSEWHERE, BEGIN],
    Verdict.EMPTY: [RESTORE, ELSEWHERE, BEGIN],
    Verdict.SHORT: [RESTORE, ELSEWHERE, SALVAGE],
    Verdict.FOREIGN: [RESTORE, ELSEWHERE, SALVAGE],
    Verdict.DAMAGED: [RESTORE, ELSEWHERE, SALVAGE],
    Verdict.OLDER: [ACCEPT, RESTORE, ELSEWHERE],
    Verdict.OTHER: [ACCEPT, RESTORE, ELSEWHERE],
    Verdict.NEWER: [],
}
BARE = {
    Verdict.MISSING: [ELSEWHERE, BEGIN],
    Verdict.EMPTY: [ELSEWHERE, BEGIN],
    Verdict.SHORT: [SALVAGE, ELSEWHERE],
    Verdict.FOREIGN: [SALVAGE, ELSEWHERE],
    Verdict.DAMAGED: [SALVAGE, ELSEWHERE],
    Verdict.OLDER: [ACCEPT, ELSEWHERE],
    Verdict.OTHER: [ACCEPT, ELSEWHERE],
    Verdict.NEWER: [],
}
EVERY = [name for name, (_, verdict) in SPOILT.items() if verdict is not Verdict.WHOLE]


@pytest.mark.parametrize("name", EVERY)
def test_each_verdict_says_what_happened_and_offers_its_ways(spoil: Spoil, name: str) -> None:
    trouble = spoil(name)
    assert trouble.sentence in trouble.said
    assert trouble.verdict is SPOILT[name][1]
    offered = OFFERED[trouble.verdict]
    assert trouble.buttons == offered + ALWAYS
    assert trouble.first == (offered or ALWAYS)[:1]
    if RESTORE in offered:
        assert "The newest one is of 11 March 2026, 08:10, with 2 entries." in trouble.said
    assert (trouble.file.read_bytes() if trouble.file.exists() else None) == trouble.spoilt


@pytest.mark.parametrize("name", EVERY)
def test_without_backups_what_is_left_comes_first(bare: Path, spoil: Spoil, name: str) -> None:
    trouble = spoil(name, bare)
    offered = BARE[trouble.verdict]
    assert trouble.buttons == offered + ALWAYS
    assert trouble.first == (offered or ALWAYS)[:1]
    assert "Nothing was deleted or written over." in trouble.said


@pytest.mark.parametrize("name", [name for name in EVERY if OFFERED[SPOILT[name][1]]])
def test_a_backup_comes_back_in_one_click_and_what_was_there_is_kept(
    spoil: Spoil, name: str
) -> None:
    trouble = spoil(name)
    trouble.press(RESTORE)
    assert trouble.buttons == ["Open my diary"]
    assert "It holds 2 entries." in trouble.said
    assert trouble.kept() == ([] if trouble.spoilt is None else [trouble.spoilt])
    if trouble.spoilt is not None:
        assert "Its name is diary-kept-2026-03-12T071000Z.db now." in trouble.said
    trouble.press("Open my diary")
    trouble.screen.close()
    assert trouble.signals == ["recovered"]
    assert scores(trouble.file) == [10, 20]


def test_keys_alone_choose_an_older_backup_and_see_what_it_holds(
    spoil: Spoil, qtbot: QtBot
) -> None:
    trouble = spoil("third page")
    assert "11 March 2026, 08:10\n2 entries\n0 exercises\n0 treatments" in trouble.said
    assert "From 10 March 2026 to 11 March 2026" in trouble.said
    assert trouble.screen.picker is not None
    backups = trouble.screen.picker.list
    qtbot.waitUntil(backups.hasFocus)
    qtbot.keyClick(backups, Qt.Key.Key_Down)
    assert "10 March 2026, 08:10\n1 entry\n0 exercises" in trouble.said
    qtbot.keyClick(backups, Qt.Key.Key_Tab)
    bring = QApplication.focusWidget()
    assert isinstance(bring, PrimaryButton)
    assert spoken(bring) == "Bring this one back: 10 March 2026, 08:10"
    qtbot.keyClick(bring, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: trouble.buttons == ["Open my diary"])
    assert "It holds 1 entry." in trouble.said
    assert scores(trouble.file) == [10]


def test_what_can_be_read_of_a_damaged_diary_is_saved(spoil: Spoil) -> None:
    trouble = spoil("a score changed")
    trouble.press(SALVAGE)
    assert "It holds 3 entries." in trouble.said
    assert trouble.kept() == [trouble.spoilt]
    assert scores(trouble.file) == [10, 20, 30]
    assert "Your newest backup" not in trouble.said


def test_where_less_was_read_than_a_backup_holds_the_backup_is_named(
    file: Path, look: Look, qtbot: QtBot
) -> None:
    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for table in ("pain", "journal"):
                connection.execute(f"delete from {table} where rowid > 1")
            connection.commit()
            connection.execute("vacuum")
        SPOILT["cut"][0](file)

    trouble = Trouble(file, look, qtbot, spoil)
    trouble.press(SALVAGE)
    assert "It holds 1 entry." in trouble.said
    assert "Your newest backup is of 11 March 2026, 08:10 and holds 2 entries." in trouble.said
    assert trouble.buttons == ["Open my diary"]


def test_where_nothing_can_be_read_the_reason_stays_and_a_new_diary_may_begin(
    bare: Path, spoil: Spoil
) -> None:
    trouble = spoil("a letter", bare)
    trouble.press(SALVAGE)
    assert trouble.error
    assert trouble.buttons == [SALVAGE, ELSEWHERE, BEGIN, *ALWAYS]
    assert bare.read_text() == "Dear diary"
    assert QGuiApplication.overrideCursor() is None
    trouble.press(BEGIN)
    trouble.press("Begin with no entries")
    assert trouble.kept() == [b"Dear diary"]
    assert scores(bare) == []


def test_where_nothing_can_be_read_the_backups_are_way_enough(spoil: Spoil) -> None:
    trouble = spoil("a letter")
    trouble.press(SALVAGE)
    assert trouble.error
    assert BEGIN not in trouble.buttons


@pytest.mark.parametrize("name", ["gone", "empty"])
def test_a_new_diary_begins_only_after_a_second_click(spoil: Spoil, name: str) -> None:
    trouble = spoil(name)
    trouble.press(BEGIN)
    assert BEGIN not in trouble.buttons
    trouble.press("Not now")
    assert "Begin with no entries" not in trouble.buttons
    trouble.press(BEGIN)
    assert (trouble.file.read_bytes() if trouble.file.exists() else None) == trouble.spoilt
    trouble.press("Begin with no entries")
    assert "It has no entries yet." in trouble.said
    trouble.press("Open my diary")
    assert trouble.signals == ["recovered"]
    assert scores(trouble.file) == []
    assert trouble.kept() == ([] if name == "gone" else [b""])
    assert len(list(trouble.file.parent.glob("backups/*.db"))) == 2


@pytest.mark.parametrize(
    ("name", "held"), [("older", [10, 20, 30]), ("another one", [10, 20, 30, 40])]
)
def test_the_diary_that_is_there_can_be_used(spoil: Spoil, name: str, held: list[int]) -> None:
    trouble = spoil(name)
    assert f"In the file that is here now: {len(held)} entries, the last of" in trouble.said
    trouble.press(ACCEPT)
    assert f"It holds {len(held)} entries." in trouble.said
    assert trouble.kept() == []
    assert scores(trouble.file) == held


def test_a_diary_that_holds_less_than_a_backup_is_not_the_first_thing_to_try(
    file: Path, look: Look, qtbot: QtBot
) -> None:
    oldest = min(file.parent.glob("backups/*.db")).read_bytes()
    trouble = Trouble(file, look, qtbot, lambda file: file.write_bytes(oldest))
    assert trouble.verdict is Verdict.OLDER
    assert trouble.first == [RESTORE]
    assert ACCEPT in trouble.buttons


def test_a_double_click_does_not_begin_a_new_diary(spoil: Spoil, qtbot: QtBot) -> None:
    trouble = spoil("gone")
    (begin,) = (one for one in trouble.screen.findChildren(QPushButton) if one.text() == BEGIN)
    place = begin.mapTo(trouble.screen, begin.rect().center())
    for _ in range(2):
        under = trouble.screen.childAt(place)
        assert isinstance(under, QPushButton)
        qtbot.mouseClick(under, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
    assert BEGIN in trouble.buttons
    assert trouble.signals == []


def test_a_file_put_back_is_opened_at_the_next_try(spoil: Spoil, file: Path) -> None:
    whole = file.read_bytes()
    trouble = spoil("gone")
    trouble.press("Try again")
    assert trouble.error == "Your diary was not opened this time either."
    assert trouble.signals == []
    file.write_bytes(whole)
    trouble.press("Try again")
    assert trouble.signals == ["recovered"]
    assert scores(file) == [10, 20, 30]


def test_what_has_changed_meanwhile_is_shown_at_the_next_try(spoil: Spoil, file: Path) -> None:
    trouble = spoil("gone")
    file.write_bytes(b"")
    trouble.press("Try again")
    assert f"{file} is empty." in trouble.said


def test_a_folder_that_is_gone_never_becomes_a_new_diary_by_itself(
    spoil: Spoil, file: Path
) -> None:
    trouble = spoil("gone")
    file.parent.rename(file.parent.with_name("elsewhere"))
    trouble.press("Try again")
    assert trouble.signals == []
    assert f"There is no diary in {file.parent}." in trouble.said
    assert trouble.buttons == [ELSEWHERE, BEGIN, *ALWAYS]
    assert not file.parent.exists()


def test_a_diary_out_of_reach_is_only_tried_again(file: Path, look: Look, qtbot: QtBot) -> None:
    whole = file.read_bytes()

    def spoil(file: Path) -> None:
        file.unlink()
        file.mkdir()

    trouble = Trouble(file, look, qtbot, spoil)
    assert trouble.verdict is Verdict.OUT_OF_REACH
    assert trouble.buttons == ALWAYS
    file.rmdir()
    file.write_bytes(whole)
    trouble.press("Try again")
    assert trouble.signals == ["recovered"]


def test_a_copy_from_elsewhere_is_looked_at_and_then_brought_back(
    spoil: Spoil, file: Path, tmp_path: Path
) -> None:
    trouble = spoil("third page")
    trouble.press(ELSEWHERE)
    assert RESTORE in trouble.buttons
    trouble.chosen = tmp_path / "stick" / "mine.db"
    with open_services(tmp_path / "stick", FakeClock()) as services:
        services.diary.add(VasScore(77))
    (tmp_path / "stick" / "diary.db").rename(trouble.chosen)
    trouble.press(ELSEWHERE)
    assert "mine.db\n1 entry\n0 exercises" in trouble.said
    trouble.press(RESTORE)
    assert scores(file) == [77]
    assert trouble.chosen.exists()


def test_a_copy_that_is_no_diary_cannot_be_brought_back(spoil: Spoil, tmp_path: Path) -> None:
    trouble = spoil("gone")
    trouble.chosen = tmp_path / "letter.db"
    trouble.chosen.write_text("Dear diary")
    trouble.press(ELSEWHERE)
    assert "This file cannot be read. Choose another one." in trouble.said
    (bring,) = (one for one in trouble.screen.findChildren(PrimaryButton) if one.isVisible())
    assert not bring.isEnabled()


def test_a_damaged_backup_is_told_in_place_and_changes_nothing(spoil: Spoil, file: Path) -> None:
    trouble = spoil("third page")
    newest = max(file.parent.glob("backups/*.db"))
    torn = bytearray(newest.read_bytes())
    torn[-4096:] = b"\xff" * 4096
    newest.write_bytes(torn)
    trouble.press(RESTORE)
    assert trouble.error.startswith(f"{newest.name} was not opened.")
    assert trouble.screen.error.isVisible()
    assert file.read_bytes() == trouble.spoilt
    assert RESTORE in trouble.buttons


def test_closing_the_window_gives_up_once(spoil: Spoil) -> None:
    trouble = spoil("newer")
    trouble.press("Close")
    trouble.screen.close()
    assert trouble.signals == ["given up"]
    assert trouble.file.read_bytes() == trouble.spoilt


@pytest.mark.parametrize("name", ["gone", "third page", "older", "newer"])
def test_it_is_for_readers_keys_and_unsteady_hands(spoil: Spoil, name: str) -> None:
    trouble = spoil(name)
    names = [spoken(widget) for widget in reached(trouble.screen)]
    assert all(names)
    assert len(set(names)) == len(names)
    buttons = trouble.screen.findChildren(QAbstractButton)
    assert all(min(one.size().toTuple()) >= TARGET for one in buttons if one.isVisible())


@pytest.mark.parametrize("between", ["/", "\\"])
def test_a_long_path_never_makes_the_page_wider_than_the_window(
    tmp_path: Path, look: Look, qtbot: QtBot, between: str
) -> None:
    path = between.join(["AFolderWithALongName"] * 8)
    error = NotOpened(Verdict.NEWER, f"{path} was written by a newer version.")
    screen = RecoveryJoin(look, Recovery(tmp_path, FakeClock()), error).widget
    qtbot.addWidget(screen)
    screen.resize(720, 480)
    screen.show()
    QApplication.processEvents()
    page = screen.findChild(Page)
    assert isinstance(page, Page)
    ground = page.widget()
    assert ground is not None
    assert ground.width() <= page.viewport().width()


def test_damage_that_the_first_page_meets_leads_to_the_ways_on(
    file: Path, look: Look, qapp: QApplication
) -> None:
    """Today reads the answers of the week before all of the file is looked through."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = 'weekly'")
    whole = bytearray(file.read_bytes())
    whole[(page[0] - 1) * 4096 : page[0] * 4096] = bytes(4096)
    file.write_bytes(whole)
    seen: list[str] = []

    def leave() -> None:
        [screen] = [one for one in qapp.topLevelWidgets() if isinstance(one, RecoveryScreen)]
        seen.extend(one.text() for one in screen.findChildren(QPushButton) if one.isVisible())
        screen.close()
        screen.deleteLater()

    waiting = QTimer(singleShot=True, interval=0)
    waiting.timeout.connect(leave)
    qapp.focusWindowChanged.connect(lambda window: waiting.start() if window else None)
    begin = app._Start(file.parent, FakeClock(), None, False, False, False)
    assert app._keep_open(qapp, look, SingleInstance(file.parent), begin) == 1
    assert seen == [RESTORE, ELSEWHERE, SALVAGE, *ALWAYS]
