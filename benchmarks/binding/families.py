"""The families of operations in which pairs bind, run with Tandem and its rivals beside each other."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tandem_models import Deployment, Scenario

from ..measuring.compare import Conditions, Entrant, attempt
from ..measuring.runs import Run
from ..operations.generate import Data, generate, write
from .scarce import first_month, next_month
from .squares import grid, orthogonal
from .verdicts import VALID

MONTHS = 3
ORTHOGONAL = {"S": 6, "M": 7, "L": 8}
"""Teams, areas and evenings."""
FAMILIES = {
    "scarce": "few people, a skill in every team, partners of the past, tied areas",
    "second-month": "three months in a row, each the history of those after it",
    "orthogonal": "n teams, areas and evenings: no pair twice, nobody twice in an area",
}

Tell = Callable[[Run], None]


class Comparison:
    """Runs every entrant on the instances of a family."""

    def __init__(self, entrants: Sequence[Entrant], conditions: Conditions, tell: Tell, out: Path | None) -> None:
        """`tell` hears of each run as it ends; `out` is a folder for the scenarios, if they are to be kept."""
        self._entrants = entrants
        self._conditions = conditions
        self._tell = tell
        self._out = out

    def family(self, family: str, size: str, seed: int) -> Iterator[Run]:
        """The runs of a family's instance, or instances in a row, of a size and a seed."""
        match family:
            case "scarce":
                yield from self._runs(size, "scarce", seed, generate(size, "scarce", seed))[0]
            case "second-month":
                yield from self._months(size, seed)
            case "orthogonal":
                yield from self._runs(size, "orthogonal", seed, orthogonal(ORTHOGONAL[size]))[0]

    def grid(self, detectives: int, officers: int, teams: int, evenings: int) -> Iterator[Run]:
        """The runs of an instance whose pairs are all that is scarce."""
        name = f"{detectives}x{officers}x{evenings}"
        label = f"{teams} team{'s' if teams > 1 else ''}"
        yield from self._runs(name, label, 1, grid(detectives, officers, teams, evenings))[0]

    def _months(self, size: str, seed: int) -> Iterator[Run]:
        """Months in a row: the best roster of all is the history of the next; without any, the row ends."""
        data = first_month(generate(size, "scarce", seed))
        for month in range(1, MONTHS + 1):
            runs, roster = self._runs(size, f"month {month}", seed, data)
            yield from runs
            if not roster:
                return
            data = next_month(data, roster)

    def _runs(self, name: str, variant: str, seed: int, data: Data) -> tuple[list[Run], Sequence[Deployment]]:
        """Every entrant on one instance, and the best valid roster."""
        scenario = Scenario.model_validate(data)
        if self._out is not None:
            write(data, self._out / f"{name} {variant} {seed}.yaml".replace(" ", "-"))
        runs = list[Run]()
        best: tuple[tuple[int, ...], Sequence[Deployment]] | None = None
        for entrant in self._entrants:
            blank = Run(name, variant, seed, entrant.label, entrant.seconds, "skipped")
            run, roster = attempt(blank, entrant, data, scenario, self._conditions)
            self._tell(run)
            runs.append(run)
            if run.outcome in VALID and (best is None or run.values < best[0]):
                best = run.values, roster
        return runs, () if best is None else best[1]
