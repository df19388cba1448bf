"""Few people for the teams: a skill in every team, partners of the past, a different pair each time, tied areas.

Unlike those of the other variants, a hard rule asks for work here (`min_evenings`), so that a roster is not there by
itself. Seeds 1 to 3 of S, M and L have one.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

from tandem_models import Deployment

from ..operations.sizes import Size

Data = dict[str, Any]

MET = 1 / 6
"""Share of all pairs that have met before."""
TIED = 1 / 6
"""Share of each role who may go to some areas only."""
AWAY = 0.12
"""Share of the evenings on which people are away, in spells of four."""
SPELL = 4


def scarce(draw: Random, data: Data, size: Size) -> Data:
    """A plain scenario made scarce."""
    sides = [[p for p in data["people"] if p["role"] == role] for role in ("detective", "neighbourhood_officer")]
    for side in sides:
        for number, person in enumerate(side):
            person.pop("home", None)
            person["skills"] = [] if number % 3 == 2 else ["driver"]
    areas = [area["id"] for area in data["areas"]]
    least = [max(1, size.evenings * size.teams // len(side) - 1) for side in sides]
    data["absences"] = [
        spell for person in data["people"] for spell in _spells(draw, data, person["id"], size.evenings)
    ]
    data["rules"] = [
        {"kind": "rest", "hours": 11},
        {"kind": "evening_gap", "evenings": 1},
        {"kind": "rolling_limit", "days": 7, "limit": 3},
        {"kind": "pair_repeat", "limit": 1},
        {"kind": "team_skill", "skill": "driver"},
        {"kind": "min_evenings", "who": "detective", "min": least[0]},
        {"kind": "min_evenings", "who": "neighbourhood_officer", "min": least[1]},
        *(_tie(draw, person["id"], areas) for side in sides for person in draw.sample(side, round(TIED * len(side)))),
    ]
    data["requests"] = [
        {"person": person["id"], "on": _day(data, draw.randrange(size.evenings)), "want": "off"}
        for person in data["people"]
    ]
    data["history"] = _history(draw, data, sides, size)
    data["objectives"] = ["coverage", "priority", "fairness", "requests"]
    return data


def first_month(data: Data) -> Data:
    """A scarce operation with soft minimums: in later months, somebody may have met all who could be partners."""
    rules = [
        rule | {"strength": "soft", "weight": 10} if rule["kind"] == "min_evenings" else rule for rule in data["rules"]
    ]
    return data | {"rules": rules, "objectives": ["coverage", "rules", "priority", "fairness", "requests"]}


def next_month(data: Data, roster: Iterable[Deployment]) -> Data:
    """The same operation a month later: its roster is history, absences and requests fall on the same days again."""
    start, end = (date.fromisoformat(data["operation"][key]) for key in ("start", "end"))
    later = end + timedelta(days=1) - start
    history = data["history"] + [
        {"person": person, "on": team.evening.isoformat(), "area": team.area, "partner": partner}
        for team in roster
        for person, partner in ((team.detective, team.officer), (team.officer, team.detective))
    ]

    def moved(entry: Data, *keys: str) -> Data:
        return entry | {key: (date.fromisoformat(entry[key]) + later).isoformat() for key in keys if key in entry}

    return data | {
        "operation": moved(data["operation"], "start", "end"),
        "absences": [moved(entry, "from", "to") for entry in data["absences"]],
        "requests": [moved(entry, "on") for entry in data["requests"]],
        "history": history,
    }


def _spells(draw: Random, data: Data, person: str, evenings: int) -> list[Data]:
    """Spells away, one in every so many evenings, so that nobody is away for most of a month."""
    every = round(SPELL / AWAY)
    found = []
    for first in range(0, evenings, every):
        begin = first + draw.randrange(every - SPELL)
        if begin < evenings:
            last = min(begin + SPELL, evenings) - 1
            found.append({"person": person, "from": _day(data, begin), "to": _day(data, last)})
    return found


def _tie(draw: Random, person: str, areas: list[str]) -> Data:
    """Someone who may not go to half of the areas."""
    return {"kind": "area_limit", "who": [person], "areas": draw.sample(areas, len(areas) // 2), "max": 0}


def _history(draw: Random, data: Data, sides: list[list[Data]], size: Size) -> list[Data]:
    """Pairs of whom one drives, on the evenings up to three days before the start, as many teams as now at most.

    Everybody has been in about as many of them, so that nobody has to catch up.
    """
    pairs = [(d, n) for d, n in product(*sides) if "driver" in (*d["skills"], *n["skills"])]
    draw.shuffle(pairs)
    met: Counter[str] = Counter()
    busy: dict[int, set[str]] = {}
    found = []
    for _ in range(round(MET * len(sides[0]) * len(sides[1]))):
        pairs.sort(key=lambda pair: sum(len(side) * met[one["id"]] for side, one in zip(sides, pair, strict=True)))
        two = {one["id"] for one in pairs.pop(0)}
        met.update(two)
        back = 3
        while len(out := busy.setdefault(back, set())) == 2 * size.teams or out & two:
            back += 1
        out |= two
        on = _day(data, -back)
        found += [{"person": one, "on": on, "partner": other} for one, other in (sorted(two), sorted(two)[::-1])]
    return found


def _day(data: Data, evening: int) -> str:
    return (date.fromisoformat(data["operation"]["start"]) + timedelta(days=evening)).isoformat()
