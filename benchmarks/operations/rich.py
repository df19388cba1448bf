"""What the rich variant adds: ordinary duties, history, pins, requests, shortages, skills and soft rules.

Each part is a function in `PARTS` that takes the draw, the data so far and the size, and adds to the data. A new kind
of rule is one more function there. Pins come last: they are drawn from teams that break no rule.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tandem_models import Deployment, Scenario
from tandem_scheduler.checks import Checker

from .full import couple, every_rule
from .sizes import Size

Data = dict[str, Any]

ON_PATTERN = 0.8
"""Share of the people who follow a shift pattern; the others are free outside absences."""

CYCLE = ["E", "E", "L", "L", "N", "N", "off", "off", "off", "off"]
SHIFT_TEAMS = 5
TRIES = 2_000
"""Teams drawn at most to find some to pin."""


def enrich(draw: Random, data: Data, size: Size, full: bool) -> Data:
    """Add every part to a plain scenario, and where it is to be full every kind of rule."""
    for add in (*PARTS, *([every_rule] if full else []), _pins):
        add(draw, data, size)
    return data


def _duties(draw: Random, data: Data, size: Size) -> None:
    """Five shift teams two days apart: lates are free to release, a worked rest day has its price."""
    start = _start(data)
    data["patterns"] = {
        f"team-{team + 1}": {
            "anchor": (start + timedelta(days=2 * team)).isoformat(),
            "days": CYCLE,
            "shifts": {
                "E": {"start": "07:00", "end": "17:00"},
                "L": {"start": "14:00", "end": "00:00", "release": 0},
                "N": {"start": "21:00", "end": "07:00"},
                "off": {"release": 5},
            },
        }
        for team in range(SHIFT_TEAMS)
    }
    for person in data["people"]:
        if draw.random() < ON_PATTERN:
            person["pattern"] = f"team-{draw.randrange(SHIFT_TEAMS) + 1}"
    # Single duties: training days that nobody is taken from.
    data["duties"] = [
        {"person": person["id"], "on": _any_day(draw, data, size), "start": "09:00", "end": "17:00"}
        for person in draw.sample(data["people"], size.people // 10)
    ]


def _absences(draw: Random, data: Data, size: Size) -> None:
    """A spell of leave for most, days at court for some."""
    for person in data["people"]:
        for why, chance, longest in (("leave", 0.7, 5), ("court", 0.3, 1)):
            for _ in range(1 + size.evenings // 60):
                if draw.random() < chance:
                    first = date.fromisoformat(_any_day(draw, data, size))
                    last = first + timedelta(days=draw.randrange(longest))
                    data["absences"].append(
                        {"person": person["id"], "from": first.isoformat(), "to": last.isoformat(), "why": why}
                    )


def _shortages(draw: Random, data: Data, size: Size) -> None:
    """Weekend teams are worth more, and the worst areas want a team of their own there."""
    data["evenings"]["overrides"].append({"on": ["fri", "sat"], "shortage": 2})
    worst = sorted(data["areas"], key=lambda area: -area["priority"])[: max(1, size.teams // 3)]
    data["demand"] = [{"areas": [area["id"] for area in worst], "on": ["fri", "sat"], "teams": 1, "shortage": 5}]
    draw.choice(data["areas"])["target"] = max(1, size.evenings * size.teams // size.areas)


def _skills(draw: Random, data: Data, size: Size) -> None:  # noqa: ARG001 - every part is called alike
    shares = {"response-driver": 0.4, "pip2": 0.3, "probationer": 0.12, "custody-trained": 0.06}
    for person in data["people"]:
        person["skills"] = [skill for skill, share in shares.items() if draw.random() < share]
    for skill in shares:
        if not any(skill in person["skills"] for person in data["people"]):
            draw.choice(data["people"])["skills"].append(skill)


def _rules(draw: Random, data: Data, size: Size) -> None:
    """Rules of each family, hard and soft."""
    areas = [area["id"] for area in sorted(data["areas"], key=lambda area: -area["priority"])]
    ids = [person["id"] for person in data["people"]]
    share = size.evenings * size.teams // size.detectives + 1
    data["rules"] += [
        {"kind": "max_evenings", "max": share + 2, "strength": "soft", "weight": 3, "why": "spread the work"},
        {"kind": "min_evenings", "who": ["pip2"], "min": 1, "strength": "soft", "weight": 2},
        {"kind": "rolling_limit", "who": ["custody-trained"], "days": 14, "limit": 2},
        {"kind": "evening_gap", "evenings": 2, "strength": "soft", "weight": 1, "why": "two nights' sleep"},
        {"kind": "rest", "who": ["detective"], "hours": 13, "strength": "soft", "weight": 1},
        {"kind": "visits", "min": 1, "strength": "soft", "weight": 4},
        {"kind": "area_teams", "max": 1 + size.teams // 4},
        {"kind": "area_limit", "who": ["probationer"], "areas": areas[: max(1, len(areas) // 4)], "max": 0},
        {"kind": "area_limit", "who": draw.sample(ids, 2), "max": 2, "strength": "soft", "weight": 2},
        {"kind": "keep_apart", "who": couple(draw, data)},
        {"kind": "keep_apart", "who": couple(draw, data), "strength": "soft", "weight": 3},
    ]


def _requests(draw: Random, data: Data, size: Size) -> None:
    """Most want an evening off, some want one on which nothing keeps them away."""
    away = [(entry["person"], entry["from"], entry["to"]) for entry in data["absences"]]
    wishes: dict[tuple[str, str], Data] = {}
    for _ in range(size.people * size.evenings // 56):
        person, on = draw.choice(data["people"])["id"], _any_day(draw, data, size)
        wishes[person, on] = {"person": person, "on": on, "want": "off", "weight": draw.randint(1, 3)}
        free = not any(who == person and first <= on <= last for who, first, last in away)
        if draw.random() < 0.3 and free:
            wishes[person, on]["want"] = "on"
    data["requests"] = list(wishes.values())


def _history(draw: Random, data: Data, size: Size) -> None:
    """The week before: every evening its teams, nobody on two evenings."""
    sides = [[p["id"] for p in data["people"] if p["role"] == role] for role in ("detective", "neighbourhood_officer")]
    count = min(7 * size.teams, *map(len, sides))
    teams = zip(*(draw.sample(side, count) for side in sides), strict=True)
    data["history"] = [
        {
            "person": detective,
            "on": (_start(data) - timedelta(days=1 + n % 7)).isoformat(),
            "area": draw.choice(data["areas"])["id"],
            "partner": officer,
        }
        for n, (detective, officer) in enumerate(teams)
    ]
    data["history"] += [
        {"person": entry["partner"], "on": entry["on"], "area": entry["area"]} for entry in data["history"]
    ]


def _tiers(draw: Random, data: Data, size: Size) -> None:  # noqa: ARG001 - every part is called alike
    data["objectives"] = ["coverage", "priority", "rules", "fairness", ["abstraction", "requests", "home_area"]]


def _pins(draw: Random, data: Data, size: Size) -> None:
    """Some teams fixed whole, some but for the officer; together they keep every hard rule."""
    scenario = Scenario.model_validate(data)
    checker = Checker(scenario)
    fixed: list[Deployment] = []
    sides = [[p["id"] for p in data["people"] if p["role"] == role] for role in ("detective", "neighbourhood_officer")]
    for _ in range(TRIES):
        team = Deployment(
            evening=date.fromisoformat(_any_day(draw, data, size)),
            area=draw.choice(data["areas"])["id"],
            detective=draw.choice(sides[0]),
            officer=draw.choice(sides[1]),
        )
        if checker.valid([*fixed, team]):
            fixed.append(team)
        if len(fixed) > size.evenings // 14:
            break
    data["pins"] = [
        team.model_dump(mode="json", include={"area", "detective"} | ({"officer"} if n % 2 else set()))
        | {"on": team.evening.isoformat()}
        for n, team in enumerate(fixed)
    ]


Part = Callable[[Random, Data, Size], None]
PARTS: tuple[Part, ...] = (_duties, _absences, _shortages, _skills, _rules, _requests, _history, _tiers)
"""What is added, in this order, before the pins."""


def _start(data: Data) -> date:
    return date.fromisoformat(data["operation"]["start"])


def _any_day(draw: Random, data: Data, size: Size) -> str:
    return (_start(data) + timedelta(days=draw.randrange(size.evenings))).isoformat()
