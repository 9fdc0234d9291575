"""A block day on the screen: the form that begins it, Today, the reminder, the curve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.treatment import Guidance, TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.reminders import Reminders
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.joins.treatments import TreatmentsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.curve_part import CurvePart, CurveView
from cluneal_tracker.ui.widgets.missed_score import MissedScore
from tests.fakes import FakeAlarm, FakeClock
from tests.ui.desk import FakeDesk
from tests.ui.diaries import Desk, press

DAY = date(2026, 3, 12)


@pytest.fixture
def today(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[TodayJoin]:
    """Today at 10:20, before a block at 10:30 that is not noted yet."""
    clock.set_wall("2026-03-12T10:20")
    services.preferences.choose(reminders=(), welcomed=True)
    services.diary.mark(VasScore(74), Given.LINE)
    join = TodayJoin(look, services, FakeDesk())
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.resize(900, 700)
    join.widget.show()
    yield join
    join.widget.close()


def strip(today: TodayJoin) -> str:
    block = today.widget._block
    return block.label.text() if block is not None and block.isVisible() else ""


def add_block(services: Services) -> None:
    services.treatments.add(TreatmentKind.BLOCK, DAY, given_at=time(10, 30))
    QApplication.processEvents()


def test_today_says_what_is_asked_for_and_when_the_next_one_comes(
    today: TodayJoin, services: Services, clock: FakeClock
) -> None:
    assert strip(today) == ""
    add_block(services)
    assert strip(today) == "Your block is at 10:30. Mark your pain just before it."
    clock.set_wall("2026-03-12T11:31")
    today.catch_up()
    asked = "1 hour after your block. Move the way that used to hurt first. Then mark your pain."
    assert strip(today) == asked
    assert today.asks_now()
    today.widget.score_marked.emit(VasScore(9), Given.LINE, services.preferences.current.side)
    assert strip(today) == "Your block is being followed. The next check-in is at 12:30."
    clock.set_wall("2026-03-12T16:40")
    today.refresh()
    today.widget.score_marked.emit(VasScore(30), Given.LINE, services.preferences.current.side)
    assert strip(today).endswith("The next check-in is tomorrow at 10:30.")
    clock.set_wall("2026-03-14T09:00")
    today.refresh()
    assert strip(today) == ""


def test_an_earlier_day_says_nothing_of_it(today: TodayJoin, services: Services) -> None:
    add_block(services)
    today.widget._go_earlier()
    assert strip(today) == ""


def test_the_reminder_names_the_time_after_the_block(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T10:20")
    services.preferences.choose(reminders=(), reminders_on=True)
    add_block(services)
    desk, alarm = FakeDesk(), FakeAlarm()
    reminders = Reminders(look, services, Bridge(services.changes), desk)
    qtbot.addWidget(reminders.window)
    reminders.set_off(alarm)
    assert not reminders.window.isVisible()
    clock.set_wall("2026-03-12T11:00")
    reminders.look_now()
    assert reminders.window.isVisible()
    assert reminders.window.windowTitle() == "30 minutes after your block"
    reminders.window.marked.emit(VasScore(10), Given.LINE, services.preferences.current.side)
    (entry,) = services.diary.entries()
    assert entry.score == VasScore(10)
    assert reminders.window.windowTitle() == "30 minutes after your block", "it stays"
    reminders.stop()


def test_the_reminder_goes_with_its_block(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T10:20")
    services.preferences.choose(reminders=(), reminders_on=True)
    add_block(services)
    reminders = Reminders(look, services, Bridge(services.changes), FakeDesk())
    qtbot.addWidget(reminders.window)
    clock.set_wall("2026-03-12T11:00")
    reminders.set_off(FakeAlarm())
    assert reminders.window.isVisible()
    services.history.undo()
    qtbot.waitUntil(lambda: not reminders.window.isVisible())
    reminders.stop()


def test_the_form_begins_to_follow_a_block(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T10:34")
    join = TreatmentsJoin(look, services, Desk())
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.show()
    form = join.widget.form
    press(qtbot, join.widget, "Add a treatment")
    press(qtbot, join.widget, "Nerve block")
    assert not form.timed.isChecked(), "nothing is followed unasked"
    form.timed.click()
    assert form.given_at.at == time(10, 34)
    form.given_at.show_at(time(10, 30))
    press(qtbot, join.widget, "Ultrasound")
    form.operator.setText("Dr Ash")
    press(qtbot, join.widget, "Save")
    (block,) = services.treatments.every()
    found = block.given_at, block.guidance, block.operator
    assert found == (time(10, 30), Guidance.ULTRASOUND, "Dr Ash")
    services.history.undo()
    press(qtbot, join.widget, "Add a treatment")
    press(qtbot, join.widget, "Surgery")
    assert not form.timed.isVisible()
    press(qtbot, join.widget, "Save")
    assert services.treatments.every()[0].given_at is None


def test_the_curve_says_its_scores_and_is_saved(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot, tmp_path: Path
) -> None:
    clock.set_wall("2026-03-12T10:20")
    services.diary.mark(VasScore(74), Given.LINE)
    add_block(services)
    for wall, mm in (("11:00", 10), ("11:30", 9)):
        clock.set_wall(f"2026-03-12T{wall}")
        services.diary.mark(VasScore(mm), Given.LINE)
    desk = Desk()
    join = TreatmentsJoin(look, services, desk, tmp_path)
    qtbot.addWidget(join.widget)
    join.refresh()
    join.widget.resize(900, 700)
    join.widget.show()
    [curve] = join.widget.findChildren(CurveView)
    said = "Before the block: 7.4. 30 minutes after it: 1.0. 1 hour after it: 0.9"
    assert curve.accessibleName() == said
    pain = look.colour("pain")
    picture = curve.grab().toImage()
    low = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y) == pain
    ]
    assert max(y for _, y in low) > 120, "0.9 is near the foot"
    assert min(y for _, y in low) < 90, "7.4 is near the top"
    part = join.widget.findChildren(CurvePart)[0]
    qtbot.keyClick(curve, Qt.Key.Key_End)
    assert part.reading.text() == "1 hour after it: 0.9."
    press(qtbot, part, "Save this picture")
    press(qtbot, part, "PDF")
    press(qtbot, part, "Save picture")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    assert (tmp_path / "Hours after the block 2026-03-12.pdf").read_bytes().startswith(b"%PDF")


def test_a_missed_score_is_added_on_its_card_with_the_keys(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T10:20")
    services.diary.mark(VasScore(74), Given.LINE)
    add_block(services)
    clock.set_wall("2026-03-12T12:00")
    desk = Desk()
    join = TreatmentsJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.resize(900, 700)
    join.widget.show()
    press(qtbot, join.widget, "Add a missed score")
    [form] = join.widget.findChildren(MissedScore)
    assert join.widget.window().focusWidget() is form.which
    assert form.which.currentText() == "5 minutes after your block, 10:35"
    qtbot.keyClick(form.which, Qt.Key.Key_Down)
    assert form.at.text() == "10:45"
    qtbot.keyClicks(form.score, "eleven"[:4])
    qtbot.keyClick(form.score, Qt.Key.Key_Return)
    assert form.error.isVisible()
    assert form.error.text().startswith("A score is a number from 0 to 10")
    form.score.clear()
    qtbot.keyClicks(form.score, "2.5")
    form.at.setFocus()
    form.at.selectAll()
    qtbot.keyClicks(form.at, "1052")
    qtbot.keyClick(form.at, Qt.Key.Key_Return)
    press(qtbot, form, "Add the score")
    assert desk.said == [("Saved: 2.5 out of 10, 10:52.", True)]
    [block] = services.treatments.every()
    assert services.block_days.of(block).checks == ((22.0, 2.5),)
    QApplication.processEvents()
    [form] = [one for one in join.widget.findChildren(MissedScore) if one.isVisible()]
    assert 15 not in form.which.options
    join.widget.close()
