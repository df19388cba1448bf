"""News of a solve: what its independent parts tell, put together."""

from collections.abc import Callable, Sequence
from threading import Lock

from tandem_models import Deployment, Method, Progress, Scenario

from .outcome import in_order
from .pairing.teams import deployments_of
from .problem.problem import Problem
from .search.incumbent import Solution
from .search.standing import ReportTier, Stage

STAGES: tuple[Stage, ...] = ("relaxing", "solving", "done")


class News:
    """Passes on what is known of a tier in all parts together, once every part has spoken of it."""

    def __init__(
        self,
        scenario: Scenario,
        problems: Sequence[Problem],
        listener: Callable[[Progress], None] | None,
        *,
        rosters: bool,
    ) -> None:
        """`rosters`: whether the best roster so far is told, too."""
        self._problems = problems if rosters else ()
        self._rosters: list[Solution | None] = [None] * len(problems)
        """The best of each part, as far as it was told of."""
        self._tiers = scenario.objectives
        self._listener = listener
        self._lock = Lock()
        self._known: list[dict[int, tuple[int, int | None, int, Method | None]]] = [{} for _ in problems]
        """For each part and tier: the number of the stage, the value, the bound and what found the value."""
        self._place, self._done = (False, 0), 0

    def of(self, part: int) -> ReportTier:
        """What a part tells its news to."""

        def hear(stage: Stage, index: int, value: int | None, bound: int, best: Solution | None) -> None:
            with self._lock:
                by = None if value is None or best is None else best.by
                self._known[part][index] = (STAGES.index(stage), value, bound, by)
                self._rosters[part] = best
                self._tell(index)

        return hear

    def _tell(self, index: int) -> None:
        known = [part[index] for part in self._known if index in part]
        if len(known) < len(self._known):
            return
        stage = STAGES[min(number for number, *_ in known)]
        # No news of tiers that are done, or before the last one told of: each pass goes through all that are not done.
        place = (stage != "relaxing", self._done if stage == "solving" else index)
        if place < self._place or index < self._done or self._listener is None:
            return
        self._place = place
        self._done = index + 1 if stage == "done" else self._done
        values = [value for _, value, _, _ in known if value is not None]
        everywhere = len(values) == len(known)
        progress = Progress(
            seconds=0,  # of the call, which the engine does not know: `tandem_scheduler.api.telling` has them
            tier=index,
            tiers=len(self._tiers),
            name=self._tiers[index].name,
            value=sum(values) if everywhere else None,
            bound=sum(bound for _, _, bound, _ in known),
            found_by=tuple(dict.fromkeys(by for *_, by in known if by is not None)) if everywhere else (),
            stage=stage,
            deployments=self._roster(),
        )
        listener, self._listener = self._listener, None
        listener(progress)
        # A listener that raises is not called again.
        self._listener = listener

    def _roster(self) -> tuple[Deployment, ...] | None:
        """The best roster of all parts together, where it is wanted and there is one."""
        found = list[Deployment]()
        for problem, best in zip(self._problems, self._rosters, strict=False):
            if best is None:
                return None
            found += deployments_of(problem, best.matched.teams)
        return in_order(found) if self._problems else None
