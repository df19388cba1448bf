"""CP-SAT on the model as OR-Tools' own examples would have it: a boolean for every person, evening and area.

A rule that binds nobody but names everybody in every area makes Tandem's model keep that boolean for each of them; all
other rules and measures are posted as ever. Booleans for who meets whom are added on demand, for pairs that met too
often: given for all from the start they would be person x person x evening more.
"""

from tandem_models import AreaLimit, Scenario
from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.pairing.teams import Matched

from .log import Job, Log, run
from .tiers.cpsat import cpsat
from .tiers.tierwise import TierSearch, meet_where_needed


def named_everywhere(scenario: Scenario) -> Scenario:
    """The same scenario with everybody counted by name in every area."""
    rule = AreaLimit(max=len(scenario.calendar), why="binds nobody")
    return scenario.model_copy(update={"rules": (*scenario.rules, rule)})


class PairsOnDemand:
    """Meeting booleans for the pairs that met too often.

    Two people who are alone of their roles in an area meet. Where an area has more teams the boolean says nothing, and
    matching is left to keep the pair apart; where that fails, the evening is modelled exactly.
    """

    def __init__(self) -> None:
        self._known: set[tuple[int, int]] = set()

    def __call__(self, model: RosterModel, made: Matched, rounds: int) -> bool:
        """Limit the meetings of the pairs that met too often."""
        pairs = {(detective, officer) for _, detective, officer in made.bad}
        if pairs <= self._known:
            return meet_where_needed(model, made, rounds)
        for pair in sorted(pairs - self._known):
            self._limit(model, *pair)
        self._known |= pairs
        return True

    def _limit(self, model: RosterModel, detective: int, officer: int) -> None:
        problem = model.problem
        meetings = Linear()
        for evening in problem.evenings:
            if not (model.can_work(detective, evening) and model.can_work(officer, evening)):
                continue
            meeting = model.variable(1, evening)
            meetings.add_column(meeting)
            for area in problem.areas:
                both = Linear().add(model.at(detective, evening, area)).add(model.at(officer, evening, area))
                model.hold(Linear([meeting], [1]).add(model.visits(area, evening)).add(both, -1), low=0)
        for limit in problem.pair_limits:
            if limit.binds(detective, officer) and limit.within is None and limit.area is None:
                left = limit.left(detective, officer)
                model.at_most(meetings, left, problem.scenario.rules_in_force[limit.rule])


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    TierSearch(named_everywhere(scenario), log, cpsat(job), PairsOnDemand()).run()


if __name__ == "__main__":
    run(_solve)
