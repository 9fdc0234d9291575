"""Every kind of thing that a diary holds: its title, and all that a person can see of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.content import Content
from cluneal_tracker.data.revisions import Value
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import PainEntry, Side, VasScore
from cluneal_tracker.domain.roland import STATEMENTS, RolandAnswer
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.render.body_words import feels_text, reach_text, spot_text
from cluneal_tracker.render.moment_words import moment_text
from cluneal_tracker.render.sentences import day_text, number_text
from cluneal_tracker.services.routines import name_in

Aspects = Iterator[tuple[str, str]]
# The title of a thing of one kind, and all that can be seen of it.
_WordsOf = tuple[Callable[[Any], str], Callable[[Any, Mapping[str, str]], Aspects]]


class ThingWords:
    """Names what is in the diary.

    `content` and `routines` give the names, `treatments` those of the treatments by their id.
    With `today`, moments of the last days are told as seen from there: "Friday evening, 20:10".
    """

    def __init__(
        self,
        content: Content,
        routines: Mapping[str, Routine],
        treatments: Mapping[str, str],
        today: date | None = None,
    ) -> None:
        self._content, self._routines, self._today = content, routines, today
        self._treatments = treatments
        self._phrases: Mapping[str, Any] = content.phrases
        self._words: Mapping[str, Any] = content.phrases["history"]
        self._words_of: Mapping[type[Any], _WordsOf] = {
            PainEntry: (self._title_of_entry, self._of_entry),
            Session: (self._title_of_session, self._of_session),
            Adaptation: (self._title_of_adaptation, self._of_adaptation),
            Treatment: (self._title_of_treatment, self._of_treatment),
            Dose: (self._title_of_dose, self._of_dose),
            SideEffect: (self._title_of_effect, self._of_effect),
            Visit: (self._title_of_visit, self._of_visit),
            Spot: (self._title_of_spot, self._of_spot),
            RolandAnswer: (self._title_of_roland, self._of_roland),
            OwnTrial: (self._title_of_trial, self._of_trial),
            WeeklyAnswer: (self._title_of_week, self._of_week),
        }

    def when(self, moment: datetime) -> str:
        """A moment, such as "12 Mar 2026, 08:10"."""
        return moment_text(moment, self._phrases, self._today)

    def title(self, value: Value) -> str:
        """One thing of the diary in a line, such as "Score 4.1, right side, 12 Mar 2026, 08:10"."""
        title, _ = self._words_of[type(value)]
        return title(value)

    def aspects(self, value: Value) -> Aspects:
        """All that can be seen of it, each with its name; an empty text is not there."""
        _, aspects = self._words_of[type(value)]
        return aspects(value, self._words["names"])

    def _title_of_entry(self, entry: PainEntry) -> str:
        score = self._words["score"].format(score=self._score(entry.score))
        name = score if entry.score else self._words["no_score"]
        return f"{name}, {self._side(entry.side)}, {self.when(entry.felt.at)}"

    def _of_entry(self, entry: PainEntry, names: Mapping[str, str]) -> Aspects:
        yield names["score"], self._score(entry.score)
        yield names["side"], self._side(entry.side)
        yield names["felt"], self.when(entry.felt.at)
        yield names["given"], self._words["given"][entry.given.value] if entry.given else ""
        asked = {item.key: item.name for item in self._content.activities}
        asked |= {key: self._phrases["report"]["marked"][key] for key in ("night-pain", "numb")}
        asked |= {sign.key: sign.short for sign in self._content.warning_signs}
        for key, answer in {**entry.activities, **entry.signs}.items():
            yield asked.get(key, key), self._words["yes" if answer else "no"]
        yield names["note"], self._quoted(entry.note)

    def _title_of_session(self, session: Session) -> str:
        return f"{self._name(session.routine)}, {self.when(session.started.at)}"

    def _of_session(self, session: Session, names: Mapping[str, str]) -> Aspects:
        yield names["routine"], self._name(session.routine)
        yield names["began"], self.when(session.started.at)
        form = self._words["of"]
        done, planned = sum(session.done.values()), sum(session.planned.values())
        yield names["done"], form.format(done=done, planned=planned)
        yield names["pain_before"], self._score(session.pain_before)
        yield names["pain_after"], self._score(session.pain_after)
        yield names["level"], str(session.level or "")
        stopped = session.stopped
        yield names["stopped"], self._words["stopped"][stopped.value] if stopped else ""
        yield names["note"], self._quoted(session.note)

    def _title_of_adaptation(self, one: Adaptation) -> str:
        name = one.routine.name if one.routine else self._name(one.key)
        return str(self._words["exercise"].format(name=name))

    def _of_adaptation(self, one: Adaptation, names: Mapping[str, str]) -> Aspects:
        if one.routine:
            parts = one.routine.parts
            steps = [step.say for part in parts for step in part.steps]
            yield names["name"], one.routine.name
            yield names["summary"], one.routine.summary
            yield names["caution"], one.routine.caution
            yield names["per_day"], str(one.routine.per_day)
            yield names["repeats"], ", ".join(str(part.repetitions) for part in parts)
            yield names["steps"], "; ".join(steps)
        yield names["level"], str(one.level) if one.level else ""
        yield names["off_list"], self._words["yes"] if one.hidden else ""

    def _title_of_treatment(self, one: Treatment) -> str:
        name = " ".join(filter(None, (one.name.strip() or self._kind(one), one.dose.strip())))
        return ", ".join(filter(None, (name, self._side(one.side), self._days(one))))

    def _of_treatment(self, treatment: Treatment, names: Mapping[str, str]) -> Aspects:
        nerves = {item.key: item.name for item in self._content.nerves}
        yield names["kind"], self._kind(treatment)
        yield names["name"], treatment.name
        yield names["dose"], treatment.dose
        yield names["first_day"], self._day(treatment.first_day)
        yield names["last_day"], self._day(treatment.last_day) if treatment.last_day else ""
        yield names["side"], self._side(treatment.side)
        yield names["nerve"], nerves[treatment.nerve.value] if treatment.nerve else ""
        given_at, guidance = treatment.given_at, treatment.guidance
        yield names["given_at"], f"{given_at:%H:%M}" if given_at is not None else ""
        yield names["guidance"], self._words["guidance"][guidance.value] if guidance else ""
        yield names["operator"], treatment.operator
        yield names["when_needed"], self._words["yes"] if treatment.when_needed else ""
        yield names["note"], self._quoted(treatment.note)

    def _title_of_dose(self, dose: Dose) -> str:
        form = self._words["taken"]
        return str(form.format(name=self._taken(dose), when=self.when(dose.taken.at)))

    def _of_dose(self, dose: Dose, names: Mapping[str, str]) -> Aspects:
        yield names["name"], self._taken(dose)
        yield names["taken"], self.when(dose.taken.at)
        yield names["note"], self._quoted(dose.note)

    def _title_of_effect(self, effect: SideEffect) -> str:
        form, what = self._words["side_effect"], effect.what
        return str(
            form.format(name=self._taken(effect), what=what, day=self._day(effect.first_day))
        )

    def _of_effect(self, effect: SideEffect, names: Mapping[str, str]) -> Aspects:
        yield names["treatment"], self._taken(effect)
        yield names["what"], effect.what
        yield names["how_strong"], self._phrases["effects"]["strength"][effect.strength.value]
        yield names["first_day"], self._day(effect.first_day)
        yield names["last_day"], self._day(effect.last_day) if effect.last_day else ""
        yield names["note"], self._quoted(effect.note)

    def _title_of_visit(self, visit: Visit) -> str:
        return ", ".join(filter(None, (self._words["visit"], visit.whom, self._day(visit.day))))

    def _of_visit(self, visit: Visit, names: Mapping[str, str]) -> Aspects:
        yield names["day"], self._day(visit.day)
        yield names["time"], f"{visit.at:%H:%M}" if visit.at else ""
        yield names["whom"], visit.whom
        yield names["asked"], self._quoted(visit.asked)
        yield names["said"], self._quoted(visit.said)
        yield names["remind"], self._words["yes" if visit.remind else "no"]

    def _title_of_spot(self, spot: Spot) -> str:
        return f"{spot_text(spot, self._phrases)}, {self.when(spot.felt.at)}"

    def _of_spot(self, spot: Spot, names: Mapping[str, str]) -> Aspects:
        yield names["place"], spot_text(spot, self._phrases)
        yield names["felt"], self.when(spot.felt.at)
        yield names["feels"], feels_text(spot.feels, self._phrases)
        yield names["strength"], self._score(spot.strength)
        yield names["spread"], reach_text(spot, self._phrases)

    def _title_of_roland(self, answer: RolandAnswer) -> str:
        name = self._words["statements_put_off"]
        if answer.score is not None:
            name = self._words["statements"].format(score=answer.score, all=STATEMENTS)
        return f"{name}, {self.when(answer.given.at)}"

    def _of_roland(self, answer: RolandAnswer, names: Mapping[str, str]) -> Aspects:
        yield names["answered"], self.when(answer.given.at)
        if answer.ticked is None:
            yield names["ticked"], self._words["put_off"]
            return
        statements = self._content.roland.statements
        ticked = " ".join(statements[number - 1] for number in sorted(answer.ticked))
        yield names["ticked"], f"{len(answer.ticked)}: {ticked}" if ticked else "0"

    def _title_of_trial(self, trial: OwnTrial) -> str:
        first = self._day(trial.course.first_day)
        return str(self._words["trial"].format(name=trial.words.title, day=first))

    def _of_trial(self, trial: OwnTrial, names: Mapping[str, str]) -> Aspects:
        course = trial.course
        yield names["name"], trial.words.title
        yield names["ways"], " / ".join(map(trial.words.way, Arm))
        yield names["first_day"], self._day(course.first_day)
        yield names["periods"], str(len(course.order))
        yield names["period_days"], str(course.period_days)
        yield names["washout_days"], str(course.washout_days)
        yield names["side"], self._side(trial.side)
        yield names["stopped_on"], self._day(course.stopped_on) if course.stopped_on else ""
        for day, kept in sorted(trial.kept.items()):
            form = names["kept_on"].format(day=self._day(day))
            yield form, self._words["yes" if kept else "no"]

    def _title_of_week(self, answer: WeeklyAnswer) -> str:
        name = self._words["week_put_off" if answer.put_off else "week"]
        return f"{name}, {self.when(answer.given.at)}"

    def _of_week(self, answer: WeeklyAnswer, names: Mapping[str, str]) -> Aspects:
        yield names["answered"], self.when(answer.given.at)
        asked = answer.peg.answers if answer.peg else ("", "", "")
        for name, given in zip(("peg_pain", "enjoyment", "activity"), asked, strict=True):
            yield names[name], str(given)
        yield names["sleep"], "" if answer.sleep is None else str(answer.sleep)
        changes = self._phrases["fhir"]["change"]
        yield names["overall"], changes[answer.change.value] if answer.change else ""

    def _taken(self, of: Dose | SideEffect) -> str:
        """Which treatment; of one that is gone the diary has no name."""
        return self._treatments.get(of.treatment) or str(self._words["something"])

    def _quoted(self, text: str) -> str:
        return str(self._words["quoted"].format(note=text)) if text else ""

    def _days(self, treatment: Treatment) -> str:
        words, first, last = self._phrases["chart"], treatment.first_day, treatment.last_day
        if last and last > first:
            return str(words["from_to"].format(first=self._day(first), last=self._day(last)))
        if treatment.goes_on:
            return str(words["from_day"].format(day=self._day(first)))
        return self._day(first)

    def _kind(self, treatment: Treatment) -> str:
        names = {kind.key: kind.name for kind in self._content.treatment_kinds}
        return names[treatment.kind.value]

    def _name(self, key: str) -> str:
        routine = self._routines.get(key)
        if routine:
            return routine.name
        return str(self._words["gone"].format(name=name_in(key)))

    def _side(self, side: Side | None) -> str:
        return str(self._phrases["chart"]["side"][side.value]) if side else ""

    def _score(self, score: VasScore | None) -> str:
        return number_text(score.points, self._phrases) if score else ""

    def _day(self, day: date) -> str:
        return day_text(day, self._phrases, year=True)
