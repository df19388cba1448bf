"""The lexicographic objective: tier after tier, never worsening an earlier one beyond its tolerance.

First all tiers are relaxed in turn and one solution is looked for that meets every bound: mostly there is one. Else the
tiers are solved from the first on whose bound no roster was found. Once solved, a tier is held at its limit: its best
value, and what it may give; the roster may then be anywhere below that (`tandem_models.ranking`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from math import inf

from tandem_models import Measure, Uncertified

from .. import clock
from ..devices import Device
from ..formulation.measures import Measures
from ..formulation.roster_model import RosterModel
from ..limits import Budget, Limits
from ..outcome import Impossible, PartBounds
from ..params import SearchParams
from .incumbent import Solution
from .standing import ReportTier
from .tier_search import TierSearch

MISSING = frozenset({Measure.COVERAGE, Measure.PRIORITY})
"""Measures of what is missing: mostly a roster is possible where nothing is, and soon found."""


class TierLoop:
    """Solves the tiers in order and keeps the best roster."""

    def __init__(
        self, model: RosterModel, measures: Measures, limits: Limits, report: ReportTier, params: SearchParams
    ) -> None:
        self.problem = model.problem
        self._params = params
        self.limits = limits
        """May be set anew at a pause."""
        self._tiers = measures.tiers
        self._search = TierSearch(model, measures, limits, report, params)
        self._standing = self._search.standing
        self.bounds = self._standing.bounds
        self.proven: PartBounds = self.bounds
        """What certificates have of the tiers' bounds."""
        self.infeasible = False
        self.uncertified: Uncertified = "time"
        """Why nothing proves what the search says of a tier, where nothing does."""
        self.impossible: Impossible | None = None
        """What proves that there is no roster."""
        self._done = 0
        """So many tiers from the first on are done with."""
        self.seconds = [0.0] * len(self._tiers)
        """Wall-clock time spent on each tier."""

    @property
    def best(self) -> Solution | None:
        """The best roster so far."""
        return self._standing.best

    @property
    def values(self) -> list[int]:
        """Its value in every tier; nothing where there is none."""
        return [] if self.best is None else self._standing.incumbent.values(self.best)

    @property
    def solved(self) -> list[int]:
        """The best value of every tier, before later ones used its tolerance; nothing where there is no roster."""
        return [self._standing.incumbent.solved(index) for index in range(len(self.values))]

    def run(self) -> Iterator[None]:
        """Solve every tier, or as many as time allows; pauses once, after looking for a first roster."""
        with self._timed(0):
            self._search.begin(self.limits)
        yield from self._relax_all()
        self._solve_all()

    def _relax_all(self) -> Iterator[None]:
        """Relax the tiers in turn, each held at its bound; find a first roster on the way, and pause after that.

        That nothing is missing or broken is assumed first: the next tier's relaxation says whether that can be.
        """
        last = len(self._tiers) - 1
        kinds = [tier.weights.keys() for tier in self._tiers]
        early = min(last, max(0, sum(1 for _ in takewhile(lambda kind: kind <= MISSING, kinds)) - 1))
        near = self.bounds.near is not None
        if near:  # Where most is as published, the relaxation of what is told otherwise is soon found, and says most.
            early = next((n for n, kind in enumerate(kinds) if Measure.CHANGES in kind), early)
        params, hopeful = self._params, self._params.has(Device.SKIPPING)
        relaxed, index, skipped, paused, found_near, limits = None, 0, list[int](), False, False, self.limits
        while index <= last:
            with self._timed(index):
                limits = self.limits.share(params.relaxing if self.best is not None else 1.0)
                tier = self.bounds.begin(index)
                if near and index == 0 and self.best is None and not self._search.heuristics.slow:
                    self._search.heuristics.begin_as_published(index)
                if self._search.heuristics.slow and not near:
                    self._search.heuristics.construct(index, limits)
                if hopeful and index not in (early, last) and kinds[index] <= MISSING | {Measure.RULES}:
                    if index < early:
                        self.bounds.glance(index, limits)
                    skipped.append(index)
                    tier.value = self._standing.limit(index, tier.bound)
                    index += 1
                    continue
                found = self._standing.relax(index, limits)
                if found is None and skipped and not limits.over:
                    hopeful, skipped, index = False, [], skipped[0]
                    continue
                if found is None:
                    break
                relaxed, tier.value = found, self._standing.limit(index, tier.bound)
                for known in (*skipped, index):
                    self._standing.tell("relaxing", known, None, self.bounds[known].bound)
                skipped = []
                # Have a roster early on, in case time runs out before all tiers are relaxed; and where there is none
                # near the relaxation, there will be none near that of later tiers.
                reaching = self._search.rounding.rounds if found_near else self._search.rounding.reach
                good = self._standing.stands(index) and self._standing.at_bound(index)
                if not good and not reaching(index, relaxed, tier.bound, self.limits.graced(params.grace)) and paused:
                    break
                found_near = self.best is not None
                self._standing.hold(index)
            if not paused:
                paused = True
                yield
            index += 1
        if not paused:
            yield
        self.bounds.remember()
        if index <= last and limits.over and relaxed is not None:
            with self._timed(index - 1):
                graced = self.limits.graced(params.grace)
                self._search.rounding.reach(index - 1, relaxed, self.bounds[index - 1].bound, graced)

    def complete(self, limits: Limits, *, stopped: bool) -> None:
        """Leave nothing that a small change could make better, unless every tier is known to be at its best.

        Once the search was stopped, only where that can begin at once.
        """
        if self.best is None and not self.infeasible and len(self.bounds) and self.bounds.near is not None:
            self._search.heuristics.begin_as_published(0)
        if stopped and not self._search.heuristics.ready:
            return
        if self.best is None and not self.infeasible and len(self.bounds):
            self._search.heuristics.construct(0, limits)
        if self.best is not None and self.values != [self.bounds[n].bound for n in range(len(self.bounds))]:
            self._search.heuristics.finish(limits)

    def prove(self, limits: Limits) -> None:
        """Prove what the search came to, as far as limits allow: the tiers' bounds, or that there is no roster."""
        prover = self._search.prover
        if self.infeasible:
            found = prover.impossible(limits)
            self.impossible = found if isinstance(found, Impossible) else None
            self.infeasible = found is not True  # where there is a roster, the search's word was wrong
        elif self.best is not None:
            with self._timed(len(self._tiers) - 1):
                self.proven = prover.finish(limits) or self.bounds
            self.uncertified = prover.left_out

    @property
    def _good(self) -> bool:
        """Whether the best roster has every tier at its bound, or near enough."""
        tiers = range(len(self._tiers))
        return len(self.bounds) == len(tiers) and all(
            self._standing.stands(n) and self._standing.at_bound(n) for n in tiers
        )

    def _solve_all(self) -> None:
        """Try for a roster with every tier at its bound; then solve those that it leaves above theirs, in passes.

        Each pass may do twice the work of the one before, tier after tier: as far as no part of the time left ends a
        step, more time only adds passes, and a longer solve goes through what a shorter one with the same seed does.
        """
        last, params = len(self._tiers) - 1, self._params
        if len(self.bounds) > last and params.has(Device.AIMING):
            self._aim(last)
        gives = any(self._standing.incumbent.ranking.gives)
        limits, work = self.limits.share(params.solving) if gives else self.limits, params.pass_work
        while True:
            if self.best is not None and not self._good and not limits.over:
                brief = replace(limits.share(params.pass_shaking), budget=Budget(work, limits.budget))
                self._search.heuristics.complete(brief, params.pass_shakes)
            if self._pass(limits, work) or self.infeasible or limits.over:
                break
            work *= 2
        if gives and self.best is not None and params.has(Device.GIVING_LESS):
            with self._timed(last):
                self._search.give_less(self.limits)
        for index in range(self._done, last + 1 if self.best is not None else 0):
            self._tell_done(index)

    def _pass(self, limits: Limits, work: float) -> bool:
        """Improve one tier after the other, with so much work for each; whether all are as good as can be."""
        last, done, again = len(self._tiers) - 1, True, work > self._params.pass_work
        for index in range(last + 1):
            if not self.bounds.current(index):
                self.bounds.begin(index)
            tier = self.bounds[index]
            if not (self._standing.stands(index) and self._standing.at_bound(index)):
                self._standing.incumbent.reopen(index)
                # Nothing comes after the last tier that its search should be begun anew for.
                all_left = done and index == last and not self._standing.becomes_exact
                with self._timed(index):
                    effort = inf if all_left else work
                    self.infeasible = self._search.solve(index, limits, effort, again=again) and self.best is None
            if self.best is None:
                return False
            self._standing.incumbent.hold(index)
            done = done and self._standing.at_bound(index)
            solved = self._standing.incumbent.solved(index)
            tier.value = self._standing.limit(index, solved)
            if done and index == self._done:
                self._tell_done(index)
        return done

    def _tell_done(self, index: int) -> None:
        """Say that nothing more is done for a tier."""
        self._done = index + 1
        self._standing.tell("done", index, self._standing.incumbent.solved(index), self.bounds[index].bound)

    def _aim(self, index: int) -> None:
        """Look for a roster with a tier and all before it at their bounds, where the best has them above."""
        with self._timed(index):
            relaxed = self._standing.relax(index, self.limits)
            if relaxed is not None and not (self._standing.stands(index) and self._standing.at_bound(index)):
                self._search.rounding.reach(
                    index, relaxed, self.bounds[index].bound, self.limits.share(self._params.aiming)
                )

    @contextmanager
    def _timed(self, index: int) -> Iterator[None]:
        """Count what the block takes as spent on a tier."""
        began = clock.now()
        try:
            yield
        finally:
            self.seconds[index] += clock.now() - began
