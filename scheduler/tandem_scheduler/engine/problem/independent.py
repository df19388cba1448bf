"""Independent parts: sub-operations that share no person, area or rule, each a scenario of its own.

People and areas are linked where somebody may be sent, lives, asks to go or has been, and where a pin or a rule names
them together. Where `teams` is wanted of the operation as a whole, everything hangs together.
"""

from collections.abc import Iterable

from tandem_models import AreaLimit, Scenario
from tandem_models.ranking import Ranking

from .problem import Problem


class _Links:
    """Things that hang together (a union-find structure)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, thing: str) -> str:
        """The same for all things that hang together."""
        above = self._above.setdefault(thing, thing)
        while above != self._above[above]:
            self._above[thing] = above = self._above[above]
        return above

    def link(self, things: Iterable[str | None]) -> None:
        """Link all that are given."""
        roots = sorted({self.root(thing) for thing in things if thing is not None})
        for root in roots[1:]:
            self._above[root] = roots[0]


def split(scenario: Scenario) -> tuple[Scenario, ...]:
    """The independent parts of a scenario in the order of their first areas; the scenario itself where there is one.

    Targets, weights and scales that are shares of the whole are not right in the parts: `Problem` takes them from it.
    A tolerance is of the whole: which part had better use it is only seen where all are solved together.
    """
    limits = [rule for rule in scenario.rules_in_force if isinstance(rule, AreaLimit)]
    whole = any(evening.teams for evening in scenario.calendar.values())
    if whole or any(Ranking(scenario.objectives).gives) or not any(rule.hard and rule.max == 0 for rule in limits):
        return (scenario,)
    links = _Links()
    _link(scenario, limits, links)
    areas: dict[str, list[str]] = {}
    for area in scenario.areas:
        areas.setdefault(links.root(_area(area.id)), []).append(area.id)
    # A part needs people; whoever or whatever is left out of all parts can stay with the first.
    staffed = {links.root(_person(person.id)) for person in scenario.people}
    roots = [root for root in areas if root in staffed]
    if len(roots) < 2:
        return (scenario,)
    first = roots[0]
    place = {root: root if root in roots else first for root in areas.keys() | staffed}
    return tuple(
        _part(
            scenario,
            {area.id for area in scenario.areas if place[links.root(_area(area.id))] == root},
            {person.id for person in scenario.people if place[links.root(_person(person.id))] == root},
        )
        for root in roots
    )


def _area(name: str) -> str:
    return f"area {name}"


def _person(name: str) -> str:
    return f"person {name}"


def _link(scenario: Scenario, limits: list[AreaLimit], links: _Links) -> None:
    every = {area.id for area in scenario.areas}
    closed: dict[str, set[str]] = {person.id: set() for person in scenario.people}
    for rule in limits:
        named, always = {*scenario.bound_areas(rule)}, scenario.binds_always(rule)
        for person in scenario.bound(rule):
            if rule.hard and rule.max == 0 and always:
                closed[person.id] |= named
            elif rule.min is not None:
                links.link([_person(person.id), *map(_area, named)])
    for person in scenario.people:
        home = None if person.home is None else _area(person.home)
        links.link([_person(person.id), home, *map(_area, every - closed[person.id])])
    for request in scenario.requests:
        links.link([_person(request.person), None if request.area is None else _area(request.area)])
    for entry in scenario.past:
        partner = None if entry.partner is None else _person(entry.partner)
        links.link([_person(entry.person), partner, None if entry.area is None else _area(entry.area)])
    for fact in scenario.facts:
        links.link([_area(fact.area), _person(fact.detective), _person(fact.officer)])
    for pin in scenario.pins:
        people = (_person(person) for person in (pin.detective, pin.officer) if person is not None)
        links.link([None if pin.area is None else _area(pin.area), *people])


def _part(scenario: Scenario, areas: set[str], people: set[str]) -> Scenario:
    """The scenario of some areas and people, as checked before."""
    fields = {name: getattr(scenario, name) for name in Scenario.model_fields}
    fields["areas"] = tuple(area for area in scenario.areas if area.id in areas)
    fields["people"] = tuple(person for person in scenario.people if person.id in people)
    fields["absences"] = tuple(one for one in scenario.absences if not people.isdisjoint(scenario.absentees(one)))
    for name in ("duties", "requests"):
        fields[name] = tuple(entry for entry in fields[name] if entry.person in people)
    facts = {*scenario.facts}
    # Areas were also visited by those who have left.
    fields["history"] = tuple(
        entry
        for entry in scenario.history
        if entry.person in people or (entry.person not in scenario.person and entry.area in areas)
    )
    fields["pins"] = tuple(
        pin for pin in scenario.pins if pin.area in areas or pin.detective in people or pin.officer in people
    )
    fields["published"] = tuple(
        team
        for team in scenario.published
        if (team.detective in people or team.officer in people)
        and (team.evening >= scenario.opening or team.as_deployment in facts)
    )
    # Without the checks: names that other parts have would be unknown here.
    return Scenario.model_construct(**fields)


def problems_of(scenario: Scenario) -> list[Problem]:
    """The independent parts of a scenario in numbers."""
    parts, whole = split(scenario), Problem(scenario)
    return [whole] if len(parts) == 1 else [Problem(part, whole) for part in parts]
