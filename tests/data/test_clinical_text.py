"""The clinical content: all facts of the guide, with their figures, in plain words.

Flesch-Kincaid grade = 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid 1975).
Headings are left out because their short lines would flatter it. Measured when written: pages 0.8
to 3.7, facts 3.6, warning signs 2.3, treatments 1.0. Longest sentence 19 words, 78% under 12.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker.paths import ASSETS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONTENT = ASSETS / "content" / "en"
PAGES = sorted((CONTENT / "learn").glob("*.md"))
FACT_COUNTS = {
    "OV": 2, "AN": 4, "SY": 5, "DX": 4, "TX": 9, "SC": 5, "PR": 4, "SP": 5, "FQ": 4, "KT": 4,
}  # fmt: skip
FACT_IDS = [f"{group}{n}" for group, count in FACT_COUNTS.items() for n in range(1, count + 1)]
GRADES = {
    "guide only": "**Only in your guide:**",
    "seen elsewhere": "**Seen elsewhere:**",
    "other numbers elsewhere": "**Other numbers elsewhere:**",
}
FIGURES = {
    "OV1": "14%", "AN1": "T12 L3 7 cm", "AN2": "S1 S3", "SY1": "6 7 cm", "SY2": "5 12 cm",
    "DX2": "1 2 mL 1% 50% 30 minutes 80%", "TX5": "40% six weeks",
    "TX6": "1 3 mL 0.5% bupivacaine 10 mg triamcinolone", "TX7": "70% 90% 6 8 weeks 2 3 months",
    "TX8": "6 months 2 blocks 85%", "TX9": "8.6 2.4 three months", "SC3": "two times a day",
    "SC4": "5 seconds 10 each side", "PR4": "every hour", "SP1": "3 months", "SP4": "two blocks",
    "FQ2": "3 5 cm",
}  # fmt: skip
ACTIVITY_KEYS = [
    "standing", "sitting", "bending-back", "tight-waist",
    "lifting", "walking", "rolling-in-bed", "something-else",
]  # fmt: skip
TREATMENT_SHAPES = {
    "block": "moment",
    "medicine": "period",
    "physio": "visit",
    "surgery": "moment",
    "pns": "moment",
    "other": "moment",
}
BANNED = re.compile(
    r"\b(should|please|fail\w*|invalid|streaks?|clinicians?|complian\w+|can['\u2019]t|great job"
    r"|diagnos\w+|monitor\w*|detect\w*|treat(s|ed|ing)?|confirm\w*|effective\w*|positive\w*)\b",
    re.IGNORECASE,
)
MARKS = re.compile(r" \{([^{}]*)\}$", re.MULTILINE)
WORD = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+(?:['\u2019-][A-Za-z]+)*")
MAX_SENTENCE_WORDS = 20
MAX_GRADE = 5.0
MAX_SAY = 34
MAX_ACTIVITY_NAME = 18


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def page_blocks(path: Path) -> tuple[list[str], list[str]]:
    """The headings of a page, and its paragraphs and list items without their marks."""
    headings: list[str] = []
    blocks: list[str] = [""]
    for line in MARKS.sub("", path.read_text(encoding="utf-8")).splitlines():
        text = line.strip().replace("**", "")
        if text.startswith("#"):
            headings.append(text.lstrip("# "))
            blocks.append("")
        elif not text:
            blocks.append("")
        elif re.match(r"(-|\d+\.) ", text):
            blocks.append(re.sub(r"^(-|\d+\.) ", "", text))
        else:
            blocks[-1] = f"{blocks[-1]} {text}".strip()
    return headings, [block for block in blocks if block]


def shown_text(name: str) -> list[str]:
    """Every string of a TOML file that a person reads as prose."""
    data = load(name)
    if name == "facts.toml":
        return [fact["says"] for fact in data["fact"]]
    if name == "routines.toml":
        tops = [text for r in data["routine"] for text in (r["name"], r["summary"], r["caution"])]
        levels = [level["name"] for r in data["routine"] for level in r.get("level", ())]
        return tops + levels + [text for s in steps(data) for text in (s["say"], s["short"])]
    if name == "habits.toml":
        return [text for habit in data["habit"] for text in (habit["name"], habit["why"])]
    if name == "treatments.toml":
        return [text for kind in data["kind"] for text in (kind["name"], kind["hint"])]
    if name == "ladder.toml":
        return [text for rung in data["rung"] for text in (rung["step"], rung["name"])]
    if name == "warning_signs.toml":
        names = ("emergency", "soon", "after-block", "specialist")
        groups = [text for name in names for text in data[name].values()]
        prompts = [text for p in data["prompt"] for text in (p["reason"], p["entries"])]
        return groups + [s["text"] for s in data["sign"]] + list(data["prompts"].values()) + prompts
    return [activity["name"] for activity in data["activity"]]


def steps(routines: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for routine in routines["routine"]:
        for graded in routine.get("level", [routine]):
            for part in graded["part"]:
                yield from part["step"]


def sentences(blocks: list[str]) -> list[list[str]]:
    """The words of each sentence; a block without a full stop is one sentence."""
    parts = [part for block in blocks for part in re.split(r"(?<=[.!?:])\s+", block)]
    return [words for part in parts if (words := WORD.findall(part))]


def syllables(word: str) -> int:
    """About how many syllables: digits and capitals are read one by one, else vowel groups."""
    if word[0].isdigit():
        return sum(character.isdigit() for character in word)
    if len(word) > 1 and word.isupper():
        return len(word)
    low = word.lower()
    count = len(re.findall(r"[aeiouy]+", low))
    count += len(re.findall(r"ia|(?<![tsc])io(?!u)|iu|ea(?=l$)|eu", low))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouylcsxzgh]es$|[aeiouy]le$", low):
        count -= 1
    return max(1, count)


def reading_grade(blocks: list[str]) -> float:
    found = sentences(blocks)
    words = [word for sentence in found for word in sentence]
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * spoken / len(words) - 15.59


TOML_FILES = [
    "activities.toml",
    "facts.toml",
    "habits.toml",
    "ladder.toml",
    "routines.toml",
    "treatments.toml",
    "warning_signs.toml",
]


def test_every_fact_of_the_guide_has_one_row() -> None:
    found = [fact["id"] for fact in load("facts.toml")["fact"]]
    assert len(FACT_IDS) == 46
    assert found == FACT_IDS


def test_facts_keep_the_figures_of_the_guide() -> None:
    says = {fact["id"]: fact["says"] for fact in load("facts.toml")["fact"]}
    for key, figures in FIGURES.items():
        found = re.findall(r"[\w.%]*[\w%]", says[key])
        assert [figure for figure in figures.split() if figure not in found] == [], key


def test_each_fact_names_a_grade_a_page_and_known_sources() -> None:
    sources = {source["key"] for source in load("sources.toml")["source"]}
    pages = {page.stem for page in PAGES}
    for fact in load("facts.toml")["fact"]:
        assert fact["sure"] in GRADES, fact["id"]
        assert fact["page"] in pages, fact["id"]
        assert set(fact["sources"]) <= sources, fact["id"]
        assert fact["drives"], fact["id"]
        if fact["sure"] != "guide only":
            assert fact["note"], f"{fact['id']} names a study, so a note says what it adds"
            assert fact["sources"], fact["id"]


def test_facts_drive_only_routines_treatments_and_prompts_that_exist() -> None:
    known = {
        "exercise": {routine["key"] for routine in load("routines.toml")["routine"]},
        "habit": {habit["key"] for habit in load("habits.toml")["habit"]},
        "treatment": {kind["key"] for kind in load("treatments.toml")["kind"]},
        "help": {prompt["key"] for prompt in load("warning_signs.toml")["prompt"]},
    }
    driven: dict[str, set[str]] = {room: set() for room in known}
    for fact in load("facts.toml")["fact"]:
        for target in fact["drives"]:
            room, _, key = target.partition(":")
            if room in known:
                driven[room].add(key)
    assert driven["exercise"] == known["exercise"]
    assert driven["habit"] == known["habit"]
    assert driven["treatment"] == known["treatment"] - {"other"}
    assert driven["help"] == known["help"]


def test_the_ladder_has_every_step_of_the_guide_once_and_in_its_order() -> None:
    facts, rungs = load("facts.toml")["fact"], load("ladder.toml")["rung"]
    steps = [fact["id"] for fact in facts if fact["id"].startswith("TX")]
    assert [fact for rung in rungs for fact in rung["facts"]] == steps
    drives = {fact["id"]: set(fact["drives"]) for fact in facts}
    for rung in rungs:
        led = set().union(*(drives[fact] for fact in rung["facts"]))
        rooms = {"treatment": "kinds", "exercise": "exercises", "habit": "habits"}
        held = {f"{room}:{key}" for room, name in rooms.items() for key in rung.get(name, ())}
        assert held <= led, rung["key"]
        if rung.get("medicines"):
            assert "treatment:medicine" in led


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_states_the_facts_that_name_it(page: Path) -> None:
    marks = " ".join(MARKS.findall(page.read_text(encoding="utf-8"))).split()
    stated = [mark for mark in marks if mark.isupper()]
    assert stated == [
        fact["id"] for fact in load("facts.toml")["fact"] if fact["page"] == page.stem
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_ends_with_the_grades_of_its_own_facts(page: Path) -> None:
    graded = {f["sure"] for f in load("facts.toml")["fact"] if f["page"] == page.stem}
    assert graded, "a page without facts has nothing to teach"
    ending = page.read_text(encoding="utf-8").partition("## How sure is this?")[2]
    assert {grade for grade, words in GRADES.items() if words in ending} == graded


def test_the_app_calls_itself_a_diary_once() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert text.count("not a medical device") == 1


def test_every_step_has_a_drawing_and_fits_its_line() -> None:
    for step in steps(load("routines.toml")):
        for name in filter(None, (step["drawing"], step.get("swing"))):
            assert (ASSETS / "drawings" / f"{name}.svg").is_file(), name
        assert len(step["say"]) <= MAX_SAY, step["say"]
        assert step["kind"] in {"move", "hold"}
        assert ("seconds" in step) != ("times" in step), "timed, or at one's own pace"
        assert step["seconds_from"] in {"guide", "ours"}


def test_nerve_glide_keeps_the_numbers_of_the_guide() -> None:
    routine = next(r for r in load("routines.toml")["routine"] if r["key"] == "nerve-glide")
    assert len(routine["part"]) == 1
    part = routine["part"][0]
    assert (part["each_side"], part["repetitions"]) == (True, 10)
    assert part["repetitions_from"] == "guide"
    assert [(s["drawing"], s["seconds"], s["seconds_from"]) for s in part["step"]] == [
        ("glide-knee-to-chest", 2, "ours"),
        ("glide-hold", 5, "guide"),
        ("glide-leg-up", 3, "ours"),
        ("glide-toes", 2, "ours"),
        ("glide-lower", 3, "ours"),
    ]


def test_foam_roller_is_twice_a_day_on_each_side() -> None:
    routine = next(r for r in load("routines.toml")["routine"] if r["key"] == "foam-roller")
    assert (routine["per_day"], routine["per_day_from"]) == (2, "guide")
    assert [part["each_side"] for part in routine["part"]] == [True, True]
    drawings = [step["drawing"] for part in routine["part"] for step in part["step"]]
    assert drawings == ["roller-side-bottom", "roller-low-back"]


def test_activities_are_the_eight_chips_and_know_why_they_are_asked() -> None:
    activities = load("activities.toml")["activity"]
    assert [a["key"] for a in activities] == ACTIVITY_KEYS
    for activity in activities:
        assert len(activity["name"]) <= MAX_ACTIVITY_NAME, activity["name"]
        assert activity["group"] in {"tension", "pressure", "movement", "other"}
        assert set(activity["question_from"]) <= set(FACT_IDS)
        assert activity["question_from"] or activity["key"] == "something-else"


def test_treatments_have_the_shapes_the_diary_stores() -> None:
    data = load("treatments.toml")
    assert {kind["key"]: kind["shape"] for kind in data["kind"]} == TREATMENT_SHAPES
    assert [nerve["key"] for nerve in data["nerve"]] == ["superior", "middle", "both", "unknown"]
    for kind in data["kind"]:
        assert set(kind["facts"]) <= set(FACT_IDS)


def test_warning_signs_ask_about_the_saddle_area_by_name() -> None:
    data = load("warning_signs.toml")
    keys = Counter(sign["key"] for sign in data["sign"])
    assert max(keys.values()) == 1
    groups = Counter(sign["group"] for sign in data["sign"])
    assert groups == {"emergency": 11, "soon": 4, "after-block": 3, "specialist": 1}
    assert data["emergency"]["action"] == "Go to your nearest emergency department now."
    asked = " ".join(s["text"].lower() for s in data["sign"] if s["group"] == "emergency")
    for area in ("inner thighs", "genitals", "back passage", "wiping", "pee", "stool", "leg"):
        assert area in asked
    assert "saddle area" in data["emergency"]["overlap"]


def test_prompts_name_every_gap_in_their_text() -> None:
    prompts = load("warning_signs.toml")["prompt"]
    assert [prompt["key"] for prompt in prompts] == ["SP1", "SP2", "SP3", "SP4"]
    for prompt in prompts:
        assert re.findall(r"\{(\w+)\}", prompt["entries"]) == prompt["gaps"]


@pytest.mark.parametrize("name", TOML_FILES)
def test_toml_words_are_plain(name: str) -> None:
    assert_plain(shown_text(name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_words_are_plain(page: Path) -> None:
    headings, blocks = page_blocks(page)
    assert_plain(headings)
    assert_plain(blocks)


def test_notes_avoid_the_banned_words_too() -> None:
    notes = [fact["note"] for fact in load("facts.toml")["fact"]]
    notes.append(load("sources.toml")["guide"]["note"])
    assert [match.group() for note in notes for match in BANNED.finditer(note)] == []


@pytest.mark.parametrize("name", [name for name in TOML_FILES if name != "activities.toml"])
def test_toml_reads_easily(name: str) -> None:
    assert reading_grade(shown_text(name)) <= MAX_GRADE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_reads_easily(page: Path) -> None:
    assert reading_grade(page_blocks(page)[1]) <= MAX_GRADE


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("nerve", 1), ("cluneal", 3), ("superior", 4), ("muscle", 2), ("needles", 2),
        ("trapped", 1), ("started", 2), ("passes", 2), ("MRI", 3), ("8.6", 2), ("because", 2),
    ],
)  # fmt: skip
def test_syllable_counter(word: str, count: int) -> None:
    assert syllables(word) == count


def assert_plain(blocks: list[str]) -> None:
    assert blocks
    assert [match.group() for block in blocks for match in BANNED.finditer(block)] == []
    long = [" ".join(s) for s in sentences(blocks) if len(s) > MAX_SENTENCE_WORDS]
    assert long == []
