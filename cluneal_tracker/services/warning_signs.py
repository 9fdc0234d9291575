"""Warning signs as the person ticks them, and what the diary asks them to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.body_map import Feel
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.warning_signs import (
    NIGHTS,
    URGENT,
    Burning,
    Group,
    GuidedBlock,
    Rule,
    SpecialistPrompt,
    UrgentPrompt,
    days_put_away,
    prompts,
    put_away_text,
)
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.block_days import BlockDays
from cluneal_tracker.services.body_map import BodyMap
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.treatments import Treatments

# The last check-in after a block still counts in the night of the day after it.
_OVER_AFTER = 2 * ONE_DAY


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
        block_days: BlockDays,
        body_map: BodyMap,
    ) -> None:
        self._clock, self._content, self._preferences = clock, content, preferences
        self._diary, self._treatments, self._block_days = diary, treatments, block_days
        self._body_map = body_map

    def view(self) -> WarningView:
        """What is ticked today, and what to tell the person now."""
        today = When.now(self._clock).day
        put_away = days_put_away(self._preferences.current.prompts_put_away)
        # Back to where a rule was put away: was it met all the time since, it stays away.
        back = [day for rule, day in put_away.items() if rule is not Rule.BLOCKS]
        first = min([today, *back]) - NIGHTS * ONE_DAY
        ticks, signs = self._diary.ticked_days(first), self._content.warning_signs
        treatments = self._treatments.every()
        guided = self._guided(treatments, today)
        found = prompts(signs, ticks, treatments, guided, today, put_away, self._burning())
        return WarningView(
            ticked=frozenset(sign.key for sign in signs if today in ticks.get(sign.key, ())),
            urgent=tuple(one for one in found if isinstance(one, UrgentPrompt)),
            specialist=tuple(one for one in found if isinstance(one, SpecialistPrompt)),
        )

    def _burning(self) -> Burning:
        """The days on which a spot burned, beside all days with an entry or a mark."""
        spots = self._body_map.spots()
        days = {spot.felt.day for spot in spots if Feel.BURNING in spot.feels}
        if not days:
            return Burning()
        return Burning(days, self._diary.entry_days() | {spot.felt.day for spot in spots})

    def _guided(self, treatments: Iterable[Treatment], today: date) -> Iterator[GuidedBlock]:
        """The blocks under an image with a score before and after, once their day is over."""
        for one in treatments:
            known = one.given_at is not None and one.guidance is not None and one.guidance.is_image
            if known and one.first_day + _OVER_AFTER <= today:
                best = self._block_days.of(one).best_relief
                if best is not None:
                    yield GuidedBlock(one.first_day, best)

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
