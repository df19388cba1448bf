"""HiGHS as a mixed-integer program on the rows of Tandem's aggregated model."""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from tandem_models import Scenario
from tandem_scheduler.engine.algebra.arrays import Ints
from tandem_scheduler.engine.algebra.program import IntegerProgram

from .log import Job, Log, run
from .tiers.tierwise import NO_BOUND, Answer, Found, TierSearch, program

ENOUGH = 0.99
"""Values are whole numbers: a bound less than 1 away proves."""


class Highs:
    """Minimises with highspy, in a process that stays for all tiers."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.solvers.tiers.highs_alone"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._hear()

    def __call__(
        self, source: IntegerProgram, highs: Ints, objective: int, seconds: float, hint: Sequence[int], found: Found
    ) -> Answer:
        """Minimise a column over the program as it stands, with these upper bounds."""
        options = {
            "time_limit": seconds,
            "threads": self._job.workers,
            "random_seed": self._job.seed,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": ENOUGH,
        }
        assert self._process.stdin is not None  # noqa: S101 - a pipe, as asked for
        pickle.dump((_program(source, highs, objective), objective, options, list(hint)), self._process.stdin)
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


def _program(source: IntegerProgram, highs: Ints, objective: int) -> dict[str, Any]:
    """The model's rows, each column once in a row, as arrays by name."""
    message = program(source, highs, objective)
    matrix, rows, columns = message.linear_constraint_matrix, message.linear_constraints, message.variables
    lines = np.arange(len(rows.ids) + 1)
    return {
        "starts": np.searchsorted(np.array(matrix.row_ids), lines).astype(np.int32),
        "columns": np.array(matrix.column_ids, dtype=np.int32),
        "coefficients": np.array(matrix.coefficients),
        "low": np.array(rows.lower_bounds),
        "high": np.array(rows.upper_bounds),
        "lower": np.array(columns.lower_bounds),
        "upper": np.array(columns.upper_bounds),
    }


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    highs = Highs(job)
    log.start()
    TierSearch(scenario, log, highs).run()
    highs.close()


if __name__ == "__main__":
    run(_solve)
