"""`python -m benchmarks pairs` and `grid`: Tandem and its rivals where pairs bind, told apart tier by tier."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..measuring import machine, runs
from ..measuring.peers import OURS, SOLVERS
from ..measuring.runs import Run
from ..options import (
    Cores,
    Json,
    Memory,
    Save,
    Seeds,
    amounts,
    checked,
    conditions,
    counts,
    entrants,
    judge,
    listed,
    numbers,
    parts,
    tell,
)
from .families import FAMILIES, ORTHOGONAL, Comparison
from .squares import grid_sizes
from .verdicts import missing_more, summary, table, verdicts

Out = Annotated[Path | None, typer.Option(help="Keep the scenarios in this folder.")]


def pairs(
    families: Annotated[
        str, typer.Option(help=f"{', '.join(FAMILIES)}.", callback=listed(FAMILIES))
    ] = "scarce,second-month",
    size: Annotated[str, typer.Option("--sizes", help="S, M, L.", callback=listed(ORTHOGONAL))] = "S,M,L",
    seeds: Seeds = "1,2,3",
    solvers: Annotated[str, typer.Option(help=f"{', '.join(SOLVERS)}.")] = "tandem,cpsat-direct,cpsat-pairs",
    limits: Annotated[
        str, typer.Option(help="Seconds for each solve, each tried.", callback=checked(amounts))
    ] = "5,20,60",
    cores: Cores = 1,
    memory: Memory = 12.0,
    json: Json = False,
    save: Save = True,
    out: Out = None,
) -> None:
    """Compare solvers where partners are scarce: whether Tandem's roster is as good as each rival's, tier by tier."""
    comparison = _comparison(solvers, limits, cores, memory, out)
    facts = machine.facts(cores)
    found = [
        run
        for family in families.split(",")
        for one in size.split(",")
        for seed in (numbers(seeds) if family != "orthogonal" else [1])
        for run in comparison.family(family, one, seed)
    ]
    if json:
        print(runs.as_json(facts, found))
    else:
        _show(found)
    if save:
        runs.save(machine.results_file("pairs", "csv"), facts, found)
    judge(found)


def grid(
    people: Annotated[
        str, typer.Option(help="Numbers of detectives and of officers.", callback=checked(counts))
    ] = "3,8,16,30",
    teams: Annotated[str, typer.Option(help="Numbers of teams each evening.", callback=checked(counts))] = "1,2,3",
    shares: Annotated[
        str, typer.Option(help="Shares of all pairs that are to meet.", callback=checked(parts))
    ] = "0.5,0.9,1",
    solvers: Annotated[str, typer.Option(help=f"{', '.join(SOLVERS)}.")] = "tandem,greedy,cpsat-pairs",
    limits: Annotated[str, typer.Option(help="Seconds for each solve, each tried.", callback=checked(amounts))] = "5",
    cores: Cores = 1,
    memory: Memory = 12.0,
    json: Json = False,
    save: Save = True,
    out: Out = None,
) -> None:
    """Count the instances on which Tandem leaves teams missing that a rival places, pairs being the only rule."""
    comparison = _comparison(solvers, limits, cores, memory, out)
    try:
        cells = grid_sizes(counts(people), counts(teams), parts(shares))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    facts = machine.facts(cores)
    found = [run for cell in cells for run in comparison.grid(*cell)]
    if json:
        print(runs.as_json(facts, found))
    else:
        _show(found)
        for line in missing_more(list(verdicts(found))):
            print(line)
    if save:
        runs.save(machine.results_file("grid", "csv"), facts, found)
    judge(found)


def smoke() -> None:
    """Little of each family, two seconds each."""
    rivals = _comparison("tandem,greedy,cpsat-pairs", "2", 1, 4.0, None)
    few = _comparison("tandem,cpsat-pairs", "2", 1, 4.0, None)
    found = [*few.family("second-month", "S", 1), *rivals.family("orthogonal", "S", 1), *rivals.grid(4, 5, 2, 10)]
    _show(found)
    judge(found)


def _comparison(solvers: str, limits: str, cores: int, memory: float, out: Path | None) -> Comparison:
    """Every solver with every limit, the shorter ones first."""
    names = solvers.split(",")
    if with_limit := [name for name in names if "@" in name]:
        raise typer.BadParameter(
            f"'{with_limit[0]}': name the solver alone, --limits says the seconds for all", param_hint="--solvers"
        )
    if OURS not in names or len(set(names)) < 2:
        message = f"'{solvers}': name {OURS} and a rival, they are held against each other"
        raise typer.BadParameter(message, param_hint="--solvers")
    named = [f"{name}@{seconds:g}" for seconds in sorted(amounts(limits)) for name in dict.fromkeys(names)]
    return Comparison(entrants(",".join(named), 1.0), conditions(cores, memory), tell, out)


def _show(found: Sequence[Run]) -> None:
    told = list(verdicts(found))
    Console(width=None if sys.stdout.isatty() else 200).print(table(told))
    for line in summary(told):
        print(line)
