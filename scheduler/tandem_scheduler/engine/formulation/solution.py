"""The values of all columns that a roster has."""

from collections import Counter
from collections.abc import Sequence

from .roster_model import RosterModel

EveningTeams = Sequence[Sequence[tuple[int, int, int]]]
"""Detective, officer and area of each team, evening by evening: those of the evenings to come."""


def values_of(model: RosterModel, teams: EveningTeams) -> tuple[int, ...]:
    """The values that a roster has."""
    values = [0] * len(model.evening_of)
    for evening, here in enumerate(teams):
        for *people, area in here:
            values[model.visits(area, evening).columns[0]] += 1
            for person in people:
                values[model.works(person, evening).columns[0]] = 1
                group = model.group_of(person, evening)
                for column in () if group is None else model.sends(group, area, evening).columns:
                    values[column] += 1
    return with_teams(model, values, teams, anew=True)


def with_teams(model: RosterModel, values: list[int], teams: EveningTeams, *, anew: bool) -> tuple[int, ...]:
    """Values with what a roster says of who is where; where it was matched anew, of who meets whom as well."""
    for evening, here in enumerate(teams):
        there = Counter((person, area) for *people, area in here for person in people)
        for group in model.groups[evening]:
            for area in () if group.strict else group.areas:
                for column in model.sends(group, area, evening).columns:
                    values[column] = sum(there[person, area] for person in group.people)
        model.meetings.write_types(values, evening, here)
        if anew:
            model.meetings.write_pairs(values, evening, here)
    return model.completed(values)
