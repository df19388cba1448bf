"""How cost grows with evenings, people and areas: one dimension varied, the others as in size M."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .measuring.runs import Facts
from .operations.sizes import SIZES, Size
from .table import spread

BASE = SIZES["M"]
FACTORS = (0.5, 1, 2, 4)
DIMENSIONS = ("evenings", "people", "areas")


@dataclass(frozen=True)
class Point:
    """One measured solve."""

    dimension: str
    amount: int
    seed: int
    seconds: float
    """Until every tier was proven."""
    memory: int
    """Peak resident memory in bytes."""


def sizes(dimension: str) -> Iterator[tuple[int, Size]]:
    """The sizes in which one dimension is varied, with its amount."""
    for factor in FACTORS:
        match dimension:
            case "people":
                size = replace(BASE, detectives=round(BASE.detectives * factor), officers=round(BASE.officers * factor))
                yield size.people, size
            case _:
                amount = round(getattr(BASE, dimension) * factor)
                yield amount, replace(BASE, **{dimension: amount})


def fit(points: Sequence[Point]) -> tuple[float, float]:
    """Exponent and factor of seconds = factor x amount ^ exponent, least squares in logarithms."""
    amounts, seconds = ([getattr(point, name) for point in points] for name in ("amount", "seconds"))
    exponent, constant = np.polyfit(np.log(amounts), np.log(seconds), 1)
    return float(exponent), float(np.exp(constant))


def markdown(facts: Facts, points: Sequence[Point]) -> str:
    """Exponents and medians for the README."""
    lines = ["| varied | seconds to proof, by amount | exponent |", "| --- | --- | --- |"]
    for dimension in dict.fromkeys(point.dimension for point in points):
        mine = [point for point in points if point.dimension == dimension]
        seconds = {amount: [p.seconds for p in mine if p.amount == amount] for amount in {p.amount for p in mine}}
        shown = ", ".join(f"{amount}: {spread(seconds[amount], '{:.2f}'.format)}" for amount in sorted(seconds))
        lines.append(f"| {dimension} | {shown} | {fit(mine)[0]:.2f} |")
    return f"```sh\n{facts['command']}\n```\n\n" + "\n".join(lines)
