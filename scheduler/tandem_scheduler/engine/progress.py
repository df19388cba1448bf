"""News of a solve: what its independent parts tell, put together."""

from collections.abc import Callable
from threading import Lock

from tandem_models import Method, Progress, Scenario

from . import clock
from .search.standing import ReportTier, Stage

STAGES: tuple[Stage, ...] = ("relaxing", "solving", "done")


class News:
    """Passes on what is known of a tier in all parts together, once every part has spoken of it."""

    def __init__(
        self, scenario: Scenario, parts: int, began: float, listener: Callable[[Progress], None] | None
    ) -> None:
        """`began` is when the solve did, by `clock`."""
        self._began = began
        self._tiers = scenario.objectives
        self._listener = listener
        self._lock = Lock()
        self._known: list[dict[int, tuple[int, int | None, int, Method | None]]] = [{} for _ in range(parts)]
        """For each part and tier: the number of the stage, the value, the bound and what found the value."""
        self._place, self._done = (False, 0), 0

    def of(self, part: int) -> ReportTier:
        """What a part tells its news to."""

        def hear(stage: Stage, index: int, value: int | None, bound: int, by: Method | None) -> None:
            with self._lock:
                self._known[part][index] = (STAGES.index(stage), value, bound, by)
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
            seconds=clock.now() - self._began,
            tier=index,
            tiers=len(self._tiers),
            name=self._tiers[index].name,
            value=sum(values) if everywhere else None,
            bound=sum(bound for _, _, bound, _ in known),
            found_by=tuple(dict.fromkeys(by for *_, by in known if by is not None)) if everywhere else (),
            stage=stage,
        )
        listener, self._listener = self._listener, None
        listener(progress)
        # A listener that raises is not called again.
        self._listener = listener
