"""What leaving out a device does: to the time until all is proven, to values, to what is proven at all."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.table import Table

from ..measuring.runs import Facts, Run
from .measure import WHOLE

SLIGHT = 1.15
"""An instance is named for a device's absence that takes so many times as long, or makes values worse."""


class Effect(NamedTuple):
    """A device's absence on one instance."""

    instance: str
    kind: str
    ratio: float | None
    """CPU seconds to proof over those with all devices; None where neither proved all."""
    least: bool
    """Whether it is more, as it did not come to the proof."""
    values: int
    """1: worse than with all devices; -1: better; 0: the same."""
    proven: int
    """Tiers proven more."""


def effects(runs: Sequence[Run], without: str) -> list[Effect]:
    """What the absence of a device does, instance by instance."""
    whole = {(run.size, run.variant, run.seed): run for run in runs if run.solver == WHOLE}
    return [_effect(run, whole[run.size, run.variant, run.seed]) for run in runs if run.solver == without]


def _effect(run: Run, whole: Run) -> Effect:
    proofs = [one.outcome == "proven" for one in (run, whole)]
    ratio = max(run.cpu or 0.0, 1e-3) / max(whole.cpu or 0.0, 1e-3) if any(proofs) else None
    worse = (run.values > whole.values) - (run.values < whole.values) if run.values else int(bool(whole.values))
    name = f"{run.size} {run.variant}" + (f" {run.seed}" if run.seed != 1 else "")
    return Effect(name, run.variant, ratio, not proofs[0], worse, run.proven - whole.proven)


def rows(runs: Sequence[Run]) -> list[list[str]]:
    """A head, and a row for each device."""
    kinds = list(dict.fromkeys(run.variant for run in runs))
    found = [["without", "all", *kinds, "worse", "better", "proofs lost", "won", "most on"]]
    for without in dict.fromkeys(run.solver for run in runs if run.solver != WHOLE):
        mine = effects(runs, without)
        found.append(
            [
                without,
                _mean(mine),
                *(_mean([effect for effect in mine if effect.kind == kind]) for kind in kinds),
                *(_count(effect.values == sign for effect in mine) for sign in (1, -1)),
                _count(effect.proven < 0 for effect in mine),
                _count(effect.proven > 0 for effect in mine),
                _most(mine),
            ]
        )
    return found


def terminal(runs: Sequence[Run]) -> Table:
    """The table for a terminal."""
    head, *lines = rows(runs)
    table = Table(*head, box=None, pad_edge=False)
    for line in lines:
        table.add_row(*line)
    return table


def markdown(results: Sequence[tuple[Facts, Sequence[Run]]]) -> str:
    """The table for the README, of several runs of the command, with what they were and were measured with."""
    head, *lines = rows([run for _, runs in results for run in runs])
    table = "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *lines))
    commands = "\n".join(facts["command"] for facts, _ in results)
    stated = "\n".join(f"- {name}: {value}" for name, value in results[-1][0].items() if name != "command")
    return f"```sh\n{commands}\n```\n\n{table}\n\n{stated}"


def _mean(effects: Sequence[Effect]) -> str:
    """Geometric mean of the ratios, `>` where a proof was not come to; nothing where there are none."""
    logs = [math.log(effect.ratio) for effect in effects if effect.ratio is not None]
    if not logs:
        return ""
    least = any(effect.least for effect in effects if effect.ratio is not None)
    return f"{'> ' if least else ''}{math.exp(sum(logs) / len(logs)):.2f}"


def _count(of: Iterable[bool]) -> str:
    number = sum(of)
    return str(number) if number else ""


def _most(effects: Sequence[Effect]) -> str:
    """The instances on which its absence costs most."""
    worse = [f"{effect.instance} (worse)" for effect in effects if effect.values > 0]
    slow = sorted((effect for effect in effects if effect.values <= 0 and effect.ratio), key=lambda e: -(e.ratio or 0))
    named = [f"{e.instance} ({'> ' if e.least else ''}{e.ratio:.1f})" for e in slow if e.ratio and e.ratio > SLIGHT]
    return ", ".join([*worse, *named][:3])
