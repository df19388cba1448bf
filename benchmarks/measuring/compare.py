"""The comparison: every solver on every scenario, one after another, each in a process of its own."""

import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tandem_models import Deployment, Scenario

from ..operations.generate import Data, generate, write
from ..operations.sizes import Size
from ..solvers.log import Job
from .peers import SOLVERS, missing, module
from .process import watch
from .runs import Run
from .score import read_events, roster, score

ROOT = Path(__file__).parents[2]
GRACE = 60.0
"""Seconds beyond the limit for starting, reading and ending, before a process is ended from outside."""


@dataclass(frozen=True)
class Entrant:
    """A solver with the seconds it gets: `timefold@60`, or a name alone for the common limit."""

    solver: str
    seconds: float
    label: str

    @classmethod
    def parse(cls, text: str, seconds: float) -> "Entrant":
        """Read `name` or `name@seconds`.

        Raises:
            ValueError: there is no such solver, or the seconds are no number above 0.
        """
        name, _, own = text.partition("@")
        if name not in SOLVERS:
            raise ValueError(f"unknown solver '{name}': known are {', '.join(SOLVERS)}")
        try:
            limit = float(own) if own else seconds
        except ValueError:
            limit = math.nan
        if not 0 < limit < math.inf:
            raise ValueError(f"'{text}': the seconds must be a number above 0")
        return cls(name, limit, text)


@dataclass(frozen=True)
class Conditions:
    """What every solver gets."""

    cores: tuple[int, ...]
    memory: int
    """Bytes a solver may take."""

    @classmethod
    def of(cls, cores: int, gigabytes: float) -> "Conditions":
        """The first so many cores that this process may use.

        Raises:
            ValueError: there are fewer.
        """
        usable = sorted(os.sched_getaffinity(0))
        if not 1 <= cores <= len(usable):
            raise ValueError(f"--cores must be 1 to {len(usable)}, the cores this process may use")
        return cls(tuple(usable[:cores]), int(gigabytes * 2**30))


def compare(
    instances: Sequence[tuple[str, str | Size, str, int]],
    entrants: Sequence[Entrant],
    conditions: Conditions,
    tell: Callable[[Run], None],
) -> Iterator[Run]:
    """Run every entrant on every instance (name, size, variant, seed); `tell` hears of each run as it ends."""
    for name, size, variant, seed in instances:
        data = generate(size, variant, seed)
        scenario = Scenario.model_validate(data)
        for entrant in entrants:
            blank = Run(name, variant, seed, entrant.label, entrant.seconds, "skipped")
            run = run_one(blank, entrant, data, scenario, conditions)
            tell(run)
            yield run


def run_one(blank: Run, entrant: Entrant, data: Data, scenario: Scenario, conditions: Conditions) -> Run:
    """One solver on one scenario."""
    return attempt(blank, entrant, data, scenario, conditions)[0]


def attempt(
    blank: Run, entrant: Entrant, data: Data, scenario: Scenario, conditions: Conditions
) -> tuple[Run, Sequence[Deployment]]:
    """One solver on one scenario, with its roster, if it found any."""
    if (reason := missing(entrant.solver, scenario)) is not None:
        return Run(**vars(blank) | {"note": reason}), ()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        job = Job(place / "scenario.json", place / "log.jsonl", entrant.seconds, len(conditions.cores), blank.seed)
        write(data, job.scenario)
        usage = watch(
            [sys.executable, "-m", module(entrant.solver), *job.arguments()],
            folder=ROOT,
            environment={**os.environ, "PYTHONPATH": str(ROOT)},
            errors=place / "errors.txt",
            cores=conditions.cores,
            seconds=1.1 * entrant.seconds + GRACE,
            memory=conditions.memory,
        )
        events = read_events(job.out)
        return score(blank, scenario, events, usage), roster(events)
