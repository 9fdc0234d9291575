"""Set-up: what run.py asks for, what it says when something is missing, when it starts afresh."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
# In pieces, so that this file does not name them itself.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("golang", "org"),
        ("deb", "debian", "org"),
    ]
]


@pytest.fixture(scope="module")
def run() -> ModuleType:
    """run.py as a module; importing it does nothing."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("numpy==2.2.6\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "display", "expected"),
    [
        ([], True, ["-m", "cluneal_tracker"]),
        ([], False, ["-m", "cluneal_tracker", "tour", "--out", "tour"]),
        (["--version"], False, ["-m", "cluneal_tracker", "--version"]),
        (["export", "--help"], True, ["-m", "cluneal_tracker", "export", "--help"]),
        (["test"], True, ["-m", "pytest"]),
        (["test", "-k", "pain line"], False, ["-m", "pytest", "-k", "pain line"]),
    ],
)
def test_arguments_choose_what_runs(
    run: ModuleType, arguments: list[str], display: bool, expected: list[str]
) -> None:
    assert run.command(arguments, display) == expected


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_only_linux_can_be_without_a_display(
    run: ModuleType, platform: str, environment: dict[str, str], expected: bool
) -> None:
    assert run.has_display(platform, environment) is expected


def test_an_old_python_is_named_in_one_sentence(run: ModuleType) -> None:
    assert run.too_old((3, 9)) == "Cluneal Tracker needs Python 3.10 or newer; this is Python 3.9."
    assert run.too_old((3, 10)) == ""
    assert run.too_old((4, 0)) == ""


def test_python_3_6_can_read_run_py_far_enough_to_say_so() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    imported = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    ]
    assert "__future__" not in imported
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_a_missing_library_is_named_with_its_package(run: ModuleType) -> None:
    def load(library: str) -> None:
        if library == "libEGL.so.1":
            raise OSError(library)

    missing = run.missing_libraries(run.DRAWING, load)
    assert missing == {"libEGL.so.1": "libegl1"}
    advice = run.advice(missing, "apt-get install libegl1")
    assert "lacks libEGL.so.1." in advice
    assert advice.endswith("\n  apt-get install libegl1")
    assert "libegl1" in run.advice(missing, "")


def test_nothing_is_missing_where_every_library_loads(run: ModuleType) -> None:
    assert run.missing_libraries({**run.DRAWING, **run.WINDOW}, lambda library: library) == {}


def test_the_install_line_holds_every_package_and_asks_sudo_for_others_than_root(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    apt = tmp_path / "apt-get"
    apt.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"}
    assert run.install_line(missing, True).endswith("--no-install-recommends libegl1 libgl1")
    assert "sudo" not in run.install_line(missing, True)
    assert run.install_line(missing, False).count("sudo apt-get") == 2
    apt.unlink()
    assert run.install_line(missing, True) == ""


def test_a_set_up_is_stale_once_the_lock_the_project_its_place_or_python_changes(
    run: ModuleType, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = run.fingerprint(project, (3, 11))
    assert run.fingerprint(project, (3, 11)) == first
    assert run.fingerprint(project, (3, 12)) != first
    for name in ("requirements.lock", "pyproject.toml"):
        before = (project / name).read_text()
        (project / name).write_text(before + "# more\n")
        assert run.fingerprint(project, (3, 11)) != first
        (project / name).write_text(before)
    assert run.fingerprint(project, (3, 11)) == first
    moved = project.rename(tmp_path_factory.mktemp("elsewhere") / "project")
    assert run.fingerprint(moved, (3, 11)) != first


def test_a_set_up_that_breaks_off_ends_in_a_sentence(tmp_path: Path) -> None:
    copy = Path(shutil.copy(ROOT / "run.py", tmp_path))
    (tmp_path / ".venv").write_text("a file where a folder belongs")
    done = subprocess.run(
        [sys.executable, copy, "--version"],
        env={name: value for name, value in os.environ.items() if "DISPLAY" not in name},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Set-up stopped" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_tracked_file_names_a_registry() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is an unpacked archive, not a checkout: nothing is tracked")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    assert ROOT / "run.py" in files
    named = [
        (path.relative_to(ROOT).as_posix(), host)
        for path in files
        if path.is_file()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert named == []
