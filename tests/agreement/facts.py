"""Random scenarios some of whose evenings are over: engine, checker and brute force agree, and facts count as history.

Many at once: `python -m tests.agreement.facts 5000`.
"""

import sys
from collections import Counter
from datetime import timedelta
from random import Random

from tandem_models import Deployment, Scenario
from tandem_scheduler import solve
from tandem_scheduler.checks import Checker

from .compare import as_good
from .runs import draw
from .second_reading.reading import evenings
from .second_reading.rosters import AllRosters

MOST = 250
"""Rosters of the evenings to come that are tried for one scenario."""

AS_HISTORY = (
    *("overlap", "absence", "duty", "double_booking", "rolling_limit", "evening_gap", "consecutive", "days_off"),
    *("rest", "duty_run", "rest_days", "notice", "area_teams", "visit_gap"),
    *("pair_repeat", "keep_apart", "keep_together", "team_skill"),
)
"""What does not count over the operation as a whole: there facts are nothing but a history."""


def worked(scenario: Scenario, random: Random) -> tuple[Deployment, ...]:
    """Teams of the first evenings, one at least on the first, whoever may be sent then and whatever rules say."""
    dates = evenings(scenario)
    until = random.randint(1, len(dates))
    ids = [[p.id for p in scenario.people if p.role == role] for role in ("detective", "neighbourhood_officer")]
    teams = []
    for n, on in enumerate(dates[:until]):
        sides = [random.sample(side, len(side)) for side in ids]
        number = random.randint(0 if n else 1, min(2, *map(len, sides)))
        teams += [
            Deployment(evening=on, area=random.choice(scenario.areas).id, detective=one, officer=two)
            for one, two in list(zip(*sides, strict=False))[:number]
        ]
    return tuple(teams)


def with_facts(scenario: Scenario, teams: tuple[Deployment, ...], random: Random) -> Scenario:
    """The scenario in which these teams have been worked: by pins, as published before today, or some of both."""
    opening = teams[-1].evening + timedelta(days=1)
    published_from = random.choice([opening, scenario.operation.start, random.choice(teams).evening])
    pins = [
        {"on": t.evening, "area": t.area, "detective": t.detective, "officer": t.officer, "fact": True}
        for t in teams
        if t.evening < published_from
    ]
    told = [t.model_dump() for t in teams if t.evening >= published_from]
    to_come = [t for t in scenario.published if t.evening >= opening]
    today = {} if published_from == opening else {"today": opening}
    return scenario.changed(
        pins=[*scenario.pins, *pins],
        published=[*told, *to_come],
        operation=scenario.operation.model_copy(update=today),
    )


def later(scenario: Scenario, teams: tuple[Deployment, ...]) -> Scenario | None:
    """The scenario of the evenings to come, with the teams in its history; None where dates of it forbid that."""
    opening = scenario.opening
    history = [
        {"person": person, "on": t.evening, "area": t.area, "partner": partner}
        for t in teams
        for person, partner in ((t.detective, t.officer), (t.officer, t.detective))
    ]
    data = scenario.model_dump()
    data["operation"]["start"] = opening
    data["history"] = [*data["history"], *history]
    data["published"] = []
    data["pins"] = [pin for pin in data["pins"] if not pin["fact"] and pin["on"] >= opening]
    data["requests"] = []
    data["demand"] = []
    # Days that are over are no part of it: what speaks of them alone can't be said of it.
    for item, key in [(rule, key) for rule in data["rules"] for key in ("on", "except")] + [
        (person, "available") for person in data["people"]
    ]:
        if item.get(key):
            item[key] = [word for word in item[key] if not str(word)[:1].isdecimal() or str(word) >= str(opening)]
            if not item[key]:
                return None
    data["evenings"]["overrides"] = scenario.evenings.overrides
    try:
        return Scenario.model_validate(data)
    except ValueError:
        return None


def told(scenario: Scenario, roster: tuple[Deployment, ...]) -> Counter[tuple[object, ...]]:
    """What a roster breaks of the kinds that do not count over the operation."""
    found: Counter[tuple[object, ...]] = Counter()
    for one in Checker(scenario).violations(roster):
        if one.kind in AS_HISTORY:
            found[one.kind, one.rule, one.name, one.people, one.areas] += one.units
    return found


def agree(scenario: Scenario, counts: Counter[str]) -> None:
    """Raise AssertionError where engine and checker, or facts and history, say different things."""
    random = Random(scenario.fingerprint)  # noqa: S311 - the same for the same scenario
    teams = worked(scenario, random)
    plan = with_facts(scenario, teams, random)
    assert plan.facts == tuple(sorted(teams, key=lambda t: (t.evening, t.area, t.detective)))
    nights = AllRosters(scenario)
    over = (plan.opening - plan.operation.start).days
    nights.nights = nights.nights[over:]
    if len(nights) > MOST:
        return
    counts["scenarios"] += 1
    counts["with rules broken"] += bool(told(scenario, teams))
    checker = Checker(plan)
    rosters = [(*teams, *rest) for rest in nights]
    valid = [(checker.tiers(roster), roster) for roster in rosters if checker.valid(roster)]
    schedule = solve(plan, workers=1)
    if not valid:
        assert schedule.status == "infeasible", (schedule.status, plan.model_dump_json())
        counts["infeasible"] += 1
    else:
        solved, good = as_good(plan, valid)
        assert schedule.status == "optimal", (schedule.status, solved, plan.model_dump_json())
        assert tuple(tier.solved for tier in schedule.tiers) == solved, (solved, schedule.tiers, plan.model_dump_json())
        assert tuple(tier.value for tier in schedule.tiers) in good, (good, schedule.tiers, plan.model_dump_json())
    short = None if plan.is_over or scenario.visits_known_from < scenario.known_from else later(plan, teams)
    if short is not None and short.known_from == scenario.known_from:
        if scenario.visits_known_from != short.visits_known_from:
            return
        counts["as history"] += 1
        for rest in (nights.sample(random) for _ in range(5)):
            assert told(plan, (*teams, *rest)) == told(short, rest), (rest, plan.model_dump_json())


def run(number: int, examples: int) -> Counter[str]:
    """Compare the scenarios of one seed."""
    counts: Counter[str] = Counter()
    draw(number, examples, lambda scenario: agree(scenario, counts))
    return counts


if __name__ == "__main__":
    total: Counter[str] = Counter()
    for number in range(int(sys.argv[1]) // 100):
        total += run(10_000 + number, 100)
    sys.stdout.write(f"{dict(total)}\n")
