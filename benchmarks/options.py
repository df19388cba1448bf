"""What the commands share: options, their checks, and news of single runs on standard error."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console

from .measuring.compare import Conditions, Entrant
from .measuring.peers import OURS
from .measuring.runs import Run
from .measuring.score import contradictions

news = Console(stderr=True)


def listed(known: Mapping[str, object]) -> Callable[[str], str]:
    """A check of names separated by commas."""

    def check(text: str) -> str:
        names = text.split(",")
        if not all(map(str.strip, names)):
            raise typer.BadParameter(f"names nothing, or nothing between two commas: known are {', '.join(known)}")
        for name in names:
            if name not in known:
                raise typer.BadParameter(f"unknown '{name}': known are {', '.join(known)}")
        return text

    return check


def checked(read: Callable[[str], object]) -> Callable[[str], str]:
    """A check by what reads the text; the message has the option's name."""

    def check(text: str) -> str:
        read(text)
        return text

    return check


def above_zero(value: float) -> float:
    """A check of an amount."""
    if not 0 < value < float("inf"):
        raise typer.BadParameter(f"{value:g} is not a number above 0")
    return value


def _cores(value: int) -> int:
    conditions(value, 1.0)
    return value


def seeds_in(text: str) -> list[int]:
    """Seeds from 0, none of them twice."""
    found = numbers(text)
    if min(found) < 0 or len({*found}) < len(found):
        raise typer.BadParameter(f"'{text}' is not a list of whole numbers from 0, each once")
    return found


Json = Annotated[bool, typer.Option("--json", help="Print facts and runs as JSON.")]
Save = Annotated[bool, typer.Option(help="Keep the figures in results/.")]


def entrants(solvers: str, seconds: float) -> list[Entrant]:
    """The solvers named, with their limits."""
    try:
        return [Entrant.parse(text, seconds) for text in solvers.split(",")]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def conditions(cores: int, memory: float) -> Conditions:
    """What each of them gets."""
    try:
        return Conditions.of(cores, memory)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def numbers(text: str) -> list[int]:
    """Whole numbers separated by commas."""
    try:
        return [int(number) for number in text.split(",")]
    except ValueError:
        raise typer.BadParameter(f"'{text}' is not a list of whole numbers") from None


def counts(text: str) -> list[int]:
    """Whole numbers above 0 separated by commas."""
    found = numbers(text)
    if min(found) < 1:
        raise typer.BadParameter(f"'{text}' is not a list of whole numbers above 0")
    return found


def amounts(text: str) -> list[float]:
    """Numbers above 0 separated by commas."""
    try:
        found = [float(number) for number in text.split(",")]
    except ValueError:
        found = []
    if not found or not all(0 < number < float("inf") for number in found):
        raise typer.BadParameter(f"'{text}' is not a list of numbers above 0")
    return found


def parts(text: str) -> list[float]:
    """Parts of a whole, above 0 and at most 1, separated by commas."""
    found = amounts(text)
    if max(found) > 1:
        raise typer.BadParameter(f"'{text}' is not a list of shares, numbers above 0 and at most 1")
    return found


Seeds = Annotated[str, typer.Option(help="Seeds, separated by commas.", callback=checked(seeds_in))]
Cores = Annotated[int, typer.Option(help="Cores each solver is pinned to.", callback=_cores)]
Memory = Annotated[float, typer.Option(help="Gigabytes a solver may take.", callback=above_zero)]
Seconds = Annotated[float, typer.Option(help="Seconds for each solve.", callback=above_zero)]


def tell(run: Run) -> None:
    """A line on a run that has ended."""
    when = "" if run.wall is None else f" after {run.wall:.1f} s"
    news.print(
        f"{run.size} {run.variant} seed {run.seed}: {run.solver} {run.outcome}{when} {run.note}", highlight=False
    )


def judge(found: Sequence[Run]) -> None:
    """End with 1 where solvers contradict each other or Tandem's roster is not valid."""
    wrong = contradictions(found)
    wrong += [
        f"{run.size} {run.variant} seed {run.seed}: {run.solver} {run.outcome}. {run.note}"
        for run in found
        if run.solver.partition("@")[0] == OURS and run.outcome in ("failed", "invalid")
    ]
    for sentence in wrong:
        news.print(sentence, style="red")
    if wrong:
        raise typer.Exit(1)
