"""What a solver's process is asked, and how it tells what it finds.

It writes JSON lines, each as soon as it happens, so that nothing is lost when the process is ended from outside. The
clock starts when the scenario is read: starting Python and reading the file are nobody's merit; building the model is
part of solving.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem_models import Deployment, Scenario
from tandem_scheduler import load_scenario


@dataclass(frozen=True)
class Job:
    """One solve."""

    scenario: Path
    out: Path
    time_limit: float
    """Seconds from the scenario read to the last roster."""
    workers: int
    seed: int

    def arguments(self) -> list[str]:
        """The job as arguments of a solver's module."""
        return [f"--{name.replace('_', '-')}={value}" for name, value in vars(self).items()]

    @classmethod
    def parse(cls) -> "Job":
        """The job from this process's arguments."""
        parser = argparse.ArgumentParser()
        parser.add_argument("--scenario", type=Path, required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--time-limit", type=float, required=True)
        parser.add_argument("--workers", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)
        return cls(**vars(parser.parse_args()))


class Log:
    """The events of one solve."""

    def __init__(self, job: Job) -> None:
        self._file = job.out.open("a", encoding="utf-8")
        self._limit = job.time_limit
        self.start()

    def start(self) -> None:
        """Start the clock (again: where a solver must first start a process or a virtual machine)."""
        self._began = time.monotonic()

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self._began + self._limit - time.monotonic())

    def found(self, tier: int, value: int) -> None:
        """A solution with this value of the tier being solved."""
        self._write("found", tier=tier, value=value)

    def finished(self, tier: int, value: int | None, bound: int, proven: bool) -> None:
        """The tier is left with this bound and value (None: the roster may differ from it).

        `proven`: no roster that is as good in the earlier tiers has a smaller value.
        """
        self._write("tier", tier=tier, value=value, bound=bound, proven=proven)

    def roster(self, deployments: Iterable[Deployment]) -> None:
        """The best roster so far; the last one counts."""
        teams = [[d.evening.isoformat(), d.area, d.detective, d.officer] for d in deployments]
        self._write("roster", teams=teams)

    def built(self) -> None:
        """The model stands."""
        self._write("built")

    def note(self, text: str) -> None:
        """A word for the table."""
        self._write("note", text=text)

    def _write(self, what: str, **facts: Any) -> None:
        line = {"what": what, "at": round(time.monotonic() - self._began, 4), **facts}
        print(json.dumps(line), file=self._file, flush=True)


def run(solve: Callable[[Scenario, Job, Log], None]) -> None:
    """Be the process of a solver."""
    job = Job.parse()
    scenario = load_scenario(job.scenario)
    solve(scenario, job, Log(job))
    sys.exit(0)
