"""The page of the trials: planned, drawn, lived, stopped, and told of when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trials import Trials, TrialsView
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.joins.trials import Draft, TrialsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.trials import TrialsScreen
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.trial_picture import TrialPicture
from tests.fakes import FakeClock
from tests.ui.diaries import TODAY, Desk, begin_trial, press


class House:
    """The page on a diary; it is 08:10 on Thursday 12 March."""

    def __init__(self, look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> None:
        self.desk, self.services, self.clock = Desk(), services, clock
        self._look, self._qtbot, self.draft = look, qtbot, Draft()
        qtbot.addWidget(self.desk.window)

    def open(self, width: int = 960) -> TrialsScreen:
        self.join = TrialsJoin(self._look, self.services, self.desk, self.draft)
        self.join.begin()
        self.services.changes.subscribe(lambda _: self.join.widget.outdated.emit())
        self.desk.window.resize(width, 900)
        self.desk.window.show()
        return self.join.widget

    def texts(self) -> list[str]:
        return [one.text() for one in self.join.widget.findChildren(QLabel) if one.isVisible()]

    def sees(self, wanted: str) -> QLabel:
        """The text that begins so; what was just added shows when the event loop comes by."""

        def found() -> list[QLabel]:
            labels = self.join.widget.findChildren(QLabel)
            return [one for one in labels if one.isVisible() and one.text().startswith(wanted)]

        self._qtbot.waitUntil(lambda: bool(found()), timeout=1000)
        return found()[0]

    def press(self, text: str) -> None:
        press(self._qtbot, self.join.widget, text)

    def live(self, days: int, *, better: int = 20) -> None:
        """Score each day, less by `better` mm the first way."""
        trial = self.services.trials.every()[-1]
        for _ in range(days):
            period = trial.course.period_of(self.services.trials.view().today)
            first = period is not None and period.arm is Arm.A
            self.services.diary.mark(VasScore(50 - better * first), Given.LINE, Side.RIGHT)
            self.clock.move(days=1)


@pytest.fixture
def house(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> House:
    return House(look, services, clock, qtbot)


def write(page: TrialsScreen, qtbot: QtBot) -> None:
    for field, text in ((page.form.way_a, "With the cushion"), (page.form.way_b, "Without it")):
        qtbot.keyClicks(field.edit, text)


class CountingTrials(Trials):
    """Counts how often all trials that are over are reckoned."""

    views = 0

    def view(self) -> TrialsView:
        self.views += 1
        return super().view()


def test_what_is_over_is_reckoned_once_when_the_page_opens(house: House, db: Database) -> None:
    services = house.services
    counting = CountingTrials(db, house.clock, services.changes, services.diary)
    services.trials = counting
    house.open()
    assert counting.views == 1


def test_a_trial_is_planned_and_begun_from_the_keyboard(house: House, qtbot: QtBot) -> None:
    page = house.open()
    write(page, qtbot)
    qtbot.keyClick(page.start, Qt.Key.Key_Return)
    trial = house.services.trials.current()
    assert trial is not None
    assert (trial.words.way_a, trial.words.way_b) == ("With the cushion", "Without it")
    assert (len(trial.course.order), trial.course.period_days, trial.side) == (20, 2, Side.RIGHT)
    assert house.desk.said == [("The order is drawn. Today tells the way.", True)]
    assert not page.plan.isVisible()
    house.sees("Your trial, day 1 of 40: ")


def test_the_page_says_what_is_for_the_doctor_and_how_it_is_judged(house: House) -> None:
    house.open()
    said = " ".join(house.texts())
    assert "Change a medicine or a block only with your doctor." in said
    assert "The app never advises a dose." in said
    assert "When it is over, the app compares your mean score" in said


def test_a_plan_that_can_never_tell_says_what_is_enough(house: House, qtbot: QtBot) -> None:
    page = house.open()
    write(page, qtbot)
    page.form.pairs.show_value(4)
    house.sees("By luck alone, all of them would go the same way once in 8 trials.")
    house.sees("That is too often, so this plan could never tell. 6 times are enough.")
    house.press("Draw the order and begin")
    assert page.error.label.text().startswith("With 4 times this trial could never tell")
    assert house.services.trials.every() == []
    page.form.pairs.show_value(6)
    assert not page.error.isVisible()


def test_what_is_missing_is_said_where_it_is(house: House, qtbot: QtBot) -> None:
    page = house.open()
    qtbot.keyClicks(page.form.way_a.edit, "With the cushion")
    house.press("Draw the order and begin")
    assert page.form.way_b.error.text() == "Write what you do on these days."
    qtbot.keyClicks(page.form.way_b.edit, "with the cushion")
    house.press("Draw the order and begin")
    assert "same name" in page.error.label.text()
    assert page.form.way_a.text == "With the cushion"
    assert house.services.trials.every() == []


def test_a_plan_that_was_left_is_there_again_until_it_is_begun(house: House, qtbot: QtBot) -> None:
    page = house.open()
    write(page, qtbot)
    page.form.pairs.show_value(12)
    page.form.reminds.setChecked(False)
    left = page.form.values
    page.closed.emit()
    again = house.open()
    assert again.form.values == left
    house.press("Draw the order and begin")
    assert house.services.trials.every()[0].remind_at is None
    again.closed.emit()
    assert house.draft.values is None


def test_a_number_that_is_none_leaves_no_plan_to_show(house: House) -> None:
    page = house.open()
    page.form.pairs.edit.setText("")
    house.sees("A number above is not complete yet.")
    page.form.pairs.show_value(6)
    page.form.washout_days.show_value(2)
    house.sees("The days left out at a change are fewer than the days each way.")
    page.form.washout_days.show_value(0)
    assert page.findChildren(TrialPicture)


def test_no_way_ahead_is_shown_and_no_score(house: House) -> None:
    begin_trial(house.services)
    house.live(5)
    page = house.open()
    (picture,) = page.under_way.findChildren(TrialPicture)
    ways = [picture.rows.text(row, 1) for row in range(picture.rows.rowCount())]
    assert ways[4:] == ["Told on the day"] * 8
    assert "Told on the day" not in ways[:4]
    assert not any("Mean score" in text or "Less pain" in text for text in house.texts())


def test_two_presses_stop_it_and_undo_goes_on(house: House) -> None:
    trial = begin_trial(house.services)
    house.live(5)
    page = house.open()
    house.press("Stop the trial")
    house.press("Go on with it")
    assert house.services.trials.current() == trial
    house.press("Stop the trial")
    house.press("Stop it now")
    assert house.services.trials.current() is None
    assert house.desk.said == [("The trial is stopped. Your scores stay.", True)]
    house.sees("It has nothing to compare. 1 of 6 times have enough scores.")
    assert page.plan.isVisible()
    house.services.history.undo()
    assert house.services.trials.current() == trial
    assert not page.plan.isVisible()


def test_the_result_is_told_first_and_its_numbers_when_asked_for(house: House) -> None:
    begin_trial(house.services)
    house.live(24)
    page = house.open()
    answer, plan = house.sees("Less pain this way: With the cushion."), house.sees("Plan a trial")
    house.sees("Mean score: 3.0 with “With the cushion”, 5.0 with “Without it”.")
    above = [one.mapTo(page, one.rect().topLeft()).y() for one in (answer, plan)]
    assert above == sorted(above)
    assert "Times that count: 6 of 6." not in house.texts()
    house.press("Show the numbers")
    house.sees("Times that count: 6 of 6.")
    (picture,) = page.findChildren(FoldCard)[0].findChildren(TrialPicture)
    assert picture.rows.text(0, 3) in ("3.0", "5.0")
    house.press("Remove")
    assert house.services.trials.every() == []
    assert house.desk.said == [("The trial is removed.", True)]


def test_no_difference_is_not_called_one(house: House) -> None:
    begin_trial(house.services)
    house.live(24, better=0)
    house.open()
    house.sees("It cannot tell the two ways apart.")


def test_what_was_stopped_stays_on_the_page_with_how_far_it_went(house: House) -> None:
    begin_trial(house.services)
    house.live(5)
    page = house.open()
    house.press("Stop the trial")
    house.press("Stop it now")
    assert page.stopped_note.label.text() == (
        "You stopped “Does the cushion help?” on 17 Mar 2026, after 5 of 24 days. "
        "What it can say is here."
    )
    assert page.stopped_note.isVisible()
    house.services.history.undo()
    assert not page.stopped_note.isVisible()


def test_what_was_stopped_at_once_is_not_gone_without_a_word(house: House) -> None:
    begin_trial(house.services)
    page = house.open()
    house.press("Stop the trial")
    house.press("Stop it now")
    assert house.services.trials.every() == []
    assert page.stopped_note.label.text() == (
        "You stopped “Does the cushion help?” on 12 Mar 2026, before its first day was over. "
        "It has nothing to compare."
    )
    assert house.desk.said == [("The trial is stopped. Your scores stay.", True)]


def test_its_history_is_a_press_away(house: House) -> None:
    trial = begin_trial(house.services)
    house.open()
    house.press("History")
    assert house.desk.histories == [trial.id]


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_cut_off_sideways(house: House, look: Look, size: int, qtbot: QtBot) -> None:
    look.choose(Theme.LIGHT, size, system_dark=False)
    begin_trial(house.services)
    house.live(24)
    page = house.open(width=720)
    qtbot.waitUntil(lambda: page.widget() is not None)
    inner = QScrollArea.widget(page)
    assert inner is not None
    assert inner.width() <= page.viewport().width()


@pytest.fixture
def today(look: Look, services: Services, qtbot: QtBot) -> TodayJoin:
    join = TodayJoin(look, services, Desk())
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.show()
    return join


def test_today_tells_the_way_and_takes_a_yes_or_no(
    today: TodayJoin, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    screen = today.widget
    trial = begin_trial(services)
    assert screen.trial is not None
    way = trial.on(TODAY)
    assert way is not None
    assert screen.trial.way.text() == f"Your trial, day 1 of 24: {way.way}."
    assert screen.trial.not_counted.isVisible()
    assert services.trials.every()[0].kept == {}
    for answer in (True, False):
        qtbot.mouseClick(screen.trial.kept, Qt.MouseButton.LeftButton)
        assert services.trials.every()[0].kept == {TODAY: answer}
    qtbot.mouseClick(screen.trial.kept, Qt.MouseButton.LeftButton)
    assert services.trials.every()[0].kept == {}
    services.trials.stop()
    assert not screen.trial.isVisible()


def test_the_line_of_today_leads_to_the_trial(look: Look, services: Services, qtbot: QtBot) -> None:
    desk = Desk()
    begin_trial(services)
    join = TodayJoin(look, services, desk)
    qtbot.addWidget(join.widget)
    join.refresh()
    join.widget.show()
    assert join.widget.trial is not None
    press(qtbot, join.widget.trial, "Your trial")
    assert desk.trials_asked == 1


def test_an_earlier_day_has_the_way_it_had(
    today: TodayJoin, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    begin_trial(services)
    clock.move(days=1)
    today.refresh()
    screen = today.widget
    assert screen.trial is not None
    assert "day 2 of 24" in screen.trial.way.text()
    press(qtbot, screen, "Earlier day")
    assert "day 1 of 24" in screen.trial.way.text()
    qtbot.mouseClick(screen.trial.kept, Qt.MouseButton.LeftButton)
    assert services.trials.every()[0].kept == {TODAY: True}
    assert services.trials.on(TODAY + timedelta(1)).kept is None  # type: ignore[union-attr]
