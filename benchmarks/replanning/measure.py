"""One re-plan by Tandem's own call or by a rival, and what came of it by our checker."""

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tandem_models import Deployment, Measure, Scenario
from tandem_scheduler import check
from tandem_scheduler.advise.replanning.outcome import told_otherwise
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.checks.difference import changes_between
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import SearchParams

from ..measuring.compare import Conditions, Entrant, attempt
from ..measuring.peers import OURS
from ..measuring.process import ProcessorClock
from ..measuring.runs import Run


@dataclass(frozen=True)
class Replanned:
    """One re-plan. Of a rival, CPU seconds are of its whole process, its start included."""

    size: str
    variant: str
    seed: int
    disruption: str
    solver: str
    limit: float
    """Seconds it was given."""
    outcome: str = "skipped"
    """`proven`: valid, every tier proven; `valid`; `invalid`: breaks a hard rule; `nothing`; `failed`; `skipped`."""
    note: str = ""
    seconds: float | None = None
    """Of wall-clock time until the call ended; of a rival, until every tier was proven, or its limit."""
    cpu: float | None = None
    values: tuple[int, ...] = ()
    """Value of each tier by our checker."""
    proven: int = 0
    """Leading tiers shown to be best possible."""
    changes: int | None = None
    """What it costs that people are told otherwise."""
    bound: int | None = None
    """That it costs at least so much, with coverage as good."""
    known: str = ""
    """How that is known, as schedules say it."""
    told: int | None = None
    """People who are told otherwise, but for being away."""
    missing: int | None = None
    """Teams that are wanted and not sent."""

    @property
    def as_run(self) -> Run:
        """The same as figures of a solve, whose variant says what happened."""
        return Run(
            self.size,
            f"{self.variant} {self.disruption}",
            self.seed,
            self.solver,
            self.limit,
            self.outcome,
            self.note,
            len(self.values),
            self.proven,
            self.values,
            wall=self.seconds,
            cpu=self.cpu,
        )


def replans(
    blank: Replanned, plan: Scenario, entrants: Sequence[Entrant], without: Sequence[Device], conditions: Conditions
) -> Iterator[Replanned]:
    """The disrupted plan solved by each, Tandem also without each device, one after the other."""
    for entrant in entrants:
        one = replace(blank, solver=entrant.label, limit=entrant.seconds)
        if entrant.solver != OURS:
            yield _rival(one, plan, entrant, conditions)
            continue
        yield _own(one, plan, SearchParams())
        for device in without:
            named = replace(one, solver=f"{entrant.label} without {device.value}")
            yield _own(named, plan, SearchParams(without=frozenset({device})))


def warm(plan: Scenario) -> None:
    """Load what is loaded at first use, and kept from then on."""
    solve_by(SearchParams(), plan, time_limit=1.0, workers=1)


def _own(one: Replanned, plan: Scenario, params: SearchParams) -> Replanned:
    gc.collect()  # else one solve has what others leave
    clock = ProcessorClock()
    began, worked = time.monotonic(), clock.now()
    found = solve_by(params, plan, time_limit=one.limit, workers=1, seed=one.seed)
    one = replace(one, seconds=time.monotonic() - began, cpu=clock.now() - worked)
    if not found.has_roster:
        return replace(one, outcome="nothing", note=found.status)
    known = [tier.known for tier in found.tiers]
    proven = next((n for n, how in enumerate(known) if how == "best_found"), len(known))
    at = _place(plan)
    one = replace(
        one,
        outcome="proven" if proven == len(known) else "valid",
        values=tuple(tier.value for tier in found.tiers),
        proven=proven,
        bound=found.tiers[at].bound,
        known=known[at],
    )
    return _with_changes(one, plan, found.deployments)


def _rival(one: Replanned, plan: Scenario, entrant: Entrant, conditions: Conditions) -> Replanned:
    blank = Run(one.size, one.variant, one.seed, one.solver, one.limit, "skipped")
    run, roster = attempt(blank, entrant, plan.model_dump(mode="json", by_alias=True), plan, conditions)
    if run.outcome == "skipped":
        return replace(one, note=run.note)
    at = _place(plan)
    one = replace(
        one,
        outcome=run.outcome,
        note=run.note,
        seconds=run.proof if run.proof is not None else run.limit,
        cpu=run.cpu,
        values=run.values,
        proven=run.proven,
        bound=run.bounds[at] if at < len(run.bounds) else None,
        known="" if not run.values else "optimal" if run.proven > at else "best_found",
    )
    return _with_changes(one, plan, roster) if run.values else one


def _with_changes(one: Replanned, plan: Scenario, roster: Sequence[Deployment]) -> Replanned:
    """The figures that say how much is different."""
    told = told_otherwise(plan, changes_between(plan.told_teams, roster))
    report = check(plan, roster)
    wanted = sum(plan.wanted(on) for on in plan.calendar)
    return replace(one, changes=report.measures[Measure.CHANGES], told=len(told), missing=max(0, wanted - len(roster)))


def _place(plan: Scenario) -> int:
    """Which tier has what people are told otherwise."""
    return next(n for n, tier in enumerate(plan.objectives) if Measure.CHANGES in tier.weights)
