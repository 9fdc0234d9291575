"""What all resources of one FHIR file share: whose they are, and what things are called there."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from cluneal_tracker.data.content import Content
from cluneal_tracker.data.exchange.fhir_elements import concept, note_of, plain
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import Nerve


@dataclass(frozen=True, slots=True)
class Frame:
    """The patient's address, what was changed afterwards, and the words.

    `corrected` are the ids of the rows to call amended. Notes stay out unless `with_notes`.
    """

    patient: str
    content: Content
    exercises: Mapping[str, str]
    corrected: Set[str] = frozenset()
    with_notes: bool = False

    @property
    def words(self) -> Mapping[str, Any]:
        """The words of the file."""
        words: Mapping[str, Any] = self.content.phrases["fhir"]
        return words

    def status(self, identity: str) -> str:
        """Whether what was observed is as it was first given."""
        return "amended" if identity in self.corrected else "final"

    def notes(self, text: str) -> list[dict[str, Any]]:
        """A note, where notes were asked for."""
        return note_of(text) if self.with_notes else []

    def named(self, key: str, names: Mapping[str, str], form: str = "{name}") -> dict[str, Any]:
        """What a key stands for; a key that only another version knows is its own name."""
        name = plain(names.get(key, key)).strip() or self.words["no_name"]
        return concept(form.format(name=name))

    def place(self, side: Side | None, nerve: Nerve | None = None) -> list[str]:
        """Where on the body; a nerve that the person does not know is none."""
        words = [] if side is None else [str(self.words["side"][side.value])]
        if nerve not in (None, Nerve.UNKNOWN):
            words.append(str(self.words["nerve"][nerve.value]))
        return words
