"""Where the search stands: what is known of the tiers, the best roster so far, and news of both."""

from collections.abc import Callable
from typing import Literal

from ..formulation.measures import Measures
from ..formulation.patterns import people_in_runs
from ..formulation.roster_model import RosterModel
from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from ..solvers.relax import Relaxed
from .bounds import Bounds
from .incumbent import Incumbent, Solution

Stage = Literal["relaxing", "solving", "done"]

ReportTier = Callable[[Stage, int, int | None, int, Solution | None], None]
"""Called with what is going on with a tier: its index, the value of the best roster if it counts, the bound, and that
roster if there is one."""


class Standing:
    """What all that look for rosters share."""

    def __init__(
        self,
        model: RosterModel,
        measures: Measures,
        limits: Limits,
        report: ReportTier,
        params: SearchParams = DEFAULTS,
    ) -> None:
        """Of the limits, the gap is taken, and when all must end."""
        self.params = params
        self.model = model
        self.measures = measures
        self.bounds = Bounds(model, measures, params, limits)
        self.incumbent = Incumbent(model, measures, params)
        self.in_runs = bool(people_in_runs(model))
        """Whether rules bind each person's evenings hard: the relaxation takes long, and little near it is whole."""
        self.longest = params.least_iterations
        """Most simplex iterations that relaxing a tier took: by it further work is measured, the same anywhere."""
        self._limits = limits
        self._report = report
        self._place = (False, 0)

    @property
    def best(self) -> Solution | None:
        """The best roster so far."""
        return self.incumbent.best

    @property
    def latest(self) -> int:
        """The tier that was told of last, as far as anything is known of it."""
        return min(self._place[1], len(self.bounds) - 1)

    def tell(self, stage: Stage, index: int, value: int | None, bound: int) -> None:
        """Pass news on, but no relaxing once tiers are solved."""
        if stage != "relaxing" or not self._place[0]:
            self._place = (stage != "relaxing", index)
            self._report(stage, index, value, bound, self.best)

    def keep(self, index: int, solution: Solution) -> bool:
        """Take a roster if it is none the worse; whether it was taken."""
        kept = self.incumbent.keep(solution)
        if kept:
            self.tell_found(index)
        return kept

    def tell_found(self, index: int) -> None:
        """Say that there is a better roster."""
        stage: Stage = "solving" if self._place[0] else "relaxing"
        value = self.incumbent.value(index)
        # Worse in an earlier tier, it may be better in this one than the bound: that holds with the earlier ones met.
        self.tell(stage, index, value, min(value, self.bounds[index].bound))

    @property
    def exact(self) -> bool:
        """Whether the model says who meets whom on every evening that is not over."""
        problem = self.model.problem
        return len(self.model.meetings.evenings) == len(problem.evenings) - problem.opening

    @property
    def becomes_exact(self) -> bool:
        """Whether the model is, or comes to be where people collide."""
        return self.exact or self.incumbent.few_meetings(at_last=True)

    def keep_better(self, index: int, solution: Solution) -> bool:
        """Keep a roster that is better than the best; whether it was."""
        better = self.best is None or self.incumbent.better(solution, self.best)
        return better and not solution.matched.forbidden and self.keep(index, solution)

    def relax(self, index: int, limits: Limits) -> Relaxed | None:
        """Bound a tier by its relaxation; None where that has no solution or time was up."""
        before = self.bounds.iterations
        if self.in_runs and self.best is not None:
            limits = limits.share(self.params.relaxing_again)  # Better rosters are to be found without it, too.
        relaxed = self.bounds.relax(index, limits)
        self.longest = max(self.longest, self.bounds.iterations - before)
        return relaxed

    def stands(self, index: int) -> bool:
        """Whether the best roster has all tiers before this one at the values where they are held."""
        if self.best is None:
            return False
        held = (self.bounds[n].value for n in range(index))
        return all(high is None or self.incumbent.value(n) <= high for n, high in enumerate(held))

    def at_bound(self, index: int) -> bool:
        """Whether the best roster has a tier at its bound, or near enough."""
        return self._limits.enough(self.incumbent.solved(index), self.bounds[index].bound)

    def hold(self, index: int) -> None:
        """Take the tiers up to this one as solved, as far as the best roster shows that they have their bounds."""
        for n in range(index + 1):
            if not self.stands(n) or self.incumbent.solved(n) > self.bounds[n].bound:
                break
            self.incumbent.hold(n)

    def limit(self, index: int, value: int) -> int:
        """Where later tiers hold a tier with this best value: it may give its tolerance."""
        return self.incumbent.ranking.limit(index, value)
