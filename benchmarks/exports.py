"""What it takes to write a roster for people, each beside one plain solve: `python -m benchmarks exports`."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.table import Table

from tandem_models import Scenario
from tandem_scheduler import load_scenario, read_roster, solve, write_calendars, write_roster
from tandem_scheduler.io.workbook import workbook_of


@dataclass(frozen=True)
class Export:
    """What one file took to write or to read."""

    scenario: str
    what: str
    seconds: float
    solves: float
    """In plain solves of the scenario."""
    megabytes: float


def measure(name: str, scenario: Scenario, seconds: float) -> Iterator[Export]:
    """Write and read all of one scenario's files."""
    began = time.monotonic()
    schedule = solve(scenario, time_limit=seconds, workers=1)
    solved = time.monotonic() - began
    with TemporaryDirectory() as folder:
        place = Path(folder)
        page, book, all_teams, plan = (place / file for file in ("r.html", "r.xlsx", "r.ics", "plan.xlsx"))
        calendars = place / "calendars"
        tasks: list[tuple[str, Path, Callable[[], object]]] = [
            ("page", page, lambda: write_roster(page, schedule, scenario)),
            ("workbook", book, lambda: write_roster(book, schedule, scenario)),
            ("workbook, read", book, lambda: read_roster(book, scenario)),
            ("calendar of all", all_teams, lambda: write_roster(all_teams, schedule, scenario)),
            ("calendars of each", calendars, lambda: write_calendars(calendars, schedule, scenario)),
            ("calendars, again", calendars, lambda: write_calendars(calendars, schedule, scenario)),
            ("scenario's workbook", plan, lambda: plan.write_bytes(workbook_of(scenario))),
            ("scenario's workbook, read", plan, lambda: load_scenario(plan)),
        ]
        for what, path, task in tasks:
            began = time.monotonic()
            task()
            taken = time.monotonic() - began
            yield Export(name, what, taken, taken / solved, _size(path) / 1e6)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path]))


def table(found: list[Export]) -> Table:
    """The figures, for a terminal."""
    view = Table("scenario", "file", "s", "in solves", "MB")
    for one in found:
        view.add_row(one.scenario, one.what, f"{one.seconds:.2f}", f"{one.solves:.2f}", f"{one.megabytes:.2f}")
    return view
