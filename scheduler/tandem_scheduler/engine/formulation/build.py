"""The model of a problem, with every rule posted and every tier valued."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tandem_models import Rest

from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from ..problem.problem import Problem
from .measures import Measures
from .patterns import post_patterns
from .roster_model import RosterModel
from .rules import post_rules

MANY = 100_000
"""New objects after which Python looks for garbage while a model is built, of which hardly anything comes to be any."""


def build(
    problem: Problem, limits: Limits | None = None, params: SearchParams = DEFAULTS
) -> tuple[RosterModel, Measures]:
    """The model of a problem with every rule posted, and its measures. Raises TimeUp where the limits end it first."""
    rests = tuple(rule.minutes for rule in problem.scenario.rules_in_force if isinstance(rule, Rest))
    with _seldom.collected():
        model = RosterModel(problem, rests, limits)
        post_rules(model, params)
        post_patterns(model, params)
        measures = Measures(model)
    model.program.heed(None)
    return model, measures


class _Seldom:
    """Has Python look for garbage less often, whoever builds at the same time; then as often as before."""

    def __init__(self) -> None:
        self._lock, self._builds, self._usual = threading.Lock(), 0, gc.get_threshold()

    @contextmanager
    def collected(self) -> Iterator[None]:
        with self._lock:
            if not self._builds:
                self._usual = gc.get_threshold()
                often, *others = self._usual
                gc.set_threshold(max(often, MANY) if often else 0, *others)
            self._builds += 1
        try:
            yield
        finally:
            with self._lock:
                self._builds -= 1
                if not self._builds:
                    gc.set_threshold(*self._usual)


_seldom = _Seldom()
