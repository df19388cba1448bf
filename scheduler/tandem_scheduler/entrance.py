"""What enters the library's calls is looked at here first: nothing behind reads what nobody has checked."""

import os
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from tandem_models import Contract, Deployment, Fault, InputError, KindError, RosterError, Scenario, Schedule
from tandem_models.bounds import Sentence
from tandem_models.faults import dotted, faults_of
from tandem_models.fit import misplaced, named, strangers

from .words.plain import listing

T = TypeVar("T", bound=Contract)

NO_ROSTER = {
    "infeasible": "no roster can exist, ask `explain` why",
    "unknown": "none was found in the time allowed, solve it again with more",
}
"""Why a schedule has no roster and what to do, by its status."""


def sound(scenario: Scenario) -> Scenario:
    """The scenario, once it is known to be one; of one that nobody validated, what its data mean.

    Raises:
        KindError: it is something else.
        ScenarioError: it was made by what validates nothing, and has faults.
    """
    if not isinstance(scenario, Scenario):
        way = _wanted(Scenario, scenario, "load_scenario")
        raise KindError(f"a Scenario is wanted, not {_kind(scenario)}{way}", "scenario")
    return scenario.validated


def genuine(given: T, kind: type[T], error_class: type[InputError] = InputError, argument: str = "") -> T:
    """What the data of an object mean, as it may have been made by what validates nothing.

    Args:
        given: the object.
        kind: its class.
        error_class: of the error about its data.
        argument: the one that it is given as; left out, the one that is called as its class.

    Raises:
        KindError: it is none of that class.
        InputError: its data are none of the class's; an error of `error_class`.
    """
    if not isinstance(given, kind):
        way = _wanted(kind, given)
        raise KindError(f"a {kind.__name__} is wanted, not {_kind(given)}{way}", argument or kind.__name__.lower())
    try:
        return kind.model_validate(given.model_dump(warnings=False))
    except ValidationError as error:
        raise error_class(Fault(path=dotted(loc), message=words) for loc, words in faults_of(error, kind)) from None
    except (PydanticSerializationError, AttributeError, TypeError) as error:
        raise error_class([Fault(code="wrong_type", message=f"is no {kind.__name__}: {str(error)[:200]}")]) from None


def schedule_of(schedule: Schedule, scenario: Scenario | None = None) -> Schedule:
    """A schedule that has a roster, with gaps and tiers of the scenario where one is given.

    Raises:
        RosterError: it has no roster, or what it says is not of this scenario.
    """
    found = genuine(schedule, Schedule, RosterError)
    if not found.has_roster:
        why = NO_ROSTER.get(found.status, "")
        raise RosterError([Fault(path="status", code="no_roster", message=f"the schedule has no roster: {why}")])
    if scenario is None:
        return found
    faults = []
    if found.tiers and len(found.tiers) != len(scenario.objectives):
        faults.append(_other("tiers", "has other tiers"))
    for number, gap in enumerate(found.gaps):
        if gap.evening not in scenario.calendar or gap.area not in (None, *scenario.area):
            faults.append(_other(f"gaps[{number}]", "has a gap on an evening, or in an area, that the scenario lacks"))
    if faults:
        raise RosterError(faults)
    return found


def _other(path: str, what: str) -> Fault:
    return Fault(path=path, code="other_scenario", message=f"the schedule {what}: it is of another scenario")


def teams_of(roster: Schedule | Iterable[Deployment], argument: str = "roster") -> tuple[Deployment, ...]:
    """The deployments of a roster, however it is given (as which argument), of whatever scenario.

    Raises:
        KindError: it is neither a schedule nor deployments.
        RosterError: the schedule has no roster, or a deployment was made by what validates nothing, and has faults.
    """
    if isinstance(roster, Schedule):
        roster = schedule_of(roster).deployments
    if not isinstance(roster, Iterable) or isinstance(roster, str | bytes | Mapping | BaseModel):
        way = _wanted(Schedule, roster, "read_roster")
        raise KindError(f"a roster is a Schedule or Deployments, not {_kind(roster)}{way}", argument)
    given, teams, faults = tuple(roster), list[Deployment](), list[Fault]()
    for number, team in enumerate(given):
        if not isinstance(team, Deployment):
            message = f"a roster has Deployments: number {number + 1} is {_kind(team)}{_wanted(Deployment, team)}"
            raise KindError(message, f"{argument}[{number}]")
        try:
            data = {name: value for name, value in team if name in Deployment.model_fields}
            teams.append(Deployment.model_validate(data))
        except ValidationError as error:
            found = faults_of(error, Deployment)
            faults += [Fault(path=dotted(("deployments", number, *loc)), message=message) for loc, message in found]
    if faults:
        raise RosterError(faults)
    return tuple(teams)


def teams_in(
    scenario: Scenario, roster: Schedule | Iterable[Deployment], argument: str = "roster"
) -> tuple[Deployment, ...]:
    """The deployments of a roster (given as which argument), each of what the scenario has.

    Raises:
        KindError: as `teams_of` does.
        RosterError: so, too; or a team has what the scenario does not have, or people in each other's places.
    """
    teams = teams_of(roster, argument)
    faults = []
    for number, team in enumerate(teams):
        unknown = [words for _, words in strangers(scenario, team)]
        text = f"{named(team)} can't be read: the scenario has {listing(unknown)}"
        told = [Sentence("unknown_reference", text)] if unknown else []
        told += [Sentence("wrong_role", sentence) for _, sentence in misplaced(scenario, team)]
        faults += [Fault(path=f"deployments[{number}]", message=sentence) for sentence in told]
    if faults:
        raise RosterError(faults)
    return teams


def _wanted(kind: type[BaseModel], value: object, reader: str = "") -> str:
    """What to do where something else was given: of data and files, the call that makes one of them."""
    if isinstance(value, Mapping):
        return f": {kind.__name__}.model_validate makes one of data"
    return f": {reader} reads files" if reader and isinstance(value, str | os.PathLike) else ""


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
