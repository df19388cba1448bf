"""What comes out of an instance, against what is published.

Source of the published figures: T. Curtois, R. Qu, Computational results on new staff scheduling benchmark instances,
2014. They are proven optima.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from models import Schedule
from scheduler.api import check, solve

from .instance import Instance
from .scenario import scenario

PUBLISHED = {"Instance1": 607, "Instance2": 828, "Instance3": 1001}
"""The proven optimum by the file's name."""


@dataclass(frozen=True)
class Result:
    """One instance solved. Costs are of both roles: twice those of a single roster."""

    instance: str
    status: str
    """The schedule's."""
    value: int | None
    """By the checker; None without a roster."""
    bound: int | None
    twice: int | None
    """Twice the published optimum, where there is one."""
    known: str
    """How it is known: `proven` by a certificate, `optimal` by the search's word, `best_found`; `` without a roster."""
    seconds: float
    limit: float
    """Seconds it was given."""
    wrong: str = ""
    """What can't be: a roster that breaks rules, a value or bound on the wrong side of what is published."""


def run(instance: Instance, time_limit: float, workers: int) -> Result:
    """Solve an instance as an operation and have the checker value the roster.

    Raises:
        InputError: the instance can't be made an operation.
    """
    made = scenario(instance)
    schedule = solve(made, time_limit=time_limit, workers=workers)
    known = PUBLISHED.get(instance.name)
    twice = None if known is None else 2 * known
    if not schedule.has_roster:
        wrong = "" if schedule.status == "unknown" else "there is a roster, published with its cost"
        wrong = wrong if twice is not None else ""
        return Result(instance.name, schedule.status, None, None, twice, "", schedule.seconds, time_limit, wrong)
    report, tier = check(made, schedule), schedule.tiers[0]
    wrong = _wrong(schedule, report.ok, report.tiers[0], twice)
    return Result(
        instance.name,
        schedule.status,
        report.tiers[0],
        tier.bound,
        twice,
        tier.known,
        schedule.seconds,
        time_limit,
        wrong,
    )


def _wrong(schedule: Schedule, ok: bool, value: int, twice: int | None) -> str:
    tier = schedule.tiers[0]
    if not ok:
        return "the roster breaks hard rules"
    if value != tier.value:
        return f"the engine says {tier.value}, the checker {value}"
    if twice is not None and value < twice:
        return f"{value} is less than the published optimum allows"
    if twice is not None and tier.bound > twice:
        return f"the bound {tier.bound} is above the published optimum"
    return ""


def table(results: Sequence[Result]) -> Table:
    """The results for a terminal."""
    shown = Table("instance", "value", "bound", "published x2", "known", "seconds", "note", box=None, pad_edge=False)
    for result in results:
        shown.add_row(
            result.instance,
            *("" if number is None else str(number) for number in (result.value, result.bound, result.twice)),
            result.known or result.status,
            f"{result.seconds:.2f}",
            result.wrong,
        )
    return shown
