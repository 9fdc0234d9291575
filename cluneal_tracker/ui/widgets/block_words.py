"""The hours after a block, in words."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.services.block_days import BlockNow
from cluneal_tracker.ui.words import clock_time

_HOUR = 60


def after_text(minutes: int) -> str:
    """A check-in by its time: "1 hour after your block"; 0 is the one just before it."""
    if not minutes:
        return _tr("Just before your block")
    if minutes % _HOUR:
        return _tr("{n} minutes after your block").format(n=minutes)
    hours = minutes // _HOUR
    if hours == 1:
        return _tr("1 hour after your block")
    return _tr("{n} hours after your block").format(n=hours)


def block_text(block: BlockNow, now: datetime, zone: tzinfo) -> str:
    """What is asked for `now`, or when the next check-in comes; empty after the last."""
    if block.since < 0 and block.treatment.given_at is not None:
        form = _tr("Your block is at {time}. Mark your pain just before it.")
        return form.format(time=clock_time(block.treatment.given_at))
    if block.asked is not None:
        title = after_text(block.asked)
        move = _tr("Move the way that used to hurt first. Then mark your pain.")
        return f"{title}. {move}"
    if block.next_at is not None:
        at = block.next_at.astimezone(zone)
        form = _tr("Your block is being followed. The next check-in is at {time}.")
        if at.date() != now.astimezone(zone).date():
            form = _tr("Your block is being followed. The next check-in is tomorrow at {time}.")
        return form.format(time=clock_time(at))
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("block_day", text)
