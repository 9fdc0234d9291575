"""The clinical content that ships with the program, read from TOML and Markdown."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cluneal_tracker.data.lessons import read_facts, read_lesson
from cluneal_tracker.domain.habit import Habit
from cluneal_tracker.domain.ladder import Rung
from cluneal_tracker.domain.learning import Fact, Lesson
from cluneal_tracker.domain.risk import Risk
from cluneal_tracker.domain.roland import RolandText
from cluneal_tracker.domain.routine import Level, Part, Routine, Step, StepKind
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.warning_signs import Group, WarningSign

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a key for the file and a name for the person."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class KindText:
    """How a kind of treatment is called, and the line of help beside its form."""

    key: str
    name: str
    hint: str


class Content:
    """The content of one language, each file read when it is first asked for."""

    def __init__(self, assets: Path, language: str = ENGLISH) -> None:
        self.language = language
        self._folders = (assets / "content" / language, assets / "content" / ENGLISH)

    def _file(self, name: str) -> Path:
        """A file of the language, or the English one where it is not translated yet."""
        return next(folder / name for folder in self._folders if (folder / name).exists())

    def _toml(self, name: str) -> dict[str, Any]:
        with self._file(name).open("rb") as stream:
            return tomllib.load(stream)

    @cached_property
    def routines(self) -> dict[str, Routine]:
        """The exercises by key, in the order they are offered."""
        return {row["key"]: _routine(row) for row in self._toml("routines.toml")["routine"]}

    @cached_property
    def habits(self) -> dict[str, Habit]:
        """The small habits by key, in the order they are offered."""
        return {row["key"]: Habit(**row) for row in self._toml("habits.toml")["habit"]}

    @cached_property
    def risks(self) -> dict[str, Risk]:
        """What can bring the pain back, by key, in the order of the guide."""
        return {row["key"]: Risk(**row) for row in self._toml("risks.toml")["risk"]}

    @cached_property
    def activities(self) -> list[Named]:
        """The activities that are asked about."""
        return [Named(row["key"], row["name"]) for row in self._toml("activities.toml")["activity"]]

    @cached_property
    def treatment_kinds(self) -> list[KindText]:
        """The kinds of treatment, in the order of the ladder."""
        rows = self._toml("treatments.toml")["kind"]
        return [KindText(row["key"], row["name"], row["hint"]) for row in rows]

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """The ladder of treatments in the guide, from the mildest up."""
        return tuple(map(_rung, self._toml("ladder.toml")["rung"]))

    @cached_property
    def nerves(self) -> list[Named]:
        """The nerves a block can be aimed at."""
        return [Named(row["key"], row["name"]) for row in self._toml("treatments.toml")["nerve"]]

    @cached_property
    def warning_signs(self) -> list[WarningSign]:
        """The signs on the page "When to get help"."""
        rows = self._toml("warning_signs.toml")["sign"]
        return [WarningSign(**row | {"group": Group(row["group"])}) for row in rows]

    @cached_property
    def warning_groups(self) -> dict[Group, dict[str, str]]:
        """The groups of signs, the most urgent first: what is asked and what to do."""
        texts = self._toml("warning_signs.toml")
        return {group: texts[group.value] for group in Group}

    @cached_property
    def specialist_words(self) -> dict[str, str]:
        """What each prompt to see a specialist begins and ends with."""
        words: dict[str, str] = self._toml("warning_signs.toml")["prompts"]
        return words

    @cached_property
    def specialist_prompts(self) -> dict[str, dict[str, str]]:
        """The prompts to see a specialist by key: the reason, and a template of the entries."""
        return {row["key"]: row for row in self._toml("warning_signs.toml")["prompt"]}

    @cached_property
    def emergency_numbers(self) -> dict[str, str]:
        """The number to call an ambulance, by the two letters of a country (ISO 3166)."""
        rows = self._toml("emergency_numbers.toml")["number"]
        return {country: row["call"] for row in rows for country in row["countries"].split()}

    @cached_property
    def roland(self) -> RolandText:
        """The questionnaire of Roland and Morris in the words of its authors."""
        text = self._toml("roland.toml")
        return RolandText(tuple(text["intro"]), tuple(text["statements"]))

    @cached_property
    def facts(self) -> list[Fact]:
        """The facts of the guide, in its order."""
        rows, sources = self._toml("facts.toml")["fact"], self._toml("sources.toml")["source"]
        return read_facts(rows, sources)

    @cached_property
    def lessons(self) -> list[Lesson]:
        """The pages of Learn in reading order."""
        facts = {fact.id: fact for fact in self.facts}
        names = sorted(path.name for path in (self._folders[-1] / "learn").glob("*.md"))
        return [read_lesson(self._file(f"learn/{name}"), facts) for name in names]

    @cached_property
    def demo(self) -> dict[str, Any]:
        """The words of the invented diary."""
        return self._toml("demo.toml")

    @cached_property
    def phrases(self) -> dict[str, Any]:
        """The sentences of charts, pages and notices, as templates."""
        return self._toml("phrases.toml")


def _rung(row: dict[str, Any]) -> Rung:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    kinds = tuple(map(TreatmentKind, row.get("kinds", ())))
    return Rung(**row | lists | {"kinds": kinds})


def _routine(row: dict[str, Any]) -> Routine:
    levels = tuple(Level(one["name"], _parts(one)) for one in row.get("level", ()))
    return Routine(
        key=row["key"],
        name=row["name"],
        summary=row["summary"],
        caution=row["caution"],
        per_day=row["per_day"],
        ready_seconds=row["ready_seconds"],
        swap_seconds=row["swap_seconds"],
        parts=levels[0].parts if levels else _parts(row),
        by_leg=row["by_leg"],
        per_day_from_guide=row["per_day_from"] == "guide",
        levels=levels,
        level=1 if levels else 0,
    )


def _parts(row: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(_part(part) for part in row["part"])


def _part(row: dict[str, Any]) -> Part:
    steps = tuple(
        Step(
            key=step["key"],
            say=step["say"],
            short=step["short"],
            kind=StepKind(step["kind"]),
            seconds=step.get("seconds"),
            from_guide=step["seconds_from"] == "guide",
            drawing=step["drawing"],
            times=step.get("times", 1),
            swing=step.get("swing", ""),
        )
        for step in row["step"]
    )
    return Part(
        each_side=row["each_side"],
        repetitions=row["repetitions"],
        steps=steps,
        from_guide=row["repetitions_from"] == "guide",
        sets=row.get("sets", 1),
        rest_seconds=row.get("rest_seconds", 0),
    )
