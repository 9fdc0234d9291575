"""When to get help: a tick is kept, what it asks for is said at once, and nothing hides it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.app import put_on
from cluneal_tracker.domain.pain import NIGHT_PAIN, Given, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.treatment import Guidance, TreatmentKind
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.help import HelpJoin
from cluneal_tracker.ui.joins.settings import SettingsJoin
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.help import HelpScreen
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import press

EMERGENCY = "Go to your nearest emergency department now. To call an ambulance: 999."


@pytest.fixture
def window(look: Look, services: Services, qtbot: QtBot) -> Iterator[Window]:
    services.preferences.choose(welcomed=True)
    yield (window := opened(look, services, qtbot))
    window.close()
    qtbot.waitUntil(lambda: threading.active_count() == 1)


def opened(look: Look, services: Services, qtbot: QtBot) -> Window:
    window = Window(look, services)
    qtbot.addWidget(window)
    window.resize(960, 640)
    window.go(Place.TODAY)
    with qtbot.waitSignal(window.painted, timeout=2000), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def help_page(window: Window) -> HelpScreen:
    joined = window.go(Place.HELP)
    assert isinstance(joined, HelpJoin)
    return joined.widget


def seen(place: QWidget) -> str:
    return " ".join(one.text() for one in place.findChildren(QLabel) if one.isVisible())


def tick(qtbot: QtBot, page: HelpScreen, key: str) -> None:
    """Press the words, as most people do."""
    box = page.boxes[key]
    page.ensureWidgetVisible(box)
    at = box.words.geometry().center()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=at)


def test_a_tick_is_saved_and_says_at_once_what_to_do(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    page = help_page(window)
    assert "You ticked" not in seen(page)
    tick(qtbot, page, "leg-weakness")
    assert page.boxes["leg-weakness"].isChecked()
    assert "You ticked a sign here today." in seen(page)
    assert "To call an ambulance: 999." in seen(page)
    assert window.urgent.isVisible()
    assert window.urgent.label.text() == EMERGENCY
    (entry,) = services.diary.entries()
    assert dict(entry.signs) == {"leg-weakness": True}


def test_a_tick_by_key_and_back_by_undo(window: Window, services: Services, qtbot: QtBot) -> None:
    page = help_page(window)
    box = page.boxes["urine-not-felt"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert (box.isChecked(), window.urgent.isVisible()) == (True, True)
    press(qtbot, window.toast, "Undo")
    assert (box.isChecked(), window.urgent.isVisible()) == (False, False)
    assert services.diary.entries() == []


def test_a_second_press_takes_the_tick_back(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    page = help_page(window)
    for _ in range(2):
        tick(qtbot, page, "numb-genitals")
    assert not window.urgent.isVisible()
    assert services.diary.entries() == []


@pytest.mark.parametrize(
    ("key", "said", "colour"),
    [
        ("weight-loss", "Call your doctor today and say what you ticked.", "notice"),
        ("block-redness", "Call the clinic that gave you the block now.", "notice"),
        ("numb-back-passage", EMERGENCY, "error"),
    ],
)
def test_each_urgent_group_says_what_to_do(
    window: Window, qtbot: QtBot, key: str, said: str, colour: str
) -> None:
    tick(qtbot, help_page(window), key)
    assert window.urgent.label.text() == said
    assert window.urgent.objectName() == colour


def test_an_emergency_comes_before_what_was_ticked_first(window: Window, qtbot: QtBot) -> None:
    page = help_page(window)
    tick(qtbot, page, "weight-loss")
    tick(qtbot, page, "bowel-hard-to-hold")
    assert window.urgent.label.text() == EMERGENCY
    tick(qtbot, page, "bowel-hard-to-hold")
    assert window.urgent.label.text() == "Call your doctor today and say what you ticked."


def test_usual_numb_skin_and_other_messages_hide_nothing(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    for day in range(1, 12):
        clock.set_wall(f"2026-03-{day:02}T08:00")
        services.diary.tick_sign("numb", True)
    clock.set_wall("2026-03-12T08:10")
    tick(qtbot, help_page(window), "numb-inner-thighs")
    window.show_notice("Something else.")
    window.withdraw_notice("Something else.")
    window.say("And another.")
    for place in Place:
        window.go(place)
        assert window.urgent.isVisible()
    qtbot.waitUntil(lambda: threading.active_count() == 1)


def test_logging_goes_on_beside_it(window: Window, services: Services, qtbot: QtBot) -> None:
    tick(qtbot, help_page(window), "leg-weakness")
    window.log_pain()
    qtbot.keyClicks(window.focusWidget(), "4.1")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert [entry.score for entry in services.diary.entries()] == [VasScore(41)]
    assert window.urgent.isVisible()


def test_a_closed_bar_comes_back_with_a_new_tick_and_with_the_next_start(
    look: Look, window: Window, services: Services, qtbot: QtBot
) -> None:
    page = help_page(window)
    tick(qtbot, page, "leg-weakness")
    press(qtbot, window.urgent, "Close")
    services.diary.mark(VasScore(30), Given.LINE)
    assert not window.urgent.isVisible()
    assert "You ticked a sign here today." in seen(page)
    tick(qtbot, page, "urine-not-felt")
    assert window.urgent.isVisible()
    press(qtbot, window.urgent, "Close")
    again = opened(look, services, qtbot)
    assert again.urgent.isVisible()
    again.close()


def test_the_bar_leads_to_the_page_and_not_out_of_an_exercise(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    services.warning_signs.tick("leg-weakness", ticked=True)
    press(qtbot, window.urgent, "When to get help")
    assert window.place is Place.HELP
    window.go(Place.TODAY)
    window.start_exercise("nerve-glide")
    press(qtbot, window.urgent, "When to get help")
    assert (window.place, window.exercising) == (Place.TODAY, True)
    window.closing.emit()


def test_what_was_ticked_last_night_still_holds_in_the_morning(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-13T03:50")
    services.warning_signs.tick("leg-weakness", ticked=True)
    clock.set_wall("2026-03-13T08:00")
    window.bridge.rang.emit()
    page = help_page(window)
    assert not page.boxes["leg-weakness"].isChecked()
    assert "You ticked one yesterday." in seen(page)
    assert window.urgent.isVisible()
    clock.set_wall("2026-03-14T08:00")
    window.bridge.rang.emit()
    assert not window.urgent.isVisible()


def test_after_a_block_the_page_names_its_day(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 10))
    page = help_page(window)
    tick(qtbot, page, "block-fever")
    assert "The last block in your diary is from 10 March 2026." in seen(page)


@pytest.mark.parametrize(
    ("territory", "said"),
    [
        (QLocale.Country.Japan, "To call an ambulance: 119."),
        (QLocale.Country.Germany, "To call an ambulance: 112."),
        (QLocale.Country.UnitedStates, "To call an ambulance: 911."),
        (QLocale.Country.Fiji, "If you cannot get there, call an ambulance."),
    ],
)
def test_the_number_goes_by_the_country(
    window: Window, qtbot: QtBot, territory: QLocale.Country, said: str
) -> None:
    usual = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, territory))
    try:
        page = help_page(window)
        tick(qtbot, page, "leg-weakness")
        assert said in seen(page)
        assert window.urgent.label.text().endswith(said)
    finally:
        QLocale.setDefault(usual)


def test_ones_own_number_takes_its_place(window: Window, services: Services, qtbot: QtBot) -> None:
    tick(qtbot, help_page(window), "leg-weakness")
    settings = window.go(Place.SETTINGS)
    assert isinstance(settings, SettingsJoin)
    field = settings.widget.emergency
    assert field.edit.placeholderText() == "999"
    write(qtbot, field.edit, "144")
    assert services.preferences.current.emergency_number == "144"
    assert window.urgent.label.text().endswith("To call an ambulance: 144.")


def test_what_is_no_number_stays_in_the_field_with_the_reason(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    settings = window.go(Place.SETTINGS)
    assert isinstance(settings, SettingsJoin)
    field = settings.widget.emergency
    write(qtbot, field.edit, "help")
    assert field.error.text() == "A phone number has 2 to 20 digits, such as 112."
    services.preferences.choose(theme=Theme.DARK)
    assert (field.text, services.preferences.current.emergency_number) == ("help", "")


def write(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def wake(services: Services, clock: FakeClock, *days: int) -> None:
    for day in days:
        clock.set_wall(f"2026-03-{day:02}T08:10")
        services.diary.tick_sign(NIGHT_PAIN, True)


def today(window: Window) -> QWidget:
    joined = window.go(Place.TODAY)
    assert isinstance(joined, TodayJoin)
    return joined.widget.prompts


def test_three_bad_nights_show_a_quiet_card_that_is_put_away(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    card = today(window)
    wake(services, clock, 9, 11)
    assert not card.isVisible()
    wake(services, clock, 12)
    assert "Night pain that breaks your sleep. Your entries: Pain woke you on 3 of" in seen(card)
    assert "This app cannot tell you what is wrong." in seen(card)
    assert not window.urgent.isVisible()
    press(qtbot, card, "Put away")
    assert not card.isVisible()
    press(qtbot, window.toast, "Undo")
    assert card.isVisible()


def test_a_tick_of_spreading_numbness_is_told_on_both_pages(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    page = help_page(window)
    tick(qtbot, page, "numb-spreading")
    assert not window.urgent.isVisible()
    assert "You ticked that numbness is spreading on 12 March 2026." in seen(page.prompts)
    assert "You ticked that numbness is spreading on 12 March 2026." in seen(today(window))


def test_two_guided_blocks_that_did_not_help_are_told_with_their_relief(
    window: Window, services: Services, clock: FakeClock
) -> None:
    noon = time(12)
    for day, after in ((1, 45), (5, 32)):
        first = date(2026, 3, day)
        for at, mm in (("11:00", 50), ("13:00", after)):
            clock.set_wall(f"{first}T{at}")
            services.diary.add(VasScore(mm))
        services.treatments.add(
            TreatmentKind.BLOCK, first, given_at=noon, guidance=Guidance.ULTRASOUND
        )
    clock.set_wall("2026-03-12T08:10")
    card = today(window)
    services.changes.publish(Changed.TREATMENTS)
    said = "Your best relief was 10% after one block and 36% after the other."
    assert f"Two guided blocks that did not help. Your entries: {said}" in seen(card)


def test_an_urgent_tick_stands_on_today_and_cannot_be_put_away(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    services.warning_signs.tick("leg-weakness", ticked=True)
    card = today(window)
    assert f"{EMERGENCY} You ticked: Weak leg." in seen(card)
    assert [one.text() for one in card.findChildren(Button) if one.isVisible()] == ["See the page"]


def test_the_prompts_are_there_from_the_start(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    wake(services, clock, 10, 11, 12)
    window = opened(look, services, qtbot)
    assert today(window).isVisible()
    window.close()


@pytest.mark.parametrize("text_size", [100, 200])
def test_long_words_wrap_and_each_box_is_as_high_as_a_finger(
    look: Look, qapp: QApplication, services: Services, qtbot: QtBot, text_size: int
) -> None:
    look.choose(Theme.LIGHT, text_size, system_dark=False)
    put_on(qapp, look)
    window = opened(look, services, qtbot)
    page = help_page(window)
    room = page.viewport().width()
    for box in page.boxes.values():
        assert box.height() >= look.px(TARGET)
        assert box.words.height() >= box.words.heightForWidth(box.words.width())
        assert box.mapTo(page.viewport(), box.rect().topRight()).x() < room
    window.close()


def test_the_boxes_are_boxes_to_a_reader(window: Window, qtbot: QtBot) -> None:
    page = help_page(window)
    names = {box.accessibleName() for box in page.boxes.values()}
    assert len(names) == len(page.boxes) == 19
    assert all(
        isinstance(box, QAbstractButton) and box.isCheckable() for box in page.boxes.values()
    )
