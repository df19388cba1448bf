"""What came of re-plans, as a table."""

from collections.abc import Iterator, Sequence

from rich.table import Table

from ..measuring.runs import Facts
from .measure import Replanned

HEADS = (
    "instance",
    "disruption",
    "solver",
    "seconds",
    "CPU s",
    "tiers proven",
    "changes",
    "bound",
    "known",
    "people told",
    "teams missing",
    "note",
)


def rows(found: Sequence[Replanned]) -> Iterator[tuple[str, ...]]:
    """A row for each re-plan, in the order they were made."""
    several = len({one.seed for one in found}) > 1
    for one in found:
        instance = f"{one.size} {one.variant}{f' seed {one.seed}' if several else ''}"
        if one.outcome == "skipped":
            yield (instance, one.disruption, one.solver, "", "", "skipped", "", "", "", "", "", one.note)
            continue
        ended = one.outcome == "proven" or one.seconds is None or one.seconds < one.limit
        yield (
            instance,
            one.disruption,
            one.solver,
            f"{one.seconds:.2f}" if ended else f"> {one.limit:g}",
            "" if one.cpu is None else f"{one.cpu:.2f}",
            f"{one.proven} of {len(one.values)}" if one.values else one.outcome,
            *("" if figure is None else f"{figure}" for figure in (one.changes, one.bound)),
            one.known.replace("_", " "),
            *("" if figure is None else f"{figure}" for figure in (one.told, one.missing)),
            "; ".join(filter(None, [one.outcome if one.outcome in ("invalid", "failed") else "", one.note])),
        )


def terminal(found: Sequence[Replanned]) -> Table:
    """The table for a terminal."""
    table = Table(*HEADS, box=None, pad_edge=False)
    for row in rows(found):
        table.add_row(*row)
    return table


def markdown(facts: Facts, found: Sequence[Replanned]) -> str:
    """The table for the README, with the command that made it and what it was measured with."""
    lines = [HEADS, ("---",) * len(HEADS), *rows(found)]
    stated = "\n".join(f"- {name}: {value}" for name, value in facts.items() if name != "command")
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"```sh\n{facts['command']}\n```\n\n{table}\n\n{stated}"
