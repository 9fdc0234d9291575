"""The wheel and the source archive carry all that the app needs away from a checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from cluneal_tracker import __version__

ROOT = Path(__file__).resolve().parents[1]
ASSETS = {
    path.relative_to(ROOT / "assets").as_posix()
    for path in (ROOT / "assets").rglob("*")
    if path.is_file()
}
LIST_ASSETS = """
from cluneal_tracker.paths import ASSETS
print(ASSETS)
for path in ASSETS.rglob("*"):
    if path.is_file():
        print(path.relative_to(ASSETS).as_posix())
"""


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel made from that archive alone."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment: our wheel, and the libraries that are here already."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = folder / scripts / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "install", "-q"]
    run(*pip, "--no-index", "--no-deps", *dist.glob("*.whl"), cwd=folder)
    packages = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    )
    borrowed = Path(packages.strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib"))
    return python


def test_the_wheel_holds_every_asset(dist: Path) -> None:
    [wheel] = dist.glob("*.whl")
    prefix = "cluneal_tracker/_assets/"
    names = ZipFile(wheel).namelist()
    shipped = {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
    assert shipped == ASSETS


def test_the_wheel_holds_the_package_and_nothing_else(dist: Path) -> None:
    [wheel] = dist.glob("*.whl")
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cluneal_tracker"}


def test_the_source_archive_can_be_run_and_tested(dist: Path) -> None:
    [archive] = dist.glob("*.tar.gz")
    with tarfile.open(archive) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    wanted = {"run.py", "requirements.lock", "pyproject.toml", "README.md", "LICENSE"}
    assert wanted | {f"assets/{asset}" for asset in ASSETS} <= names
    assert "tests/test_packaging.py" in names


def test_the_installed_app_finds_every_asset(installed: Path, tmp_path: Path) -> None:
    folder, *found = run(installed, "-c", LIST_ASSETS, cwd=tmp_path).splitlines()
    assert Path(folder).name == "_assets"
    assert installed.parents[1] in Path(folder).parents
    assert set(found) == ASSETS


def test_the_installed_app_starts_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert __version__ in run(installed, "-m", "cluneal_tracker", "--version", cwd=tmp_path)
