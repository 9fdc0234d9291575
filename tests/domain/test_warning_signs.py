"""Warning signs: a table of people, and that nothing in a diary holds an urgent sign back."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.warning_signs import (
    URGENT,
    Burning,
    Group,
    GuidedBlock,
    Prompt,
    Rule,
    SpecialistPrompt,
    UrgentPrompt,
    prompts,
)
from cluneal_tracker.domain.when import DaySlot, Slot, When

TODAY = date(2026, 3, 12)
SIGNS = Content(paths.ASSETS).warning_signs
GROUPS = {sign.key: sign.group for sign in SIGNS}
URGENT_KEYS = [sign.key for sign in SIGNS if sign.group in URGENT]
# A mark on the body map that burns, told among the entries.
BURNING = "burning"
AGES = {"18-29", "30-44", "45-64", "65-79", "80+"}


@dataclass(frozen=True, slots=True)
class Vignette:
    """One made-up person; what counts by days is told backwards from today."""

    id: str
    age: str
    story: str
    entries: str
    ticks: str
    blocks: str
    guided: str
    dismissed: str
    expected: str

    def diary(self) -> list[PainEntry]:
        """What is in the diary: `key:days` for yes, `key=no:days` for no, `score:days`."""
        return [entry(back, key) for key, back in marks(f"{self.entries} {self.ticks}")]

    def reliefs(self) -> list[tuple[int, int]]:
        """The guided blocks: how many days back each is, and its best relief in percent."""
        pairs = (mark.partition("=") for mark in self.guided.split())
        return [(int(back), int(percent)) for back, _, percent in pairs]

    def urgent(self) -> set[Group]:
        """The groups of what was ticked today or yesterday, found without the code under test."""
        ticked = {key for key, back in marks(self.ticks) if back in (0, 1)}
        return {GROUPS[key] for key in ticked if key in URGENT_KEYS}


def marks(text: str) -> Iterator[tuple[str, int]]:
    """Each key with each of its days back: `numb:0-2,5`."""
    for mark in text.split():
        key, _, days = mark.partition(":")
        for part in days.split(","):
            first, _, last = part.partition("-")
            for back in range(int(first), int(last or first) + 1):
                yield key, back


def entry(back: int, mark: str) -> PainEntry:
    """One check-in in the morning of a day."""
    half = DaySlot(TODAY - timedelta(days=back), Slot.MORNING)
    at = datetime.combine(half.day, time(8), timezone.utc)
    scored = mark == "score"
    key, no, _ = mark.partition("=no")
    return PainEntry(
        id=f"{mark}{back}",
        felt=When(at, "UTC", half.day, half.slot),
        entered_at=at,
        side=Side.RIGHT,
        score=VasScore(40) if scored else None,
        given=Given.LINE if scored else None,
        signs={} if scored else {key: not no},
    )


def block(back: int) -> Treatment:
    at = datetime.combine(TODAY, time(9), timezone.utc)
    return Treatment(f"block{back}", TreatmentKind.BLOCK, TODAY - timedelta(days=back), at)


def table() -> list[Vignette]:
    file = Path(__file__).with_name("warning_vignettes.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        return [Vignette(**row) for row in csv.DictReader(stream)]


def put_away_on(text: str) -> dict[Rule, date]:
    return {Rule(key): TODAY - timedelta(days=back) for key, back in marks(text)}


def names(found: tuple[Prompt, ...]) -> list[str]:
    return [one.group.value if isinstance(one, UrgentPrompt) else one.rule.value for one in found]


def told(
    entries: list[PainEntry],
    dismissed: Mapping[Rule, date] | None = None,
    blocks: tuple[int, ...] = (),
    today: date = TODAY,
    guided: Sequence[GuidedBlock] = (),
) -> tuple[Prompt, ...]:
    ticks: defaultdict[str, set[date]] = defaultdict(set)
    for one in entries:
        for key, answer in one.signs.items():
            if answer:
                ticks[key].add(one.felt.day)
    burning = Burning(ticks.pop(BURNING, set()), {one.felt.day for one in entries})
    return prompts(SIGNS, ticks, map(block, blocks), guided, today, dismissed or {}, burning)


@pytest.mark.parametrize("vignette", table(), ids=lambda one: one.id)
def test_each_person_is_told_what_the_table_says(vignette: Vignette) -> None:
    blocks = tuple(map(int, vignette.blocks.split()))
    # Whether the day of a block is over is for the service to know.
    guided = [
        GuidedBlock(TODAY - timedelta(days=back), percent)
        for back, percent in vignette.reliefs()
        if back > 1
    ]
    dismissed = put_away_on(vignette.dismissed)
    found = told(vignette.diary(), dismissed, blocks, guided=guided)
    assert names(found) == [name for name in vignette.expected.split() if name != "none"]


def test_the_table_is_large_and_holds_every_sign_at_every_age() -> None:
    people = table()
    assert len(people) >= 120
    assert len({one.id for one in people}) == len({one.story for one in people}) == len(people)
    assert {one.age for one in people} == AGES
    ticked = {key for one in people for key, _ in marks(one.ticks)}
    assert {sign.key for sign in SIGNS} <= ticked
    emergencies = [one for one in people if Group.EMERGENCY in one.urgent()]
    assert {one.age for one in emergencies} == AGES
    assert len(emergencies) >= 60
    for key in (sign.key for sign in SIGNS if sign.group is Group.EMERGENCY):
        assert any(key in one.ticks and "numb:" in one.entries for one in emergencies), key


def test_the_table_expects_every_urgent_sign_to_be_caught() -> None:
    for one in table():
        expected = {name for name in one.expected.split() if not name.startswith("SP")}
        assert expected - {"none"} == {group.value for group in one.urgent()}, one.id


@given(
    key=st.sampled_from(URGENT_KEYS),
    back=st.integers(0, 1),
    others=st.lists(
        st.tuples(
            st.sampled_from(["score", *(sign.key for sign in SIGNS), NUMB, NIGHT_PAIN]),
            st.sampled_from(["", "=no"]),
            st.integers(0, 40),
        ),
        max_size=12,
    ),
    dismissed=st.dictionaries(
        st.sampled_from(Rule), st.integers(0, 40).map(lambda back: TODAY - timedelta(days=back))
    ),
    blocks=st.lists(st.integers(-3, 90), max_size=3),
)
def test_nothing_in_a_diary_holds_an_urgent_sign_back(
    key: str,
    back: int,
    others: list[tuple[str, str, int]],
    dismissed: dict[Rule, date],
    blocks: list[int],
) -> None:
    entries = [
        entry(day, other if other == "score" else f"{other}{no}") for other, no, day in others
    ]
    found = told([*entries, entry(back, key)], dismissed, tuple(blocks))
    urgent = [one for one in found if isinstance(one, UrgentPrompt)]
    assert [one.group for one in urgent] == [
        group for group in URGENT if group in {one.group for one in urgent}
    ]
    assert any(one.group is GROUPS[key] and key in one.signs for one in urgent)


def test_an_urgent_prompt_names_its_signs_and_its_newest_day() -> None:
    (found,) = told([entry(1, "numb-genitals"), entry(0, "leg-weakness")])
    assert found == UrgentPrompt(Group.EMERGENCY, ("numb-genitals", "leg-weakness"), TODAY)


def test_after_a_block_the_newest_block_that_has_come_is_named() -> None:
    entries = [entry(0, "block-fever"), entry(0, "weight-loss")]
    soon, after = told(entries, blocks=(60, 3, -5))
    assert isinstance(soon, UrgentPrompt)
    assert isinstance(after, UrgentPrompt)
    assert (soon.last_block, after.last_block) == (None, TODAY - timedelta(days=3))


def test_a_specialist_prompt_says_since_when_and_by_which_nights() -> None:
    nights = [entry(back, NIGHT_PAIN) for back in (0, 1, 4, 5, 8)]
    (found,) = told(nights)
    assert isinstance(found, SpecialistPrompt)
    # Nights 8, 5 and 4 are three of seven; from then on there always were three.
    assert found.crossed == TODAY - timedelta(days=4)
    assert found.days == tuple(TODAY - timedelta(days=back) for back in (5, 4, 1, 0))


def test_a_prompt_comes_once_for_each_time_its_rule_begins_to_be_met() -> None:
    nights = [entry(back, NIGHT_PAIN) for back in (30, 29, 28, 2, 1, 0)]
    shown = []
    dismissed: dict[Rule, date] = {}
    for back in range(31, -8, -1):
        today = TODAY - timedelta(days=back)
        known = [one for one in nights if one.felt.day <= today]
        if told(known, dismissed, today=today):
            shown.append(back)
            dismissed[Rule.WOKEN] = today
    assert shown == [28, 0]


def test_blocks_that_did_not_help_are_named_from_the_newest_two() -> None:
    days = [TODAY - timedelta(days=back) for back in (90, 60, 20)]
    guided = [GuidedBlock(day, relief) for day, relief in zip(days, (10, 20, 49.9), strict=True)]
    (found,) = told([], guided=guided)
    assert found == SpecialistPrompt(Rule.BLOCKS, days[1], (days[1], days[2]), (20, 49.9))
