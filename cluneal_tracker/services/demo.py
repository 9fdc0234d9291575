"""An invented twelve weeks of a diary, so that the program can be shown without a real one."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, time, timedelta, timezone
from itertools import cycle, takewhile
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from cluneal_tracker import paths
from cluneal_tracker.data import diary_file
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, Given, Side, VasScore
from cluneal_tracker.domain.phases import phases, repetitions
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.domain.treatment import Guidance, Nerve, TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.domain.when import DaySlot, Slot, When
from cluneal_tracker.services.demo_days import BEFORE, BLOCK, DemoDay, days_of_pain, level_on
from cluneal_tracker.services.demo_needed import DemoNeeded
from cluneal_tracker.services.demo_spots import DemoSpots
from cluneal_tracker.services.opening import Services

WEEKS = 12
BERLIN = ZoneInfo("Europe/Berlin")

# The plan, in days from the first. Pain is on the 0-10 scale.
_GAP = range(24, 29)
_MEDICINE_FROM = 15
_GIVEN_AT = time(8, 50)
# What is scored after the block, by minutes.
_HOURS_AFTER = {5: 5.8, 15: 3.1, 30: 1.4, 60: 0.9, 120: 1.2, 180: 1.9, 240: 2.8}
# A visit to the clinic, and the next one so many days later: after the last of twelve weeks.
_CLINIC, _CLINIC_AHEAD, _CLINIC_AT = 21, 75, time(10, 30)
_PHYSIO = (8, 17, 31, 45, 59)
# The questions of the week are answered on its third day.
_WEEK, _ASKED_ON = 7, 2
# Every so many weeks the 24 statements are answered: the worse it is, the more of these fit.
_WEEKS_APART = 4
_FITTING = (2, 13, 18, 11, 10, 14, 3, 21, 6, 9, 16, 23, 4, 17, 8, 12, 7, 5, 22, 20)
# How often a day has a habit, and how many times at the most.
_HABITS = {"soft-waistband": (0.6, 1), "lumbar-cushion": (0.5, 1), "change-position": (0.7, 5)}
_ANSWERED, _LATE, _LINE_PX = 0.9, 0.35, 620
# How often the questions around an exercise are answered.
_ASKED = 0.6


class DemoClock:
    """A clock that is set by hand, day after day."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone, self._now = zone, datetime(2000, 1, 1, tzinfo=timezone.utc)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._now

    def zone(self) -> ZoneInfo:
        """The zone it was made for."""
        return self._zone

    def monotonic(self) -> float:
        """Seconds since 1970: this clock never jumps back."""
        return self._now.timestamp()

    def set(self, day: date, at: time) -> None:
        """Go to a time on the wall."""
        self._now = datetime.combine(day, at, self._zone).astimezone(timezone.utc)

    def wait(self, seconds: float) -> None:
        """Let some time pass."""
        self._now += timedelta(seconds=seconds)


def write_demo(
    folder: Path, last_day: date, seed: int = 1, weeks: int = WEEKS, zone: ZoneInfo = BERLIN
) -> None:
    """Write the diary of the weeks that end with the evening before `last_day`.

    The same arguments give the same diary, ids included. Raises DiaryError, with nothing
    touched, where the folder holds a diary already.
    """
    file = folder / paths.DIARY_NAME
    if file.exists():
        raise DiaryError(f"{folder} holds a diary already. It was left as it is. Name another one.")
    ids = Random(f"ids {seed}")
    clock = DemoClock(zone)
    # In memory first: a thousand steps, each made safe on a slow disk, would take a minute.
    with closing(in_memory(lambda: f"{ids.getrandbits(128):032x}")) as diary:
        services = Services(diary, clock)
        spots = DemoSpots(services.body_map, clock, Random(f"spots {seed}"))
        chances = Random(seed), Random(f"habits {seed}")
        patient = _Patient(services, clock, *chances, spots)
        patient.live(last_day - timedelta(weeks=weeks), weeks * 7)
        _save(diary, file)


def _save(diary: Database, file: Path) -> None:
    """Copy a diary into a new file, which gets its name when it is whole."""
    try:
        diary_file.make(file, diary.connection.backup)
    except OSError as error:
        raise DiaryError(f"The diary in {file.parent} was not written: {error}.") from error


class _Patient:
    """Someone who keeps a diary through the services, as anyone would."""

    def __init__(
        self,
        services: Services,
        clock: DemoClock,
        chance: Random,
        whim: Random,
        spots: DemoSpots,
    ) -> None:
        self._services, self._clock, self._chance = services, clock, chance
        # Of its own, so that the pain is the same whatever habits there are.
        self._whim, self._spots = whim, spots
        self._needed = DemoNeeded(services, clock)
        self._felt = BEFORE
        self._words: dict[str, Any] = services.content.demo
        self._notes = cycle(self._words["notes"])
        self._forgotten: tuple[DaySlot, float] | None = None

    def live(self, first: date, days: int) -> None:
        """Every day from `first` on."""
        self._set(first, 6)
        self._services.preferences.choose(welcomed=True, invented=True)
        self._services.preferences.choose(questions=self._words["questions"].strip())
        for number, hurt in enumerate(days_of_pain(self._chance, days)):
            if number not in _GAP:
                self._morning(first + timedelta(number), hurt)
                if number == BLOCK:
                    self._block(first + timedelta(number))
                self._visit(first + timedelta(number), number)
                self._tick_habits(first + timedelta(number))
                self._evening(first + timedelta(number), hurt)
                self._spots.mark(level_on(number), before=number <= BLOCK)
                if number % _WEEK == _ASKED_ON:
                    self._answer_week(number)

    def _answer_week(self, number: int) -> None:
        """The questions of the week, near to the pain of these days."""
        level = round(level_on(number))
        better = BEFORE - level
        change = OverallChange.NO_CHANGE
        if better > 1:
            change = OverallChange.MUCH_BETTER if better > 2 else OverallChange.A_LITTLE_BETTER
        peg = Peg(level, max(0, level - 1), min(Peg.MOST, level + number % 2))
        self._clock.wait(30)
        self._services.weekly.answer(peg, change, max(0, level - number % 3))
        if number // _WEEK % _WEEKS_APART == 0:
            self._clock.wait(180)
            self._services.roland.answer(_FITTING[: 2 * level + 2])

    def _set(self, day: date, hour: int) -> None:
        minutes = self._chance.randrange(60)
        self._clock.set(day, time(hour, minutes, self._chance.randrange(60)))

    def _morning(self, day: date, hurt: DemoDay) -> None:
        diary, chance = self._services.diary, self._chance
        self._set(day, chance.choice((7, 7, 8)))
        self._remember()
        if chance.random() < _ANSWERED:
            self._mark(hurt.morning)
            if chance.random() < 0.8:
                diary.tick_sign(NIGHT_PAIN, chance.random() < hurt.morning / 14)
            if chance.random() < 0.5:
                diary.tick_sign(NUMB, chance.random() < 0.2)
        if chance.random() < 0.75:
            self._exercise("nerve-glide")

    def _evening(self, day: date, hurt: DemoDay) -> None:
        diary, chance = self._services.diary, self._chance
        if chance.random() < 0.65:
            self._set(day, 17)
            self._exercise("foam-roller")
        self._set(day, chance.choice((19, 20, 20, 21)))
        if chance.random() >= _ANSWERED:
            if chance.random() < _LATE * 2:
                self._forgotten = DaySlot(day, Slot.EVENING), hurt.evening
            return
        self._mark(hurt.evening)
        if chance.random() < 0.9:
            diary.answer_all(dict(hurt.done))
        if chance.random() < 0.12:
            diary.write_note(next(self._notes))
        self._needed.evening(hurt.evening)

    def _remember(self) -> None:
        """Add last evening's score, the next time the diary is open."""
        if self._forgotten:
            half, points = self._forgotten
            self._services.diary.mark(_score(points), Given.NUMBER, half=half)
            self._forgotten = None

    def _mark(self, points: float) -> None:
        diary, chance = self._services.diary, self._chance
        self._felt = points
        if chance.random() < 0.1:
            diary.mark(_score(points), Given.NUMBER)
            return
        if chance.random() < 0.1:
            # The first click missed; a second one, soon after, moves the mark.
            diary.mark(_score(points + 0.8), Given.LINE, line_px=_LINE_PX)
            self._clock.wait(8)
        diary.mark(_score(points), Given.LINE, line_px=_LINE_PX)
        self._clock.wait(20)

    def _exercise(self, key: str) -> None:
        exercises, chance = self._services.exercises, self._chance
        self._clock.wait(120)
        routine = exercises.routine(key)
        run = phases(routine)
        if chance.random() < 0.12:
            broken_off = chance.choice([phase.turn for phase in run if phase.turn > 1])
            run = tuple(takewhile(lambda phase: phase.turn != broken_off, run))
        started, seconds = When.now(self._clock), sum(phase.seconds for phase in run)
        self._clock.wait(seconds)
        before = _score(self._felt) if self._whim.random() < _ASKED else None
        session = exercises.log(
            routine, started, seconds, repetitions(run), chance.randrange(2), before=before
        )
        if not session.finished and self._whim.random() < _ASKED:
            exercises.tell_reason(session, self._whim.choice(list(StopReason)))
        if before is not None and self._whim.random() < _ASKED:
            self._clock.wait(15)
            exercises.rate(session, _score(self._felt - self._whim.gauss(1.1, 0.7)))

    def _visit(self, day: date, number: int) -> None:
        """What the day has in the way of treatment, around noon."""
        add = self._services.treatments.add
        self._set(day, 12)
        if number in _PHYSIO:
            note = self._words["physio"][_PHYSIO.index(number)]
            add(TreatmentKind.PHYSIO, day, note=note)
        if number == _MEDICINE_FROM:
            add(TreatmentKind.MEDICINE, day, **self._words["medicine"])
        self._needed.noon(day, number)
        if number == _CLINIC:
            log, ahead = self._services.visit_log, timedelta(days=_CLINIC_AHEAD)
            log.add(day, at=_CLINIC_AT, **self._words["clinic"])
            log.add(day + ahead, at=_CLINIC_AT, **self._words["clinic_next"])

    def _block(self, day: date) -> None:
        """A block in the morning, and a score at each check-in that comes before the evening."""
        self._clock.set(day, _GIVEN_AT)
        self._services.treatments.add(
            TreatmentKind.BLOCK,
            day,
            side=Side.RIGHT,
            nerve=Nerve.SUPERIOR,
            given_at=_GIVEN_AT,
            guidance=Guidance.ULTRASOUND,
            **self._words["block"],
        )
        last = 0
        for minutes, points in _HOURS_AFTER.items():
            self._clock.wait((minutes - last) * 60)
            last = minutes
            self._services.diary.mark(_score(points), Given.LINE, line_px=_LINE_PX)

    def _tick_habits(self, day: date) -> None:
        """The small habits, through the afternoon."""
        whim = self._whim
        self._clock.set(day, time(13, whim.randrange(60)))
        for key, (often, most) in _HABITS.items():
            for _ in range(whim.randint(1, most) if whim.random() < often else 0):
                self._clock.wait(whim.randrange(5, 25) * 60)
                self._services.habits.tick(key)


def _score(points: float) -> VasScore:
    return VasScore(round(10 * min(10.0, max(0.0, points))))
