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
        yield (
            instance,
            one.disruption,
            one.solver,
            _seconds(one),
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
    """The table for the README, a row for each disruption; with its command, and what it was measured with."""
    solvers = list(dict.fromkeys(one.solver for one in found))
    heads = ["instance", "disruption", *solvers, "people told", "teams missing"]
    keys = dict.fromkeys((one.size, one.variant, one.seed, one.disruption) for one in found)
    lines = [heads, ["---"] * len(heads)]
    for key in keys:
        runs = {one.solver: one for one in found if (one.size, one.variant, one.seed, one.disruption) == key}
        first = next((one for one in runs.values() if one.values), None)
        figures = [] if first is None else [first.told, first.missing]
        instance = f"{key[0]} {key[1]} seed {key[2]}" if len({one.seed for one in found}) > 1 else f"{key[0]} {key[1]}"
        cells = [_cell(runs[solver]) if solver in runs else "" for solver in solvers]
        lines.append([instance, key[3], *cells, *(f"{figure}" for figure in figures or ("", ""))])
    stated = "\n".join(f"- {name}: {value}" for name, value in facts.items() if name != "command")
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"```sh\n{facts['command']}\n```\n\n{CELLS}\n\n{table}\n\n{stated}"


CELLS = (
    "Wall-clock seconds (and CPU seconds) until all tiers are proven, `>` where they were not; then what it costs that "
    "people are told otherwise, and how that is known."
)


def _cell(one: Replanned) -> str:
    """What came of one re-plan, in few words."""
    if not one.values:
        return "skipped" if one.outcome == "skipped" else f"{one.outcome}: {one.note}"
    cpu = "" if one.cpu is None else f" ({one.cpu:.2f})"
    known = one.known.replace("_", " ")
    if one.bound is not None and one.changes is not None and one.bound < one.changes:
        known += f", at least {one.bound}"
    wrong = f", {one.outcome}" if one.outcome in ("invalid", "failed") else ""
    return f"{_seconds(one)}{cpu}: {one.changes} {known}{wrong}"


def _seconds(one: Replanned) -> str:
    ended = one.outcome == "proven" or one.seconds is None or one.seconds < one.limit
    return f"{one.seconds:.2f}" if ended else f"> {one.limit:g}"
