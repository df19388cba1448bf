"""One independent part being solved, step by step, beside the others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from math import inf
from threading import Event

from . import clock
from .formulation.build import build
from .limits import Budget, Limits, TimeUp
from .params import SearchParams
from .problem.problem import Problem
from .search.standing import ReportTier
from .search.tier_loop import TierLoop


class PartSolver:
    """A part, its limits, and how far it has come."""

    def __init__(self, problem: Problem, limits: Limits, report: ReportTier, params: SearchParams) -> None:
        self.limits = limits
        self.loop: TierLoop | None = None
        """None where time was up before there was a model."""
        self._problem = problem
        self._report = report
        self._params = params
        self._steps: Iterator[None] = iter(())

    @property
    def size(self) -> int:
        """How many evenings its people can work."""
        return sum(map(len, self._problem.open))

    def begin(self, share: float) -> None:
        """Build the model and look for a first roster, in a part of the time that is left."""
        limits = self._limits(share)
        try:
            model, measures = build(self._problem, limits, self._params)
        except TimeUp:
            return
        self.loop = TierLoop(model, measures, limits, self._report, self._params)
        self._steps = self.loop.run()
        with suppress(TimeUp):
            next(self._steps, None)

    def finish(self, share: float) -> None:
        """Solve all tiers, in a part of the time that is left."""
        if self.loop is not None:
            limits = self._limits(share)
            params = self._params
            reserve = min(params.completing, params.completing_share * limits.left)
            self.loop.limits = replace(limits, deadline=limits.deadline - reserve)
            with suppress(TimeUp):
                for _ in self._steps:
                    pass
            # Neither a stop nor the time is to leave undone what is soon done.
            stopped = limits.stop.is_set()
            now = clock.now()
            ends = now + share * params.completing_stopped
            if not stopped and self.limits.budget.left < inf and limits.left > 0:
                ends = limits.deadline  # Work bounds it, not the clock: the same on any machine.
            elif not stopped:
                ends = max(ends, min(now + share * params.completing, limits.deadline))
            graced = replace(limits, deadline=ends, last=ends, stop=Event(), budget=Budget(params.completing))
            with suppress(TimeUp):
                self.loop.complete(graced, stopped=stopped)
            self.loop.prove(limits)

    def _limits(self, share: float) -> Limits:
        return replace(self.limits, deadline=self.limits.share(share).deadline)


def parts_abreast(
    step: Callable[[PartSolver, float], None], parts: Sequence[PartSolver], abreast: int, limits: Limits
) -> None:
    """Take all parts a step further, so many at a time, with equal shares of the time that is left.

    What one of them raises, or that it can have no roster, ends the others.
    """

    def take(number: int) -> None:
        step(parts[number], min(1.0, abreast / (len(parts) - number)))
        loop = parts[number].loop
        if len(parts) > 1 and loop is not None and loop.infeasible:
            limits.stop.set()

    if len(parts) == 1:
        take(0)
        return
    with ThreadPoolExecutor(abreast, thread_name_prefix="tandem-part") as pool:
        futures = [pool.submit(take, number) for number in range(len(parts))]
        try:
            for future in futures:
                future.result()
        except BaseException:
            limits.stop.set()
            raise
