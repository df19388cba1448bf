"""A roster as the checks read it: every deployment found by evening, person, area and pair."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property

from tandem_models import Deployment

from .breach import Block, Breach
from .scenario.duties import Timed, between, reach
from .scenario.index import PairIds, ScenarioIndex


class Plan:
    """One person's evenings: those not over with their times, and those before, of the history and the facts."""

    def __init__(self, index: ScenarioIndex, person: str, duties: Iterable[Timed] = ()) -> None:
        self.index = index
        self.person = person
        self.duties = tuple(sorted(set(duties)))
        self.evenings = tuple(sorted({duty.on for duty in self.duties}))
        self.history = index.history.get(person, ())
        self.broken_by: dict[Timed, Block | None] = {}
        """What one more deployment would break, where it was asked before (`checks.blocked`)."""
        self.breaches: dict[int, tuple[Breach, ...]] = {}
        """How rules on one person are broken, by `id` of the rule, where that was asked before (`checks.rules`)."""

    def adding(self, duty: Timed) -> "Plan":
        """The plan with one more deployment."""
        return Plan(self.index, self.person, (*self.duties, duty))

    @cached_property
    def overlaps(self) -> tuple[tuple[Timed, Timed], ...]:
        """Every two duties at the same time, of which one is a deployment."""
        return tuple(self.closer_than(0))

    def closer_than(self, seconds: int) -> Iterator[tuple[Timed, Timed]]:
        """Every two duties on different dates with less than `seconds` between them, the earlier one first.

        At least one of the two is a deployment of this operation; the other may be an evening of the history or an
        ordinary duty that remains.
        """
        for n, duty in enumerate(self.duties):
            for other in self.index.near(self.person, duty, seconds):
                if other.on not in self.evenings:
                    yield (duty, other) if duty.on < other.on else (other, duty)
            for later in self.duties[n + 1 :]:
                if (later.on - duty.on).days > reach(seconds):
                    break
                if later.on != duty.on and between(duty, later) < seconds:
                    yield duty, later


class Roster:
    """The deployments that name known people, areas and evenings, indexed; the others stand in `unknown` alone."""

    def __init__(self, index: ScenarioIndex, deployments: Iterable[Deployment]) -> None:
        self.index = index
        self.deployments: list[Deployment] = []
        self.unknown: list[Deployment] = []
        people, places = index.scenario.person, index.times
        for team in deployments:
            known = team.detective in people and team.officer in people and (team.evening, team.area) in places
            (self.deployments if known else self.unknown).append(team)
        self.deployments.sort(key=_place)
        self._plans: dict[str, Plan] = {}
        self._known: dict[tuple[str, tuple[Timed, ...]], Plan] = {}

    def changed(self, removed: Collection[Deployment], added: Collection[Deployment]) -> "Roster":
        """The roster with some deployments in place of others; what is known of people's plans is shared."""
        left = Counter(removed)
        kept = [team for team in (*self.deployments, *self.unknown) if not left[team] or left.subtract((team,))]
        return self._sharing(self.index, [*kept, *added])

    def about(self, person: str) -> "Roster":
        """One person's deployments, for checks of people that look at nobody else; what is known is shared."""
        return self._sharing(self.index.narrowed(person), self.of_person.get(person, ()))

    def only(self, deployments: Iterable[Deployment]) -> "Roster":
        """Some of the deployments by themselves; what is known of plans is shared."""
        return self._sharing(self.index, deployments)

    def _sharing(self, index: ScenarioIndex, deployments: Iterable[Deployment]) -> "Roster":
        found = Roster(index, deployments)
        found._known = self._known
        return found

    def plan(self, person: str) -> Plan:
        """A person's evenings."""
        found = self._plans.get(person)
        if found is None:
            opening, teams = self.index.scenario.opening, self.of_person.get(person, ())
            times = tuple(self.index.times[team.evening, team.area] for team in teams if team.evening >= opening)
            found = self._plans[person] = self.planned(person, times)
        return found

    def planned(self, person: str, times: tuple[Timed, ...]) -> Plan:
        """A person's evenings were they these."""
        found = self._known.get((person, times))
        if found is None:
            found = self._known[person, times] = Plan(self.index, person, times)
        return found

    def evenings(self, person: str) -> set[date]:
        """The evenings of the operation on which a person is sent, those that are over among them."""
        return {team.evening for team in self.of_person.get(person, ())}

    @cached_property
    def on(self) -> dict[date, list[Deployment]]:
        """Deployments by evening; evenings with none are left out."""
        found: dict[date, list[Deployment]] = {}
        for team in self.deployments:
            found.setdefault(team.evening, []).append(team)
        return found

    @cached_property
    def to_come(self) -> list[Deployment]:
        """Deployments of the evenings that are not over: those before are facts, which no rule forbids."""
        return [team for team in self.deployments if team.evening >= self.index.scenario.opening]

    @cached_property
    def of_person(self) -> dict[str, list[Deployment]]:
        """Deployments by person; people with none are left out, and those whom the checks don't look at."""
        found: dict[str, list[Deployment]] = {}
        about = self.index.about
        for team in self.deployments:
            for person in {team.detective: None, team.officer: None} if about is None else (about,):
                found.setdefault(person, []).append(team)
        return found

    @cached_property
    def worked(self) -> dict[tuple[str, date], list[Deployment]]:
        """Deployments by person and evening: one each, unless somebody is booked twice."""
        found: dict[tuple[str, date], list[Deployment]] = {}
        for person, teams in self.of_person.items():
            for team in teams:
                found.setdefault((person, team.evening), []).append(team)
        return found

    @cached_property
    def teams(self) -> dict[tuple[date, str], int]:
        """Number of teams by evening and area, where there are any."""
        found: dict[tuple[date, str], int] = {}
        for team in self.deployments:
            found[team.evening, team.area] = found.get((team.evening, team.area), 0) + 1
        return found

    @cached_property
    def visits(self) -> dict[str, int]:
        """Visits over the operation, of every area."""
        found = dict.fromkeys(self.index.scenario.area, 0)
        for team in self.deployments:
            found[team.area] += 1
        return found

    @cached_property
    def sent(self) -> dict[tuple[str, str], int]:
        """How often a person is sent to an area, where ever."""
        found: dict[tuple[str, str], int] = {}
        for person, teams in self.of_person.items():
            for team in teams:
                found[person, team.area] = found.get((person, team.area), 0) + 1
        return found

    @cached_property
    def meetings(self) -> dict[PairIds, tuple[date, ...]]:
        """The evenings that are not over on which a detective and an officer form a team."""
        found: dict[PairIds, dict[date, None]] = {}
        for team in self.to_come:
            found.setdefault((team.detective, team.officer), {})[team.evening] = None
        return {pair: tuple(evenings) for pair, evenings in found.items()}


def _place(team: Deployment) -> tuple[date, str, str, str]:
    return team.evening, team.area, team.detective, team.officer
