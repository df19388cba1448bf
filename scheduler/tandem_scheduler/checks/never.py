"""Who can never go out and where nobody can ever go, whatever the roster, and why.

What is said here is sure: every team with such a person, or in such an area, breaks something hard that no other team
could mend. What several teams break together only, or a roster as a whole, is not looked for.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from tandem_models import AreaLimit, AreaTeams, Deployment, Role, Scenario, Visits
from tandem_models.bounds import PlaceOf
from tandem_scheduler.rulebook import RULES, Aspect

from .families.areas import full
from .roster import Roster
from .rules import OfPlan, OfRoster, check_of
from .scenario.duties import Timed
from .scenario.index import ScenarioIndex
from .scenario.places import few, rule_at

Reason = str | int
"""What stands in the way: a word of `WORDS`, or the place of a rule among those in force."""

WORDS = {
    "not_there": "not there",
    "absence": "away",
    "not_available": "not available that day",
    "duty": "kept by an ordinary duty or a rest day",
    "overlap": "on duty at that time",
    "no_team": "no team is wanted then",
    "apart": "nobody to go with is free at the same time and place",
    "no_detective": "no detective can go there",
    "no_officer": "no neighbourhood officer can go there",
}


def never(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Notes on whoever can never go out, and on the areas where nobody can ever go."""
    possible = any(scenario.wanted(on) for on in scenario.calendar)
    if scenario.is_over or not possible or not all(map(scenario.of_role, Role)):
        return  # Of this other notes tell.
    teams = _Teams(scenario)
    alike: dict[tuple[Reason, ...], list[str]] = {}
    for person in scenario.people:
        here = any(person.there(on) for on in scenario.calendar)
        if here and not teams.goes(person.id):
            alike.setdefault(tuple(sorted(teams.stopping(person.id), key=str)), []).append(person.id)
    for reasons, people in alike.items():
        yield f"{few(people)} can never go out: {_told(scenario, reasons, place)}"
    for area in scenario.areas:
        if not teams.visited(area.id):
            reasons = tuple(sorted(teams.closing(area.id), key=str))
            yield f"nobody can ever be sent to {area.id}: {_told(scenario, reasons, place)}"


def _told(scenario: Scenario, reasons: Iterable[Reason], place: PlaceOf) -> str:
    return "; ".join(
        WORDS[reason]
        if isinstance(reason, str)
        else f"{rule_at(scenario, reason, place)}: {RULES[scenario.rules_in_force[reason].kind].stops}"
        for reason in reasons
    )


class _Teams:
    """The teams that can be, each looked at by itself, beside those that have been worked."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._index = ScenarioIndex(scenario)
        self._worked = Roster(self._index, scenario.facts)
        hard = [(n, rule) for n, rule in enumerate(scenario.rules_in_force) if rule.hard]
        self._personal = [(n, rule, how.check) for n, rule in hard if isinstance(how := check_of(rule), OfPlan)]
        self._limits = [
            (n, rule, self._index.bound(rule), scenario.bound_areas(rule))
            for n, rule in hard
            if isinstance(rule, AreaLimit)
        ]
        self._on_places = [(n, rule) for n, rule in hard if isinstance(rule, AreaTeams | Visits)]
        self._pairs = [
            (n, how.check)
            for n, rule in hard
            if RULES[rule.kind].about is Aspect.PAIR and isinstance(how := check_of(rule), OfRoster)
        ]
        self._evenings = [on for on in scenario.calendar if on >= scenario.opening]
        self._kinds = {person.id: self._kind(person.id) for person in scenario.people}
        self._free: dict[tuple[str, date], tuple[frozenset[str], frozenset[Reason]]] = {}
        self._open: dict[date, tuple[dict[str, Reason], frozenset[str]]] = {}
        self._forbidden: dict[object, Reason | None] = {}
        self._go: set[str] = set()
        self._seen: set[str] = set()

    def goes(self, person: str) -> bool:
        """Whether somebody can be in a team at all."""
        if person not in self._go:
            any(self._tried(team) for team in self._teams_of(person))
        return person in self._go

    def visited(self, area: str) -> bool:
        """Whether a team can be sent to an area at all."""
        if area not in self._seen:
            any(self._tried(team) for team in self._teams_in(area))
        return area in self._seen

    def stopping(self, person: str) -> set[Reason]:
        """What stands in the way of every team with somebody."""
        found = {reason for on in self._evenings for reason in self._open_to(person, on)[1]}
        if any(self._open_to(person, on)[0] for on in self._evenings):
            found = set()  # What else keeps them at other times is not the reason.
            for other in self._others(person):
                together = {self._bar(team) for team in self._with(person, other)}
                found |= {reason for reason in together if reason is not None} or {"apart"}
            if not any(self._open_to(person, on)[0] & self._open_on(on)[1] for on in self._evenings):
                found = {reason for on in self._evenings for reason in self._open_on(on)[0].values()}
        return found

    def closing(self, area: str) -> set[Reason]:
        """What stands in the way of every team in an area."""
        found: set[Reason] = {self._open_on(on)[0][area] for on in self._evenings if area in self._open_on(on)[0]}
        open_on = [on for on in self._evenings if area in self._open_on(on)[1]]
        if not open_on:
            return found
        found = {bar for team in self._teams_in(area) if (bar := self._bar(team)) is not None}
        for role, word in zip(Role, ("no_detective", "no_officer"), strict=True):
            if not any(area in self._open_to(one.id, on)[0] for one in self._scenario.of_role(role) for on in open_on):
                limits = {
                    n
                    for n, rule, _, _ in self._limits
                    if all(full(rule, self._worked, one.id, area, open_on[0]) for one in self._scenario.of_role(role))
                }
                found |= limits or {word}
        return found or {"apart"}

    def _tried(self, team: Deployment) -> bool:
        if self._bar(team) is not None:
            return False
        self._go |= {team.detective, team.officer}
        self._seen.add(team.area)
        return True

    def _others(self, person: str) -> list[str]:
        role = self._scenario.person[person].role
        others = [one.id for one in self._scenario.people if one.role is not role]
        return sorted(others, key=lambda one: one in self._go)  # finds company for those who have none first

    def _with(self, person: str, other: str) -> Iterator[Deployment]:
        """The teams of two, as far as each is free and places are open."""
        for on in self._evenings:
            yield from self._together(person, other, on)

    def _together(self, person: str, other: str, on: date) -> Iterator[Deployment]:
        """Those of an evening."""
        mine = self._open_to(person, on)[0] & self._open_on(on)[1]
        for area in mine & self._open_to(other, on)[0] if mine else ():
            detective = self._scenario.person[person].role is Role.DETECTIVE
            pair = (person, other) if detective else (other, person)
            yield Deployment(evening=on, area=area, detective=pair[0], officer=pair[1])

    def _teams_of(self, person: str) -> Iterator[Deployment]:
        for on in self._evenings:
            if self._open_to(person, on)[0] & self._open_on(on)[1]:
                for other in self._others(person):
                    yield from self._together(person, other, on)

    def _teams_in(self, area: str) -> Iterator[Deployment]:
        for on in self._evenings:
            if area in self._open_on(on)[1]:
                sides = [
                    {
                        self._kinds[p.id]: p.id
                        for p in self._scenario.of_role(role)
                        if area in self._open_to(p.id, on)[0]
                    }
                    for role in Role
                ]
                for detective in sides[0].values():
                    for officer in sides[1].values():
                        yield Deployment(evening=on, area=area, detective=detective, officer=officer)

    def _kind(self, person: str) -> object:
        """The same for people to whom rules on teams do the same."""
        met = {one for pair in self._index.met for one in pair}
        rules = [self._scenario.rules_in_force[n] for n, _ in self._pairs]
        chosen = tuple(person in self._index.selected(getattr(rule, "who", None)) for rule in rules)
        spared = tuple(person in self._index.spared(rule) for rule in rules)
        return chosen, spared, frozenset(self._scenario.person[person].skills), person if person in met else None

    def _bar(self, team: Deployment) -> Reason | None:
        """The rule on teams that forbids one."""
        key = (self._kinds[team.detective], self._kinds[team.officer], team.area, team.evening)
        if key not in self._forbidden:
            alone = self._worked.changed((), (team,))
            self._forbidden[key] = next((n for n, check in self._pairs if any(b.lasting for b in check(alone))), None)
        return self._forbidden[key]

    def _open_on(self, on: date) -> tuple[dict[str, Reason], frozenset[str]]:
        """The areas that get no team on an evening, each with the reason, and the others."""
        if on not in self._open:
            closed = {area: why for area in self._scenario.area if (why := self._closed(on, area)) is not None}
            self._open[on] = closed, frozenset(self._scenario.area.keys() - closed.keys())
        return self._open[on]

    def _closed(self, on: date, area: str) -> Reason | None:
        teams = self._scenario.calendar[on].teams
        if teams == 0 or self._index.most_teams.get((on, area)) == 0:
            return "no_team"
        for n, rule in self._on_places:
            evenings = self._index.evenings(rule)
            if area in self._scenario.bound_areas(rule) and (evenings is None or on in evenings):
                facts = (fact for fact in self._scenario.facts if fact.area == area)
                done = sum(evenings is None or fact.evening in evenings for fact in facts)
                if rule.max is not None and rule.max <= (done if isinstance(rule, Visits) else 0):
                    return n
        return None

    def _open_to(self, person: str, on: date) -> tuple[frozenset[str], frozenset[Reason]]:
        """The areas to which somebody can be sent on an evening, and what keeps them from others."""
        if (person, on) not in self._free:
            away = self._scenario.away(person, on)
            if self._index.release[person, on] is None:
                self._free[person, on] = frozenset(), frozenset([away or "duty"])
            else:
                times = {area: self._index.times[on, area] for area in self._scenario.area}
                own = {duty: self._keeps(person, on, duty) for duty in {*times.values()}}
                bars = {
                    area: self._closed_to(person, on, area) if own[t] is None else own[t] for area, t in times.items()
                }
                areas = frozenset(area for area, bar in bars.items() if bar is None)
                self._free[person, on] = areas, frozenset(bar for bar in bars.values() if bar is not None)
        return self._free[person, on]

    def _closed_to(self, person: str, on: date, area: str) -> Reason | None:
        """The rule that lets somebody be sent to an area on an evening no more often than already."""
        for n, rule, people, areas in self._limits:
            if person in people and area in areas and full(rule, self._worked, person, area, on):
                return n
        return None

    def _keeps(self, person: str, on: date, duty: Timed) -> Reason | None:
        """What keeps somebody from a deployment on an evening, wherever it is and however often they go besides."""
        plan = self._worked.planned(person, (duty,))
        for one, other in plan.overlaps:
            if self._index.stands(person, one) and self._index.stands(person, other):
                return "overlap"
        for n, rule, check in self._personal:
            if person in self._index.bound(rule) and any(b.lasting and on in b.evenings for b in check(plan)):
                return n
        return None
