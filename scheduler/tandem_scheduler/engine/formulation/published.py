"""The published roster as values of the model's columns: a point near which a re-plan is."""

from tandem_models import Role

from .roster_model import RosterModel


def published_teams(model: RosterModel) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    """The published teams of the evenings to come of which both can still go, where they were published."""
    problem = model.problem
    teams: list[tuple[tuple[int, int, int], ...]] = [()] * len(problem.evenings)
    for e in problem.evenings[problem.opening :]:
        told, here = problem.told[e], list[tuple[int, int, int]]()
        for detective in problem.by_role[Role.DETECTIVE]:
            area, officer = told.get(detective, (None, None))
            if area is None or officer is None or told[officer] != (area, detective):
                continue
            both = (detective, officer)
            if all(model.can_work(p, e) and model.may_be(p, area, e) for p in both):
                here.append((detective, officer, area))
        teams[e] = tuple(sorted(here))
    return tuple(teams)


def published_values(model: RosterModel) -> tuple[int, ...] | None:
    """Values of all columns with everybody as published who can still be sent; None where nothing is published.

    Where somebody can't be, the rows that ask for as many of each role are broken.
    """
    problem, values = model.problem, [0] * len(model.evening_of)
    if not any(problem.told):
        return None
    detectives = frozenset(problem.by_role[Role.DETECTIVE])
    high = model.program.bounds[1]
    for e in problem.evenings[problem.opening :]:
        teams, there = [], {area: [0, 0] for area in problem.areas}
        for person, (area, partner) in problem.told[e].items():
            if not model.can_work(person, e):
                continue
            values[model.works(person, e).columns[0]] = 1
            if area is None or not model.may_be(person, area, e):
                continue
            there[area][person in detectives] += 1
            group = model.group_of(person, e)
            for column in () if group is None else model.sends(group, area, e).columns:
                values[column] += 1
            if person in detectives and partner is not None and model.may_be(partner, area, e):
                teams.append((person, partner, area))
        for area, sides in there.items():
            column = model.visits(area, e).columns[0]
            values[column] = min(int(high[column]), max(sides))
        model.meetings.write_types(values, e, teams)
    return model.completed(values)
