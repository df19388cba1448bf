"""What counting alone shows to be impossible, without a search."""

from collections.abc import Iterator
from datetime import date

from models import Finding, MinEvenings, Role, Scenario, Visits
from models.notes import contradictions


def count_demands(scenario: Scenario) -> Iterator[Finding]:
    """Everything that is asked for beyond what there can be, as far as counting shows it."""
    for sentence in contradictions(scenario):
        message = sentence.removeprefix("no roster can exist: ")
        yield Finding(kind="contradiction", message=f"{message}.")
    free = {role: [_free(scenario, role, on) for on in scenario.calendar] for role in Role}
    places = [min(numbers) for numbers in zip(*free.values(), strict=True)]
    limits = [evening.teams for evening in scenario.calendar.values()]
    teams = sum(most if limit is None else min(most, limit) for most, limit in zip(places, limits, strict=True))
    visits = _visits(scenario)
    if visits > teams:
        yield Finding(
            kind="visits",
            needed=visits,
            possible=teams,
            message=f"The areas must get {visits} visits between them, but at most {teams} teams can be sent.",
        )
    for role in Role:
        evenings = _evenings(scenario, role)
        if evenings > teams:
            yield Finding(
                kind="min_evenings",
                needed=evenings,
                possible=teams,
                message=f"The {role.replace('_', ' ')}s must work {evenings} evenings between them, "
                f"but at most {teams} teams can be sent.",
            )


def _free(scenario: Scenario, role: Role, on: date) -> int:
    return sum(scenario.release_cost(person.id, on) is not None for person in scenario.of_role(role))


def _visits(scenario: Scenario) -> int:
    """The visits that all areas must get."""
    least = {area.id: 0 for area in scenario.areas}
    for rule in scenario.rules_in_force:
        if isinstance(rule, Visits) and rule.hard:
            for area in least if rule.areas is None else rule.areas:
                least[area] = max(least[area], rule.min or 0)
    return sum(least.values())


def _evenings(scenario: Scenario, role: Role) -> int:
    """The evenings that all people of a role must work."""
    least = {person.id: 0 for person in scenario.of_role(role)}
    for rule in scenario.rules_in_force:
        if isinstance(rule, MinEvenings) and rule.hard:
            for person in scenario.selected(rule.who):
                if person.role == role:
                    least[person.id] = max(least[person.id], rule.min)
    return sum(least.values())
