"""What is kept of the window beside the diary, where it can be read though the diary cannot."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSettings

from cluneal_tracker.domain.settings import Settings, Theme

_THEME, _TEXT_SIZE = "look/theme", "look/text-size"


def window_memory(folder: Path) -> QSettings:
    """The file of the window of a diary's folder; it says nothing of the person."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def keep_look(kept: QSettings, settings: Settings) -> None:
    """Keep the theme and the size of text for a start on which the diary does not open."""
    kept.setValue(_THEME, settings.theme.value)
    kept.setValue(_TEXT_SIZE, settings.text_size)


def last_look(kept: QSettings) -> Settings | None:
    """Settings with the look that was kept; None where there is none, or none that makes sense."""
    theme, size = (str(kept.value(key)) for key in (_THEME, _TEXT_SIZE))
    with suppress(ValueError):
        return Settings(theme=Theme(theme), text_size=int(size))
    return None
