"""The measures of the objective as expressions over the roster's variables (meant as in `tandem_models.objectives`)."""

from collections.abc import Sequence
from typing import assert_never

from tandem_models import Fault, Measure, ScenarioError, Tier

from ..algebra.linear import Linear
from ..problem.others import LIKENESS
from .likeness import Likeness
from .meetings.partners import price_partings
from .roster_model import RosterModel

MOST = 1 << 50
"""The largest value a tier may come to: sums of such numbers stay within 64 bits."""


class Measures:
    """The measures that the objectives read, and a variable for the value of each tier.

    A tier's column is at least the tier's weighted sum. Minimising it solves the tier; holding it below a value keeps
    later tiers from worsening it.
    """

    def __init__(self, model: RosterModel) -> None:
        self._model = model
        # All but `rules` stand once the model is built.
        fixed = (m for m in Measure if m is not Measure.RULES and model.problem.measures(m))
        self._fixed = {m: _expression(m, model) for m in fixed}
        self._priced, self._rules = len(model.penalties), _rules(model)
        """How many penalties `rules` was last made of, and that."""
        self.likeness = None if model.problem.others is None else Likeness(model, model.problem.others)
        """Where a roster is to differ from others."""
        self.tiers = model.problem.tiers
        # No measure is ever negative, whatever the bounds of single variables allow.
        self.ranges = tuple(self._range(tier) for tier in self.tiers)
        too_much = [n for n, (_, high) in enumerate(self.ranges) if high > MOST]
        if too_much:
            message = f"the tier could come to more than {MOST:,}: give smaller weights, shortages or surpluses"
            raise ScenarioError([Fault(path=f"objectives[{n}]", message=message) for n in too_much])
        ranges = zip(self.tiers, self.ranges, strict=True)
        self.columns = tuple(model.dependent.above(self.expression(tier), high, low) for tier, (low, high) in ranges)

    def _range(self, tier: Tier) -> tuple[int, int]:
        """Smallest and largest value of a tier, whatever meetings the model comes to price."""
        problem = self._model.problem
        low, high = self._model.range(self.expression(tier))
        teams = sum(self._model.range(self._model.teams(e))[1] for e in problem.evenings)
        meetings = sum((limit.cost or 0) * limit.most_units(teams) for limit in problem.pair_limits)
        return max(0, low), high + tier.weights.get(Measure.RULES, 0) * meetings

    def refresh(self) -> None:
        """Take into the tiers' values what the model has gained: only `rules` grows, and what is known of meetings."""
        if self.likeness is not None:
            self.likeness.refresh()
        for tier, column in zip(self.tiers, self.columns, strict=True):
            if Measure.RULES in tier.weights or tier is LIKENESS:
                self._model.dependent.keep_above(column, self.expression(tier))
            elif Measure.CHANGES in tier.weights:
                # What it reads has been kept above more, and so is worked out later.
                self._model.dependent.put_last(column)

    def expression(self, tier: Tier) -> Linear:
        """The tier's weighted sum, as the model stands now."""
        total = Linear()
        if tier is LIKENESS and self.likeness is not None:
            total.add(self.likeness.expression)
        for measure, weight in tier.weights.items():
            total.add(self._measure(measure), weight)
        return total

    def value(self, tier: Tier, values: Sequence[int]) -> int:
        """The tier's weighted sum for the values of all columns."""
        if tier is LIKENESS and self.likeness is not None:
            return self.likeness.value(values)
        return sum(weight * self._measure(measure).value(values) for measure, weight in tier.weights.items())

    def _measure(self, measure: Measure) -> Linear:
        if measure is not Measure.RULES:
            return self._fixed[measure]
        if self._priced != len(self._model.penalties):
            self._priced, self._rules = len(self._model.penalties), _rules(self._model)
        return self._rules


def _expression(measure: Measure, model: RosterModel) -> Linear:
    match measure:
        case Measure.COVERAGE:
            return _coverage(model)
        case Measure.PRIORITY:
            return _priority(model)
        case Measure.RULES:
            return _rules(model)
        case Measure.FAIRNESS:
            return _fairness(model)
        case Measure.ABSTRACTION:
            return _abstraction(model)
        case Measure.REQUESTS:
            return _requests(model)
        case Measure.HOME_AREA:
            return _home_area(model)
        case Measure.CHANGES:
            return _changes(model)
        case _:
            assert_never(measure)


def _shortfall(model: RosterModel, wanted: int, given: Linear) -> Linear:
    """How far an expression falls short of a number; never below 0."""
    low, high = model.range(given)
    if wanted <= low:
        return Linear()
    if low == high:
        return Linear(constant=wanted - low)
    return Linear([model.dependent.above(Linear(constant=wanted).add(given, -1), wanted)], [1])


def _coverage(model: RosterModel) -> Linear:
    problem, total = model.problem, Linear()
    for e, evening in enumerate(problem.scenario.calendar.values()):
        if e < problem.opening:
            total.add(_shortfall(model, evening.teams or 0, model.teams(e)), evening.shortage)
        elif evening.teams is not None:
            total.add(evening.teams * evening.shortage).add(model.teams(e), -evening.shortage)
        for a, area in enumerate(problem.scenario.areas):
            for entry in problem.scenario.demands(evening.on, area.id):
                visits = model.visits(a, e)
                missing = _shortfall(model, entry.teams, visits)
                total.add(missing, entry.shortage)
                if entry.surplus:
                    total.add(missing, entry.surplus).add(visits, entry.surplus).add(-entry.teams * entry.surplus)
    return total


def _priority(model: RosterModel) -> Linear:
    problem, total = model.problem, Linear()
    for area in problem.areas:
        visits = Linear()
        for evening in problem.evenings:
            visits.add(model.visits(area, evening))
        total.add(_shortfall(model, problem.target(area), visits), problem.priority_weight(area))
    return total


def _rules(model: RosterModel) -> Linear:
    total = Linear()
    for cost, units in model.penalties:
        total.add(units, cost)
    return total


def _fairness(model: RosterModel) -> Linear:
    """Sum of scaled squares; convex, so each further evening is a step of its own that costs more than the last."""
    problem, total = model.problem, Linear()
    for p in problem.people:
        fair = problem.fair(p)
        if fair is None:
            continue
        done = problem.done(p)
        total.add(fair.cost(done))
        steps = [model.variable(1) for _ in range(problem.most_evenings[p])]
        for k, step in enumerate(steps, start=1):
            total.add_column(step, fair.cost(done + k) - fair.cost(done + k - 1))
        model.dependent.fill(steps, model.load_to_come(p))
    return total


def _abstraction(model: RosterModel) -> Linear:
    problem, total = model.problem, Linear()
    for p, someone in enumerate(problem.scenario.people):
        for evening in problem.evenings[: problem.opening]:
            if evening in problem.worked[p]:  # also where no team was wanted
                total.add(problem.scenario.release_cost(someone.id, problem.date(evening)) or 0)
        for evening, cost in problem.open[p].items():
            if cost:
                total.add(model.works(p, evening), cost)
    return total


def _requests(model: RosterModel) -> Linear:
    problem, total = model.problem, Linear()
    for request in problem.scenario.requests:
        person, evening = problem.person_number[request.person], problem.number(request.on)
        if request.area is None:
            there = model.works(person, evening)
        else:
            there = model.at(person, evening, problem.area_number[request.area])
        if request.want == "off":
            total.add(there, request.weight)
        else:
            total.add(request.weight).add(there, -request.weight)
    return total


def _home_area(model: RosterModel) -> Linear:
    """Deployments of people with a home, less those at home."""
    problem, total = model.problem, Linear()
    for *people, area in (team for teams in problem.facts for team in teams):
        total.add(sum(problem.home[p] not in (None, area) for p in people))
    for evening in problem.evenings:
        for group in model.groups[evening]:
            if group.home is not None:
                for person in group.people:
                    total.add(model.works(person, evening))
                total.add(model.sends(group, group.home, evening), -1)
    return total


def _changes(model: RosterModel) -> Linear:
    """What people are told otherwise: less than all as far as they are sent, in their area, with their partner."""
    problem, total = model.problem, Linear()
    if not problem.is_published:
        return total
    for e in problem.evenings[problem.opening :]:
        told = problem.told[e]
        stood_down, called_out, area = (problem.change_cost(kind, e) for kind in ("stood_down", "called_out", "area"))
        for p in problem.people:
            if model.can_work(p, e) and p not in told:
                total.add(model.works(p, e), called_out)
        for p in told:
            total.add(stood_down).add(model.works(p, e), area - stood_down)
            total.add(model.stays(p, e), -area)
        total.add(price_partings(model, e))
    return total
