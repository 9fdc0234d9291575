"""Warning signs as the person ticks them, and what the diary asks them to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import ONE_DAY
from cluneal_tracker.domain.warning_signs import (
    NIGHTS,
    URGENT,
    Group,
    Rule,
    SpecialistPrompt,
    UrgentPrompt,
    days_put_away,
    prompts,
    put_away_text,
)
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.treatments import Treatments


@dataclass(frozen=True, slots=True)
class WarningView:
    """What is ticked today, by key, and what to tell the person, the most urgent first."""

    ticked: frozenset[str]
    urgent: tuple[UrgentPrompt, ...]
    specialist: tuple[SpecialistPrompt, ...]


class WarningSigns:
    """Ticks signs with the day, and looks what they ask for."""

    def __init__(
        self,
        clock: Clock,
        content: Content,
        preferences: Preferences,
        diary: Diary,
        treatments: Treatments,
    ) -> None:
        self._clock, self._content, self._preferences = clock, content, preferences
        self._diary, self._treatments = diary, treatments

    def view(self) -> WarningView:
        """What is ticked today, and what to tell the person now."""
        today = When.now(self._clock).day
        put_away = days_put_away(self._preferences.current.prompts_put_away)
        # Back to where a rule was put away: was it met all the time since, it stays away.
        first = min([today, *put_away.values()]) - NIGHTS * ONE_DAY
        ticks, signs = self._diary.ticked_days(first), self._content.warning_signs
        found = prompts(signs, ticks, self._treatments.every(), today, put_away)
        return WarningView(
            ticked=frozenset(sign.key for sign in signs if today in ticks.get(sign.key, ())),
            urgent=tuple(one for one in found if isinstance(one, UrgentPrompt)),
            specialist=tuple(one for one in found if isinstance(one, SpecialistPrompt)),
        )

    def tick(self, key: str, *, ticked: bool) -> None:
        """Tick a sign for today, or take it back."""
        if ticked:
            self._diary.tick_sign(key, True)
        else:
            self._diary.untick_sign(key)

    def put_away(self, rule: Rule) -> None:
        """Do not show a prompt again until its rule is met anew; undo brings it back."""
        text = put_away_text(rule, When.now(self._clock).day)
        before = self._preferences.current.prompts_put_away
        self._preferences.choose(prompts_put_away=tuple(sorted({*before, text})))

    def actions(self, keys: Collection[str]) -> list[str]:
        """What to do about signs just ticked, the most urgent first."""
        groups = {sign.group for sign in self._content.warning_signs if sign.key in keys}
        return [self.action(group) for group in URGENT if group in groups]

    def action(self, group: Group, country: str = "") -> str:
        """What to do about a ticked sign of a group, in one or two short sentences."""
        words = self._content.warning_groups[group]
        said = words.get("notice", words["action"])
        return f"{said} {self.call(country)}" if group is Group.EMERGENCY else said

    def call(self, country: str = "") -> str:
        """How to call an ambulance: by one's own number, else by that of a country (ISO 3166)."""
        words = self._content.warning_groups[Group.EMERGENCY]
        own = self._preferences.current.emergency_number
        number = own or self._content.emergency_numbers.get(country)
        return words["call"].format(number=number) if number else words["call_unknown"]
