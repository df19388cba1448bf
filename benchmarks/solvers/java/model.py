"""The operation in Timefold, run by the Python of Timefold's own environment: imports nothing of ours.

One entity for each team slot of an evening with three variables: detective, officer, area. Detectives and officers are
chosen among those available that evening. Every constraint sees half-filled slots too, so that construction is not
blind. The tiers are the soft levels of a bendable score, in their order: the comparison Timefold itself makes is
lexicographic, and no weights are needed.

A re-plan is what Timefold's documentation calls continuous planning with non-volatile replanning: it begins with the
published assignments, those of the evenings that are over are pinned, and each that becomes different has a soft
penalty, which is a level of its own.

Takes the problem (see `timefold.numbered`) as JSON on standard input, gives back JSON lines on standard output.
"""

import json
import sys
import threading
from dataclasses import dataclass, field
from typing import Annotated, Any

from timefold.solver import SolverFactory
from timefold.solver.config import EnvironmentMode, ScoreDirectorFactoryConfig, SolverConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningPin,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    BendableScore,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    Joiners,
    constraint_provider,
)

HARD = BendableScore.of((1,), (0, 0, 0, 0, 0))
COVERAGE = BendableScore.of((0,), (1, 0, 0, 0, 0))
CHANGES = BendableScore.of((0,), (0, 1, 0, 0, 0))
PRIORITY = BendableScore.of((0,), (0, 0, 1, 0, 0))
FAIRNESS = BendableScore.of((0,), (0, 0, 0, 1, 0))
HOME_AREA = BendableScore.of((0,), (0, 0, 0, 0, 1))

MOVES = "".join(
    f"<changeMoveSelector><valueSelector variableName='{name}'/></changeMoveSelector>"
    f"<swapMoveSelector><variableNameIncludes><variableNameInclude>{name}</variableNameInclude></variableNameIncludes>"
    "</swapMoveSelector>"
    for name in ("detective", "officer", "area")
)
PLACES = "".join(
    "<changeMoveSelector><entitySelector mimicSelectorRef='slot'/>"
    f"<valueSelector variableName='{name}'/></changeMoveSelector>"
    for name in ("area", "detective", "officer")
)
CONFIGURATION = f"""<?xml version="1.0" encoding="UTF-8"?>
<solver xmlns="https://timefold.ai/xsd/solver">
  <randomSeed>{{seed}}</randomSeed>
  <constructionHeuristic>
    <queuedEntityPlacer>
      <entitySelector id="slot"><cacheType>PHASE</cacheType></entitySelector>
      {PLACES}
    </queuedEntityPlacer>
  </constructionHeuristic>
  <localSearch>
    <unionMoveSelector>{MOVES}</unionMoveSelector>
    <acceptor><lateAcceptanceSize>400</lateAcceptanceSize></acceptor>
    <forager><acceptedCountLimit>1</acceptedCountLimit></forager>
  </localSearch>
</solver>"""


@dataclass(eq=False)
class Detective:
    """A detective with the limits that bind them."""

    id: Annotated[int, PlanningId]
    scale: int
    gap: int
    days: int
    limit: int


@dataclass(eq=False)
class Officer:
    """A neighbourhood officer."""

    id: Annotated[int, PlanningId]
    scale: int
    gap: int
    days: int
    limit: int
    home: int


@dataclass(eq=False)
class Area:
    """An area."""

    id: Annotated[int, PlanningId]
    weight: int
    target: int


@dataclass(eq=False)
class Evening:
    """An evening, and what people were told of it."""

    id: Annotated[int, PlanningId]
    told: list[list[int]]
    costs: list[int]
    closed: list[int]


@planning_entity
@dataclass(eq=False)
class Slot:
    """A team that is wanted on an evening; one that was worked is pinned."""

    id: Annotated[int, PlanningId]
    evening: Evening
    detectives: Annotated[list[Detective], ValueRangeProvider(id="detectives")]
    officers: Annotated[list[Officer], ValueRangeProvider(id="officers")]
    detective: Annotated[
        Detective | None, PlanningVariable(value_range_provider_refs=["detectives"], allows_unassigned=True)
    ] = field(default=None)
    officer: Annotated[
        Officer | None, PlanningVariable(value_range_provider_refs=["officers"], allows_unassigned=True)
    ] = field(default=None)
    area: Annotated[Area | None, PlanningVariable(value_range_provider_refs=["areas"], allows_unassigned=True)] = field(
        default=None
    )
    pinned: Annotated[bool, PlanningPin] = field(default=False)


@planning_solution
@dataclass(eq=False)
class Operation:
    """All slots."""

    detectives: Annotated[list[Detective], ProblemFactCollectionProperty]
    officers: Annotated[list[Officer], ProblemFactCollectionProperty]
    areas: Annotated[list[Area], ProblemFactCollectionProperty, ValueRangeProvider(id="areas")]
    slots: Annotated[list[Slot], PlanningEntityCollectionProperty]
    score: Annotated[BendableScore | None, PlanningScore(bendable_hard_levels_size=1, bendable_soft_levels_size=5)] = (
        field(default=None)
    )


def breaks(gap: int, days: int, limit: int, evenings: list[int]) -> int:
    """How often a person's evenings lie too close together, or too many in a window."""
    ordered = sorted(evenings)
    count = 0
    for index in range(len(ordered)):
        if index + 1 < len(ordered) and ordered[index + 1] - ordered[index] <= gap:
            count += 1
        if index + limit < len(ordered) and ordered[index + limit] - ordered[index] < days:
            count += 1
    return count


def missing(slot: Slot) -> int:
    """How much of a slot is not filled."""
    count = 0
    if slot.detective is None:
        count += 1
    if slot.officer is None:
        count += 1
    if slot.area is None:
        count += 1
    return count


def placed(slot: Slot) -> list[int]:
    """Detective, officer and area by their numbers, -1 where there is none yet."""
    detective, officer, area = -1, -1, -1
    if slot.detective is not None:
        detective = slot.detective.id
    if slot.officer is not None:
        officer = slot.officer.id
    if slot.area is not None:
        area = slot.area.id
    return [detective, officer, area]


def changes(evening: Evening, teams: list[list[int]]) -> int:
    """What it costs that people are told otherwise of an evening."""
    cost, sent = 0, 0
    for told in evening.told:
        person, area, partner = told[0], told[1], told[2]
        least = evening.costs[0]
        for team in teams:
            if team[0] == person or team[1] == person:
                sent += 1
                other = team[0]
                if other == person:
                    other = team[1]
                if team[2] != area:
                    least = evening.costs[2]
                elif other != partner:
                    least = evening.costs[3]
                else:
                    least = 0
        cost += least
    people = 0
    for team in teams:
        if team[0] >= 0:
            people += 1
        if team[1] >= 0:
            people += 1
    return cost + evening.costs[1] * (people - sent)


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Every rule and tier."""
    return [
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.detective is not None)
        .group_by(lambda slot: slot.detective, ConstraintCollectors.to_list(lambda slot: slot.evening.id))
        .penalize(HARD, lambda one, evenings: breaks(one.gap, one.days, one.limit, evenings))
        .as_constraint("detective limits"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.officer is not None)
        .group_by(lambda slot: slot.officer, ConstraintCollectors.to_list(lambda slot: slot.evening.id))
        .penalize(HARD, lambda one, evenings: breaks(one.gap, one.days, one.limit, evenings))
        .as_constraint("officer limits"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.area is not None)
        .filter(lambda slot: not slot.pinned and slot.area.id in slot.evening.closed)
        .penalize(HARD)
        .as_constraint("areas that no team is sent to"),
        factory.for_each(Slot)
        .join(
            Slot,
            Joiners.equal(lambda slot: slot.detective),
            Joiners.equal(lambda slot: slot.officer),
            Joiners.less_than(lambda slot: slot.id),
        )
        .penalize(HARD)
        .as_constraint("no pair twice"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: missing(slot) > 0)
        .penalize(COVERAGE, lambda slot: missing(slot))
        .as_constraint("coverage"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: not slot.pinned)
        .group_by(lambda slot: slot.evening, ConstraintCollectors.to_list(lambda slot: placed(slot)))
        .penalize(CHANGES, lambda evening, teams: changes(evening, teams))
        .as_constraint("told otherwise"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.area is not None)
        .group_by(lambda slot: slot.area, ConstraintCollectors.count())
        .reward(PRIORITY, lambda area, visits: area.weight * min(visits, area.target))
        .as_constraint("priority"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.detective is not None)
        .group_by(lambda slot: slot.detective, ConstraintCollectors.count())
        .penalize(FAIRNESS, lambda one, count: one.scale * count * count)
        .as_constraint("detective fairness"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.officer is not None)
        .group_by(lambda slot: slot.officer, ConstraintCollectors.count())
        .penalize(FAIRNESS, lambda one, count: one.scale * count * count)
        .as_constraint("officer fairness"),
        factory.for_each_including_unassigned(Slot)
        .filter(lambda slot: slot.officer is not None and slot.area is not None)
        .filter(lambda slot: slot.officer.home != slot.area.id)
        .penalize(HOME_AREA)
        .as_constraint("home area"),
    ]


def read(problem: dict[str, Any]) -> Operation:
    """The operation from its JSON form."""
    limits = {"gap": problem["gap"], "days": problem["days"], "limit": problem["limit"]}
    detectives = {n: Detective(id=n, scale=scale, **limits) for n, scale in problem["detectives"]}
    officers = {n: Officer(id=n, scale=scale, home=home, **limits) for n, scale, home in problem["officers"]}
    areas = [Area(id=n, weight=weight, target=target) for n, (weight, target) in enumerate(problem["areas"])]
    slots: list[Slot] = []
    by_evening = zip(
        *(problem[key] for key in ("teams", "able", "facts", "published", "told", "costs", "closed")), strict=True
    )
    for number, (teams, able, facts, published, told, costs, closed) in enumerate(by_evening):
        ranges = [detectives[n] for n in able if n in detectives], [officers[n] for n in able if n in officers]
        evening = Evening(number, [list(one) for one in told], costs, closed)
        for i, j, area in facts:
            slots.append(Slot(len(slots), evening, *ranges, detectives[i], officers[j], areas[area], pinned=True))
        for n in range(teams if number >= problem["opening"] else 0):
            slot = Slot(len(slots), evening, *ranges)
            if n < len(published):
                i, j, area = published[n]
                slot.detective = detectives[i] if i in able else None
                slot.officer = officers[j] if j in able else None
                slot.area = areas[area] if area not in closed else None
            slots.append(slot)
    return Operation(list(detectives.values()), list(officers.values()), areas, slots)


def main() -> None:
    """Solve, and say what is found as it happens."""

    def say(what: str, **facts: Any) -> None:
        print(json.dumps({"what": what, **facts}), flush=True)

    say("ready")
    problem = json.loads(sys.stdin.readline())
    operation = read(problem)
    config = SolverConfig.create_from_xml_text(CONFIGURATION.format(seed=problem["seed"]))
    config.environment_mode = EnvironmentMode.NO_ASSERT  # the default checks scores as it goes, which takes time
    config.solution_class = Operation
    config.entity_class_list = [Slot]
    config.score_director_factory_config = ScoreDirectorFactoryConfig(constraint_provider_function=constraints)
    solver = SolverFactory.create(config).build_solver()
    say("built")

    def hear(event: Any) -> None:
        score = event.new_best_score
        if score.is_feasible:
            say("score", soft=list(score.soft_scores))

    solver.add_event_listener(hear)
    # The parent says when time is up.
    threading.Thread(target=lambda: (sys.stdin.readline(), solver.terminate_early()), daemon=True).start()
    teams = [
        [slot.evening.id, slot.area.id, slot.detective.id, slot.officer.id]
        for slot in solver.solve(operation).slots
        if slot.detective is not None and slot.officer is not None and slot.area is not None
    ]
    say("end", teams=teams)


if __name__ == "__main__":
    main()
