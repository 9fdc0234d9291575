"""Sets Cluneal Tracker up beside this file, once, then opens it.

python3 run.py           open the app (without a display: draw every screen into ./tour)
python3 run.py test      run the tests; further words go to pytest
python3 run.py WORDS     hand the words to the command line, such as --help

Standard library only. It must parse on Python 3.6, so that an old Python gets a sentence
instead of a traceback: hence the quoted annotations.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

OLDEST = (3, 10)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = "requirements.lock"
STAMP = VENV / "set-up-complete"

# What Qt loads from the system, and the Debian package that holds it.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Stop(Exception):
    """Set-up cannot go on; the message tells the person what to do."""


def too_old(version: "tuple[int, ...]") -> str:
    """The sentence for a Python older than the app can use, or nothing."""
    if version >= OLDEST:
        return ""
    wanted, found = (".".join(map(str, parts[:2])) for parts in (OLDEST, version))
    return f"Cluneal Tracker needs Python {wanted} or newer; this is Python {found}."


def has_display(platform: str, environment: "Mapping[str, str]") -> bool:
    """Whether a window can open here; only Linux runs without a desktop."""
    if platform != "linux":
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def command(arguments: "list[str]", display: bool) -> "list[str]":
    """What the project's own Python is asked to do."""
    if arguments[:1] == ["test"]:
        return ["-m", "pytest", *arguments[1:]]
    if not arguments and not display:
        return ["-m", "cluneal_tracker", "tour", "--out", "tour"]
    return ["-m", "cluneal_tracker", *arguments]


def missing_libraries(
    wanted: "dict[str, str]", load: "Callable[[str], object]" = ctypes.CDLL
) -> "dict[str, str]":
    """Those of the wanted libraries that cannot be loaded, with their Debian packages."""
    missing = {}
    for library, package in wanted.items():
        try:
            load(library)
        except OSError:
            missing[library] = package
    return missing


def missing_parts(display: bool, ready: bool) -> "dict[str, str]":
    """What this Linux lacks: Qt's libraries and, before the first set-up, Python's venv."""
    if sys.platform != "linux":
        return {}
    missing = missing_libraries({**DRAWING, **WINDOW} if display else DRAWING)
    if not ready and importlib.util.find_spec("ensurepip") is None:
        missing["ensurepip"] = f"python3.{sys.version_info[1]}-venv"
    return missing


def install_line(missing: "dict[str, str]", root: bool) -> str:
    """The one shell line that installs what is missing, or nothing where apt is not at home."""
    if not shutil.which("apt-get"):
        return ""
    sudo = "" if root else "sudo "
    install = f"{sudo}apt-get install -y --no-install-recommends"
    # An update that fails on one source alone is no reason to give up: hence ";".
    return f"{sudo}apt-get update; {install} {' '.join(sorted(missing.values()))}"


def advice(missing: "dict[str, str]", line: str) -> str:
    """The sentence that names what is missing and how to get it."""
    names = ", ".join(missing)
    if line:
        return f"This computer lacks {names}. This line installs what is needed:\n  {line}"
    debian = ", ".join(sorted(missing.values()))
    return f"This computer lacks {names}. Install them first (Debian packages: {debian})."


def may_install(line: str, root: bool) -> bool:
    """Root agrees by being root; anyone else is asked, where somebody can answer."""
    if root:
        return True
    if not (sys.stdin.isatty() and shutil.which("sudo")):
        return False
    say(f"Some system packages are missing. This line installs them:\n  {line}")
    return input("Run it? [Y/n] ").strip().lower() in ("", "y", "yes")


def supply_system(display: bool, ready: bool) -> None:
    """Install the system packages that are missing, or stop with the line that does."""
    missing = missing_parts(display, ready)
    if not missing:
        return
    root = os.name == "posix" and os.geteuid() == 0
    line = install_line(missing, root)
    if line and may_install(line, root):
        say(f"Installing system packages: {', '.join(sorted(missing.values()))}.")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(line, shell=True, stdout=subprocess.DEVNULL, env=quiet)
        importlib.invalidate_caches()
        missing = missing_parts(display, ready)
    if missing:
        raise Stop(advice(missing, line))


def fingerprint(root: Path, version: "tuple[int, ...]") -> str:
    """Changes whenever a finished set-up no longer fits the project, its place or this Python."""
    seen = hashlib.sha256(f"{root} {version}".encode())
    for name in (LOCK, "pyproject.toml"):
        seen.update((root / name).read_bytes())
    return seen.hexdigest()


def is_set_up() -> bool:
    """Whether a set-up that fits ran to its end."""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    return STAMP.read_text() == fingerprint(ROOT, sys.version_info[:2])


def set_up() -> None:
    """Build .venv from nothing; the stamp comes last, so a broken-off set-up never counts."""
    say("Setting up, once. This takes a few minutes and 1.2 GB of disk.")
    say("1 of 2: making a Python of its own in .venv.")
    venv.create(str(VENV), clear=True, with_pip=True)
    say("2 of 2: fetching and installing the parts. This is the long step.")
    pip = [str(PYTHON), "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "install", "--require-hashes", "-r", str(ROOT / LOCK)])
    # One line makes the checkout importable from anywhere; no build tool has to run for it.
    ask = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(ask, universal_newlines=True).strip())
    (packages / "cluneal_tracker.pth").write_text(str(ROOT))
    STAMP.write_text(fingerprint(ROOT, sys.version_info[:2]))
    say("Set-up is done.")


def say(sentence: str) -> None:
    """Tell the person what is going on, at once; standard output stays the app's own."""
    print(sentence, file=sys.stderr, flush=True)


def hand_over(words: "list[str]") -> int:
    """Run the project's Python in our place; its exit code becomes ours."""
    arguments = [str(PYTHON), *words]
    if os.name == "posix":
        os.execv(arguments[0], arguments)
    return subprocess.call(arguments)


def main(arguments: "list[str]") -> int:
    """Set up where needed, then start what was asked for."""
    sentence = too_old(sys.version_info[:2])
    if sentence:
        raise Stop(sentence)
    display = has_display(sys.platform, os.environ)
    ready = is_set_up()
    supply_system(display, ready)
    if not ready:
        set_up()
    testing = arguments[:1] == ["test"]
    if testing:
        os.chdir(str(ROOT))
    if testing:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not (arguments or display):
        say(f"There is no display here, so the screens are drawn into {Path.cwd() / 'tour'}.")
    return hand_over(command(arguments, display))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        sys.exit(str(reason))
    except (KeyboardInterrupt, EOFError):
        sys.exit("\nStopped. Start again to go on.")
    except subprocess.CalledProcessError:
        sys.exit("Set-up stopped; the lines above say why. Check the network and start again.")
    except OSError as error:
        sys.exit(f"Set-up stopped: {error}.")
