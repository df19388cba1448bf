"""Whether a team of a roster fits its scenario: one wording for everybody who tells of it."""

from collections.abc import Iterator

from .answers.schedule import Deployment
from .base import Role
from .days import day
from .scenario import Scenario

SLOTS = {"detective": Role.DETECTIVE, "officer": Role.NEIGHBOURHOOD_OFFICER}
"""The role that each place of a team is for."""


def strangers(scenario: Scenario, team: Deployment) -> Iterator[tuple[str, str]]:
    """What a team names that the scenario does not have, each with its key: `detective`, no person 'D9'."""
    for key in SLOTS:
        if (person := getattr(team, key)) not in scenario.person:
            yield key, f"no person '{person}'"
    if team.area not in scenario.area:
        yield "area", f"no area '{team.area}'"
    if team.evening not in scenario.calendar:
        yield "evening", f"no evening on {day(team.evening)}"


def misplaced(scenario: Scenario, team: Deployment) -> Iterator[tuple[str, str]]:
    """Who stands where the other role belongs, each with the key and a sentence without its full stop."""
    for key, role in SLOTS.items():
        person = scenario.person.get(getattr(team, key))
        if person is not None and person.role is not role:
            wanted, found = spoken(role), spoken(person.role)
            yield key, f"{named(team)} has {person.id} as its {wanted}, but {person.id} is a {found}"


def named(team: Deployment) -> str:
    """A team as the subject of a sentence."""
    return f"The team {team.detective} and {team.officer} in {team.area} on {day(team.evening)}"


def spoken(role: Role) -> str:
    """A role in words."""
    return role.replace("_", " ")
