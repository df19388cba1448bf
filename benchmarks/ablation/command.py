"""`python -m benchmarks ablate`: leave out one device of the search after the other."""

import os
import sys
from typing import Annotated

import typer
from rich.console import Console

from tandem_scheduler.engine.devices import Device

from ..measuring import machine, runs
from ..measuring.runs import Run
from ..measuring.score import contradictions
from ..options import Cores, Json, Save, Seeds, above_zero, conditions, listed, news, numbers
from .instances import KINDS, STAFF, operation
from .measure import WHOLE, ablate
from .table import terminal

DEVICES = {device.value: device for device in Device}


def command(
    size: Annotated[str, typer.Option("--sizes", help="S, M, L.", callback=listed(STAFF))] = "S,M",
    variant: Annotated[
        str, typer.Option("--variants", help=", ".join(KINDS), callback=listed(KINDS))
    ] = "plain,rich,tight,scarce,full,tolerant,orthogonal,curtois",
    seeds: Seeds = "1",
    devices: Annotated[
        str, typer.Option(help=f"What is left out: {', '.join(DEVICES)}.", callback=listed(DEVICES))
    ] = ",".join(DEVICES),
    time_limit: Annotated[float, typer.Option(help="CPU seconds for each solve.", callback=above_zero)] = 10.0,
    cores: Cores = 1,
    json: Json = False,
    save: Save = True,
) -> None:
    """Leave out each device of the search in turn: CPU seconds to proof, values and proofs beside those with all.

    A ratio above 1 says by how much longer a proof takes without it; worse, better, lost and won count instances.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, conditions(cores, 1.0).cores)
    facts, found = machine.facts(cores), list[Run]()
    kept = machine.results_file("ablate", "csv") if save else None
    chosen = [DEVICES[name] for name in devices.split(",")]
    instances = [(s, kind, seed) for kind in variant.split(",") for s in size.split(",") for seed in numbers(seeds)]
    for number, (one, kind, seed) in enumerate(instances, 1):
        news.print(f"{number} of {len(instances)}: {one} {kind} seed {seed}", highlight=False)
        for run in ablate(Run(one, kind, seed, WHOLE, time_limit, "skipped"), operation(one, kind, seed), chosen):
            news.print(f"  {run.solver}: {run.outcome} after {run.cpu:.2f} s {run.note}", highlight=False)
            found.append(run)
        if kept is not None:  # after each instance: all of them take long
            runs.save(kept, facts, found)
    if json:
        print(runs.as_json(facts, found))
    else:
        Console(width=None if sys.stdout.isatty() else 250).print(terminal(found))
    wrong = contradictions(found) + [
        f"{run.size} {run.variant} seed {run.seed} without {run.solver}: {run.note}"
        for run in found
        if run.outcome == "failed"
    ]
    for sentence in wrong:
        news.print(sentence, style="red")
    if wrong:
        raise typer.Exit(1)
