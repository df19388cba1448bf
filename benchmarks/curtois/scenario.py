"""An instance as an operation whose best roster costs exactly twice the published optimum.

A shift type is an area with its own times. Every member of staff stands twice among the people, as a detective and as
an officer, each with the rules and wishes of the original. Teams pair the two sides up and nothing limits who meets
whom, so each side by itself is a roster of the instance with the same cover as the other. With cover counted twice and
the wishes of both, the tier is the cost of the one roster plus that of the other: at least twice the optimum, and just
that where both are an optimal one.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from typing import Any

from models import Scenario

from .clocks import clocks
from .instance import DAY_MINUTES, Instance, Member

START = date(2014, 1, 6)
"""A Monday; in UTC no clock ever changes."""

ROLES = {"D": "detective", "N": "neighbourhood_officer"}

Data = dict[str, Any]
"""A scenario as a file would hold it."""


def data(instance: Instance) -> Data:
    """The operation as JSON-ready data.

    Raises:
        InputError: no times of day do what the file's lists of shifts say.
    """
    times = clocks(instance)
    areas = [
        {"id": s.id, "shift": {"start": _clock(times.starts[s.id]), "end": _clock(times.starts[s.id] + s.minutes)}}
        for s in instance.shifts
    ]
    rest = [{"kind": "rest", "hours": times.rest / 60}] if times.rest else []
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
            {"id": f"{letter}.{member.id}", "role": role} for letter, role in ROLES.items() for member in instance.staff
        ],
        "absences": [
            {"person": person, "from": _day(day)} for member, day in instance.days_off for person in _both(member)
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
            for person in _both(wish.member)
        ],
        "rules": [*rest, *_rules(instance)],
        "objectives": [{"coverage": 2, "requests": 1}],
    }


def scenario(instance: Instance) -> Scenario:
    """The same as a checked Scenario."""
    return Scenario.model_validate(data(instance))


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


def _rules(instance: Instance) -> list[Data]:
    staff, rules = instance.staff, list[Data]()

    def rule(kind: str, alike: Iterable[str], **values: object) -> None:
        rules.append({"kind": kind, "who": [p for member in alike for p in _both(member)], **values})

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


def _both(member: str) -> list[str]:
    """The two people that a member of staff becomes."""
    return [f"{letter}.{member}" for letter in ROLES]


def _day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def _clock(minutes: int) -> str:
    return "{:02}:{:02}".format(*divmod(minutes % DAY_MINUTES, 60))
