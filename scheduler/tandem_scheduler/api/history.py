"""The weeks before an operation: the roster of the last one as the history of the next."""

from collections.abc import Iterable

from tandem_models import Deployment, Fault, HistoryEntry, RosterError, Scenario, Schedule
from tandem_models.fit import unhistoric

from ..entrance import sound, teams_of


def with_history(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> Scenario:
    """The scenario with every team of an earlier roster in its history, besides what stands there.

    Who has left since and areas that are gone may be among them: `notes` tells of those.

    Args:
        scenario: what is planned.
        roster: the roster of the operation before, as it was worked.

    Returns:
        A new scenario; the one given stays as it is.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError: the scenario has faults.
        RosterError: the roster has faults, or is none; an evening is not before the operation; somebody is in two teams
            of an evening, or by the scenario's own history elsewhere.
    """
    scenario = sound(scenario)
    teams = teams_of(roster)
    if faults := [
        Fault(path=f"deployments[{n}].{key}", message=sentence) for n, key, sentence in unhistoric(scenario, teams)
    ]:
        raise RosterError(faults)
    entries = {(entry.person, entry.on): entry for entry in scenario.history}
    for team in teams:
        for person, partner in ((team.detective, team.officer), (team.officer, team.detective)):
            entry = HistoryEntry(person=person, on=team.evening, area=team.area, partner=partner)
            entries[person, team.evening] = entry
    return scenario.changed(history=tuple(entries.values()))
