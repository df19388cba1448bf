"""The solves: with all devices, without each, and with all once more, which tells how much is noise.

Limits and figures are CPU seconds of this process and of those it starts, in which HiGHS runs. So what else the machine
does bears on them only where a solver stops by a clock of its own.
"""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tandem_models import Scenario
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine import clock
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import SearchParams
from tandem_scheduler.engine.proofs.recheck import recheck

from ..measuring.process import ProcessorClock
from ..measuring.runs import Run

WHOLE, AGAIN = "all devices", "all, again"


def ablate(blank: Run, scenario: Scenario, devices: Sequence[Device]) -> Iterator[Run]:
    """The runs on a scenario, one after the other in this process; of the blank, the limit and the names are kept."""
    left_out: list[tuple[str, frozenset[Device]]] = [(device.value, frozenset({device})) for device in devices]
    with _by_cpu():
        # What is loaded at first use, and kept from then on, is nobody's merit.
        solve_by(SearchParams(), scenario, time_limit=min(1.0, blank.limit), workers=1, seed=blank.seed)
        for name, without in ((WHOLE, frozenset[Device]()), *left_out, (AGAIN, frozenset[Device]())):
            yield _solved(Run(**vars(blank) | {"solver": name}), scenario, SearchParams(without=without))


@contextmanager
def _by_cpu() -> Iterator[None]:
    """Have limits go by CPU time, but for those of solvers, which have clocks of their own."""
    usual, clock.now = clock.now, ProcessorClock().now
    try:
        yield
    finally:
        clock.now = usual


def _solved(blank: Run, scenario: Scenario, params: SearchParams) -> Run:
    """One solve. The values are those that tiers were solved to, and after them what is given of tolerances, if any."""
    gc.collect()  # else one solve has what others leave
    began, worked = time.monotonic(), clock.now()
    found = solve_by(params, scenario, time_limit=blank.limit, workers=1, seed=blank.seed)
    wall, cpu = time.monotonic() - began, clock.now() - worked
    if not found.has_roster:
        return Run(**vars(blank) | {"outcome": "nothing", "wall": wall, "cpu": cpu, "note": found.status})
    assert found.proof is not None  # noqa: S101 - every roster has one
    faults = recheck(scenario, found.deployments, found.proof, params)
    proven = [tier.known != "best_found" for tier in found.tiers]
    given = [tier.value - tier.best for tier in found.tiers if tier.best is not None]
    return Run(
        **vars(blank)
        | {
            "outcome": "failed" if faults else "proven" if all(proven) else "valid",
            "note": "; ".join(faults),
            "tiers": len(proven),
            "proven": (*proven, False).index(False),
            "values": (*(tier.solved for tier in found.tiers), *([sum(given)] if given else [])),
            "bounds": tuple(tier.bound for tier in found.tiers),
            "proof": cpu if all(proven) else None,
            "wall": wall,
            "cpu": cpu,
        }
    )
