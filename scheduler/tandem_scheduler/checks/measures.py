"""The measures of a roster, each as `tandem_models.objectives` defines it."""

from typing import assert_never

from tandem_models import Measure

from .roster import Roster
from .rules import breaches


def measure(which: Measure, roster: Roster) -> int:
    """The value of a measure."""
    match which:
        case Measure.COVERAGE:
            return coverage(roster)
        case Measure.PRIORITY:
            return priority(roster)
        case Measure.RULES:
            return rules(roster)
        case Measure.FAIRNESS:
            return fairness(roster)
        case Measure.ABSTRACTION:
            return abstraction(roster)
        case Measure.REQUESTS:
            return requests(roster)
        case Measure.HOME_AREA:
            return home_area(roster)
        case Measure.CHANGES:
            return changes(roster)
        case _:
            assert_never(which)


def coverage(roster: Roster) -> int:
    """Teams missing on the evenings and, by demand, in the areas; and those above a demand that prices them."""
    cost = 0
    for on, evening in roster.index.scenario.calendar.items():
        if evening.teams is not None:
            cost += evening.shortage * max(0, evening.teams - len(roster.on.get(on, ())))
    for place, entries in roster.index.demands.items():
        sent = roster.teams.get(place, 0)
        for entry in entries:
            cost += entry.shortage * max(0, entry.teams - sent) + (entry.surplus or 0) * max(0, sent - entry.teams)
    return cost


def priority(roster: Roster) -> int:
    """Visits short of target, weighted by the areas' priority."""
    scenario = roster.index.scenario
    return sum(
        scenario.priority_weights[area] * max(0, target - roster.visits[area])
        for area, target in scenario.targets.items()
    )


def rules(roster: Roster) -> int:
    """What the soft rules cost."""
    return sum(
        rule.cost * breach.units
        for rule in roster.index.scenario.rules_in_force
        if not rule.hard
        for breach in breaches(rule, roster)
    )


def fairness(roster: Roster) -> int:
    """Squares of the evenings worked, what came before counted, scaled to each person's share of available evenings."""
    return sum(share.value(len(roster.evenings(person))) for person, share in roster.index.shares.items())


def abstraction(roster: Roster) -> int:
    """What the duties and rest days cost that deployments take the place of.

    A day that can't be released has no cost: taking it is a violation.
    """
    return sum(roster.index.release[worked] or 0 for worked in roster.worked)


def requests(roster: Roster) -> int:
    """Weights of the requests not met."""
    cost = 0
    for request in roster.index.requests:
        teams = roster.worked.get((request.person, request.on), ())
        deployed = any(request.area in (None, team.area) for team in teams)
        if deployed != (request.want == "on"):
            cost += request.weight
    return cost


def home_area(roster: Roster) -> int:
    """Deployments of people with a home area to another one."""
    people = roster.index.scenario.person
    return sum(
        people[person].home not in (None, team.area)
        for team in roster.deployments
        for person in (team.detective, team.officer)
        if roster.index.about in (None, person)
    )


def changes(roster: Roster) -> int:
    """What it costs that people are told otherwise than the published roster, on the evenings that are not over."""
    scenario, cost = roster.index.scenario, 0
    if not scenario.published:
        return cost
    for person, on in roster.worked:
        if on >= scenario.opening and (person, on) not in roster.index.published:
            cost += scenario.change_cost("called_out", on)
    for person, evenings in roster.index.told.items():
        for on, before in evenings.items():
            now = roster.worked.get((person, on), ())
            if not now:
                cost += scenario.change_cost("stood_down", on)
            elif all(team.area != before.area for team in now):
                cost += scenario.change_cost("area", on)
            elif all((team.area, team.detective, team.officer) != before.place for team in now):
                cost += scenario.change_cost("partner", on)
    return cost
