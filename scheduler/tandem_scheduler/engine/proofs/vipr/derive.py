"""A bound derived line by line: the tiers before it held, then its multipliers, or its tree."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...algebra.certificate import Frame, Given
from ...algebra.duality import SCALE, Dual, weak_duality
from ...algebra.refutation import Aim, Branching, Closed, Refutation, TreeStep, Weighing, half
from ...algebra.rows import Box
from .distances import combined
from .lines import Assumed, Combination, Joined, Line
from .record import Known, Statement


def bound_derived(
    frame: Frame, names: list[str], given: Sequence[Given], bounds: Sequence[int], held: Sequence[int]
) -> tuple[Statement, Line]:
    """The problem of a tier, and that its objective is at least its bound.

    `given` and `bounds` are of the tiers up to this one, `held` says where those before it are held.
    """
    problem = Statement(frame.rows, frame.box, names)
    lines = [problem.hold(frame.columns[n], most) for n, most in enumerate(held)]
    problem.add_rows()
    known = Known(problem)
    box = frame.begun(known)
    for n, most in enumerate(held):
        dual = weak_duality(frame.rows, box, frame.cost(n), given[n].multipliers)
        known.cap, known.holding = lines[n], (lines[n],)
        refutation = given[n].refutation
        if bounds[n] > dual.bound and refutation is not None:
            known.holding += (_refuted(frame, known, box, n, refutation),)
        box = frame.after(box, n, most, dual, bounds[n], known)
        known.cap = None
    index = len(held)
    last = given[index]
    dual, refutation = weak_duality(frame.rows, box, frame.cost(index), last.multipliers), last.refutation
    if bounds[index] > dual.bound and refutation is not None:
        return problem, _refuted(frame, known, box, index, refutation)
    return problem, _bounded(frame, known, index, dual)


def nothing_derived(frame: Frame, names: list[str], steps: Sequence[TreeStep]) -> tuple[Statement, Line]:
    """The problem of a part, and that nothing keeps its rows."""
    problem = Statement(frame.rows, frame.box, names)
    problem.add_rows()
    known = Known(problem)
    return problem, _Tree(frame, Aim(), iter(steps)).closed(known, frame.begun(known))


def _bounded(frame: Frame, known: Known, index: int, dual: Dual) -> Line:
    """An objective's bound by a dual."""
    at = known.now + 1
    return Combination(
        sense="G",
        right=dual.bound,
        make=lambda: (
            {frame.columns[index]: 1},
            combined([(Fraction(times, SCALE), of) for times, of in known.weighed(dual, at)], "G"),
        ),
    )


def _refuted(frame: Frame, known: Known, box: Box, index: int, refutation: Refutation) -> Line:
    """An objective's bound by a tree: either it is less, which the tree refutes, or it is not."""
    aim, column = Aim(frame.columns[index], refutation.below - 1), frame.columns[index]
    less = Assumed(sense="L", right=aim.most, terms={column: 1})
    more = Assumed(sense="G", right=aim.most + 1, terms={column: 1})
    branch = known.branch()
    branch.take(column, less)
    inside = aim.begun(frame.rows, box, branch)
    closed = _Tree(frame, aim, iter(refutation.steps), less).closed(branch, inside)
    return Joined(sense="G", right=refutation.below, terms={column: 1}, branches=((closed, less), (more, more)))


class _Tree:
    """A tree that is walked."""

    def __init__(self, frame: Frame, aim: Aim, steps: Iterator[TreeStep], cap: Line | None = None) -> None:
        """`cap` says that the objective is at most what is aimed at."""
        self._rows, self._aim, self._steps, self._cap = frame.rows, aim, steps, cap

    def closed(self, known: Known, box: Box) -> Line:
        """That nothing lies in a node. Raises ValueError where the steps do not show it."""
        for step in self._steps:
            match step:
                case Weighing() if not box.empty:
                    known.cap = self._cap if step.of_objective else None
                    box = self._aim.narrowed(self._rows, box, step, known)
                case Branching() if box.empty:
                    self.closed(known, box)
                    self.closed(known, box)
                    break
                case Branching():
                    return self._joined(known, box, step)
                case Closed():
                    break
        if not box.empty:
            raise ValueError("the steps do not refute all")
        return known.emptied(box)

    def _joined(self, known: Known, box: Box, branching: Branching) -> Line:
        branches = []
        for upper in (False, True):
            right = branching.most + upper
            assumed = Assumed(sense="G" if upper else "L", right=right, terms={branching.column: 1})
            branch = known.branch()
            branch.take(branching.column, assumed)
            inside = half(self._rows, box, branching, upper=upper, trace=branch)
            branches.append((self.closed(branch, inside), assumed))
        return Joined(sense="G", right=1, terms={}, branches=(branches[0], branches[1]))
