"""Stand-ins for the solver, so that the command can be tested by itself and at once.

`python -m tests.cli.stand_ins NAME ARGUMENTS...` runs the command with the stand-in NAME for the solver.
"""

import os
import sys
import time
from datetime import date

from tandem_models import (
    Deployment,
    DisagreementError,
    Gap,
    Measure,
    Obstacle,
    Progress,
    Role,
    Scenario,
    Schedule,
    Stamp,
    TierResult,
)

AGES = 600.0
"""Seconds after which what was to be ended from outside ends by itself."""

STEP = 0.05
"""Seconds of a short sleep."""

STAMP = Stamp(scenario="0" * 64, versions={}, seed=0, workers=1, time_limit=60.0)
MONDAY, TUESDAY = date(2021, 2, 22), date(2021, 2, 23)

SCENARIO = """
version: 1
operation: {name: Evenings, force: Leicestershire Police, start: 2021-02-22, end: 2021-02-23}
evenings: {shift: {start: "14:00", end: "00:00"}, teams: 1}
areas:
  - {id: charnwood, name: Charnwood, priority: 2}
  - {id: north-west-leicestershire, name: North West Leicestershire}
people:
  - {id: D01, role: detective}
  - {id: D02, role: detective}
  - {id: N01, role: neighbourhood_officer, home: charnwood}
rules: [{kind: evening_gap, evenings: 1, strength: soft, weight: 2}]
objectives: [coverage, [home_area, rules]]
"""

ROSTER = """evening,area,detective,officer
2021-02-22,charnwood,D01,N01
2021-02-23,charnwood,D02,N01
"""

TEAMS = (
    Deployment(evening=MONDAY, area="charnwood", detective="D01", officer="N01"),
    Deployment(evening=TUESDAY, area="north-west-leicestershire", detective="D02", officer="N01"),
)
GAP = Gap(
    evening=TUESDAY,
    teams=1,
    obstacles=(
        Obstacle(role=Role.DETECTIVE, reason="free", people=("D01", "D02")),
        Obstacle(role=Role.NEIGHBOURHOOD_OFFICER, reason="evening_gap", people=("N01",)),
    ),
    reason="the only officer works the evening before",
)


def tiers(missing=0, bound=0, known="optimal"):
    return (
        TierResult(
            name="coverage", measures={Measure.COVERAGE: missing}, value=missing, bound=bound, known=known, seconds=0.2
        ),
        TierResult(
            name="home_area + rules",
            measures={Measure.HOME_AREA: 1, Measure.RULES: 2},
            value=3,
            bound=3,
            known="proven",
            seconds=1.0,
        ),
    )


def schedule(status="optimal", deployments=TEAMS, gaps=(), results=None, stop_reason="complete"):
    return Schedule(
        status=status,
        deployments=deployments,
        gaps=gaps,
        tiers=tiers() if results is None else results,
        stop_reason=stop_reason,
        seconds=1.25,
        stamp=STAMP,
    )


COMPLETE = schedule()
WITH_GAP = schedule("feasible", TEAMS[:1], (GAP,), tiers(1, 0, "best_found"), "time_limit")
INFEASIBLE = schedule("infeasible", (), (), (), "infeasible")
NOTHING = schedule("unknown", (), (), (), "time_limit")
INTERRUPTED = schedule("feasible", TEAMS[:1], (GAP,), tiers(1, 0, "best_found"), "interrupted")
INTERRUPTED_EARLY = schedule("unknown", (), (), (), "interrupted")


def _say(word):
    sys.stderr.write(f"{word}\n")
    sys.stderr.flush()


def giving(answer):
    """A solver that answers at once."""

    def solve(_scenario: Scenario, *, on_progress, **_):
        on_progress(Progress(seconds=0.1, tier=0, tiers=2, name="coverage", value=0, bound=0, stage="done"))
        return answer

    return solve


def waiting(answer):
    """A solver that searches until it is stopped, and says when it has begun."""

    def solve(_scenario: Scenario, *, stop, **_):
        _say("searching")
        assert stop.wait(AGES)
        return answer

    return solve


def deaf(_scenario: Scenario, **_):
    """A solver that does not stop when it is asked to."""
    _say("searching")
    time.sleep(AGES)


def loading_for_ever(_file):
    # In one piece, so that whoever hears it knows this thread to be done with saying it.
    os.write(2, b"loading\n")
    # In short steps: a signal just before a sleep begins is looked at only after it.
    for _ in range(int(AGES / STEP)):
        time.sleep(STEP)


def contradicted(_scenario: Scenario, **_):
    raise DisagreementError("coverage: the engine says 0, the checker 1")


SOLVERS = {
    "complete": giving(COMPLETE),
    "waiting": waiting(INTERRUPTED),
    "waiting-in-vain": waiting(INTERRUPTED_EARLY),
    "deaf": deaf,
    "contradicted": contradicted,
}

if __name__ == "__main__":
    from tandem_scheduler import api, io
    from tandem_scheduler.cli import main

    name = sys.argv.pop(1)
    if name == "loading":
        io.read_scenario = loading_for_ever
    else:
        api.solve = SOLVERS[name]
    main()
