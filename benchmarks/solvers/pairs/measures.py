"""The measures, each as `tandem_models.objectives` says it."""

from collections.abc import Callable

from tandem_models import Measure

from .model import Expression, PairModel, total


class Measures:
    """Every measure that the objectives read, made once."""

    def __init__(self, model: PairModel) -> None:
        made: dict[Measure, Callable[[PairModel], Expression]] = {
            Measure.COVERAGE: _coverage,
            Measure.PRIORITY: _priority,
            Measure.RULES: _rules,
            Measure.FAIRNESS: _fairness,
            Measure.ABSTRACTION: _abstraction,
            Measure.REQUESTS: _requests,
            Measure.HOME_AREA: _home_area,
        }
        found = {measure: make(model) for measure, make in made.items() if model.problem.measures(measure)}
        self.tiers = tuple(
            total(weight * found[measure] for measure, weight in tier.weights.items())
            for tier in model.scenario.objectives
        )
        """The value of each tier."""


def _coverage(model: PairModel) -> Expression:
    costs = []
    for e, evening in enumerate(model.scenario.calendar.values()):
        if evening.teams is not None:
            costs.append(evening.shortage * (evening.teams - model.teams(e)))
        for a, area in enumerate(model.scenario.areas):
            visits = model.visits(a, e)
            for entry in model.scenario.demands(evening.on, area.id):
                if entry.shortage:
                    costs.append(entry.shortage * model.above(entry.teams - visits, 0))
                if entry.surplus:
                    costs.append(entry.surplus * model.above(visits, entry.teams))
    return total(costs)


def _priority(model: PairModel) -> Expression:
    problem = model.problem
    return total(
        problem.priority_weight(a)
        * model.above(problem.target(a) - total(model.visits(a, e) for e in problem.evenings), 0)
        for a in problem.areas
    )


def _rules(model: PairModel) -> Expression:
    return total(cost * units for cost, units in model.penalties)


def _fairness(model: PairModel) -> Expression:
    """Each further evening is a step of its own that costs more than the last."""
    costs: list[Expression] = []
    for p in model.problem.people:
        fair = model.problem.fair(p)
        if fair is None:
            continue
        steps = [model.model.new_bool_var("") for _ in range(model.problem.most_evenings[p])]
        model.model.add(total(steps) == model.load(p))
        costs.append(fair.cost(0))
        costs += [(fair.cost(k + 1) - fair.cost(k)) * step for k, step in enumerate(steps)]
    return total(costs)


def _abstraction(model: PairModel) -> Expression:
    return total(
        cost * model.works(p, e) for p in model.problem.people for e, cost in model.problem.release[p].items() if cost
    )


def _requests(model: PairModel) -> Expression:
    problem, costs = model.problem, list[Expression]()
    for request in model.scenario.requests:
        person, evening = problem.person_number[request.person], problem.number(request.on)
        if request.area is None:
            there = model.works(person, evening)
        else:
            there = model.at(person, evening, problem.area_number[request.area])
        costs.append(request.weight * (there if request.want == "off" else 1 - there))
    return total(costs)


def _home_area(model: PairModel) -> Expression:
    problem = model.problem
    return total(
        model.works(p, e) - model.at(p, e, home)
        for p, home in enumerate(problem.home)
        if home is not None
        for e in problem.evenings
    )
