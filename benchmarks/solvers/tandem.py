"""Tandem itself, through its public call."""

from tandem_models import Progress, Scenario
from tandem_scheduler.api import solve

from .log import Job, Log, run


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    def hear(progress: Progress) -> None:
        if progress.value is not None:
            log.found(progress.tier, progress.value)

    schedule = solve(scenario, time_limit=job.time_limit, workers=job.workers, seed=job.seed, on_progress=hear)
    if schedule.has_roster:
        log.roster(schedule.deployments)
    certain = True
    for index, tier in enumerate(schedule.tiers):
        certain = certain and tier.known != "best_found"
        log.finished(index, tier.value, tier.bound, certain)
    log.note(f"{sum(tier.known == 'proven' for tier in schedule.tiers)} by certificate")


if __name__ == "__main__":
    run(_solve)
