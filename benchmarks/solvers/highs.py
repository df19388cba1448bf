"""HiGHS as a mixed-integer program on the rows of Tandem's aggregated model."""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from models import Scenario
from scheduler.engine.variables import RosterModel

from .log import Job, Log, run
from .rows import read
from .tierwise import NO_BOUND, Answer, Found, TierSearch

ENOUGH = 0.99
"""Values are whole numbers: a bound less than 1 away proves."""


class Highs:
    """Minimises with highspy, in a process that stays for all tiers."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.solvers.highs_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._hear()

    def __call__(
        self, roster: RosterModel, objective: int, seconds: float, hint: Sequence[int], found: Found
    ) -> Answer:
        """Minimise the variable of that index over the model as it stands."""
        options = {
            "time_limit": seconds,
            "threads": self._job.workers,
            "random_seed": self._job.seed,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": ENOUGH,
        }
        assert self._process.stdin is not None  # noqa: S101 - a pipe, as asked for
        pickle.dump((vars(read(roster.model.proto)), objective, options, list(hint)), self._process.stdin)
        self._process.stdin.flush()
        while (news := self._hear())[0] == "found":
            found(news[1])
        _, values, bound, infeasible = news
        return Answer(values, NO_BOUND if bound is None else bound, infeasible)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _hear(self) -> Any:
        assert self._process.stdout is not None  # noqa: S101 - a pipe, as asked for
        return pickle.load(self._process.stdout)  # noqa: S301 - from the process started here


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    highs = Highs(job)
    log.start()
    TierSearch(scenario, log, highs).run()
    highs.close()


if __name__ == "__main__":
    run(_solve)
