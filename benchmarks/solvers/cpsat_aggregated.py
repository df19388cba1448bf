"""CP-SAT alone on Tandem's aggregated model."""

from tandem_models import Scenario

from .log import Job, Log, run
from .tiers.cpsat import cpsat
from .tiers.tierwise import TierSearch


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    TierSearch(scenario, log, cpsat(job)).run()


if __name__ == "__main__":
    run(_solve)
