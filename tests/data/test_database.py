from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cluneal_tracker.data import audit
from cluneal_tracker.data.connecting import connect
from cluneal_tracker.data.database import Database, random_id
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.migrations import APPLICATION_ID, VERSION
from cluneal_tracker.data.traces import READ
from cluneal_tracker.data.under_way_store import UNDER_WAY
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

GOOD = {
    "id": "one",
    "felt_at": "2026-03-12T07:10:00.000+00:00",
    "zone": "Europe/Berlin",
    "utc_offset": 3600,
    "day": "2026-03-12",
    "slot": "morning",
    "entered_at": "2026-03-12T07:10:00.000+00:00",
    "side": "left",
    "mm": 41,
    "given": "line",
    "activities": "{}",
    "signs": "{}",
    "note": "",
    "line_px": 560,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "house" / "diary.db"


@pytest.fixture
def kept(file: Path) -> Path:
    """A diary with one score in it."""
    with open_services(file.parent, FakeClock()) as services:
        services.diary.add(VasScore(41))
    return file


def _scores(file: Path) -> list[str]:
    with open_services(file.parent, FakeClock("2026-03-12T09:00")) as services:
        return [str(entry.score) for entry in services.diary.entries()]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="file modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_diary_and_its_folder_are_private_whatever_the_umask(file: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with closing(open_database(file)) as db, db.atomic():
            db.connection.execute("insert into setting values ('sound', 'true')")
            modes = {path.name: _mode(path) for path in file.parent.iterdir()}
    finally:
        os.umask(before)
    assert _mode(file.parent) == 0o700
    assert modes == dict.fromkeys(("diary.db", "diary.db-journal", "diary.seal"), 0o600)
    assert sorted(path.name for path in file.parent.iterdir()) == ["diary.db", "diary.seal"]


def test_a_diary_is_set_to_lose_nothing_in_a_power_cut(file: Path) -> None:
    with closing(open_database(file)) as db:
        names = ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
        found = [db.connection.execute(f"pragma {name}").fetchone()[0] for name in names]
        assert found == ["delete", 3, 1, APPLICATION_ID, VERSION]


def test_sqlite_utils_brings_nothing_of_its_own(db: Database) -> None:
    import sqlite_utils
    from sqlite_utils import plugins

    class Plugin:
        @sqlite_utils.hookimpl
        def prepare_connection(self, conn: sqlite3.Connection) -> None:
            raise AssertionError(f"a plug-in got hold of {conn}")

    plugin = Plugin()
    plugins.pm.register(plugin)
    try:
        assert db.tables.table_names()
    finally:
        plugins.pm.unregister(plugin)
    assert db.connection.execute("pragma recursive_triggers").fetchone() == (0,)


def test_who_does_not_wait_waits_again_afterwards(db: Database) -> None:
    def waits() -> int:
        return int(db.connection.execute("pragma busy_timeout").fetchone()[0])

    before = waits()
    with pytest.raises(KeyError), db.without_waiting():  # noqa: PT012
        assert waits() == 0
        raise KeyError
    assert waits() == before > 0


def test_a_diary_that_is_replaced_in_the_last_moment_is_not_written(kept: Path) -> None:
    def replace(_: Database) -> None:
        other = kept.with_name("other.db")
        other.write_bytes(kept.read_bytes())
        os.replace(other, kept)

    with closing(Database(connect(kept), file=kept, check=replace)) as db:
        before = kept.read_bytes()
        with pytest.raises(DiaryError, match="moved or replaced while it was open"), db.atomic():
            db.connection.execute("delete from pain")
        assert not db.connection.in_transaction
    assert kept.read_bytes() == before


def test_a_diary_in_memory_has_no_file_to_exchange(db: Database, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no file"), db.exchange(tmp_path / "draft", None):
        pass


def test_a_diary_that_was_closed_says_nothing_more(kept: Path) -> None:
    db = open_database(kept)
    db.close()
    with pytest.raises(sqlite3.ProgrammingError):
        db.connection.execute("select 1")


def test_an_id_is_of_128_random_bits() -> None:
    first, second = random_id(), random_id()
    assert len(first) == 32
    assert first != second


def test_every_table_is_strict(db: Database) -> None:
    tables = db.connection.execute(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table'"
        " and name not like 'sqlite_%'"
    ).fetchall()
    assert {name for name, _ in tables} == {*READ, UNDER_WAY, "journal"}
    assert all(strict for _, strict in tables)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mm": 101},
        {"mm": -1},
        {"mm": 4.5},
        {"mm": "four"},
        {"mm": None},
        {"given": None},
        {"given": "guess"},
        {"side": "middle"},
        {"slot": "noon"},
        {"day": "12.3.2026"},
        {"activities": "{"},
        {"signs": "yes"},
        {"note": None},
        {"note": b"bytes"},
        {"line_px": 0},
        {"felt_at": None},
        {"id": None},
    ],
)
def test_the_file_itself_refuses_a_wrong_row(db: Database, wrong: dict[str, object]) -> None:
    row = GOOD | wrong
    with pytest.raises(DiaryError), db.atomic():
        _insert(db, row)
    assert db.connection.execute("select count(*) from pain").fetchone()[0] == 0
    with db.atomic():
        _insert(db, GOOD)
    assert db.connection.execute("select mm from pain").fetchone()[0] == 41


def _insert(db: Database, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    db.connection.execute(
        f"insert into pain ({', '.join(row)}) values ({marks})", list(row.values())
    )


def test_an_error_inside_takes_all_of_it_back(db: Database) -> None:
    def fill() -> None:
        with db.atomic():
            _insert(db, GOOD)
            with db.atomic():
                _insert(db, GOOD | {"id": "two"})
            raise KeyError

    with pytest.raises(KeyError):
        fill()
    assert db.connection.execute("select count(*) from pain").fetchone()[0] == 0
    assert not db.connection.in_transaction


def _foreign(version: int, application: int = 0) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "other.db")
        with closing(sqlite3.connect(file)) as other:
            other.execute("create table photo (name text)")
            other.execute(f"pragma user_version = {version}")
            other.execute(f"pragma application_id = {application}")
            other.commit()
        return file.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"Dear diary,\n",
        b"SQLite format 3",
        b"SQLite format 3\x00",
        _foreign(0),
        _foreign(1),
        _foreign(0, 0x12345678),
        _foreign(VERSION, APPLICATION_ID - 1),
        b"\x00" * 5000,
    ],
    ids=["empty", "newline", "text", "stub", "magic", "other-0", "other-1", "app", "near", "zeros"],
)
def test_a_file_that_is_no_diary_is_refused_and_left_alone(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    said = r"is empty" if not content else r"is not a Cluneal Tracker diary"
    with pytest.raises(
        DiaryError, match=rf"{said}.*It was (not so before\. It was )?left as it is"
    ):
        open_database(file)
    assert file.read_bytes() == content
    assert [path.name for path in file.parent.iterdir()] == ["diary.db"]


def test_a_diary_of_a_newer_version_is_refused_and_left_alone(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute(f"pragma user_version = {VERSION + 1}")
    before = kept.read_bytes()
    with pytest.raises(DiaryError, match=r"newer version.*left as it is"):
        open_database(kept)
    assert kept.read_bytes() == before


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5, 0.9])
def test_a_cut_off_diary_is_refused_and_left_alone(kept: Path, share: float) -> None:
    content = kept.read_bytes()
    cut = content[: int(len(content) * share)]
    kept.write_bytes(cut)
    with pytest.raises(DiaryError, match="left as it is"):
        open_database(kept)
    assert kept.read_bytes() == cut


def test_damage_inside_is_told_in_a_sentence_when_it_is_met(kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    kept.write_bytes(content)
    with pytest.raises(NotOpened, match="is damaged") as raised:
        _scores(kept)
    assert raised.value.verdict is Verdict.DAMAGED
    assert kept.read_bytes() == content


@pytest.mark.parametrize("place", ["folder", "file/diary.db", "loop/diary.db"])
def test_a_place_where_no_diary_can_be_is_told_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DiaryError, match=r"^The diary in .* cannot be opened: [A-Z].*\.$"):
        open_database(tmp_path / place)


def test_a_start_cut_short_before_the_diary_is_whole_leaves_none(file: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from cluneal_tracker.data import diary_file;"
        "diary_file.give_name = lambda draft, file: os._exit(9);"
        "diary_file.open_database(Path(sys.argv[1]))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(file)], check=False).returncode == 9
    assert not file.exists()
    with closing(open_database(file)):
        assert file.stat().st_size > 0


def test_many_programs_may_begin_the_diary_at_once(file: Path) -> None:
    def begin(number: int) -> None:
        with open_services(file.parent, FakeClock()) as services:
            services.diary.add(VasScore(number))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(begin, range(12)))
    assert len(_scores(file)) == 12
    assert sorted(path.name for path in file.parent.iterdir()) == ["diary.db", "diary.seal"]


def test_another_program_in_the_way_is_told_in_a_sentence(kept: Path) -> None:
    other = sqlite3.connect(kept, isolation_level=None)
    with closing(open_database(kept)) as ours, closing(other):
        ours.connection.execute("pragma busy_timeout = 20")
        other.execute("begin immediate")
        with pytest.raises(DiaryError, match=r"^Another program is using the diary\."):
            Services(ours, FakeClock()).diary.add(VasScore(10))
        other.execute("rollback")
    assert _scores(kept) == ["4.1"]


def test_a_change_of_another_program_shows(kept: Path) -> None:
    with closing(open_database(kept)) as ours:
        seen = ours.version_seen()
        assert ours.version_seen() == seen
        with open_services(kept.parent, FakeClock()) as services:
            services.diary.add(VasScore(50))
        assert ours.version_seen() != seen


_FILL = """
import resource, sys
from pathlib import Path
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.opening import Services, open_services
with open_services(Path(sys.argv[1])) as services:
    if sys.argv[2] != "0":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        for number in range(1000):
            services.diary.add(VasScore(number % 101), note="x" * 500)
            print("saved")
    except DiaryError as error:
        print(error)
    services.diary.entries()
"""


def _fill(folder: Path, limit: int) -> tuple[int, str]:
    """Save scores until the disk refuses; how many were, and the sentence told."""
    run = subprocess.run(
        [sys.executable, "-c", _FILL, str(folder), str(limit)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )
    *saved, sentence = run.stdout.splitlines()
    assert set(saved) <= {"saved"}
    return len(saved), sentence


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits")
def test_a_disk_that_takes_no_more_loses_nothing(kept: Path) -> None:
    saved, sentence = _fill(kept.parent, kept.stat().st_size + 40_000)
    assert sentence == "The disk did not answer. It may be full or taken out."
    assert saved > 5
    _holds(kept, saved + 1)


@pytest.fixture
def tiny_disk() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=320k", "tmpfs", folder]
        if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("only the system's owner can make a disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def test_a_full_disk_loses_nothing(tiny_disk: Path) -> None:
    saved, sentence = _fill(tiny_disk, 0)
    assert sentence == "The disk is full. Free some space, then try again."
    assert saved > 5
    _holds(tiny_disk / "diary.db", saved)


def test_a_full_disk_takes_no_new_diary_and_keeps_no_half_of_one(tiny_disk: Path) -> None:
    (tiny_disk / "fill").write_bytes(bytes(304 * 1024))
    with pytest.raises(DiaryError, match=r"The disk is full\. Free some space"):
        open_database(tiny_disk / "diary.db")
    assert [path.name for path in tiny_disk.iterdir()] == ["fill"]


def _holds(file: Path, scores: int) -> None:
    with closing(open_database(file)) as db:
        assert db.connection.execute("pragma quick_check").fetchone()[0] == "ok"
        assert db.connection.execute("select count(*) from pain").fetchone()[0] == scores
        assert audit.verify(db) is None


@pytest.fixture
def locked_house() -> Iterator[Path]:
    """A diary that may be read but not written, owned by who is not the system's owner."""
    with TemporaryDirectory() as outer:
        folder = Path(outer, "house")
        with open_services(folder, FakeClock()) as services:
            services.diary.add(VasScore(41))
        if os.geteuid() == 0:
            Path(outer).chmod(0o755)
            for path in (folder, folder / "diary.db"):
                os.chown(path, 65534, 65534)
        (folder / "diary.db").chmod(0o400)
        folder.chmod(0o500)
        try:
            yield folder
        finally:
            folder.chmod(0o700)


_AS_NOBODY = """
import os, sys
from cluneal_tracker.cli import main
# Once as the owner, elsewhere, so that all is imported before the rights are given up.
assert main(["--data-dir", sys.argv[1] + "/../other", "score", "1"]) == 0
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
assert main(["--data-dir", sys.argv[1], "list"]) == 0
sys.exit(main(["--data-dir", sys.argv[1], "score", "5"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="file modes")
def test_a_read_only_diary_can_be_read_and_is_not_written(locked_house: Path) -> None:
    before = (locked_house / "diary.db").read_bytes()
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(locked_house)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("This folder does not let the program write.")
    assert run.stderr.count("\n") == 1
    assert [line.split()[2] for line in run.stdout.splitlines()[1:]] == ["4.1"]
    assert (locked_house / "diary.db").read_bytes() == before
