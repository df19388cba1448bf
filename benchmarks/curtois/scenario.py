"""An instance as an operation whose best roster costs exactly twice the published optimum.

A shift type is an area with its own times. Every member of staff stands twice among the people, as a detective and as
an officer, each with the rules and wishes of the original. Teams pair the two sides up and nothing limits who meets
whom, so each side by itself is a roster of the instance with the same cover as the other. With cover counted twice and
the wishes of both, the tier is the cost of the one roster plus that of the other: at least twice the optimum, and just
that where both are an optimal one.

With one real side, the staff are the detectives alone, and officers whom nothing binds go wherever one of them goes:
the tier is the cost of one roster, and its optimum the published one.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from typing import Any, Literal

from tandem_models import Scenario

from .clocks import Clocks, clocks
from .instance import DAY_MINUTES, Instance, Member

START = date(2014, 1, 6)
"""A Monday; in UTC no clock ever changes."""

ROLES = {"D": "detective", "N": "neighbourhood_officer"}

Data = dict[str, Any]
"""A scenario as a file would hold it."""

Sides = Literal[1, 2]
"""How many of the roles are the instance's staff."""


def data(instance: Instance, sides: Sides = 2) -> Data:
    """The operation as JSON-ready data.

    Raises:
        InputError: no times of day do what the file's lists of shifts say.
    """
    times = clocks(instance)
    areas = [
        {"id": s.id, "shift": {"start": _clock(times.starts[s.id]), "end": _clock(times.starts[s.id] + s.minutes)}}
        for s in instance.shifts
    ]
    letters = tuple(ROLES)[:sides]

    def real(member: str) -> list[str]:
        """The people that a member of staff becomes."""
        return [f"{letter}.{member}" for letter in letters]

    rest = [{"kind": "rest", "hours": times.rest / 60}] if times.rest else []
    if sides == 1:
        rest = [rule | {"who": ["detective"]} for rule in rest]
    return {
        "version": 1,
        "operation": {
            "name": f"Curtois and Qu, {instance.name}",
            "start": _day(0),
            "end": _day(instance.days - 1),
            "timezone": "UTC",
        },
        "evenings": {"shift": areas[0]["shift"]},
        "areas": areas,
        "demand": _demand(instance),
        "people": [
            *(
                {"id": f"{letter}.{member.id}", "role": ROLES[letter]}
                for letter in letters
                for member in instance.staff
            ),
            *(_partners(instance, times) if sides == 1 else ()),
        ],
        "absences": [
            {"person": person, "from": _day(day)} for member, day in instance.days_off for person in real(member)
        ],
        "requests": [
            {
                "person": person,
                "on": _day(wish.day),
                "want": "on" if wish.on else "off",
                "area": wish.shift,
                "weight": wish.weight,
            }
            for wish in instance.wishes
            if wish.weight
            for person in real(wish.member)
        ],
        "rules": [*rest, *_rules(instance, real)],
        "objectives": [{"coverage": sides, "requests": 1}],
    }


def scenario(instance: Instance, sides: Sides = 2) -> Scenario:
    """The same as a checked Scenario."""
    return Scenario.model_validate(data(instance, sides))


def _partners(instance: Instance, times: Clocks) -> list[Data]:
    """Officers enough for a partner each, also where a shift lasts into the next day's."""
    long = any(times.starts[s.id] + s.minutes > DAY_MINUTES + min(times.starts.values()) for s in instance.shifts)
    count = len(instance.staff) * (2 if long else 1)
    return [{"id": f"N.{n}", "role": ROLES["N"]} for n in range(1, count + 1)]


def _demand(instance: Instance) -> list[Data]:
    """An entry for all days on which a shift wants as many at the same weights.

    A shift that the file says nothing of on a day may be worked by anybody at no cost.
    """
    stated = {(entry.day, entry.shift): (entry.wanted, entry.under, entry.over) for entry in instance.cover}
    days: dict[tuple[str, tuple[int, int, int]], list[str]] = {}
    for shift in instance.shifts:
        for day in range(instance.days):
            days.setdefault((shift.id, stated.get((day, shift.id), (0, 0, 0))), []).append(_day(day))
    return [
        {"areas": [shift], "on": on, "teams": wanted, "shortage": under, "surplus": over}
        for (shift, (wanted, under, over)), on in days.items()
    ]


def _rules(instance: Instance, real: Callable[[str], list[str]]) -> list[Data]:
    staff, rules = instance.staff, list[Data]()

    def rule(kind: str, alike: Iterable[str], **values: object) -> None:
        rules.append({"kind": kind, "who": [p for member in alike for p in real(member)], **values})

    for (most, least), who in _alike(staff, lambda m: (m.most_minutes, m.least_minutes)):
        rule("hours", who, min=least / 60, max=most / 60, per="operation")
    for (longest, shortest), who in _alike(staff, lambda m: (m.most_in_a_row, m.least_in_a_row)):
        rule("consecutive", who, min=max(1, shortest), max=longest)
    for off, who in _alike(staff, lambda m: m.least_off):
        if off > 1:
            rule("days_off", who, min=off)
    for most, who in _alike(staff, lambda m: m.weekends):
        rule("weekends", who, max=most)
    for shift in instance.shifts:
        for most, who in _alike(staff, lambda m, shift=shift: m.most[shift.id]):
            if most < instance.days:
                rule("area_limit", who, areas=[shift.id], max=most)
    return rules


def _alike(staff: Iterable[Member], key: Callable[[Member], Any]) -> Iterable[tuple[Any, list[str]]]:
    """The members of staff by what a rule says of them."""
    found: dict[Hashable, list[str]] = {}
    for member in staff:
        found.setdefault(key(member), []).append(member.id)
    return found.items()


def _day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def _clock(minutes: int) -> str:
    return "{:02}:{:02}".format(*divmod(minutes % DAY_MINUTES, 60))
