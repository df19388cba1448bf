"""What figures were measured with: facts that say nothing of whose machine it is."""

import platform
import shlex
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tandem_scheduler

from ..solvers.java.setup import VERSION as TIMEFOLD
from .runs import Facts

RESULTS = Path(__file__).parents[1] / "results"


def facts(cores: int) -> Facts:
    """Date, versions, processor, cores used and the command."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "command": shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]]),
        "versions": ", ".join(
            [
                f"tandem {tandem_scheduler.__version__}",
                f"Python {platform.python_version()}",
                *map(_version, ("ortools", "highspy")),
            ]
        )
        + f", timefold {TIMEFOLD}",
        "processor": _processor(),
        "cores": str(cores),
    }


def results_file(name: str, ending: str) -> Path:
    """A new dated file among the results, empty as yet: no two runs have the same."""
    RESULTS.mkdir(exist_ok=True)
    moment = datetime.now(UTC)
    while True:
        path = RESULTS / f"{moment:%Y-%m-%d-%H%M%S}-{name}.{ending}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            moment += timedelta(seconds=1)
        else:
            return path


def newest(name: str) -> Path | None:
    """The newest results of that name."""
    return max(_kept(f"*-{name}.csv"), default=None)


def of_newest_day(name: str) -> list[Path]:
    """All results of that name of the newest day there are any of, in order."""
    last = newest(name)
    return [] if last is None else sorted(_kept(f"{last.name[:10]}-*-{name}.csv"))


def _kept(pattern: str) -> list[Path]:
    """Results by their names; those of runs that were not ended are empty."""
    return [path for path in RESULTS.glob(pattern) if path.stat().st_size]


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
