"""What enters the library's calls is looked at here first: nothing behind reads what nobody has checked."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ValidationError

from models import Deployment, Fault, RosterError, Scenario, Schedule
from models.faults import dotted, faults_of
from models.fit import misplaced, named, strangers

from .checks.words import listing

NO_ROSTER = {
    "infeasible": "no roster can exist, ask `explain` why",
    "unknown": "none was found in the time allowed, solve it again with more",
}
"""Why a schedule has no roster and what to do, by its status."""


def sound(scenario: Scenario) -> Scenario:
    """The scenario, once it is known to be one; of one that nobody validated, what its data mean.

    Raises:
        TypeError: it is something else.
        ScenarioError: it was made by what validates nothing, and has faults.
    """
    if not isinstance(scenario, Scenario):
        raise TypeError(f"a Scenario is wanted, not {_kind(scenario)}")
    return scenario.validated


def teams_of(roster: Schedule | Iterable[Deployment]) -> tuple[Deployment, ...]:
    """The deployments of a roster, however it is given, of whatever scenario.

    Raises:
        TypeError: it is neither a schedule nor deployments.
        RosterError: the schedule has no roster, or a deployment was made by what validates nothing, and has faults.
    """
    if isinstance(roster, Schedule):
        _refuse_none(roster)
        roster = roster.deployments
    if not isinstance(roster, Iterable) or isinstance(roster, str | bytes | Mapping | BaseModel):
        raise TypeError(f"a roster is a Schedule or Deployments, not {_kind(roster)}")
    given, teams, faults = tuple(roster), list[Deployment](), list[Fault]()
    for number, team in enumerate(given):
        if not isinstance(team, Deployment):
            raise TypeError(f"a roster has Deployments: number {number + 1} is {_kind(team)}")
        try:
            data = {name: value for name, value in team if name in Deployment.model_fields}
            teams.append(Deployment.model_validate(data))
        except ValidationError as error:
            found = faults_of(error, Deployment)
            faults += [Fault(path=dotted(("deployments", number, *loc)), message=message) for loc, message in found]
    if faults:
        raise RosterError(faults)
    return tuple(teams)


def teams_in(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> tuple[Deployment, ...]:
    """The deployments of a roster, each of evening, area, detective and officer of the scenario.

    Raises:
        TypeError: as `teams_of` does.
        RosterError: so, too; or a team has what the scenario does not have, or people in each other's places.
    """
    teams = teams_of(roster)
    faults = []
    for number, team in enumerate(teams):
        unknown = [words for _, words in strangers(scenario, team)]
        told = [f"{named(team)} can't be read: the scenario has {listing(unknown)}"] if unknown else []
        told += [sentence for _, sentence in misplaced(scenario, team)]
        faults += [Fault(path=f"deployments[{number}]", message=sentence) for sentence in told]
    if faults:
        raise RosterError(faults)
    return teams


def _refuse_none(schedule: Schedule) -> None:
    """Raise RosterError where a schedule has no roster."""
    if not schedule.has_roster:
        why = NO_ROSTER.get(schedule.status, "")
        raise RosterError([Fault(path="status", message=f"the schedule has no roster: {why}")])


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
