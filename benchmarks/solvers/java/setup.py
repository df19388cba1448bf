"""Timefold's own environment: it needs Java 17 and a Python before 3.13, and is not to mix with ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "1.24.0b0"
PYTHONS = ("python3.12", "python3.11", "python3.10")
NEWEST = (3, 12)


class MissingPeerError(Exception):
    """A peer can't run here; the message says why."""


def environment() -> Path:
    """Where the virtual environment is, whether made or not."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tandem-benchmarks" / f"timefold-{VERSION}"


def python() -> Path:
    """The Python of Timefold's environment, made on the first call.

    Raises:
        MissingPeerError: Java, a fitting Python or the package is not to be had.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise MissingPeerError("needs Java 17, and there is no Java")
    place = environment()
    interpreter = place / "bin" / "python"
    if not (place / "ready").exists():
        shutil.rmtree(place, ignore_errors=True)
        _run("no virtual environment could be made", _base(), "-m", "venv", str(place))
        _run(
            f"timefold {VERSION} could not be installed",
            str(interpreter),
            "-m",
            "pip",
            "install",
            "--quiet",
            f"timefold=={VERSION}",
        )
        (place / "ready").touch()
    return interpreter


def _base() -> str:
    if sys.version_info[:2] <= NEWEST:
        return sys.executable
    found = next(filter(None, map(shutil.which, PYTHONS)), None)
    if found is None:
        raise MissingPeerError(f"needs a Python before 3.13, and there is none of {', '.join(PYTHONS)}")
    return found


def _run(failure: str, *command: str) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        last = (result.stderr.strip().splitlines() or ["no message"])[-1]
        raise MissingPeerError(f"{failure}: {last}")
