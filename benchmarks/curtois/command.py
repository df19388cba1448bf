"""`python -m benchmarks curtois`: published instances, solved by Tandem."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from models import InputError

from .. import machine, runs
from ..generate import write
from ..options import Cores, conditions, news
from . import instance, results, scenario


def curtois(
    paths: Annotated[list[Path], typer.Argument(help="Instance files in the public text format.")],
    time_limit: Annotated[float, typer.Option(help="Seconds for each solve.")] = 60.0,
    cores: Cores = 1,
    json: Annotated[bool, typer.Option("--json", help="Print facts and results as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the scenarios into this folder, too.")] = None,
) -> None:
    """Solve shift-scheduling instances of Curtois and Qu (2014): the best cost is twice the published one."""
    if not 0 < time_limit < float("inf"):
        raise typer.BadParameter("--time-limit must be above 0 seconds")
    pinned = conditions(cores, 1.0).cores
    try:
        instances = [instance.read(path) for path in paths]
        made = [(one, scenario.data(one)) for one in instances]
    except InputError as error:
        news.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    for one, data in made if out is not None else ():
        write(data, out / f"{one.name}.yaml")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, pinned)  # inherited by the threads of the solver
    found = []
    for one in instances:
        found.append(results.run(one, time_limit, cores))
        news.print(
            f"{one.name}: {found[-1].known or found[-1].status} after {found[-1].seconds:.1f} s", highlight=False
        )
    if json:
        print(runs.as_json(machine.facts(cores), found))
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(results.table(found))
    if any(result.wrong for result in found):
        raise typer.Exit(1)
