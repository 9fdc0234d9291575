"""Leads one window from place to place and takes a picture of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractSlider, QWidget

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.warning_signs import Group
from cluneal_tracker.services.demo import DemoClock
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.visits import Also
from cluneal_tracker.tour.asking import DAY, Asking
from cluneal_tracker.tour.blocks import add_earlier_blocks
from cluneal_tracker.tour.exercising import Exercising
from cluneal_tracker.tour.pictures import settle, take_picture
from cluneal_tracker.tour.spots import show_spots
from cluneal_tracker.tour.trying import Trying
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.help import HelpJoin
from cluneal_tracker.ui.joins.learning import LearnJoin
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.schedule import ScheduleScreen
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.screens.visit_log import VisitLogScreen
from cluneal_tracker.ui.widgets.full_page import WholeWindow
from cluneal_tracker.ui.widgets.trend_choices import CALENDAR, MAP, PERIODS, WHEN
from cluneal_tracker.ui.window import Window

_PAGE_DPI = 144
# A file of Track & Graph, as its export writes it.
_FOREIGN = """FeatureName,Timestamp,Value,Note
Back pain,2025-12-02T08:10:00.000+01:00,3,
Back pain,2025-12-03T20:15:00.000+01:00,4,After the drive
Back pain,2025-12-05T08:20:00.000+01:00,2,
Walk,2025-12-02T17:40:00.000+01:00,0:35:00,
Sleep,2025-12-03T07:00:00.000+01:00,7:30:00,
"""


class Guide:
    """Leads one window from place to place and takes a picture of each."""

    def __init__(
        self,
        window: Window,
        look: Look,
        services: Services,
        clock: DemoClock,
        folder: Path,
        out: Path,
    ) -> None:
        self._window, self._look, self._services = window, look, services
        self._clock, self._folder, self._out = clock, folder, out
        window.go(Place.TODAY)
        window.show()

    def show_empty(self) -> Iterator[Path]:
        """The first start, and what each place says before there is anything to show."""
        for place in Place:
            self._window.go(place)
            yield self._take(f"{place.value}-empty")

    def show_filled(self) -> Iterator[Path]:
        """Twelve weeks in."""
        services, window = self._services, self._window
        services.preferences.choose(welcomed=True)
        yield self._take("today")
        window.back_up()
        services.diary.mark(VasScore(48), Given.LINE)
        self._clock.wait(8)
        marked = services.diary.mark(VasScore(41), Given.LINE)
        yield self._page("history", lambda: window.pages.show_history(marked.id))
        services.diary.answer("sitting", True)
        services.diary.answer("walking", False)
        yield self._take("today-marked")
        yield from show_spots(window, services, self._clock, self._take)
        yield from Asking(window, services, self._take, self._page).show()
        yield from self._show_nudge()
        yield from self._show_reminder()
        for place in list(Place)[1:]:
            window.go(place)
            yield self._take(place.value)
        yield from self._show_trends()
        yield from self._show_signs()
        yield from self._show_appointment()
        yield from self._show_learning()
        yield from self._show_kept()
        yield from self._show_own_exercises()
        yield from Exercising(window, services.exercises, self._clock, self._take).show()
        yield from self._show_report()
        add_earlier_blocks(services, self._clock, DAY)
        yield self._page("blocks", lambda: window.pages.show_blocks(""))
        yield from Trying(window, services, self._clock, self._take, self._page).show()

    def _show_signs(self) -> Iterator[Path]:
        """Warning signs that are ticked, what they ask for, and a prompt that waits."""
        services, window = self._services, self._window
        for key in ("leg-weakness", "numb-spreading"):
            services.warning_signs.tick(key, ticked=True)
        page = window.go(Place.HELP)
        yield self._take("help-ticked")
        if isinstance(page, HelpJoin):
            page.widget.ensureWidgetVisible(page.widget.asked[Group.EMERGENCY])
        yield self._take("help-action")
        services.history.undo()
        services.history.undo()
        services.warning_signs.tick("numb-spreading", ticked=True)
        today = window.go(Place.TODAY)
        if isinstance(today, TodayJoin):
            settle()
            today.widget.ensureWidgetVisible(today.widget.prompts)
        yield self._take("today-prompt")
        services.history.undo()

    def _show_appointment(self) -> Iterator[Path]:
        """The chart as two people look at it; the screen is as large as the window is."""
        size = self._window.size()
        self._window.pages.show_appointment("")
        self._window.setWindowState(self._window.windowState().WindowNoState)
        self._window.resize(size)
        yield self._page("appointment", lambda: None)

    def _show_trends(self) -> Iterator[Path]:
        """The other ways to look at the scores."""
        trends = self._window.go(Place.TRENDS).widget
        if isinstance(trends, TrendsScreen):
            for part in (CALENDAR, WHEN, PERIODS, MAP):
                trends.choices.views.setFocus()
                trends.open(part)
                yield self._take(f"trends-{part}")

    def _show_learning(self) -> Iterator[Path]:
        """Pages about the illness, and what a search finds in them."""
        learn = self._window.go(Place.LEARN)
        if not isinstance(learn, LearnJoin):
            return
        screen = learn.widget
        for lesson in self._services.content.lessons[1:6:2]:
            screen.open_lesson(lesson)
            yield self._take(f"learn-{lesson.key}")
        screen.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
        yield self._take("learn-end")
        for key in ("bone-scar", "belt"):
            self._services.risks.tick(key)
        self._window.show_risks()
        yield self._take("learn-risks")
        for number, words in enumerate(("lidocaine", "nothing like it"), 1):
            screen.search.setText(words)
            yield self._take(f"learn-found-{number}")

    def _show_kept(self) -> Iterator[Path]:
        """The pages behind Settings: what is kept, and what comes in."""
        window, services = self._window, self._services
        services.backups.make()
        yield self._page("visits", window.pages.show_visits)
        yield self._page("visit-form", self._show_visit_form)
        yield self._page("sessions", window.pages.show_sessions)
        yield self._page("schedule", window.pages.show_schedule)
        yield self._page("schedule-past", self._show_past)
        yield self._page("together", window.pages.show_together)
        services.preferences.choose(pain_began="2024-03")
        yield self._page("ladder", window.pages.show_ladder)
        yield self._page("keep-safe", window.pages.show_keep_safe)
        yield self._page("lock", window.pages.show_lock)
        for entry in services.diary.entries()[-3:-1]:
            services.diary.delete(entry.id)
            self._clock.wait(60)
        yield self._page("deleted", window.pages.show_deleted)
        yield self._page("bring-in", self._look_into_file)

    def _show_visit_form(self) -> None:
        """The visit of today, as it is written down on the way home."""
        self._window.pages.show_visits()
        settle()
        for page in self._window.findChildren(VisitLogScreen):
            page.open_form(None)

    def _show_past(self) -> None:
        """The foot of the page of the reminders, at a day that is looked at."""
        self._window.pages.show_schedule()
        # The page of the picture before is gone after this.
        settle()
        for page in self._window.findChildren(ScheduleScreen):
            page.ensureWidgetVisible(page.past)
            page.past.strip.look_at(DAY - timedelta(days=2))

    def _show_own_exercises(self) -> Iterator[Path]:
        """An exercise as it is written, and one that comes from a file."""
        exercises = self._window.go(Place.EXERCISES)
        if not isinstance(exercises, ExercisesJoin):
            return
        file, files = self._folder / "Core.json", self._services.routine_files
        file.write_bytes(files.write("core"))
        yield self._page("exercise-change", lambda: exercises.edit("nerve-glide"))
        yield self._page("exercise-new", lambda: exercises.edit(""))
        self._services.routines.hide("core")
        yield self._page("exercise-incoming", lambda: exercises.look_into(file))
        self._services.history.undo()

    def _look_into_file(self) -> object:
        from cluneal_tracker.ui.joins.bring_in import BringInJoin

        file = self._folder / "Track and Graph.csv"
        file.write_text(_FOREIGN, encoding="utf-8")
        services = self._services
        join = BringInJoin(self._look, services, self._window, services.exchange.read(file))
        join.begin()
        return join

    def _page(self, name: str, show: Callable[[], object]) -> Path:
        """A page that has the whole window until its picture is taken."""
        # What `show` gives has to live as long as the page.
        _shown = show()
        file = self._take(name)
        for page in self._window.findChildren(WholeWindow):
            page.closed.emit()
        return file

    def _show_report(self) -> Iterator[Path]:
        """The page for the doctor, on both papers."""
        from cluneal_tracker.render.report import summary_picture, summary_pictures

        view, phrases = self._services.visits.view(), self._services.content.phrases
        for paper in Paper:
            file = self._out / f"report-{paper.value}.png"
            file.write_bytes(summary_picture(view, phrases, paper, _PAGE_DPI))
            yield file
        listed = self._services.visits.view(also=Also(scores=True, exercises=True))
        file = self._out / "report-list.png"
        file.write_bytes(summary_pictures(listed, phrases, Paper.A4, _PAGE_DPI)[1])
        yield file

    def _show_nudge(self) -> Iterator[Path]:
        """Some habits ticked, and an hour later the nudge: in the corner, and in the window."""
        services, window = self._services, self._window
        services.preferences.choose(nudge=True)
        for key in ("soft-waistband", "change-position", "change-position"):
            services.habits.tick(key)
        exercises = window.go(Place.EXERCISES)
        if isinstance(exercises, ExercisesJoin):
            exercises.widget.ensureWidgetVisible(exercises.widget.habits)
        yield self._take("exercises-habits")
        reminders = window.make_reminders()
        nudges = window.make_nudges(reminders)
        for name, seen, hour in (("nudge", nudges.window, 10), ("nudge-in-use", window, 12)):
            if seen is window:
                window.come_forward()
                settle()
            else:
                window.hide()
            self._clock.set(DAY, time(hour))
            nudges.look_now()
            yield self._take(name, seen)
            nudges.window.not_now.emit()
        nudges.stop()
        reminders.stop()

    def _show_reminder(self) -> Iterator[Path]:
        self._clock.set(DAY, time(20, 0))
        reminders = self._window.make_reminders()
        self._window.go(Place.SETTINGS)
        reminders.look_now()
        yield self._take("reminder", reminders.window)
        reminders.window.later.other.click()
        yield self._take("reminder-later", reminders.window)
        reminders.window.declined.emit()
        yield self._take("reminder-why-not", reminders.window)
        reminders.stop()
        yield from self._show_several()

    def _show_several(self) -> Iterator[Path]:
        """A check-in and two exercises that waited while nobody was there."""
        services, before = self._services, self._services.preferences.current.reminders
        asked = [Reminder(ReminderKind.CHECK_IN, time(21))]
        asked += [
            Reminder(ReminderKind.ROUTINE, time(20, 30), frozenset({0, 2, 3}), key)
            for key in ("nerve-glide", "core")
        ]
        services.reminding.plan([*before, *asked])
        self._clock.set(DAY, time(21))
        reminders = self._window.make_reminders()
        reminders.look_now()
        yield self._take("reminder-several", reminders.window)
        reminders.stop()

    def _take(self, name: str, widget: QWidget | None = None) -> Path:
        return take_picture(widget or self._window, self._folder, self._out / f"{name}.png")
