"""What certificates speak of: the rows of a problem, with or without who meets whom."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..algebra.arrays import Mask
from ..algebra.certificate import Frame
from ..devices import Device
from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from ..problem.problem import Problem
from .build import build
from .measures import Measures
from .meetings.by_person import meet
from .roster_model import RosterModel


@dataclass(frozen=True, eq=False)
class Framed:
    """A problem's model, and the frame of certificates on its rows: the same whenever it is built."""

    model: RosterModel
    measures: Measures
    frame: Frame
    meetings: bool
    """Whether the rows say who meets whom on every evening, so that their solutions are rosters and nothing else."""

    @cached_property
    def decided(self) -> Mask:
        """The columns that most others follow from: who works on which evening."""
        mask = np.zeros(len(self.frame.box.low), dtype=bool)
        mask[list(self.model.columns_of_people)] = True
        return mask


def framed(
    problem: Problem, params: SearchParams = DEFAULTS, limits: Limits | None = None, *, meetings: bool
) -> Framed:
    """The rows of a problem. Raises TimeUp where the limits end building them."""
    model, measures = build(problem, limits, params)
    if meetings:
        model.program.heed(limits)
        meet(model, problem.evenings)
        measures.refresh()
        model.program.heed(None)
    frame = Frame.of(model.program, measures.columns, tightening=params.has(Device.TIGHTENING))
    return Framed(model, measures, frame, meetings)
