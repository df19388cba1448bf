"""What the full variant adds to the rich one: the police pack, and every kind of rule that is not in it yet."""

from datetime import date, timedelta
from random import Random
from typing import Any

from .sizes import Size

Data = dict[str, Any]

IN_PAIRS = 0.15
"""Share of the people who work two evenings together."""


def every_rule(draw: Random, data: Data, size: Size) -> None:
    """Add the rules; hard ones never ask for work, so that a roster of the pins alone keeps them."""
    start = date.fromisoformat(data["operation"]["start"])
    data["operation"]["announced"] = (start - timedelta(days=10)).isoformat()
    areas = [area["id"] for area in sorted(data["areas"], key=lambda area: -area["priority"])]
    worst = areas[: max(1, len(areas) // 5)]
    # Some work two evenings together, the others one at a time: what is asked of these would only hinder those.
    for person in data["people"]:
        person["tags"] = ["in-pairs" if draw.random() < IN_PAIRS else "singly"]
    for tag in ("in-pairs", "singly"):
        if not any(tag in person["tags"] for person in data["people"]):
            data["people"][len(tag) % len(data["people"])]["tags"].append(tag)
    for rule in data["rules"]:
        if rule["kind"] == "evening_gap":
            rule["who"] = ["singly"]
    share = max(1, size.evenings * size.teams // size.officers)
    data["rules"] += [
        {"use": "uk-police"},
        {"kind": "hours", "per": "week", "max": 60, "strength": "soft", "weight": 1},
        {
            "kind": "hours",
            "who": "pip2",
            "per": "operation",
            "min": 10 * share,
            "ordinary": False,
            "strength": "soft",
            "weight": 1,
        },
        {"kind": "consecutive", "max": 3},
        {"kind": "consecutive", "who": "in-pairs", "min": 2, "strength": "soft", "weight": 1},
        {"kind": "days_off", "who": "in-pairs", "min": 3, "strength": "soft", "weight": 1},
        {"kind": "weekends", "max": max(1, size.evenings // 14), "strength": "soft", "weight": 5},
        {"kind": "duty_run", "max": 5, "strength": "soft", "weight": 2},
        {"kind": "rest_days", "who": "probationer", "least": 2, "days": 7},
        {"kind": "visit_gap", "evenings": max(4, size.areas), "strength": "soft", "weight": 2},
        {"kind": "pair_repeat", "who": "probationer", "limit": 1, "within": 21},
        {"kind": "team_skill", "skill": "response-driver", "strength": "soft", "weight": 2},
        {
            "kind": "team_skill",
            "skill": ["pip2", "response-driver"],
            "areas": worst,
            "on": ["fri", "sat"],
            "strength": "soft",
        },
        {
            "kind": "keep_together",
            "who": couple(draw, data),
            "strength": "soft",
            "weight": 3,
        },
    ]


def couple(draw: Random, data: Data) -> list[str]:
    """A detective and an officer."""
    return [
        draw.choice([p["id"] for p in data["people"] if p["role"] == role])
        for role in ("detective", "neighbourhood_officer")
    ]
