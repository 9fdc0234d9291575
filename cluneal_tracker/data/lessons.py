"""The pages of Learn and their facts, read from simple Markdown and TOML.

A page has one "# " title, "## " headings, paragraphs and lists. At the end of a passage stands what
it states, as in "{SC1 SC2}", or a part of the app that it names, as in "{help}".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cluneal_tracker.domain.learning import Fact, Grade, Lesson, Passage, Section, Shape

_MARKS = re.compile(r"\s*\{([^{}]*)\}$")
_ITEM = re.compile(r"(-|\d+\.)\s+")


def read_facts(facts: Iterable[dict[str, Any]], sources: Iterable[dict[str, Any]]) -> list[Fact]:
    """The facts in the order of the guide, each with its sources as a person cites them."""
    cited = {row["key"]: _citation(row) for row in sources}
    return [
        Fact(
            id=row["id"],
            says=row["says"],
            grade=Grade(row["sure"]),
            note=row["note"],
            sources=tuple(cited[key] for key in row["sources"]),
            drives=tuple(row["drives"]),
        )
        for row in facts
    ]


def read_lesson(file: Path, facts: Mapping[str, Fact]) -> Lesson:
    """One page; `facts` by their id. Raises ValueError for a mark that is neither."""
    title, _, text = file.read_text(encoding="utf-8").partition("\n")
    sections: list[Section] = []
    for part in f"\n{text}".split("\n## "):
        heading, _, body = part.partition("\n")
        passages = tuple(_passage(shape, words, facts) for shape, words in _pieces(body))
        if passages:
            sections.append(Section(heading.strip(), passages))
    return Lesson(file.stem, title.removeprefix("# ").strip(), tuple(sections))


def _pieces(body: str) -> Iterator[tuple[Shape, str]]:
    """Each paragraph and each item of a list, on one line."""
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = block.splitlines()
        if lines and _ITEM.match(lines[0]):
            for line in lines:
                shape = Shape.BULLET if line.startswith("-") else Shape.NUMBERED
                yield shape, line if shape is Shape.NUMBERED else _ITEM.sub("", line, count=1)
        elif lines:
            yield Shape.PARAGRAPH, " ".join(line.strip() for line in lines)


def _passage(shape: Shape, text: str, facts: Mapping[str, Fact]) -> Passage:
    marked = _MARKS.search(text)
    marks = marked[1].split() if marked else []
    unknown = [mark for mark in marks if mark.isupper() and mark not in facts]
    if unknown:
        raise ValueError(f"there is no fact {', '.join(unknown)}")
    stated = tuple(facts[mark] for mark in marks if mark in facts)
    links = tuple(mark for mark in marks if mark not in facts)
    return Passage(shape, _MARKS.sub("", text), stated, links)


def _citation(row: dict[str, Any]) -> str:
    """A source on one line: who, when, what, where; what is not known is left out."""
    who = " ".join(str(row[name]) for name in ("authors", "year") if name in row)
    where = [f"doi {row['doi']}"] if "doi" in row else []
    parts = [who, row["title"], row.get("published_in", ""), *where]
    return ". ".join(part for part in parts if part) + "."
