"""`python -m benchmarks replan`: published rosters disrupted, and planned anew."""

import os
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from tandem_scheduler.engine.devices import Device

from ..measuring import machine, runs
from ..measuring.peers import OURS
from ..operations.sizes import SIZES
from ..options import (
    Cores,
    Json,
    Memory,
    Save,
    Seconds,
    Seeds,
    above_zero,
    conditions,
    entrants,
    judge,
    listed,
    news,
    numbers,
    tell,
)
from .disruptions import DISRUPTIONS, disrupted
from .measure import Replanned, replans, warm
from .published import NoRosterError, published, usual_folder
from .table import markdown as as_markdown
from .table import terminal

REPLANNERS = ("tandem", "highs", "cpsat-aggregated", "scip", "timefold")
"""Who can plan anew: the rivals whose model knows of what was published."""

SMOKE_SECONDS = 5.0
VARIANTS = ("plain", "rich")
DEVICES = {device.value: device for device in Device}


def _known(text: str) -> str:
    for entrant in entrants(text, 1.0):
        if entrant.solver not in REPLANNERS:
            raise typer.BadParameter(f"unknown '{entrant.solver}': known are {', '.join(REPLANNERS)}")
    return text


def replan(
    size: Annotated[str, typer.Option("--sizes", help="S, M, L, XL, XXL.", callback=listed(SIZES))] = "S,M,L,XL",
    variant: Annotated[
        str, typer.Option("--variants", help=", ".join(VARIANTS), callback=listed(dict.fromkeys(VARIANTS)))
    ] = "plain,rich",
    seeds: Seeds = "1",
    disruptions: Annotated[
        str, typer.Option(help=f"What happens: {', '.join(DISRUPTIONS)}.", callback=listed(DISRUPTIONS))
    ] = ",".join(DISRUPTIONS),
    solvers: Annotated[
        str,
        typer.Option(help=f"{', '.join(REPLANNERS)}; name@seconds for a limit of its own.", callback=_known),
    ] = OURS,
    without: Annotated[
        str | None,
        typer.Option(
            help="Solve also without each of these devices, such as sifting.",
            callback=lambda text: text if text is None else listed(DEVICES)(text),
        ),
    ] = None,
    time_limit: Seconds = 60.0,
    rosters: Annotated[
        Path | None,
        typer.Option(help="Folder of the published rosters, which are made where they are not there.", file_okay=False),
    ] = None,
    publishing: Annotated[
        float, typer.Option(help="Seconds for a roster that is to be published.", callback=above_zero)
    ] = 60.0,
    cores: Cores = 1,
    memory: Memory = 12.0,
    json: Json = False,
    save: Save = True,
) -> None:
    """Plan disrupted rosters anew with as few changes as can be, beside rivals: seconds, changes and proof."""
    running, given = entrants(solvers, time_limit), conditions(cores, memory)
    devices = [DEVICES[name] for name in without.split(",")] if without else []
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, given.cores)
    facts, found, folder = machine.facts(cores), list[Replanned](), rosters or usual_folder()
    kept = machine.results_file("replan", "csv") if save else None
    for one, kind, seed in product(size.split(","), variant.split(","), numbers(seeds)):
        try:
            before = published(one, kind, seed, folder, publishing)
        except NoRosterError as error:
            news.print(f"{error}: give it more with --publishing", style="red")
            raise typer.Exit(1) from None
        if not found:
            warm(before)
        for name in disruptions.split(","):
            blank = Replanned(one, kind, seed, name, "", time_limit)
            for ended in replans(blank, disrupted(before, name, seed), running, devices, given):
                tell(ended.as_run)
                found.append(ended)
        if kept is not None:  # after each instance: all of them take long
            runs.save(kept, facts, found)
    if json:
        print(runs.as_json(facts, found))
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(terminal(found))
    judge([one.as_run for one in found])


def markdown(results: Path) -> str:
    """The table of kept results, for the README."""
    return as_markdown(*runs.load(results, Replanned))


def smoke() -> None:
    """One sick tomorrow in S plain: proven, and no rival contradicts it."""
    running, given = entrants("tandem,highs", SMOKE_SECONDS), conditions(1, 4.0)
    with TemporaryDirectory() as folder:
        before = published("S", "plain", 1, Path(folder), SMOKE_SECONDS)
    name = next(iter(DISRUPTIONS))
    blank = Replanned("S", "plain", 1, name, "", SMOKE_SECONDS)
    found = list(replans(blank, disrupted(before, name, 1), running, [], given))
    Console(width=None if sys.stdout.isatty() else 200).print(terminal(found))
    judge([one.as_run for one in found])
    if found[0].outcome != "proven":
        news.print(f"a re-plan: {found[0].outcome}, {found[0].proven} of {len(found[0].values)} tiers proven")
        raise typer.Exit(1)
