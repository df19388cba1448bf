"""`python -m benchmarks`: compare solvers; `--help` lists the other commands."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tandem_models import Scenario

from . import advice as answers
from . import chart as charting
from . import exports as files
from . import stops as stopping
from . import table
from .ablation import command as ablation
from .ablation import table as effects
from .binding import command as binding
from .binding import verdicts
from .curtois import command as published
from .measuring import machine, runs
from .measuring.compare import Entrant, compare
from .measuring.peers import OURS, SMOKE, SOLVERS
from .measuring.runs import Run
from .operations.generate import generate as make
from .operations.generate import write
from .operations.sizes import SIZES, VARIANTS
from .options import (
    Cores,
    Memory,
    Seconds,
    Seeds,
    above_zero,
    amounts,
    checked,
    conditions,
    entrants,
    judge,
    listed,
    news,
    numbers,
    tell,
)
from .replanning import command as replanning
from .scaling import DIMENSIONS, Point, fit, sizes
from .scaling import markdown as growth_table

SMOKE_SECONDS = 5.0
README = Path(__file__).with_name("README.md")

app = typer.Typer(add_completion=False, no_args_is_help=False, help="Benchmarks of Tandem and its rivals.")
app.command()(binding.pairs)
app.command()(binding.grid)
app.command()(published.curtois)
app.command("ablate")(ablation.command)
app.command()(replanning.replan)


@app.command()
def run(
    size: Annotated[str, typer.Option("--sizes", help="S, M, L, XL, XXL.", callback=listed(dict(SIZES)))] = "S,M,L",
    variant: Annotated[
        str, typer.Option("--variants", help=", ".join(VARIANTS), callback=listed(dict(VARIANTS)))
    ] = "plain",
    seeds: Seeds = "1,2,3",
    solvers: Annotated[
        str,
        typer.Option(
            help=f"{', '.join(SOLVERS)}; name@seconds for a limit of its own.",
            callback=checked(lambda text: entrants(text, 1.0)),
        ),
    ] = ",".join(SOLVERS),
    time_limit: Seconds = 60.0,
    cores: Cores = 1,
    memory: Memory = 12.0,
    json: Annotated[bool, typer.Option("--json", help="Print facts and runs as JSON.")] = False,
    save: Annotated[bool, typer.Option(help="Keep CSV and chart in results/.")] = True,
    chart: Annotated[list[Path] | None, typer.Option(help="Write the chart here too (.png, .svg).")] = None,
) -> None:
    """Compare solvers on seeded operations."""
    running, given = entrants(solvers, time_limit), conditions(cores, memory)
    charts = list(chart or ())
    if charts or save:
        charting.refuse(*charts)
    instances = [(s, s, v, seed) for s in size.split(",") for v in variant.split(",") for seed in numbers(seeds)]
    facts = machine.facts(cores)
    found = list(compare(instances, running, given, tell))
    if json:
        print(runs.as_json(facts, found))
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(table.terminal(found))
    if save:
        path = machine.results_file("compare", "csv")
        runs.save(path, facts, found)
        news.print(f"kept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path.name}")
        charts.append(path.with_suffix(".svg"))
    for place in charts:
        charting.proof_times(found, place)
    judge(found)


@app.command()
def smoke() -> None:
    """S plain, five seconds each: Tandem's roster must be valid and proven, and no solver may contradict another.

    The families where pairs bind follow with two seconds each: no roster of Tandem's may be invalid. Then somebody
    falls sick in S plain: the fewest changes must be proven.
    """
    running = [Entrant(name, SMOKE_SECONDS, name) for name in SMOKE]
    found = list(compare([("S", "S", "plain", 1)], running, conditions(1, 4.0), tell))
    Console(width=None if sys.stdout.isatty() else 200).print(table.terminal(found))
    judge(found)
    binding.smoke()
    replanning.smoke()
    ours = next(run for run in found if run.solver == OURS)
    if ours.outcome != "proven":
        news.print(f"tandem: {ours.outcome}, {ours.proven} of {ours.tiers} tiers proven. {ours.note}")
        raise typer.Exit(1)


@app.command()
def generate(
    size: Annotated[str, typer.Option(callback=listed(dict(SIZES)))],
    out: Annotated[Path, typer.Option(help="The file: .yaml or .json, JSON in both.")],
    variant: Annotated[str, typer.Option(callback=listed(dict(VARIANTS)))] = "plain",
    seed: int = 1,
) -> None:
    """Write one operation as a scenario file."""
    write(make(size, variant, seed), out)


@app.command()
def scaling(
    seeds: Seeds = "1,2,3",
    time_limit: Seconds = 60.0,
    cores: Cores = 1,
    memory: Memory = 12.0,
) -> None:
    """Time Tandem on M with evenings, people or areas varied, and fit the power each grows with."""
    charting.refuse()
    running, given = entrants(OURS, time_limit), conditions(cores, memory)
    points = []
    for dimension in DIMENSIONS:
        for amount, size in sizes(dimension):
            instances = [(f"{amount} {dimension}", size, "plain", seed) for seed in numbers(seeds)]
            for run in compare(instances, running, given, tell):
                if run.proof is None:
                    news.print("left out: not proven within the limit")
                    continue
                points.append(Point(dimension, amount, run.seed, run.proof, run.memory or 0))
    if any(len({p.amount for p in points if p.dimension == dimension}) < 2 for dimension in DIMENSIONS):
        news.print("too little was proven within the limit to fit a power: give it more with --time-limit", style="red")
        raise typer.Exit(1)
    path = machine.results_file("scaling", "csv")
    runs.save(path, machine.facts(cores), points)
    charting.growth(points, path.with_suffix(".svg"))
    for dimension in DIMENSIONS:
        exponent, _ = fit([point for point in points if point.dimension == dimension])
        print(f"{dimension}: seconds grow with the power {exponent:.2f}")


@app.command()
def exports(
    size: Annotated[str, typer.Option("--sizes", help="Generated operations.", callback=listed(dict(SIZES)))] = "M,XL",
    variant: Annotated[str, typer.Option(help=", ".join(VARIANTS), callback=listed(dict(VARIANTS)))] = "plain",
    time_limit: Annotated[float, typer.Option(help="Seconds for the solve.", callback=above_zero)] = 120.0,
    cores: Cores = 1,
) -> None:
    """Time what is written for people, each file beside a plain solve of the same scenario."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, conditions(cores, 1.0).cores)
    found: list[files.Export] = []
    for name in size.split(","):
        news.print(f"solving {name}", highlight=False)
        found += files.measure(f"{name} {variant}", Scenario.model_validate(make(name, variant, 1)), time_limit)
    Console().print(files.table(found))


@app.command()
def advice(
    size: Annotated[
        str, typer.Option("--sizes", help="Besides three teams in Leicestershire.", callback=listed(dict(SIZES)))
    ] = "M,L",
    variant: Annotated[str, typer.Option(help=", ".join(VARIANTS), callback=listed(dict(VARIANTS)))] = "rich",
    seed: Annotated[int, typer.Option(help="Of the generated operations.")] = 1,
    time_limit: Annotated[float, typer.Option(help="Seconds for each answer.", callback=above_zero)] = 10.0,
    cores: Cores = 1,
) -> None:
    """Time the answers to planners' questions, each beside a plain solve of the same scenario."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, conditions(cores, 1.0).cores)
    found: list[answers.Answered] = []
    for name, scenario in answers.scenarios(size.split(","), variant, seed):
        news.print(f"asking about {name}", highlight=False)
        found += answers.measure(name, scenario, time_limit, seed)
    Console(width=None if sys.stdout.isatty() else 200).print(answers.table(found))


@app.command()
def stops(
    size: Annotated[str, typer.Option("--sizes", help="Generated operations.", callback=listed(dict(SIZES)))] = "M,L",
    variant: Annotated[str, typer.Option(help=", ".join(VARIANTS), callback=listed(dict(VARIANTS)))] = "full",
    seconds: Annotated[
        str, typer.Option(help="When to stop, in seconds, separated by commas.", callback=checked(amounts))
    ] = "1,2,3,5,8,12",
    limits: Annotated[bool, typer.Option("--limits", help="By the time limit instead of a stop.")] = False,
    seed: Annotated[int, typer.Option(help="Of the generated operations.")] = 1,
    cores: Cores = 1,
) -> None:
    """Measure how late solves end after a stop, how long they are silent, and what they leave over.

    Exits with 1 where one ends later than by a tenth and a second, or leaves a thread or a process.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, conditions(cores, 1.0).cores)
    moments, found = amounts(seconds), list[stopping.Stopped]()
    for name in size.split(","):
        news.print(f"stopping {name} {variant}", highlight=False)
        scenario = Scenario.model_validate(make(name, variant, seed))
        found += stopping.measure(f"{name} {variant}", scenario, moments, limits=limits)
    Console(width=None if sys.stdout.isatty() else 200).print(stopping.table(found))
    if not all(one.good for one in found):
        raise typer.Exit(1)


@app.command("table")
def write_table(
    comparisons: Annotated[
        list[Path] | None, typer.Argument(help="The comparisons' CSV files; left out, the newest.", exists=True)
    ] = None,
) -> None:
    """Put comparisons, and the newest of what the other commands measured, into the README; of `pairs`, a day's."""
    newest, scaled = machine.newest("compare"), machine.newest("scaling")
    compared = comparisons or ([] if newest is None else [newest])
    if not compared:
        news.print("there are no results yet: run `python -m benchmarks` first")
        raise typer.Exit(1)
    parts = []
    for path in compared:
        parts += [table.markdown(*runs.load(path, Run)), _picture("time to proof by size", path)]
    if pairs := machine.of_newest_day("pairs"):
        parts += ["### Where partners are scarce", *(verdicts.markdown(*runs.load(path, Run)) for path in pairs)]
    if ablated := machine.of_newest_day("ablate"):
        parts += [
            "### What each device is worth, as measured",
            effects.markdown([runs.load(path, Run) for path in ablated]),
        ]
    if replanned := machine.of_newest_day("replan"):
        parts += ["### Re-plans, as measured", *(replanning.markdown(path) for path in replanned)]
    if (grid := machine.newest("grid")) is not None:
        parts += ["### Every pair once", verdicts.counted(*runs.load(grid, Run))]
    if scaled is not None:
        parts += ["### How cost grows", growth_table(*runs.load(scaled, Point)), _picture("growth of cost", scaled)]
    text = table.insert(README.read_text(encoding="utf-8"), "\n\n".join(parts))
    README.write_text(text, encoding="utf-8")


def _picture(says: str, results: Path) -> str:
    return f"![{says}](results/{results.with_suffix('.svg').name})"


def main() -> None:
    """Run the command; without one, `run`. What ends it ends the solver that it watches."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: sys.exit(1))
    arguments = sys.argv[1:]
    if not arguments or (arguments[0].startswith("-") and arguments[0] != "--help"):
        arguments = ["run", *arguments]
    app(arguments, prog_name="python -m benchmarks")


if __name__ == "__main__":
    main()
