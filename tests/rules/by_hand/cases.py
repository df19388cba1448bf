"""A roster in good order, and what may be changed in it by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from tandem_models import Deployment, Role, Scenario
from tests.builders import OFFICER

DAY = timedelta(days=1)
T = TypeVar("T")
Teams = tuple[Deployment, ...]


@dataclass(frozen=True)
class Case:
    """A roster in good order and what may be changed in it."""

    scenario: Scenario
    teams: Teams
    number: int
    """Which of many alike to choose."""

    def any(self, of: Sequence[T]) -> T:
        return of[self.number * 7 % len(of)]

    @property
    def team(self) -> Deployment:
        """Some deployment."""
        return self.any(self.teams)

    def load(self, person: str) -> list[date]:
        return [team.evening for team in self.teams if person in (team.detective, team.officer)]

    def visits(self, area: str, person: str | None = None) -> int:
        return sum(team.area == area and person in (None, team.detective, team.officer) for team in self.teams)

    @property
    def idle(self) -> tuple[str, date]:
        """Somebody and an evening with teams, with nothing of theirs for two days before and after it."""
        history = {(entry.person, entry.on) for entry in self.scenario.history}
        return self.any(
            [
                (person.id, on)
                for on in sorted({team.evening for team in self.teams})
                for person in self.scenario.people
                if all(
                    on + n * DAY not in self.load(person.id)
                    and not self.scenario.absent(person.id, on + n * DAY)
                    and (person.id, on + n * DAY) not in history
                    for n in range(-2, 3)
                )
            ]
        )

    @property
    def newcomer(self) -> tuple[str, date]:
        """An officer whom the scenario does not have yet, and an evening with teams, not the first or the last."""
        inside = [team.evening for team in self.teams if self.scenario.operation.start < team.evening]
        return "newcomer", self.any([on for on in inside if on < self.scenario.operation.end])

    def joined(self, person: str) -> dict[str, Any]:
        """What makes somebody known to the scenario."""
        return {"people": [{"id": person, "role": OFFICER}]}

    def put(self, person: str, on: date) -> Teams:
        """The roster with somebody in another's place on an evening."""
        detectives = {someone.id for someone in self.scenario.of_role(Role.DETECTIVE)}
        slot = "detective" if person in detectives else "officer"
        place = next(n for n, team in enumerate(self.teams) if team.evening == on)
        return self.changed(self.teams[place], **{slot: person})

    def changed(self, team: Deployment, **fields: Any) -> Teams:
        """The roster with one deployment changed."""
        return tuple(other.model_copy(update=fields) if other == team else other for other in self.teams)

    def without(self, team: Deployment) -> Teams:
        return tuple(other for other in self.teams if other != team)


Broken = tuple[dict[str, Any], Teams]
"""What the scenario has more, kept by the roster in good order, and the roster that breaks it."""
