"""Seeded operations: the same size, variant and seed give the same scenario, on any machine.

Every scenario is valid and, but for `scarce`, sure to have a roster: no hard rule asks for work except pins, and these
are drawn so that a roster of just the pinned teams keeps every rule.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tandem_models import Scenario

from ..binding.scarce import scarce
from .rich import enrich
from .sizes import SIZES, VARIANTS, Size

START = date(2021, 2, 22)
AVAILABLE = 0.55
"""Share of the evenings on which a person of the plain variants can work."""

AWAY = 3.6
"""Mean length of an absence in days; the spells between follow from the share."""

Data = dict[str, Any]
"""A scenario as a file would hold it."""


def generate(size: str | Size, variant: str = "plain", seed: int = 1) -> Data:
    """The scenario of a size (`S` to `XXL`, or dimensions of one's own), a variant and a seed, as JSON-ready data.

    Raises:
        KeyError: there is no such size or variant.
    """
    kind = VARIANTS[variant]
    dimensions = kind.people(SIZES[size] if isinstance(size, str) else size)
    label = size if isinstance(size, str) else "x".join(map(str, vars(size).values()))
    draw = Random(f"{label} {variant} {seed}")  # noqa: S311 - nothing secret is drawn
    data = _plain(draw, dimensions, kind.limit, f"Benchmark {label} {variant}, seed {seed}", kind.rich)
    if kind.scarce:
        return scarce(draw, data, dimensions)
    return enrich(draw, data, dimensions, kind.full) if kind.rich else data


def scenario(size: str | Size, variant: str = "plain", seed: int = 1) -> Scenario:
    """The same as a checked Scenario."""
    return Scenario.model_validate(generate(size, variant, seed))


def write(data: Data, path: Path) -> None:
    """Write a scenario's data as JSON, which is YAML too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _plain(draw: Random, size: Size, limit: int, name: str, rich: bool) -> Data:
    areas = [
        # Few areas have most of the crime: the draw has a long tail.
        {"id": f"A{n:02}", "priority": max(0.1, round(draw.lognormvariate(2, 1), 1))}
        for n in range(1, size.areas + 1)
    ]
    homes = [area["id"] for area in areas]
    draw.shuffle(homes)
    people: list[Data] = [{"id": f"D{n:03}", "role": "detective"} for n in range(1, size.detectives + 1)]
    people += [
        {"id": f"N{n:03}", "role": "neighbourhood_officer", "home": homes[n % len(homes)]}
        for n in range(1, size.officers + 1)
    ]
    return {
        "version": 1,
        "operation": {
            "name": name,
            "start": START.isoformat(),
            "end": (START + timedelta(days=size.evenings - 1)).isoformat(),
        },
        "evenings": {
            "shift": {"start": "14:00", "end": "00:00"},
            "teams": size.teams,
            "overrides": [{"on": ["thu", "fri", "sat"], "shift": {"start": "16:00", "end": "02:00"}}],
        },
        "areas": areas,
        "people": people,
        "absences": [] if rich else [a for p in people for a in absences(draw, p["id"], size.evenings, AVAILABLE)],
        "rules": [
            {"kind": "rest", "hours": 11},
            {"kind": "evening_gap", "evenings": 1},
            {"kind": "rolling_limit", "days": 7, "limit": limit},
            {"kind": "pair_repeat", "limit": 1},
        ],
        "objectives": ["coverage", "priority", "fairness", "home_area"],
    }


def absences(draw: Random, person: str, evenings: int, available: float) -> list[Data]:
    """Spells away, so that a person is there for a share of the evenings on average."""
    here = AWAY * available / (1 - available)
    spells, evening, away = [], 0, draw.random() >= available
    while evening < evenings:
        mean = AWAY if away else here
        length = 1
        while draw.random() >= 1 / mean:
            length += 1
        last = min(evening + length, evenings) - 1
        if away:
            spells.append({"person": person, "from": _day(evening), "to": _day(last)})
        evening, away = last + 1, not away
    return spells


def _day(evening: int) -> str:
    return (START + timedelta(days=evening)).isoformat()
