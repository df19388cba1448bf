"""`python -m benchmarks curtois`: published instances and generated ones of their kind, beside the plain model."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console

from tandem_models import InputError

from ..measuring import machine, runs
from ..operations.generate import write
from ..options import Cores, above_zero, conditions, news, numbers
from . import generate, instance, results, scenario
from .scenario import Sides


def curtois(
    paths: Annotated[list[Path] | None, typer.Argument(help="Instance files in the public text format.")] = None,
    like: Annotated[
        str, typer.Option(help="Generate instances of the sizes of these published ones, 5 to 12, as in 5,6,7.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Of the generated ones.")] = 1,
    sides: Annotated[
        int, typer.Option(min=1, max=2, help="2: both roles are the staff, the best is twice the published; 1: one is.")
    ] = 2,
    plain: Annotated[bool, typer.Option(help="Solve the plain CP-SAT model of one role beside it.")] = True,
    time_limit: Annotated[float, typer.Option(help="Seconds for each solve.", callback=above_zero)] = 60.0,
    cores: Cores = 1,
    json: Annotated[bool, typer.Option("--json", help="Print facts and results as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write scenarios and generated files into this folder.")] = None,
) -> None:
    """Solve shift-scheduling instances of Curtois and Qu (2014), or generated ones of the same kind."""
    if not 0 < time_limit < float("inf"):
        raise typer.BadParameter("--time-limit must be above 0 seconds")
    pinned = conditions(cores, 1.0).cores
    real = cast("Sides", sides)
    try:
        instances = [instance.read(path) for path in paths or ()] + _generated(like, seed, out)
        made = [(one, scenario.data(one, real)) for one in instances]
    except InputError as error:
        news.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    if not instances:
        raise typer.BadParameter("name files of instances, or sizes with --like")
    if out is not None:
        for one, data in made:
            write(data, out / f"{one.name}.yaml")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, pinned)  # inherited by the threads of the solver
    found = []
    for one in instances:
        found.append(results.run(one, time_limit, cores, real, plain))
        news.print(
            f"{one.name}: {found[-1].known or found[-1].status} after {found[-1].seconds:.1f} s", highlight=False
        )
    if json:
        print(runs.as_json(machine.facts(cores), found))
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(results.table(found))
    if any(result.wrong for result in found):
        raise typer.Exit(1)


def _generated(like: str, seed: int, out: Path | None) -> list[instance.Instance]:
    """Instances of the sizes of published ones, read from files as those are."""
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        for number in numbers(like) if like else ():
            if number not in generate.LIKE:
                raise typer.BadParameter(f"--like {number}: known are {', '.join(map(str, generate.LIKE))}")
            path = (out or Path(scratch)) / f"Like{number}-{seed}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(generate.generate(generate.LIKE[number], seed), encoding="utf-8")
            found.append(instance.read(path))
    return found
