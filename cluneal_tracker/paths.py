"""Where the diary, its caches and the shipped assets live."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_assets"

# A wheel carries the assets inside the package; a checkout keeps them beside it.
ASSETS = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent / "assets"

APP = "cluneal-tracker"
HOME_VARIABLE = "CLUNEAL_TRACKER_HOME"
DIARY_NAME = "diary.db"
BACKUPS_NAME = "backups"


def data_folder(chosen: str | None = None) -> Path:
    """The folder that holds the diary: the one asked for, the environment's, or the system's."""
    named = chosen or os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path(APP, appauthor=False)


def cache_folder() -> Path:
    """A folder for files that may be lost at any time, such as the list of fonts."""
    import platformdirs

    return platformdirs.user_cache_path(APP, appauthor=False)


def documents_folder() -> Path:
    """The person's own documents folder, where saved pages and pictures go."""
    import platformdirs

    return platformdirs.user_documents_path()
