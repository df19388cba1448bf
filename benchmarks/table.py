"""The comparison as a table: over the seeds medians with the least and the most, ratios within one comparison."""

import math
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import NamedTuple

from rich.table import Table

from .measuring.peers import OURS
from .measuring.runs import Facts, Run

BEGIN = "<!-- table: python -m benchmarks table -->"
END = "<!-- /table -->"

TIMEFOLD = "Timefold is its Python port, 1.24; the Java line, at 2.5, was not measured."


class Row(NamedTuple):
    """One solver on the scenarios of one size and variant."""

    instance: str
    solver: str
    proven: str
    first: str
    best: str
    proof: str
    ratio: str
    cpu: str
    memory: str
    values: str
    note: str


HEADS = Row(
    "instance", "solver", "tiers proven", "first s", "best s", "proof s", "/ tandem", "CPU s", "MB", "values", "note"
)


def rows(runs: Sequence[Run]) -> list[Row]:
    """A row for every size, variant and solver, in the order they were run."""
    keys = dict.fromkeys((run.size, run.variant, run.solver) for run in runs)
    return [_row([run for run in runs if (run.size, run.variant, run.solver) == key], runs) for key in keys]


def terminal(runs: Sequence[Run]) -> Table:
    """The table for a terminal."""
    table = Table(*HEADS, box=None, pad_edge=False)
    last = ""
    for row in rows(runs):
        if last and row.instance != last:
            table.add_section()
        table.add_row(row.instance if row.instance != last else "", *row[1:])
        last = row.instance
    return table


def markdown(facts: Facts, runs: Sequence[Run]) -> str:
    """The table for the README, with the command that made it and what it was measured with."""
    lines = [HEADS, ["---"] * len(HEADS), *rows(runs)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    if any(run.solver.partition("@")[0] == "timefold" for run in runs):
        table += f"\n\n{TIMEFOLD}"
    stated = "\n".join(f"- {name}: {value}" for name, value in facts.items() if name != "command")
    return f"```sh\n{facts['command']}\n```\n\n{table}\n\n{stated}"


def insert(readme: str, block: str) -> str:
    """The README with the block between its two marks.

    Raises:
        ValueError: the marks are not there.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the README has no {BEGIN} ... {END}")
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def _row(mine: Sequence[Run], runs: Sequence[Run]) -> Row:
    one = mine[0]
    ran = [run for run in mine if run.outcome != "skipped"]
    scored = [run for run in ran if run.values]
    return Row(
        instance=f"{one.size} {one.variant}",
        solver=one.solver,
        proven=f"{min(run.proven for run in ran)} of {max(run.tiers for run in ran)}" if ran else "skipped",
        first=_median(run.first for run in ran),
        best=_median(run.best for run in ran),
        proof=_proof(ran),
        ratio=_ratio(ran, runs),
        cpu=_median(run.cpu for run in ran),
        memory=_median((None if run.memory is None else run.memory / 2**20 for run in ran), "{:.0f}"),
        values=" · ".join(
            spread(column, "{:.0f}".format) for column in zip(*(run.values for run in scored), strict=True)
        ),
        note="; ".join([*_behind(scored, runs), *_notes(mine)]),
    )


def _proof(ran: Sequence[Run]) -> str:
    if not ran:
        return ""
    proofs = [run.proof if run.proof is not None else math.inf for run in ran]
    return spread(proofs, lambda seconds: f"{seconds:.2f}" if math.isfinite(seconds) else f"> {ran[0].limit:g}")


def _ratio(ran: Sequence[Run], runs: Sequence[Run]) -> str:
    """Geometric mean of the time to proof over Tandem's; with a run unproven, its limit stands for a lower bound."""
    base_label = _base(runs)
    ours = {(run.size, run.variant, run.seed): run.proof for run in runs if run.solver == base_label}
    quotients, least = [], False
    for run in ran:
        base = ours.get((run.size, run.variant, run.seed))
        if run.solver == base_label or base is None:
            return ""
        least = least or run.proof is None
        quotients.append((run.proof if run.proof is not None else run.limit) / base)
    if not quotients:
        return ""
    mean = math.exp(sum(map(math.log, quotients)) / len(quotients))
    return f"{'> ' if least else ''}{mean:.1f}"


def _base(runs: Sequence[Run]) -> str | None:
    """What the others are held against: the first entry of Tandem, whatever its limit."""
    return next((run.solver for run in runs if run.solver.partition("@")[0] == OURS), None)


def _behind(scored: Sequence[Run], runs: Sequence[Run]) -> list[str]:
    """How often the roster is worse than Tandem's, tier by tier."""
    label = _base(runs)
    ours = {(run.size, run.variant, run.seed): run.values for run in runs if run.solver == label and run.values}
    pairs = [(run.values, ours.get((run.size, run.variant, run.seed))) for run in scored if run.outcome != "invalid"]
    worse = sum(base is not None and values > base for values, base in pairs)
    return [f"behind in {worse} of {len(pairs)}"] if worse else []


def _notes(mine: Sequence[Run]) -> list[str]:
    """Each note once, with its seeds where not all have it."""
    found = []
    for note in dict.fromkeys(run.note for run in mine if run.note):
        seeds = [str(run.seed) for run in mine if run.note == note]
        found.append(note if len(seeds) == len(mine) else f"seed {', '.join(seeds)}: {note}")
    return found


def _median(values: Iterable[float | None], form: str = "{:.2f}") -> str:
    return spread([value for value in values if value is not None], form.format)


def spread(values: Sequence[float], say: Callable[[float], str]) -> str:
    """The median of some figures, and the least and the most where they differ; empty where there are none."""
    if not values:
        return ""
    middle, least, most = map(say, (median(values), min(values), max(values)))
    return middle if least == most else f"{middle} ({least} to {most})"
