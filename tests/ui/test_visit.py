from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.visit import VisitJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import finish
from cluneal_tracker.ui.screens.visit import SINCE, TWELVE_WEEKS
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import Desk, four_weeks, press, type_day

NAME = "Pain summary 2025-12-19 to 2026-03-12"
Open = Callable[[], VisitJoin]


class FilePrinter:
    """A person who chooses "Print to a file"; `takes` is what they answer, `seen` the printers."""

    def __init__(self, file: Path) -> None:
        self.file, self.takes = file, True
        self.seen: list[QPrinter] = []

    def __call__(self, printer: QPrinter, parent: QWidget) -> bool:
        self.seen.append(printer)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return self.takes


@pytest.fixture
def paper(tmp_path: Path) -> FilePrinter:
    return FilePrinter(tmp_path / "printed.pdf")


@pytest.fixture
def opened(
    look: Look,
    services: Services,
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    paper: FilePrinter,
) -> Iterator[Open]:
    joins: list[VisitJoin] = []

    def open_visit() -> VisitJoin:
        join = VisitJoin(look, services, desk, tmp_path, paper)
        joins.append(join)
        qtbot.addWidget(join.widget)
        services.changes.subscribe(lambda _: join.refresh())
        join.refresh()
        join.widget.resize(960, 700)
        join.widget.show()
        return join

    yield open_visit
    for join in joins:
        join.widget.hide()
    finish()


@pytest.fixture
def join(opened: Open, services: Services, clock: FakeClock) -> VisitJoin:
    """The page over a diary of four weeks."""
    four_weeks(services, clock)
    return opened()


def text_of(file: Path) -> str:
    """All words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def test_the_page_is_shown_as_it_will_be(join: VisitJoin, qtbot: QtBot) -> None:
    page = join.widget.page
    with qtbot.waitSignal(page.drawn, timeout=10_000):
        pass
    assert "Your middle score was" in page.accessibleDescription()
    seen = page.grab().toImage()
    colours = {
        seen.pixelColor(x, y).name()
        for x in range(0, seen.width(), 3)
        for y in range(0, seen.height(), 3)
    }
    assert len(colours) > 20


def test_a_page_saved_twice_gives_two_files(
    join: VisitJoin, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    press(qtbot, join.widget, "Save the page")
    qtbot.waitUntil(lambda: len(desk.said) == 1, timeout=10_000)
    join.save()
    qtbot.waitUntil(lambda: len(desk.said) == 2, timeout=10_000)
    assert [text for text, _ in desk.said] == [
        f"Saved in {tmp_path.name}: {NAME}.pdf",
        f"Saved in {tmp_path.name}: {NAME} (2).pdf",
    ]
    assert desk.offered == ["Open", "Show folder"]
    assert "Gabapentin" in text_of(tmp_path / f"{NAME}.pdf")
    assert (tmp_path / f"{NAME} (2).pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / f"{NAME}.pdf").stat().st_mode & 0o077 == 0


def test_name_and_notes_are_on_the_page_only_when_ticked(
    join: VisitJoin, services: Services, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    services.preferences.choose(name="Ada Example")
    services.diary.write_note("Slept on the sofa")
    join.save()
    qtbot.waitUntil(lambda: len(desk.said) == 1, timeout=10_000)
    plain = text_of(tmp_path / f"{NAME}.pdf")
    assert "Ada Example" not in plain
    assert "sofa" not in plain
    qtbot.keyClick(join.widget.with_name, Qt.Key.Key_Space)
    qtbot.keyClick(join.widget.with_notes, Qt.Key.Key_Space)
    join.save()
    qtbot.waitUntil(lambda: len(desk.said) == 2, timeout=10_000)
    full = text_of(tmp_path / f"{NAME} (2).pdf")
    assert "Ada Example" in full
    assert "sofa" in full


def test_the_body_map_is_on_the_page_until_its_tick_is_taken_away(
    join: VisitJoin, services: Services, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not join.widget.with_map.isVisible()
    services.body_map.mark(70, -28)
    join.refresh()
    assert join.widget.with_map.isVisible()
    assert join.widget.with_map.isChecked()
    for wanted in (True, False):
        if not wanted:
            qtbot.keyClick(join.widget.with_map, Qt.Key.Key_Space)
        before = len(desk.said)
        join.save()
        qtbot.waitUntil(lambda before=before: len(desk.said) > before, timeout=10_000)  # type: ignore[misc]
    pages = [text_of(tmp_path / f"{NAME}{again}.pdf") for again in ("", " (2)")]
    assert ["Where it hurt" in one for one in pages] == [True, False]


def test_a_question_typed_just_now_is_on_the_saved_page(
    join: VisitJoin, services: Services, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    join.widget.activateWindow()
    join.widget.questions.setFocus()
    qtbot.waitUntil(join.widget.questions.hasFocus)
    qtbot.keyClicks(join.widget.questions, "How long does it last?")
    join.save()
    qtbot.waitUntil(lambda: len(desk.said) == 1, timeout=10_000)
    assert services.preferences.current.questions == "How long does it last?"
    assert "How long does it last?" in text_of(tmp_path / f"{NAME}.pdf")


def test_what_cannot_be_kept_stays_in_its_field_and_no_page_is_saved_without_it(
    join: VisitJoin, desk: Desk, db: Database, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = join.widget
    qtbot.keyClick(screen.with_name, Qt.Key.Key_Space)
    db.connection.execute("pragma query_only = on")
    qtbot.keyClicks(screen.name, "Ada Example")
    qtbot.keyClick(screen.name, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.questions, "How long?")
    press(qtbot, screen, "Letter")
    join.save()
    assert len(desk.said) == 3
    assert ["does not let the program write" in text for text, _ in desk.said] == [True] * 3, (
        desk.said
    )
    join.refresh()
    assert (screen.name.text(), screen.questions.toPlainText()) == ("Ada Example", "How long?")
    assert screen.papers.choice is Paper.A4
    assert list(tmp_path.iterdir()) == []
    db.connection.execute("pragma query_only = off")
    join.save()
    qtbot.waitUntil(lambda: len(desk.said) == 4, timeout=10_000)
    page = text_of(tmp_path / f"{NAME}.pdf")
    assert "Ada Example" in page
    assert "How long?" in page


def test_a_name_is_typed_right_after_its_tick_and_ctrl_e_saves_from_there(
    services: Services, clock: FakeClock, look: Look, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    window = Window(look, services)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    visit = window.go(Place.VISIT)
    assert isinstance(visit, VisitJoin)
    screen = visit.widget
    QApplication.processEvents()
    screen.with_name.setFocus()
    qtbot.keyClick(screen.with_name, Qt.Key.Key_Space)
    QApplication.processEvents()
    focused = window.focusWidget()
    assert focused is screen.name
    qtbot.keyClicks(focused, "Anna Tired")
    assert screen.with_name.isChecked()
    override = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, "e"
    )
    override.ignore()
    QApplication.sendEvent(screen.name, override)
    assert not override.isAccepted(), "the window has it"
    window.close()
    finish()


def test_a_name_that_was_only_visited_is_not_written_anew(
    join: VisitJoin, services: Services, qtbot: QtBot
) -> None:
    services.preferences.choose(name="Ada Example")
    screen = join.widget
    with qtbot.assertNotEmitted(screen.name_written):
        qtbot.keyClick(screen.name, Qt.Key.Key_Return)


def test_paper_and_days_are_chosen_with_a_click(
    join: VisitJoin, services: Services, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    press(qtbot, join.widget, "Letter")
    press(qtbot, join.widget, "4 weeks")
    press(qtbot, join.widget, "Save the page")
    qtbot.waitUntil(lambda: len(desk.said) == 1, timeout=10_000)
    assert services.preferences.current.paper is Paper.LETTER
    saved = tmp_path / "Pain summary 2026-02-13 to 2026-03-12.pdf"
    assert round(float(PdfReader(saved).pages[0].mediabox.width)) == 612


@pytest.mark.parametrize(("size", "points"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_a_page_is_printed_on_the_whole_sheet(
    join: VisitJoin,
    services: Services,
    desk: Desk,
    qtbot: QtBot,
    paper: FilePrinter,
    size: str,
    points: tuple[int, int],
) -> None:
    services.diary.write_note("Slept on the sofa")
    press(qtbot, join.widget, size)
    press(qtbot, join.widget, "Print")
    qtbot.waitUntil(lambda: len(desk.said) == 1, timeout=30_000)
    assert desk.said == [("The page is on its way to the printer.", False)]
    [sheet] = PdfReader(paper.file).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == points
    [printed] = sheet.images
    across = round(points[0] / 72 * 300)
    assert printed.image is not None
    assert printed.image.width == pytest.approx(across, abs=2)
    dark = printed.image.convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    # Ink from one margin of 15 mm to the other: nothing is cut, shrunk or moved.
    edge = 15 / 25.4 * 300
    assert dark is not None
    assert (dark[0], across - dark[2]) == pytest.approx((edge, edge), abs=6)


def test_notes_are_printed_only_when_ticked_and_nothing_when_called_off(
    join: VisitJoin, services: Services, desk: Desk, qtbot: QtBot, paper: FilePrinter
) -> None:
    services.diary.write_note("Slept on the sofa")
    paper.takes = False
    press(qtbot, join.widget, "Print")
    assert not join.printing.making.busy
    assert len(paper.seen) == 1
    paper.takes = True
    qtbot.keyClick(join.widget.with_notes, Qt.Key.Key_Space)
    join.print_page()
    qtbot.waitUntil(lambda: len(desk.said) == 1, timeout=30_000)
    assert len(PdfReader(paper.file).pages) == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told_of(
    join: VisitJoin, desk: Desk, qtbot: QtBot, paper: FilePrinter
) -> None:
    paper.file = paper.file.parent / "no such folder" / "printed.pdf"
    press(qtbot, join.widget, "Print")
    error = join.widget.error
    qtbot.waitUntil(error.isVisible, timeout=30_000)
    assert error.label.text() == "The page was not printed. Save it, then print the file."
    assert desk.said == []


def test_days_the_wrong_way_round_are_explained(join: VisitJoin, qtbot: QtBot) -> None:
    screen = join.widget
    assert not screen.first.isVisible()
    press(qtbot, screen, "Your own dates")
    assert (screen.first.day, screen.last.day) == (date(2025, 12, 19), date(2026, 3, 12))
    with qtbot.waitSignal(screen.page.failed, timeout=10_000):
        type_day(qtbot, screen.last, "12 Mar 2025")
    assert screen.error.label.text() == "The first day comes after the last day."
    with qtbot.waitSignal(screen.page.drawn, timeout=10_000):
        type_day(qtbot, screen.last, "12 Mar 2026")
    assert not screen.error.isVisible()


def test_an_empty_diary_leads_to_the_first_score(
    opened: Open, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    join = opened()
    assert not join.widget.save.isVisible()
    press(qtbot, join.widget, "Log your pain")
    assert desk.pain_asked == 1
    join.save()
    join.print_page()
    join.show_appointment()
    assert desk.said == [("Your page starts with your first score.", False)] * 3
    assert desk.appointments == []
    assert list(tmp_path.iterdir()) == []


LAST_VISIT = date(2026, 2, 20)


def test_the_page_begins_with_the_last_visit(
    opened: Open, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(40), Given.LINE)
    assert opened().widget.spans.choice == TWELVE_WEEKS
    visit = services.visit_log.add(LAST_VISIT, whom="Pain clinic")
    services.visit_log.add(date(2026, 3, 24))
    join = opened()
    assert join.widget.spans.choice == SINCE
    assert (join.widget.first.day, join.widget.last.day) == (LAST_VISIT, date(2026, 3, 12))
    assert join.widget.visit.text() == (
        "Next: Tuesday 24 March 2026.\nLast: Friday 20 February 2026, Pain clinic."
    )
    assert services.visits.view(LAST_VISIT, date(2026, 3, 12)).since_visit
    services.visit_log.delete(visit.id)
    join.refresh()
    assert join.widget.spans.choice == TWELVE_WEEKS
    press(qtbot, join.widget, "Your visits")
    assert desk.visits_asked == 1


def test_a_visit_of_this_week_does_not_make_a_page_of_few_days(
    opened: Open, services: Services
) -> None:
    services.diary.mark(VasScore(40), Given.LINE)
    services.visit_log.add(date(2026, 3, 10))
    assert opened().widget.spans.choice == TWELVE_WEEKS


def test_lists_come_behind_the_page_only_when_ticked_and_are_turned_to(
    join: VisitJoin, qtbot: QtBot
) -> None:
    screen = join.widget
    assert not screen.with_scores.isChecked()
    assert not screen.with_exercises.isChecked()
    assert not screen.pages.on.isVisible()
    qtbot.keyClick(screen.with_scores, Qt.Key.Key_Space)
    # The page as it was before the tick may still be on its way.
    qtbot.waitUntil(lambda: screen.page.count > 1, timeout=10_000)
    assert screen.pages.place.text() == f"Page 1 of {screen.page.count}"
    assert not screen.pages.back.isEnabled()
    while screen.pages.on.isEnabled():
        qtbot.keyClick(screen.pages.on, Qt.Key.Key_Space)
    assert screen.pages.place.text() == f"Page {screen.page.count} of {screen.page.count}"
    with qtbot.waitSignal(screen.page.drawn, timeout=10_000):
        qtbot.keyClick(screen.with_scores, Qt.Key.Key_Space)
    assert (screen.page.number, screen.page.count) == (0, 1)
    assert not screen.pages.on.isVisible()


def test_a_spot_marked_meanwhile_is_offered_for_the_page(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    window = Window(look, services)
    qtbot.addWidget(window)
    joined = window.go(Place.VISIT)
    assert isinstance(joined, VisitJoin)
    assert joined.widget.with_map.isHidden()
    window.go(Place.TODAY)
    services.body_map.mark(70, -28)
    window.go(Place.VISIT)
    assert not joined.widget.with_map.isHidden()
    finish()
