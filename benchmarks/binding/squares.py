"""Operations in which little but partners is scarce: everybody is always there, and pairs are the only rule."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tandem_models.operation import LONGEST_OPERATION

from ..operations.generate import START

Data = dict[str, Any]


def orthogonal(n: int) -> Data:
    """As many teams, evenings and areas as detectives and officers.

    No pair twice, nobody twice in an area, one team an area: with no team missing, evenings, areas, and the two
    partners would be four orthogonal ways to number n x n squares.
    """
    rules: list[Data] = [
        {"kind": "pair_repeat", "limit": 1},
        {"kind": "area_teams", "max": 1},
        {"kind": "area_limit", "max": 1},
    ]
    return _operation(f"Orthogonal pairs, {n}", n, n, n, n, n, rules)


def grid(detectives: int, officers: int, teams: int, evenings: int) -> Data:
    """So many teams each evening in one area; no pair twice is the only rule."""
    name = f"Every pair once, {detectives} x {officers} x {evenings}, {teams} teams"
    return _operation(name, detectives, officers, teams, evenings, 1, [{"kind": "pair_repeat", "limit": 1}])


def grid_sizes(people: Sequence[int], teams: Sequence[int], shares: Sequence[float]) -> list[tuple[int, int, int, int]]:
    """Detectives, officers, teams and evenings: every two numbers of people, every number of teams that they can form.

    A share says how many of all pairs meet.

    Raises:
        ValueError: people are too few for any number of teams, or so many that an operation would last too long.
    """
    found = [
        (n, m, t, max(1, int(share * n * m / t)))
        for n in people
        for m in people
        for t in teams
        if t <= min(n, m)
        for share in shares
    ]
    if not found:
        raise ValueError(f"{max(people)} people of each role are too few for {min(teams)} teams an evening")
    if (longest := max(evenings for *_, evenings in found)) > LONGEST_OPERATION:
        raise ValueError(f"an operation of {longest} evenings is too long, the most is {LONGEST_OPERATION}")
    return list(dict.fromkeys(found))


def _operation(
    name: str, detectives: int, officers: int, teams: int, evenings: int, areas: int, rules: list[Data]
) -> Data:
    return {
        "version": 1,
        "operation": {
            "name": name,
            "start": START.isoformat(),
            "end": (START + timedelta(days=evenings - 1)).isoformat(),
        },
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": teams},
        "areas": [{"id": f"A{n:02}"} for n in range(1, areas + 1)],
        "people": [{"id": f"D{n:03}", "role": "detective"} for n in range(1, detectives + 1)]
        + [{"id": f"N{n:03}", "role": "neighbourhood_officer"} for n in range(1, officers + 1)],
        "rules": rules,
        "objectives": ["coverage"],
    }
