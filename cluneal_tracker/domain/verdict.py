"""What is told of a diary's file before it is used, and the error that carries it."""

from __future__ import annotations

from enum import Enum

from cluneal_tracker.domain.errors import DiaryError


class Verdict(str, Enum):
    """The state of the file in which a diary is, or was."""

    NONE = "none"
    WHOLE = "whole"
    LOCKED = "locked"
    KEYLESS = "key missing"
    MISSING = "missing"
    EMPTY = "empty"
    SHORT = "short"
    FOREIGN = "foreign"
    NEWER = "newer"
    DAMAGED = "damaged"
    OLDER = "older"
    OTHER = "other"
    OUT_OF_REACH = "out of reach"


class NotOpened(DiaryError):
    """The diary was not opened and its file was left as it is; `verdict` says why."""

    def __init__(self, verdict: Verdict, sentence: str) -> None:
        super().__init__(sentence)
        self.verdict = verdict
