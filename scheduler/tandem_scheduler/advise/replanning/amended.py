"""The plan as it stands once a roster was published and something has come of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from tandem_models import (
    Absence,
    AreaLimit,
    AreaTeams,
    Demand,
    Deployment,
    Measure,
    Rule,
    Scenario,
    Tier,
    VisitGap,
    Visits,
)
from tandem_models.days import matches
from tandem_models.rules import RulePack

from .tolerated import tolerating


class Amended(NamedTuple):
    """The plan as it stands now."""

    strict: Scenario
    """By all its rules."""
    lenient: Scenario
    """With those that the published roster breaks already as they may stay broken: what is solved."""


def amended(
    scenario: Scenario,
    teams: Iterable[Deployment] | None,
    today: date | None,
    absences: Collection[Absence | Mapping[str, object]],
    closures: Mapping[str, date],
    worked: Collection[Deployment] = (),
) -> Amended:
    """The scenario with what was published, from today on, and what is different now.

    Args:
        scenario: the plan.
        teams: of the published roster; None: those that the plan has.
        today: evenings before it are over; None: as the plan has it.
        absences: who is away besides.
        closures: areas that are not gone to any more, each from a date on.
        worked: teams that were worked on evenings that are over, in place of what was published of these.
    """
    update: dict[str, Any] = {"absences": (*scenario.absences, *absences)}
    if today is not None:
        update["operation"] = scenario.operation.model_copy(update={"today": today})
    told = [team.as_deployment for team in scenario.published] if teams is None else [*teams]
    evenings = {team.evening for team in worked}
    update["published"] = [dict(team) for team in (*worked, *(one for one in told if one.evening not in evenings))]
    plan = scenario.changed(**update, objectives=with_changes(scenario.objectives))
    rules = len(plan.rules)
    for area, since in closures.items():
        plan = _closed(plan, area, since)
    lenient = tolerating(plan, [*to_come(plan)], firm=max(0, len(plan.rules) - rules))
    if lenient is not plan and not any(Measure.RULES in tier.weights for tier in lenient.objectives):
        lenient = lenient.changed(objectives=(*lenient.objectives, Tier.of(Measure.RULES)))
    return Amended(plan, lenient)


def with_changes(tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Tiers with changes right after coverage, where they don't have it."""
    if any(Measure.CHANGES in tier.weights for tier in tiers):
        return tiers
    after = next((n + 1 for n, tier in enumerate(tiers) if Measure.COVERAGE in tier.weights), 0)
    return (*tiers[:after], Tier.of(Measure.CHANGES), *tiers[after:])


def to_come(plan: Scenario) -> Iterator[Deployment]:
    """The published teams of the evenings that are not over, as far as the plan has their people and areas."""
    yield from (team for team in plan.told_teams if team.evening >= plan.opening)


def _closed(plan: Scenario, area: str, since: date) -> Scenario:
    """The plan without an area from a date on: nobody is sent there, and nothing is wanted or missed there."""
    later = tuple(on for on in plan.calendar if on >= max(since, plan.opening))
    if not later:
        return plan
    visits = sum(team.area == area and team.evening not in later for team in (*plan.facts, *to_come(plan)))
    target = min(plan.targets[area], visits)
    rules = (*_asking_nothing_of(plan, area), AreaTeams(areas=(area,), max=0, on=later, why="not gone to any more"))
    demand = tuple(part for entry in plan.demand for part in _elsewhere(plan, entry, area, later))
    areas = tuple(one.model_copy(update={"target": target}) if one.id == area else one for one in plan.areas)
    return plan.changed(areas=areas, rules=rules, demand=demand)


def _asking_nothing_of(plan: Scenario, area: str) -> Iterator[Rule | RulePack]:
    """The rules, those that ask for visits to an area without it."""
    for rule in plan.rules:
        asks = isinstance(rule, Visits | VisitGap) or (isinstance(rule, AreaLimit) and rule.min is not None)
        if asks and not isinstance(rule, RulePack) and area in plan.bound_areas(rule):
            spared = rule.model_copy(update={"exempt": (*(rule.exempt or ()), area)})
            if plan.bound_areas(spared):
                yield spared
        else:
            yield rule


def _elsewhere(plan: Scenario, entry: Demand, area: str, later: Collection[date]) -> Iterator[Demand]:
    """An entry of demand without an area on some evenings."""
    named = tuple(plan.area) if entry.areas is None else entry.areas
    if area not in named:
        yield entry
        return
    if others := tuple(one for one in named if one != area):
        yield entry.model_copy(update={"areas": others})
    before = tuple(on for on in plan.calendar if on not in later and (entry.on is None or matches(entry.on, on)))
    if before:
        yield entry.model_copy(update={"areas": (area,), "on": before})
