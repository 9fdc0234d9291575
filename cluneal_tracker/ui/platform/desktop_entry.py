"""Entries for the menus of Linux desktops, by the Desktop Entry Specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cluneal_tracker import paths

# What a shell would read inside double quotes.
_SPECIAL = ("\\", '"', "`", "$")


def desktop_entry(
    command: Sequence[str], actions: Mapping[str, tuple[str, Sequence[str]]] | None = None
) -> str:
    """The text of an entry; each action has an id, a name and a command of its own."""
    actions = actions or {}
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.1",
        "Name=Cluneal Tracker",
        "GenericName=Pain diary",
        "Comment=A private pain diary",
        exec_line(command),
        f"Icon={paths.APP}",
        "Terminal=false",
        "Categories=Utility;",
        "Keywords=pain;diary;log;exercise;",
        f"StartupWMClass={paths.APP}",
    ]
    if actions:
        lines.append(f"Actions={''.join(f'{key};' for key in actions)}")
    for key, (name, words) in actions.items():
        lines += ["", f"[Desktop Action {key}]", f"Name={name}", exec_line(words)]
    return "\n".join(lines) + "\n"


def exec_line(command: Sequence[str]) -> str:
    """The line that says what to run; nothing in a word is filled in or read by a shell."""
    return f"Exec={' '.join(map(_quoted, command))}"


def _quoted(word: str) -> str:
    for special in _SPECIAL:
        word = word.replace(special, f"\\{special}")
    # The file itself takes a backslash for the beginning of an escape, so each stands twice.
    return '"' + word.replace("\\", "\\\\").replace("%", "%%").replace("\n", "\\n") + '"'
