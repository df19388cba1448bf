"""What becomes different for people, in sentences: one wording wherever somebody is told something else.

N12: no longer Fri 6 March; instead Sat 13 March, Charnwood, with D04; Tue 16 March now with D02 instead of D05.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tandem_models import Change, Deployment, Scenario

from .plain import count, day_of, listing


@dataclass(frozen=True)
class Digest:
    """All that becomes different for one person."""

    person: str
    changes: Sequence[Change]
    """By evening; one at least."""


def digests(scenario: Scenario, changes: Iterable[Change]) -> Sequence[Digest]:
    """Changes person by person, in the scenario's order of people; those whom it does not have stand last."""
    found: dict[str, list[Change]] = {person.id: [] for person in scenario.people}
    for change in sorted(changes, key=lambda change: change.evening):
        found.setdefault(change.person, []).append(change)
    return [Digest(person, tuple(some)) for person, some in found.items() if some]


def how_many(found: Sequence[Digest]) -> str:
    """How many are told something else: 3 people are told something else, 5 changes in all."""
    changes = sum(len(digest.changes) for digest in found)
    who = "1 person is" if len(found) == 1 else f"{len(found)} people are"
    return f"{who} told something else, {count(changes, 'change')} in all."


@dataclass(frozen=True)
class ChangeWording:
    """Says what becomes different for somebody."""

    scenario: Scenario
    names: bool = True
    """Whether people are named beside their ids where the scenario has names: for people only."""
    times: bool = False
    """Whether new evenings come with their times."""
    mark: Callable[[str], str] = str
    """What is done to each text that comes from files."""

    def sentence(self, digest: Digest) -> str:
        """All that becomes different for a person, as one sentence without the person and without a full stop."""
        return "; ".join(self.clauses(digest))

    def clauses(self, digest: Digest) -> Sequence[str]:
        """The same in clauses: what falls away comes first, the rest is by evening.

        Where one evening falls away and one comes, the one is `instead` of the other. Each change is in one clause.
        """
        person, changes = digest.person, digest.changes
        lost = [day_of(self.scenario, change.evening) for change in changes if change.after is None]
        new = [team for team in (change.after for change in changes if change.before is None) if team is not None]
        clauses = [f"no longer {listing(lost)}"] if lost else []
        if swapped := len(lost) == len(new) == 1:
            clauses[0] += f"; instead {self._new(person, new[0])}"
        for change in changes:
            if change.after is not None and change.before is not None:
                clauses.append(self._moved(person, change.before, change.after))
            elif change.after is not None and not swapped:
                clauses.append(f"also {self._new(person, change.after)}")
        return clauses

    def person(self, person: str) -> str:
        """How a person is named."""
        known = self.scenario.person.get(person)
        return self.mark(known.label if known and self.names else person)

    def area(self, area: str) -> str:
        """How an area is named."""
        known = self.scenario.area.get(area)
        return self.mark(known.label if known else area)

    def outing(self, person: str, team: Deployment) -> str:
        """When on an evening somebody goes, where and with whom: 16:00-02:00, Charnwood, with D04."""
        return ", ".join(filter(None, (clock(self.scenario, team), self._where_and_with_whom(person, team))))

    def _where_and_with_whom(self, person: str, team: Deployment) -> str:
        return f"{self.area(team.area)}, with {self.person(partner(person, team))}"

    def _new(self, person: str, team: Deployment) -> str:
        """An evening that comes: Sat 13 March, Charnwood, with D04."""
        times = clock(self.scenario, team) if self.times else ""
        when = f"{day_of(self.scenario, team.evening)} {times}".rstrip()
        return f"{when}, {self._where_and_with_whom(person, team)}"

    def _moved(self, person: str, before: Deployment, after: Deployment) -> str:
        """An evening that stays: Fri 5 March now in Oadby instead of Charnwood."""
        now, was = (self.person(partner(person, team)) for team in (after, before))
        day = day_of(self.scenario, after.evening)
        if before.area == after.area:
            return f"{day} now with {now} instead of {was}"
        area, times, earlier = self.area(before.area), clock(self.scenario, after), clock(self.scenario, before)
        at = f"{times} " if times and earlier and times != earlier else ""
        where = f"{day} now {at}in {self.area(after.area)}"
        return f"{where} instead of {area}" if now == was else f"{where} with {now} instead of {area} with {was}"


def partner(person: str, team: Deployment) -> str:
    """With whom a person of a team goes."""
    return team.officer if person == team.detective else team.detective


def clock(scenario: Scenario, team: Deployment) -> str:
    """The times of a team: 16:00-02:00; nothing where the scenario does not have the evening or the area any more."""
    area, evening = scenario.area.get(team.area), scenario.calendar.get(team.evening)
    if area is None or evening is None:
        return ""
    shift = area.shift or evening.shift
    return f"{shift.start:%H:%M}-{shift.end:%H:%M}"
