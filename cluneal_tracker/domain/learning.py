"""What there is to learn: the facts of the guide, and the pages that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

# Words that ask and tell nothing of what is asked about; in English, as the pages are.
_ASKING = frozenset(
    (
        *("a", "about", "am", "an", "and", "are", "can", "do"),
        *("does", "for", "how", "i", "in", "is", "it", "me"),
        *("my", "of", "on", "or", "should", "the", "to", "what"),
        *("when", "where", "which", "who", "why", "will", "with"),
    )
)
_SHORT = 3


class Grade(str, Enum):
    """How a fact of the guide stands beside what others have written."""

    GUIDE_ONLY = "guide only"
    SEEN = "seen elsewhere"
    OTHER_NUMBERS = "other numbers elsewhere"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the guide in our own words.

    `note` tells what studies add, `sources` cites them; both may be empty. `drives` names the
    parts of the app that rest on the fact, such as "exercise:nerve-glide".
    """

    id: str
    says: str
    grade: Grade
    note: str
    sources: tuple[str, ...]
    drives: tuple[str, ...]


class Shape(str, Enum):
    """How a piece of a page is set."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a list item; what stands between two ** is strong.

    `facts` are those that it states, `links` the parts of the app that it names itself.
    """

    shape: Shape
    text: str
    facts: tuple[Fact, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Passages under one heading; the first section of a page has none."""

    title: str
    passages: tuple[Passage, ...]

    @property
    def drives(self) -> tuple[str, ...]:
        """The parts of the app that it leads to, each once, in reading order."""
        found: dict[str, None] = {}
        for passage in self.passages:
            found |= dict.fromkeys(passage.links)
            for fact in passage.facts:
                found |= dict.fromkeys(fact.drives)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page."""

    key: str
    title: str
    sections: tuple[Section, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it states, each once, in reading order."""
        passages = (passage for section in self.sections for passage in section.passages)
        return tuple(dict.fromkeys(fact for passage in passages for fact in passage.facts))


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that answers a search, and the page that tells it."""

    fact: Fact
    lesson: Lesson


def find(lessons: Iterable[Lesson], sought: str) -> list[Found]:
    """The facts in which every sought word, or one that contains it, stands.

    Those whose own words have it come first, each part in reading order.
    A fact is sought in its own words, in its note, in the passage that states it and in the titles
    above that. Nothing sought finds nothing. Large and small letters are alike, and so are "scan"
    and "scans". Words that only ask, such as "why are", are left out where others are sought.
    """
    words = _sought(sought)
    found: dict[str, Found] = {}
    for lesson in lessons if words else ():
        for section in lesson.sections:
            for passage in section.passages:
                around = [lesson.title, section.title, passage.text.replace("**", "")]
                for fact in passage.facts:
                    if _has_all([*around, fact.says, fact.note], words):
                        found.setdefault(fact.id, Found(fact, lesson))
    return sorted(found.values(), key=lambda one: not _has_all([one.fact.says], words))


def _sought(text: str) -> list[str]:
    words = [word.strip(".,;:?!") for word in text.casefold().split()]
    telling = [word for word in words if word and word not in _ASKING] or [*filter(None, words)]
    return [word[:-1] if len(word) > _SHORT and word.endswith("s") else word for word in telling]


def _has_all(texts: Sequence[str], words: Iterable[str]) -> bool:
    text = "\n".join(texts).casefold()
    return all(word in text for word in words)
