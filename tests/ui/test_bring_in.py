"""Bringing in a file: everything is shown and chosen before any of it comes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.column_roles import Role
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.settings import SettingsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.bring_in import BringInScreen
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.role_row import PickBox, RoleRow
from tests import own_things
from tests.data.exchange.foreign_files import FILES
from tests.fakes import FakeClock
from tests.ui.diaries import Desk, press

_GOOD = 8


class House:
    """Settings on a diary; `open` picks a file and gives the page that shows it."""

    def __init__(self, look: Look, services: Services, folder: Path, qtbot: QtBot) -> None:
        self.desk, self.chosen, self._qtbot = Desk(), Path(), qtbot
        self.join = SettingsJoin(look, services, self.desk, lambda: self.chosen, folder)
        qtbot.addWidget(self.desk.window)
        qtbot.addWidget(self.join.widget)
        self.desk.window.resize(1000, 3000)
        self.desk.window.show()

    def open(self, file: Path) -> BringInScreen:
        self.chosen = file
        self.join.widget.import_requested.emit()
        page = self.desk.full
        assert isinstance(page, BringInScreen)
        return page


@pytest.fixture
def house(look: Look, services: Services, clock: FakeClock, tmp_path: Path, qtbot: QtBot) -> House:
    clock.set_wall("2026-05-12T08:10")
    return House(look, services, tmp_path / "Documents", qtbot)


@pytest.fixture
def copy(services: Services, clock: FakeClock, tmp_path: Path) -> Path:
    """An export with a score on each side, the left one first."""
    services.diary.mark(VasScore(41), Given.LINE, Side.LEFT)
    clock.move(minutes=1)
    services.diary.mark(VasScore(60), Given.LINE, Side.RIGHT)
    services.exchange.export("json", tmp_path / "copy.json")
    return tmp_path / "copy.json"


def _texts(page: BringInScreen) -> str:
    labels = [one for one in page.findChildren(Label) if one.isVisible()]
    return "\n".join(label.text() for label in labels)


def _pick(qtbot: QtBot, page: BringInScreen, name: str, text: str) -> None:
    """Choose from the list that has this name, by its keys."""
    (box,) = [one for one in page.findChildren(PickBox) if one.accessibleName() == name]
    assert box.isVisible()
    index = box.findText(text)
    assert index >= 0, [box.itemText(one) for one in range(box.count())]
    box.setFocus()
    while box.currentIndex() != index:
        key = Qt.Key.Key_Down if box.currentIndex() < index else Qt.Key.Key_Up
        qtbot.keyClick(box, key)


def test_our_own_file_is_shown_first_and_can_be_undone(
    house: House, services: Services, copy: Path, qtbot: QtBot
) -> None:
    services.diary.delete(services.diary.entries()[0].id)
    page = house.open(copy)
    said = _texts(page)
    assert "It is a file of Cluneal Tracker." in said
    assert "New scores and notes: 1." in said
    assert "There already: 1." in said
    assert "12 May 2026, 08:10, left side, 4.1" in said
    assert page.role_card is None
    assert len(services.diary.entries()) == 1
    press(qtbot, page, "Bring it in")
    assert len(services.diary.entries()) == 2
    assert house.desk.said == [("New rows: 1. There already: 1.", True)]
    assert house.desk.full is None


@pytest.mark.parametrize("by_key", [True, False])
def test_a_file_that_is_left_changes_nothing(
    house: House, services: Services, qtbot: QtBot, by_key: bool
) -> None:
    page = house.open(FILES / "track_and_graph.csv")
    if by_key:
        house.desk.window.activateWindow()
        qtbot.waitUntil(house.desk.window.isActiveWindow)
        qtbot.keyClick(page.back, Qt.Key.Key_Escape)
    else:
        press(qtbot, page, "Leave it")
    assert house.desk.full is None
    assert services.diary.entries() == []
    assert house.desk.said == []


def test_ticks_exercises_and_pictures_in_a_file_are_counted(
    house: House, services: Services, tmp_path: Path
) -> None:
    other = Services(in_memory(), FakeClock())
    own_things.make(other)
    other.exchange.export("csv", tmp_path / "own.zip")
    page = house.open(tmp_path / "own.zip")
    for line in (
        "New ticks of habits: 1.",
        "Exercises of yours or changed by you: 2.",
        "Pictures of yours: 1.",
    ):
        assert line in _texts(page)
    assert "nothing new" not in _texts(page)
    page.bring_in.click()
    assert own_things.seen(services._db) == own_things.seen(other._db)
    assert "There is nothing new in it." in _texts(house.open(tmp_path / "own.zip"))


def test_rows_that_differ_are_listed_and_nothing_can_be_brought_in(
    house: House, services: Services, copy: Path
) -> None:
    services.diary.write_note("After the garden")
    page = house.open(copy)
    assert len(page.conflicts.texts) == 1
    assert "yours was kept" in page.conflicts.texts[0]
    assert "There is nothing new in it." in _texts(page)
    assert not page.bring_in.isVisible()


def test_each_refused_row_is_named_with_its_reason(
    house: House, services: Services, copy: Path
) -> None:
    whole = json.loads(copy.read_text())
    for row in whole["pain"]:
        row["side"] = "middle"
    copy.write_text(json.dumps(whole))
    page = house.open(copy)
    assert len(page.refused.texts) == 2
    assert page.refused.hint.text() == "Mend these rows in the file, then bring it in again."
    assert page.refused.texts[1].startswith("pain, row 2: “side” is one of left, right, both")
    assert page.refused.isVisible()
    assert not page.bring_in.isVisible()


def _sheet(folder: Path, bad: int) -> Path:
    """A table with so many scores that are none, behind good ones."""
    file = folder / "sheet.csv"
    good = [f"2026-03-03 08:{minute:02d},{minute}" for minute in range(_GOOD)]
    rows = [f"2026-03-04 08:{minute:02d},abc" for minute in range(bad)]
    file.write_text("\n".join(["Date,Pain (0-10)", *good, *rows]) + "\n")
    return file


@pytest.mark.parametrize(("bad", "count"), [(1, "1 row"), (8, "8 rows"), (40, "40 rows")])
def test_a_few_bad_rows_stand_open_and_many_are_a_list_that_scrolls(
    house: House, tmp_path: Path, bad: int, count: str
) -> None:
    page = house.open(_sheet(tmp_path, bad))
    said = f"{count} cannot be read. Nothing comes in while that is so."
    assert page.question.label.text() == said
    (rows,) = page.refused.findChildren(QListView)
    assert rows.isVisible() is (bad > 8)
    last = f"line {1 + _GOOD + bad}: “abc” is not a number, in “Pain (0-10)”"
    assert (last in _texts(page)) is (bad <= 8)
    assert rows.model().rowCount() == bad


class Signs(QObject):
    """What was said over a page while something went on."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and watched.objectName() == "toast":
            self.said += [label.text() for label in watched.findChildren(Label)]
        return False


def test_a_long_file_says_that_it_is_looked_through_each_time(
    house: House, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    signs = Signs()
    file = tmp_path / "long.csv"
    days = [f"{year}-{month:02d}-01" for year in range(2000, 2026) for month in range(1, 13)]
    rows = [f"{day} 08:{minute:02d},{minute % 11}" for day in days for minute in range(17)]
    file.write_text("\n".join(["Date,Pain (0-10)", *rows]) + "\n")
    page = house.open(file)
    qapp.installEventFilter(signs)
    _pick(qtbot, page, "Scale of “Pain (0-10)”", "from 0 to 100")
    qapp.removeEventFilter(signs)
    assert set(signs.said) == {"Looking through the file."}
    assert "Looking through the file." not in _texts(page)


def test_the_list_of_bad_rows_can_be_saved_and_copied(
    house: House, tmp_path: Path, qtbot: QtBot
) -> None:
    page = house.open(_sheet(tmp_path, 40))
    press(qtbot, page, "Save this list")
    (file,) = (tmp_path / "Documents").iterdir()
    lines = file.read_text().splitlines()
    assert lines[:3] == ["sheet.csv", "Rows that cannot be read: 40", ""]
    assert lines[3:] == page.refused.texts
    assert house.desk.said[-1] == (f"Saved: {file}.", False)
    press(qtbot, page, "Copy it")
    assert QGuiApplication.clipboard().text() == file.read_text()
    assert house.desk.said[-1] == ("The list is copied.", False)


def test_a_list_that_cannot_be_saved_is_still_on_the_screen(
    house: House, tmp_path: Path, qtbot: QtBot
) -> None:
    page = house.open(_sheet(tmp_path, 2))
    (tmp_path / "Documents").write_text("a file, where the folder would be")
    press(qtbot, page, "Save this list")
    assert house.desk.notices[-1].startswith("Nothing could be saved in")
    assert house.desk.full is page


def test_a_file_that_cannot_be_read_is_told_and_opens_no_page(house: House, tmp_path: Path) -> None:
    house.chosen = tmp_path / "photo.csv"
    house.chosen.write_bytes(b"\xff\xd8\xff\xe0")
    house.join.widget.import_requested.emit()
    assert house.desk.full is None
    (notice,) = house.desk.notices
    assert "was not brought in. Your diary is as it was." in notice


def test_another_programs_file_comes_in_as_suggested(
    house: House, services: Services, qtbot: QtBot
) -> None:
    page = house.open(FILES / "track_and_graph.csv")
    said = _texts(page)
    assert "It is a file of Track & Graph." in said
    assert "35.0 out of 100 becomes 3.5 out of 10." in said
    assert "From 1 March 2026 to 3 March 2026." in said
    assert "Scores rounded to one decimal: 1." in said
    assert page.left_out.texts == ["Nerve glides: 1, not done", "Mood: 1, you leave it out"]
    press(qtbot, page, "Bring it in")
    assert len(services.diary.entries()) == 6
    assert len(services.exercises.sessions()) == 1
    assert house.desk.said == [("New rows: 7. There already: 0.", True)]


def test_a_choice_changes_what_would_come_in_at_once(
    house: House, services: Services, qtbot: QtBot
) -> None:
    page = house.open(FILES / "track_and_graph.csv")
    _pick(qtbot, page, "What “Mood” is", "A pain score")
    _pick(qtbot, page, "Scale of “Mood”", "from 0 to 5")
    _pick(qtbot, page, "Side of “Mood”", "both sides")
    assert "3.0 out of 5 becomes 6.0 out of 10." in _texts(page)
    assert "New scores and notes: 7." in _texts(page)
    _pick(qtbot, page, "Scale of “Back pain”", "from 0 to 5")
    assert page.refused.texts == ["line 3: 6.25 is not on the scale from 0 to 5, in “Back pain”"]
    assert not page.bring_in.isVisible()
    _pick(qtbot, page, "What “Back pain” is", "Leave it out")
    press(qtbot, page, "Bring it in")
    sides = {entry.side: str(entry.score) for entry in services.diary.entries() if entry.score}
    assert sides == {Side.LEFT: "3.5", Side.BOTH: "6.0"}


def test_a_bad_value_can_be_mended_or_its_column_left_out(
    house: House, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "table.csv").write_text(
        "Date,Pain (0-100),Hip (0-100)\n2026-03-04 08:00,4,7\n2026-03-05 08:00,abc,8\n"
        "2026-03-06 08:00,5,9\n"
    )
    page = house.open(tmp_path / "table.csv")
    assert page.refused.texts == ["line 3: “abc” is not a number, in “Pain (0-100)”"]
    assert page.refused.hint.text().endswith("Or leave that column out.")
    _pick(qtbot, page, "What “Hip (0-100)” is", "A pain score")
    assert "7 out of 100 becomes 0.7 out of 10." in _texts(page)
    _pick(qtbot, page, "What “Pain (0-100)” is", "Leave it out")
    assert "New scores and notes: 3." in _texts(page)
    assert page.bring_in.isVisible()


def test_a_date_that_can_mean_two_days_is_asked_for(
    house: House, services: Services, qtbot: QtBot
) -> None:
    page = house.open(FILES / "manage_my_pain.csv")
    assert page.question.label.text() == "Choose how the dates are meant."
    assert not page.bring_in.isVisible()
    press(qtbot, page, "Month first: 4 March")
    assert "4 March 2026, 08:15, right side, 6.0, Woke up stiff" in _texts(page)
    press(qtbot, page, "Day first: 3 April")
    assert "3 April 2026, 08:15, right side, 6.0, Woke up stiff" in _texts(page)
    press(qtbot, page, "Bring it in")
    assert [str(entry.felt.day) for entry in services.diary.entries()] == [
        "2026-04-03",
        "2026-04-04",
    ]


def test_a_row_without_a_time_is_asked_for_and_can_be_changed(
    house: House, services: Services, qtbot: QtBot
) -> None:
    page = house.open(FILES / "bearable.csv")
    assert "Some rows have no time." in page.question.label.text()
    press(qtbot, page, "Morning, 08:00")
    assert "6 January 2026, 08:00, right side, Walking: yes" in _texts(page)
    press(qtbot, page, "Evening, 20:00")
    assert "6 January 2026, 20:00, right side, Walking: yes" in _texts(page)


def test_only_a_table_offers_a_column_as_its_date(house: House) -> None:
    def offered(file: str) -> list[str]:
        box = house.open(FILES / file).findChildren(PickBox)[0]
        return [box.itemText(one) for one in range(box.count())]

    assert "The date" in offered("manage_my_pain.csv")
    house.desk.end_full(house.desk.full or pytest.fail("no page"))
    assert "The date" not in offered("track_and_graph.csv")


def test_the_wheel_scrolls_and_chooses_nothing(house: House) -> None:
    page = house.open(FILES / "track_and_graph.csv")
    row = page.findChildren(RoleRow)[0]
    box = row.findChildren(PickBox)[0]
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        box.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert row.role == Role.parse("score 0-10 right")


def test_what_was_typed_in_a_file_is_never_markup(house: House, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("date,<b>pain</b>,note\n2026-03-04 08:00,4,<img src=x>\n")
    page = house.open(tmp_path / "table.csv")
    assert "<b>pain</b>" in _texts(page)
    assert "4 March 2026, 08:00, right side, 4.0, <img src=x>" in _texts(page)
    formats = {label.textFormat() for label in page.findChildren(Label)}
    assert formats == {Qt.TextFormat.PlainText}


def test_a_full_disk_leaves_the_page_open_and_says_why(
    house: House, services: Services, qtbot: QtBot
) -> None:
    page = house.open(FILES / "track_and_graph.csv")
    services._db.connection.execute("pragma query_only = on")
    press(qtbot, page, "Bring it in")
    assert house.desk.full is page
    (notice,) = house.desk.notices
    assert "does not let the program write" in notice


def test_tab_goes_through_the_page_as_the_eye_does(
    house: House, tmp_path: Path, qtbot: QtBot
) -> None:
    page = house.open(_sheet(tmp_path, 40))
    house.desk.window.activateWindow()
    qtbot.waitUntil(page.back.hasFocus)
    ground = page.widget()
    assert ground is not None
    places = []
    for _ in range(6):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        here = page.focusWidget()
        places.append(here.mapTo(ground, QPoint(0, 0)).y())
    assert places == sorted(places)
    assert page.refused.isAncestorOf(page.focusWidget())
