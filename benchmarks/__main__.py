"""`python -m benchmarks`: compare solvers; also generate, smoke, scaling, curtois, advice, exports and table."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from models import InputError, Scenario

from . import advice as answers
from . import exports as files
from . import machine, runs, table
from .compare import Conditions, Entrant, compare
from .curtois import instance, results
from .curtois import scenario as operation
from .generate import generate as make
from .generate import write
from .peers import OURS, SMOKE, SOLVERS
from .runs import Run
from .scaling import DIMENSIONS, Point, fit, sizes
from .scaling import markdown as growth_table
from .score import contradictions
from .sizes import SIZES, VARIANTS

SMOKE_SECONDS = 5.0
README = Path(__file__).with_name("README.md")

app = typer.Typer(add_completion=False, no_args_is_help=False, help="Benchmarks of Tandem and its rivals.")
news = Console(stderr=True)


def _listed(known: dict[str, object] | None = None) -> Callable[[str], str]:
    def check(text: str) -> str:
        for name in text.split(","):
            if known is not None and name not in known:
                raise typer.BadParameter(f"unknown '{name}': known are {', '.join(known)}")
        return text

    return check


Seeds = Annotated[str, typer.Option(help="Seeds, separated by commas.")]
Cores = Annotated[int, typer.Option(help="Cores each solver is pinned to.")]
Memory = Annotated[float, typer.Option(help="Gigabytes a solver may take.")]


@app.command()
def run(
    size: Annotated[str, typer.Option("--sizes", help="S, M, L, XL, XXL.", callback=_listed(dict(SIZES)))] = "S,M,L",
    variant: Annotated[
        str, typer.Option("--variants", help=", ".join(VARIANTS), callback=_listed(dict(VARIANTS)))
    ] = "plain",
    seeds: Seeds = "1,2,3",
    solvers: Annotated[
        str, typer.Option(help=f"{', '.join(SOLVERS)}; name@seconds for a limit of its own.")
    ] = ",".join(SOLVERS),
    time_limit: Annotated[float, typer.Option(help="Seconds for each solve.")] = 60.0,
    cores: Cores = 1,
    memory: Memory = 12.0,
    json: Annotated[bool, typer.Option("--json", help="Print facts and runs as JSON.")] = False,
    save: Annotated[bool, typer.Option(help="Keep CSV and chart in results/.")] = True,
    chart: Annotated[list[Path] | None, typer.Option(help="Write the chart here too (.png, .svg).")] = None,
) -> None:
    """Compare solvers on seeded operations."""
    entrants, conditions = _entrants(solvers, time_limit), _conditions(cores, memory)
    instances = [(s, s, v, seed) for s in size.split(",") for v in variant.split(",") for seed in _numbers(seeds)]
    facts = machine.facts(cores)
    found = list(compare(instances, entrants, conditions, _tell))
    if json:
        print(runs.as_json(facts, found))
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(table.terminal(found))
    charts = list(chart or ())
    if save:
        path = machine.results_file("compare", "csv")
        runs.save(path, facts, found)
        news.print(f"kept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path.name}")
        charts.append(path.with_suffix(".svg"))
    if charts:
        from .chart import proof_times

        for place in charts:
            proof_times(found, place)
    _judge(found)


@app.command()
def smoke() -> None:
    """S plain, five seconds each: Tandem's roster must be valid and proven, and no solver may contradict another."""
    entrants = [Entrant(name, SMOKE_SECONDS, name) for name in SMOKE]
    found = list(compare([("S", "S", "plain", 1)], entrants, _conditions(1, 4.0), _tell))
    Console(width=None if sys.stdout.isatty() else 200).print(table.terminal(found))
    _judge(found)
    ours = next(run for run in found if run.solver == OURS)
    if ours.outcome != "proven":
        news.print(f"tandem: {ours.outcome}, {ours.proven} of {ours.tiers} tiers proven. {ours.note}")
        raise typer.Exit(1)


@app.command()
def generate(
    size: Annotated[str, typer.Option(callback=_listed(dict(SIZES)))],
    out: Annotated[Path, typer.Option(help="The file: .yaml or .json, JSON in both.")],
    variant: Annotated[str, typer.Option(callback=_listed(dict(VARIANTS)))] = "plain",
    seed: int = 1,
) -> None:
    """Write one operation as a scenario file."""
    write(make(size, variant, seed), out)


@app.command()
def scaling(
    seeds: Seeds = "1,2,3",
    time_limit: Annotated[float, typer.Option(help="Seconds for each solve.")] = 60.0,
    cores: Cores = 1,
    memory: Memory = 12.0,
) -> None:
    """Time Tandem on M with evenings, people or areas varied, and fit the power each grows with."""
    from .chart import growth

    entrants, conditions = _entrants(OURS, time_limit), _conditions(cores, memory)
    points = []
    for dimension in DIMENSIONS:
        for amount, size in sizes(dimension):
            instances = [(f"{amount} {dimension}", size, "plain", seed) for seed in _numbers(seeds)]
            for run in compare(instances, entrants, conditions, _tell):
                if run.proof is None:
                    news.print("left out: not proven within the limit")
                    continue
                points.append(Point(dimension, amount, run.seed, run.proof, run.memory or 0))
    path = machine.results_file("scaling", "csv")
    runs.save(path, machine.facts(cores), points)
    growth(points, path.with_suffix(".svg"))
    for dimension in DIMENSIONS:
        exponent, _ = fit([point for point in points if point.dimension == dimension])
        print(f"{dimension}: seconds grow with the power {exponent:.2f}")


@app.command()
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
    pinned = _conditions(cores, 1.0).cores
    try:
        instances = [instance.read(path) for path in paths]
        made = [(one, operation.data(one)) for one in instances]
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


@app.command()
def exports(
    size: Annotated[str, typer.Option("--sizes", help="Generated operations.", callback=_listed(dict(SIZES)))] = "M,XL",
    variant: Annotated[str, typer.Option(help=", ".join(VARIANTS), callback=_listed(dict(VARIANTS)))] = "plain",
    time_limit: Annotated[float, typer.Option(help="Seconds for the solve.")] = 120.0,
    cores: Cores = 1,
) -> None:
    """Time what is written for people, each file beside a plain solve of the same scenario."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, _conditions(cores, 1.0).cores)
    found: list[files.Export] = []
    for name in size.split(","):
        news.print(f"solving {name}", highlight=False)
        found += files.measure(f"{name} {variant}", Scenario.model_validate(make(name, variant, 1)), time_limit)
    Console().print(files.table(found))


@app.command()
def advice(
    size: Annotated[
        str, typer.Option("--sizes", help="Besides three teams in Leicestershire.", callback=_listed(dict(SIZES)))
    ] = "M,L",
    variant: Annotated[str, typer.Option(help=", ".join(VARIANTS), callback=_listed(dict(VARIANTS)))] = "rich",
    seed: Annotated[int, typer.Option(help="Of the generated operations.")] = 1,
    time_limit: Annotated[float, typer.Option(help="Seconds for each answer.")] = 10.0,
    cores: Cores = 1,
) -> None:
    """Time the answers to planners' questions, each beside a plain solve of the same scenario."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, _conditions(cores, 1.0).cores)
    found: list[answers.Answered] = []
    for name, scenario in answers.scenarios(size.split(","), variant, seed):
        news.print(f"asking about {name}", highlight=False)
        found += answers.measure(name, scenario, time_limit, seed)
    Console(width=None if sys.stdout.isatty() else 200).print(answers.table(found))


@app.command("table")
def write_table(
    comparisons: Annotated[
        list[Path] | None, typer.Argument(help="The comparisons' CSV files; left out, the newest.", exists=True)
    ] = None,
) -> None:
    """Put comparisons, and the newest scaling, into the README."""
    newest, scaled = machine.newest("compare"), machine.newest("scaling")
    compared = comparisons or ([] if newest is None else [newest])
    if not compared:
        news.print("there are no results yet: run `python -m benchmarks` first")
        raise typer.Exit(1)
    parts = []
    for path in compared:
        parts += [table.markdown(*runs.load(path, Run)), _picture("time to proof by size", path)]
    if scaled is not None:
        parts += ["### How cost grows", growth_table(*runs.load(scaled, Point)), _picture("growth of cost", scaled)]
    text = table.insert(README.read_text(encoding="utf-8"), "\n\n".join(parts))
    README.write_text(text, encoding="utf-8")


def _picture(says: str, results: Path) -> str:
    return f"![{says}](results/{results.with_suffix('.svg').name})"


def _entrants(solvers: str, seconds: float) -> list[Entrant]:
    try:
        return [Entrant.parse(text, seconds) for text in solvers.split(",")]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _conditions(cores: int, memory: float) -> Conditions:
    try:
        return Conditions.of(cores, memory)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _numbers(text: str) -> list[int]:
    try:
        return [int(number) for number in text.split(",")]
    except ValueError:
        raise typer.BadParameter(f"'{text}' is not a list of whole numbers") from None


def _tell(run: Run) -> None:
    when = "" if run.wall is None else f" after {run.wall:.1f} s"
    news.print(
        f"{run.size} {run.variant} seed {run.seed}: {run.solver} {run.outcome}{when} {run.note}", highlight=False
    )


def _judge(found: list[Run]) -> None:
    """End with 1 where solvers contradict each other or Tandem's roster is not valid."""
    wrong = contradictions(found)
    wrong += [
        f"{run.size} {run.variant} seed {run.seed}: tandem {run.outcome}. {run.note}"
        for run in found
        if run.solver.partition("@")[0] == OURS and run.outcome in ("failed", "invalid")
    ]
    for sentence in wrong:
        news.print(sentence, style="red")
    if wrong:
        raise typer.Exit(1)


def main() -> None:
    """Run the command; without one, `run`."""
    arguments = sys.argv[1:]
    if not arguments or (arguments[0].startswith("-") and arguments[0] != "--help"):
        arguments = ["run", *arguments]
    app(arguments, prog_name="python -m benchmarks")


if __name__ == "__main__":
    main()
