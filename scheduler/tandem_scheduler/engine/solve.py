"""From a scenario to a roster: split it, number it, model it, solve the tiers, give back teams."""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from math import inf

from tandem_models import Method, Progress, Scenario, Uncertified
from tandem_models.ranking import Ranking

from .limits import Budget, Limits, passing_on
from .outcome import Impossible, Outcome, in_order, tier_outcomes
from .pairing.teams import deployments_of
from .params import DEFAULTS, SearchParams
from .parts_solved import PartSolver, parts_abreast
from .problem.independent import problems_of
from .progress import News
from .search.proving import impossible
from .solvers.apart import kept_ready


def solve_scenario(
    scenario: Scenario,
    limits: Limits,
    on_progress: Callable[[Progress], None] | None,
    params: SearchParams = DEFAULTS,
    *,
    rosters: bool = False,
) -> Outcome:
    """Find the best roster within the limits, independent parts side by side.

    Every part first looks for a roster; then each is solved to its end, small ones first, so that the time they leave
    goes to the others. The work allowed is shared out equally beforehand, so that results repeat.
    """
    problems = problems_of(scenario)
    news = News(scenario, problems, on_progress, rosters=rosters)
    abreast = min(len(problems), limits.workers)
    # One part that can have no roster ends the others: their stop is not the caller's.
    stop = limits.stop if len(problems) == 1 else threading.Event()
    own = replace(limits, workers=limits.workers // abreast, stop=stop, last=limits.deadline + params.overdue)
    parts = [
        PartSolver(problem, replace(own, budget=Budget(limits.budget.left / len(problems))), news.of(n), params)
        for n, problem in enumerate(problems)
    ]
    with kept_ready(), nullcontext() if stop is limits.stop else passing_on(limits.stop, stop.set):
        for step in (PartSolver.begin, PartSolver.finish):
            parts_abreast(step, sorted(parts, key=lambda part: part.size), abreast, own)
    # Tiers have shares of the work: what ends before the time does ends for that.
    exhausted = limits.left > 0 or any(part.limits.budget.left <= 0 for part in parts)
    effort = limits.budget.left < inf and exhausted
    infeasible = any(part.loop is not None and part.loop.infeasible for part in parts)
    no_roster = next((part.loop.impossible for part in parts if part.loop and part.loop.impossible), None)
    loops = [part.loop for part in parts if part.loop is not None and part.loop.best is not None]
    if len(loops) < len(parts):
        return Outcome(None, (), infeasible, effort, impossible=no_roster)
    values = [sum(of) for of in zip(*(loop.values for loop in loops), strict=True)]
    solved = [sum(of) for of in zip(*(loop.solved for loop in loops), strict=True)]
    seconds = [sum(of) for of in zip(*(loop.seconds for loop in loops), strict=True)]
    bounds = tuple(loop.proven for loop in loops)
    found = [(loop.problem, loop.best.matched.teams) for loop in loops if loop.best is not None]
    deployments = in_order(team for problem, teams in found for team in deployments_of(problem, teams))
    ranking = Ranking(scenario.objectives)
    tiers = tier_outcomes(ranking, bounds, values, solved, seconds)
    methods: dict[Method, None] = dict.fromkeys(loop.best.by for loop in loops if loop.best is not None)
    uncertified: Uncertified = "time" if any(loop.uncertified == "time" for loop in loops) else "size"
    return Outcome(deployments, tiers, infeasible, effort, bounds, ranking, tuple(methods), uncertified)


def prove_none(scenario: Scenario, limits: Limits, params: SearchParams = DEFAULTS) -> Impossible | None:
    """Prove that a scenario has no roster where so much is known; None where no proof is found within the limits."""
    limits = replace(limits, last=limits.deadline + params.overdue)
    proofs = (impossible(problem, limits, params) for problem in problems_of(scenario))
    return next((proof for proof in proofs if isinstance(proof, Impossible)), None)
