"""What comes out of an instance, against what is published, and against the plain model of one role alone.

Sources of the published figures. 1 to 3: T. Curtois, R. Qu, Computational results on new staff scheduling benchmark
instances, 2014. 4 to 12: the best known, on which several solvers agree. 13 to 19: the best of the four studies in the
table at github.com/ORProjects/NRP, of 60 minutes each. Those of 20 to 24 are left out.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from tandem_models import Progress, Schedule
from tandem_scheduler.api import check, solve

from . import single
from .instance import Instance
from .scenario import Sides, scenario

PUBLISHED = {"Instance1": 607, "Instance2": 828, "Instance3": 1001}
"""The proven optimum by the file's name: nothing can be below."""
BEST_KNOWN = PUBLISHED | {
    "Instance4": 1716,
    "Instance5": 1143,
    "Instance6": 1950,
    "Instance7": 1056,
    "Instance8": 1300,
    "Instance9": 439,
    "Instance10": 4631,
    "Instance11": 3443,
    "Instance12": 4040,
    "Instance13": 1905,
    "Instance14": 1279,
    "Instance15": 3928,
    "Instance16": 3225,
    "Instance17": 5750,
    "Instance18": 4650,
    "Instance19": 3218,
}
"""The cost of a published roster by the file's name: no bound can be above."""


@dataclass(frozen=True)
class Result:
    """One instance solved. Costs are of as many rosters as there are real sides."""

    instance: str
    sides: int
    """2: both roles are the instance's staff; 1: the detectives alone, and the value is once the published one."""
    status: str
    """The schedule's."""
    value: int | None
    """By the checker; None without a roster."""
    bound: int | None
    published: int | None
    """The best known cost times the sides, where there is one."""
    known: str
    """How it is known: `proven` by a certificate, `optimal` by the search's word, `best_found`; `` without a roster."""
    first: float | None
    """Seconds until the first roster of which the engine tells."""
    best: float | None
    """Until the last that was better."""
    seconds: float
    limit: float
    """Seconds it was given."""
    wrong: str = ""
    """What can't be: a roster that breaks rules, a value or bound on the wrong side of what is published."""
    plain: single.Plain | None = None
    """The plain model of one role alone, with the same limit."""


def run(instance: Instance, time_limit: float, workers: int, sides: Sides = 2, plain: bool = False) -> Result:
    """Solve an instance as an operation and have the checker value the roster; on request the plain model, too.

    Raises:
        InputError: the instance can't be made an operation.
    """
    made = scenario(instance, sides)
    began, heard = time.monotonic(), list[tuple[float, int]]()

    def hear(progress: Progress) -> None:
        if progress.value is not None and (not heard or progress.value < heard[-1][1]):
            heard.append((time.monotonic() - began, progress.value))

    schedule = solve(made, time_limit=time_limit, workers=workers, on_progress=hear)
    beside = single.solve(instance, time_limit, workers) if plain else None
    best_known = BEST_KNOWN.get(instance.name)
    published = None if best_known is None else sides * best_known
    value = bound = None
    known = ""
    wrong = "there is a roster, published with its cost" if published and schedule.status == "infeasible" else ""
    if schedule.has_roster:
        report, tier = check(made, schedule), schedule.tiers[0]
        value, bound, known = report.tiers[0], tier.bound, tier.known
        proven = PUBLISHED.get(instance.name)
        wrong = _wrong(schedule, report.ok, value, None if proven is None else sides * proven, published)
    return Result(
        instance=instance.name,
        sides=sides,
        status=schedule.status,
        value=value,
        bound=bound,
        published=published,
        known=known,
        first=heard[0][0] if heard else None,
        best=heard[-1][0] if heard else None,
        seconds=schedule.seconds,
        limit=time_limit,
        wrong=wrong,
        plain=beside,
    )


def _wrong(schedule: Schedule, ok: bool, value: int, optimum: int | None, best_known: int | None) -> str:
    tier = schedule.tiers[0]
    if not ok:
        return "the roster breaks hard rules"
    if value != tier.value:
        return f"the engine says {tier.value}, the checker {value}"
    if optimum is not None and value < optimum:
        return f"{value} is less than the published optimum allows"
    if best_known is not None and tier.bound > best_known:
        return f"the bound {tier.bound} is above the published cost"
    return ""


def table(results: Sequence[Result]) -> Table:
    """The results for a terminal: seconds to the first roster, to the best, and to proof."""
    heads = ("instance", "value", "bound", "published", "known", "first s", "best s", "proof s")
    beside = ("one role", "bound", "first s", "best s", "proof s") if any(one.plain for one in results) else ()
    shown = Table(*heads, *beside, "note", box=None, pad_edge=False)
    for result in results:
        proof = result.seconds if result.known in ("proven", "optimal") else None
        one = result.plain
        plain = () if one is None else (*map(_text, (one.value, one.bound, one.first, one.best, one.proof)),)
        shown.add_row(
            result.instance,
            *map(_text, (result.value, result.bound, result.published)),
            result.known or result.status,
            *map(_text, (result.first, result.best, proof)),
            *plain,
            result.wrong,
        )
    return shown


def _text(number: float | None) -> str:
    return "" if number is None else str(number) if isinstance(number, int) else f"{number:.1f}"
