"""All that pages, workbooks and calendars show of one roster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tandem_models import Change, Deployment, Gap, Report, Role, Scenario, TierResult, Violation
from tandem_scheduler.words.changes import clock, partner


@dataclass(frozen=True)
class Brief:
    """A roster with what was found out about it. Names and contact details are those of the scenario, if it has any."""

    scenario: Scenario
    deployments: tuple[Deployment, ...]
    """By evening and area, of people and areas of the scenario."""
    report: Report
    """The check of this roster."""
    gaps: tuple[Gap, ...] = ()
    """The report's gaps, with their reasons."""
    tiers: tuple[TierResult, ...] = ()
    """How good each tier is known to be; empty for a roster that was not solved for."""
    conclusion: str = ""
    """How the roster came about, in a sentence."""
    published: tuple[Deployment, ...] | None = None
    """The roster that people were told before."""
    changes: tuple[Change, ...] = ()
    """What is different from the published roster."""
    issued: date | None = None
    """When it is shown to people."""
    accepted: tuple[Violation, ...] = ()
    """What teams that have been worked (`Pin.fact`) break of what must hold: it stands all the same."""

    @cached_property
    def teams(self) -> Mapping[date, Sequence[Deployment]]:
        """The teams of every evening of the operation."""
        found: dict[date, list[Deployment]] = {on: [] for on in self.scenario.calendar}
        for team in self.deployments:
            found.setdefault(team.evening, []).append(team)
        return found

    @cached_property
    def work(self) -> Mapping[str, Mapping[date, Deployment]]:
        """What each person does, by evening; everybody of the scenario has an entry."""
        found: dict[str, dict[date, Deployment]] = {person.id: {} for person in self.scenario.people}
        for team in self.deployments:
            for person in (team.detective, team.officer):
                found[person][team.evening] = team
        return found

    def partner(self, person: str, team: Deployment) -> str:
        """With whom a person goes."""
        return partner(person, team)

    def clock(self, team: Deployment) -> str:
        """The times of a team: 16:00-02:00."""
        return clock(self.scenario, team)

    def people(self, role: Role) -> Sequence[str]:
        """The ids of a role, in the scenario's order."""
        return [person.id for person in self.scenario.of_role(role)]
