"""Whether a team of a roster fits its scenario: one wording for everybody who tells of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from .answers.schedule import Deployment
from .base import Role
from .bounds import Sentence
from .days import day
from .scenario import Scenario
from .scenario.directory import Directory
from .scenario.references import not_there
from .spelling import misspelt

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


def unhistoric(scenario: Scenario, teams: Sequence[Deployment]) -> Iterator[tuple[int, str, Sentence]]:
    """Why teams are no history of a scenario, each with the team's number, the key and a sentence.

    Who has left and areas that are gone are in order.
    """
    start = scenario.operation.start
    late = [n for n, team in enumerate(teams) if team.evening >= start]
    if late:
        more = f" (and {len(late) - 1} more like it)" if late[1:] else ""
        sentence = f"{teams[late[0]].evening} is not before the operation starts on {start}{more}"
        text = f"{sentence}: a history has the evenings before it, pins those of it"
        yield late[0], "evening", Sentence("outside_operation", text)
    yield from unlikely(scenario, teams, start)


def unlikely(scenario: Scenario, teams: Sequence[Deployment], before: date) -> Iterator[tuple[int, str, Sentence]]:
    """Why teams before a date can't have been worked, or are spelt otherwise than the scenario; likewise."""
    known = {(entry.person, entry.on): entry for entry in scenario.history}
    directory = Directory(scenario.people)
    seen = set[tuple[str, date]]()
    for n, team in enumerate(teams):
        on = team.evening
        if on >= before:
            continue
        yield from ((n, key, meant) for key, meant in misspellings(scenario, directory, team))
        for key, other in (("detective", team.officer), ("officer", team.detective)):
            person = getattr(team, key)
            if (person, on) in seen:
                yield n, key, Sentence("duplicate", f"{person} is in two teams on {on}: keep one")
            seen.add((person, on))
            if absence := not_there(scenario.person.get(person), on):
                yield n, "evening", absence
            entry = known.get((person, on))
            if entry is not None and (entry.area not in (None, team.area) or entry.partner not in (None, other)):
                text = f"the scenario's own history has {person} elsewhere on {on}: keep one of the two"
                yield n, key, Sentence("contradiction", text)


def misspellings(scenario: Scenario, directory: Directory, team: Deployment) -> Iterator[tuple[str, Sentence]]:
    """What of a team is spelt otherwise than the scenario has it, each with its key."""
    if meant := misspelt("area", team.area, scenario.area):
        yield "area", meant
    for key in SLOTS:
        if meant := directory.otherwise_written(getattr(team, key)):
            yield key, meant


def named(team: Deployment) -> str:
    """A team as the subject of a sentence."""
    return f"The team {team.detective} and {team.officer} in {team.area} on {day(team.evening)}"


def spoken(role: Role) -> str:
    """A role in words."""
    return role.replace("_", " ")
