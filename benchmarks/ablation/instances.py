"""The operations on which devices are left out: the generated ones, and those that some devices were made for."""

import tempfile
from pathlib import Path

from tandem_models import Scenario

from ..binding.families import ORTHOGONAL
from ..binding.squares import orthogonal
from ..curtois import generate as rosters
from ..curtois import instance, scenario
from ..operations.generate import Data, generate
from ..operations.sizes import VARIANTS

STAFF = {"S": rosters.Size(8, 2), "M": rosters.Size(12, 2), "L": rosters.LIKE[5]}
"""Staff and shift types of shift-scheduling instances."""

KINDS = {name: variant.says for name, variant in VARIANTS.items()} | {
    "tolerant": "rich, where fairness may give 2 % for what comes after it",
    "orthogonal": "n teams, areas and evenings: no pair twice, nobody twice in an area",
    "curtois": "shift scheduling, everybody's evenings bound in runs",
}


def operation(size: str, kind: str, seed: int) -> Scenario:
    """The operation of a size (S, M, L), a kind and a seed.

    Raises:
        KeyError: there is no such kind, or not of this size.
    """
    match kind:
        case "tolerant":
            data = generate(size, "rich", seed)
            data["objectives"] = [_giving(tier) for tier in data["objectives"]]
        case "orthogonal":
            data = orthogonal(ORTHOGONAL[size])
        case "curtois":
            data = _shifts(size, seed)
        case _:
            data = generate(size, kind, seed)
    return Scenario.model_validate(data)


def _giving(tier: str | Data) -> str | Data:
    return {"fairness": 1, "tolerance": "2%"} if tier == "fairness" else tier


def _shifts(size: str, seed: int) -> Data:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"Staff-{size}-{seed}.txt"
        path.write_text(rosters.generate(STAFF[size], seed), encoding="utf-8")
        return scenario.data(instance.read(path), sides=1)
