"""One word, typed into every field there is, is found in the diary and nowhere else."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.privacy.conftest import Lived
from tests.privacy.household import holds, spellings

# The call, and the file that -y names behind the number of its first argument.
_WRITES = re.compile(r"^\d+ +(?:write|writev|pwrite64|pwritev)\(\d+<([^>]*)>")
_OPENS = re.compile(
    r'^\d+ +(?:openat|open|creat)\((?:AT_FDCWD(?:<[^>]*>)?, )?"([^"]*)", (\S+?)[,)]'
)
_TO_WRITE = ("O_WRONLY", "O_RDWR", "O_CREAT")
_NO_FILES = ("/dev/null", "/dev/tty", "/proc/self/coredump_filter")


def _belongs(file: Path, lived: Lived) -> bool:
    """Whether the diary may stand in a file: its own, its backups, and what was asked for."""
    diary = lived.home.diary
    own = file.parent == diary and file.name.startswith(("diary.db", ".diary.db"))
    folders = diary / "backups", lived.home.documents
    return own or any(file.is_relative_to(folder) for folder in folders)


def test_everything_was_typed_into(window: Lived) -> None:
    """Note; name, dose and note of six kinds of treatment; name and questions for the visit."""
    assert window.said["typed"] >= 13
    assert window.said["treatments"] == 6
    assert window.said["trials"] == 1
    assert window.said["brought in"] >= 4
    assert window.said["own exercises"] == 1
    assert window.said["visits"] == 1


def test_the_search_finds_what_is_there(lived: Lived) -> None:
    found = {file for file in lived.home.files() if holds(file.read_bytes(), lived.word)}
    assert lived.home.diary / "diary.db" in found
    assert any(file.parent.name == "backups" for file in found)
    assert {file.suffix for file in found} >= {".db", ".json", ".zip"}


@pytest.mark.parametrize(
    "pack",
    [
        lambda text: b"x" + text.encode("utf-16-le"),
        lambda text: gzip.compress(text.encode()),
        lambda text: b"stream\n" + zlib.compress(text.encode()) + b"\nendstream",
        lambda text: _zipped(_zipped(text.encode())),
    ],
)
def test_the_search_unpacks(pack: Callable[[str], bytes]) -> None:
    assert holds(pack("a word that was typed"), "word that was")
    assert not holds(pack("another one"), "word that was")


def _zipped(content: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("file", content)
    return whole.getvalue()


def test_no_other_file_holds_it(lived: Lived) -> None:
    files = lived.home.files()
    left = [file for file in files if not _belongs(file, lived)]
    assert not [file for file in left if holds(file.read_bytes(), lived.word)]
    assert not [file for file in files if lived.word in str(file)]
    # Otherwise nothing was looked at: the window keeps its size, charts their list of fonts.
    assert any(file.suffix in (".ini", ".json") for file in left)


def test_it_was_written_to_no_other_file_and_said_to_nobody(lived: Lived) -> None:
    """Files that are gone by now count as well, and so do the messages on any socket."""
    # As strace spells bytes: \000 before a figure, \0 before anything else.
    wanted = [repr(spelt)[2:-1].replace("\\x00", "\\0") for spelt in spellings(lived.word)]
    spelt = ((call, call.replace("\\000", "\\0")) for call in lived.traced_calls())
    calls = [call for call, plain in spelt if any(word in plain for word in wanted)]
    assert calls
    targets = [found[1] if (found := _WRITES.match(call)) else call for call in calls]
    assert not [target for target in targets if not _belongs(Path(target), lived)]


def test_nothing_is_written_outside_the_home(lived: Lived) -> None:
    opened = [found for call in lived.traced_calls() if (found := _OPENS.match(call))]
    written = {found[1] for found in opened if any(flag in found[2] for flag in _TO_WRITE)}
    assert len(written) > 5
    home = str(lived.home.root)
    assert not [name for name in written if not name.startswith((home, *_NO_FILES))]


def test_a_crash_quotes_nothing(window: Lived) -> None:
    assert "ZeroDivisionError" in window.complained
    assert "in fail" in window.complained
    assert window.word not in window.complained


def test_others_on_this_computer_see_nothing(window: Lived) -> None:
    """What stands in a list of processes or windows, and what the next program could paste."""
    assert "Cluneal Tracker" in window.said["titles"]
    for what in ("titles", "clipboard", "environment", "command", "name"):
        assert window.word not in str(window.said[what])
    assert not window.said["environment"]


def test_a_reminder_tells_nothing(window: Lived) -> None:
    assert any("check-in" in text for text in window.said["reminders"])
    assert window.word not in str(window.said["reminders"])


def test_no_command_complains_with_it(commands: Lived) -> None:
    assert not [step for step in commands.said if commands.word in step["complained"]]
    assert [step["code"] for step in commands.said] == [0] * len(commands.said)
