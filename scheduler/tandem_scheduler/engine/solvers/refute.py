"""Refutations found: branch and bound over bounds in whole numbers.

At each node the relaxation's multipliers narrow what is left, which with whole columns is much where little room is
left up to the objective's limit; then a column is chosen to branch by both of whose branches gain the most (strong
branching; Achterberg, Koch and Martin, Branching rules revisited, 2005). GLOP only proposes: a node is closed where the
steps that are written down close it in whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf, prod, sqrt

import numpy as np

from ..algebra.arrays import Floats, Ints, Mask
from ..algebra.duality import SCALE, weak_duality
from ..algebra.linear import Linear
from ..algebra.refutation import Aim, Branching, Closed, TreeStep, Weighing, halves
from ..algebra.rows import UNBOUNDED, Box, Rows
from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from .relax import WHOLE, Relaxation, Relaxed

FINE = SCALE << 12
"""Multipliers without objective are multiples of 1 / FINE: rows may contradict each other by little."""

NOTHING = 1e-4
"""Gain that any branch counts for at the least."""


@dataclass(frozen=True, eq=False)
class Refuted:
    """How refuting ended."""

    steps: tuple[TreeStep, ...] | None
    """What refutes it all; None where it was not refuted."""
    point: Ints | None = None
    """Values of all columns that keep the rows and have what was to be refuted."""
    too_large: bool = False
    """Whether the tree would have more nodes than it may."""


@dataclass(eq=False)
class _Node:
    box: Box
    relaxed: Relaxed | None = None
    """Its relaxation, where that was solved to choose it."""
    closed_by: Weighing | None = None
    depth: int = 0


@dataclass(eq=False)
class _Gains:
    """What branching by a column was worth so far."""

    total: float = 0.0
    times: int = 0

    @property
    def mean(self) -> float:
        return self.total / self.times


class Refuter:
    """Refutes by relaxations of the same rows, which GLOP goes on from one to the next."""

    def __init__(self, rows: Rows, box: Box, decided: Mask, params: SearchParams = DEFAULTS) -> None:
        """`box` has the bounds to begin with; `decided` are the columns that the others mostly follow from."""
        self._rows, self._box, self._decided, self._params = rows, box, decided, params
        self.relaxation = Relaxation(rows, box)

    @cached_property
    def _nearest(self) -> "Nearest":
        return Nearest(self._rows, self._box)

    def refute(self, box: Box, aim: Aim, limits: Limits) -> Refuted:
        """Refute what is aimed at within a box, or find a point that has it, within limits."""
        steps, gains = list[TreeStep](), dict[int, _Gains]()
        left, nodes = [_Node(aim.begun(self._rows, box))], 0
        while left:
            node = left.pop()
            if node.closed_by is not None:
                steps += [node.closed_by, Closed()]
                continue
            if node.box.empty:
                steps.append(Closed())
                continue
            nodes += 1
            if limits.over:
                return Refuted(None)
            if nodes > self._params.refuting_nodes or node.depth > self._params.refuting_depth:
                return Refuted(None, too_large=True)
            inside, relaxed, made = self._narrowed(node, aim, limits)
            steps += made
            if inside.empty:
                steps.append(Closed())
                continue
            if relaxed is None:
                return Refuted(None)
            point = np.rint(relaxed.values).astype(np.int64)
            if self._has(point, inside, aim):
                return Refuted(None, point)
            chosen = self._chosen(inside, aim, relaxed, gains, limits)
            if chosen is None:
                return Refuted(None)
            branching, children = chosen
            for child in children:
                child.depth = node.depth + 1
            steps.append(branching)
            left += reversed(children)
        return Refuted(tuple(steps))

    def _has(self, point: Ints, box: Box, aim: Aim) -> bool:
        """Whether a point is one that is to be refuted."""
        within = bool(((box.low <= point) & (point <= box.high)).all())
        return within and self._rows.keep(point) and (aim.column is None or point[aim.column] <= aim.most)

    def _relaxed(self, box: Box, aim: Aim, limits: Limits) -> Relaxed | None:
        """A node's relaxation; its multipliers are the objective's, or where there is none, what contradicts."""
        limits.budget.spend(len(self._rows.columns) / self._params.weighed_cells)
        if aim.column is None:
            return self._nearest.relaxed(box, limits)
        high = box.high.copy()
        # The multipliers are to show that the objective is above its limit, not that nothing has it.
        high[aim.column] = self._box.high[aim.column]
        return self.relaxation.minimise(Linear([aim.column], [1]), replace(box, high=high), limits)

    def _weighing(self, relaxed: Relaxed, aim: Aim) -> Weighing:
        return Weighing.of(np.array(relaxed.dual.multipliers, dtype=np.int64), of_objective=aim.column is not None)

    def _narrowed(self, node: _Node, aim: Aim, limits: Limits) -> tuple[Box, Relaxed | None, list[TreeStep]]:
        """What multipliers leave of a node, its last relaxation, and the steps; no relaxation where it failed."""
        box, relaxed, made = node.box, node.relaxed, list[TreeStep]()
        for _ in range(self._params.narrowing_rounds):
            relaxed = relaxed or self._relaxed(box, aim, limits)
            if relaxed is None:
                near, closing = (None, None) if limits.over else self._contradicted(box, aim, limits)
                if closing is not None:
                    return aim.narrowed(self._rows, box, closing), None, [*made, closing]
                return box, near, made
            weighing = self._weighing(relaxed, aim)
            inside = aim.narrowed(self._rows, box, weighing)
            if inside.empty:
                return inside, relaxed, [*made, weighing]
            before, after = _free(box), _free(inside)
            if after < before:
                made.append(weighing)
                box = inside
            still = bool(((box.low - WHOLE <= relaxed.values) & (relaxed.values <= box.high + WHOLE)).all())
            if still or after > before * (1 - self._params.narrowing):
                break
            relaxed = None
        if relaxed is None:
            relaxed = self._relaxed(box, aim, limits)
        return box, relaxed, made

    def _contradicted(self, box: Box, aim: Aim, limits: Limits) -> tuple[Relaxed | None, Weighing | None]:
        """How near to the rows any point in a box is, and what shows that they contradict each other there."""
        relaxed = self._nearest.relaxed(box, limits)
        if relaxed is None:
            return None, None
        closing = Weighing.of(np.array(relaxed.dual.multipliers, dtype=np.int64), of_objective=False)
        return relaxed, closing if aim.narrowed(self._rows, box, closing).empty else None

    def _chosen(
        self, box: Box, aim: Aim, relaxed: Relaxed, gains: dict[int, _Gains], limits: Limits
    ) -> tuple[Branching, list[_Node]] | None:
        """The branching that gains the most, and its branches; None where time is up, or nothing is left to branch."""
        best: tuple[float, Branching, list[_Node]] | None = None
        for column in self._candidates(box, relaxed.values, gains):
            if limits.over:
                return None
            most = int(np.floor(relaxed.values[column]))
            branching = Branching(column, min(max(most, int(box.low[column])), int(box.high[column]) - 1))
            children, values = [], []
            for half in halves(self._rows, box, branching):
                child, gain = self._child(half, box, aim, relaxed, limits)
                children.append(child)
                values.append(gain)
            room = self._room(aim, relaxed)
            score = sqrt(prod(min(gain, room) + NOTHING for gain in values))
            known = gains.setdefault(column, _Gains())
            known.total, known.times = known.total + score, known.times + 1
            if best is None or score > best[0]:
                best = score, branching, children
            if inf in values:
                best = score, branching, children
                break
        return None if best is None else best[1:]

    def _room(self, aim: Aim, relaxed: Relaxed) -> float:
        """What a branch may gain at most."""
        return 1.0 if aim.column is None else aim.most + 1 - relaxed.dual.total / SCALE

    def _child(self, half: Box, box: Box, aim: Aim, relaxed: Relaxed, limits: Limits) -> tuple[_Node, float]:
        """A branch, and what it gains: infinity where it is closed."""
        if half.empty:
            return _Node(half), inf
        inside = self._relaxed(half, aim, limits)
        closing = None if inside is not None or limits.over else self._contradicted(half, aim, limits)[1]
        if inside is not None and aim.narrowed(self._rows, half, self._weighing(inside, aim)).empty:
            closing = self._weighing(inside, aim)
        if closing is not None:
            return _Node(half, closed_by=closing), inf
        if aim.column is None:
            return _Node(half, inside), 1 - _free(half) / _free(box)
        if inside is None:
            return _Node(half), 0.0
        return _Node(half, inside), max(0.0, (inside.dual.total - relaxed.dual.total) / SCALE)

    def _candidates(self, box: Box, values: Floats, gains: dict[int, _Gains]) -> Sequence[int]:
        """Columns that may be worth branching by, the best first: by what they were worth, or by how far from whole."""
        free = box.low < box.high
        apart = np.where(free, np.abs(values - np.rint(values)), 0.0)
        for columns in (apart > WHOLE) & self._decided, apart > WHOLE, free & self._decided, free:
            if columns.any():
                break
        known = [of.mean for of in gains.values()]
        usual = sum(known) / len(known) if known else 1.0
        scores = {
            int(n): gains[int(n)].mean if int(n) in gains else usual * float(apart[n]) for n in np.flatnonzero(columns)
        }
        return sorted(scores, key=lambda n: -scores[n])[: self._params.branching_candidates]


@dataclass
class Nearest:
    """How far rows are from being kept at the least, each by its size: the multipliers show a contradiction (Farkas).

    Each row twice, up to its upper bound and down to its lower one, with one column more by which it may be missed.
    """

    rows: Rows
    box: Box
    _relaxation: Relaxation = field(init=False, repr=False)

    def __post_init__(self) -> None:
        count, columns = len(self.rows), len(self.box.low)
        ends, sizes = self.rows.starts[1:], np.ones(count, dtype=np.int64)
        np.maximum.at(sizes, self.rows.lines, np.abs(self.rows.coefficients))
        one_more = [
            Rows(
                self.rows.starts + np.arange(count + 1),
                np.insert(self.rows.columns, ends, columns),
                np.insert(self.rows.coefficients, ends, sign * sizes),
                low,
                high,
            )
            for sign, low, high in (
                (1, self.rows.low, np.full(count, UNBOUNDED)),
                (-1, np.full(count, -UNBOUNDED), self.rows.high),
            )
        ]
        above, below = one_more
        self._double = Rows(
            np.concatenate([above.starts, below.starts[1:] + above.starts[-1]]),
            np.concatenate([above.columns, below.columns]),
            np.concatenate([above.coefficients, below.coefficients]),
            np.concatenate([above.low, below.low]),
            np.concatenate([above.high, below.high]),
        )
        self._relaxation = Relaxation(self._double, self._doubled(self.box), FINE)

    def _doubled(self, box: Box) -> Box:
        none = np.full(len(box.row_low), UNBOUNDED)
        return Box(
            np.append(box.low, 0),
            np.append(box.high, UNBOUNDED),
            np.concatenate([box.row_low, -none]),
            np.concatenate([none, box.row_high]),
        )

    def relaxed(self, box: Box, limits: Limits) -> Relaxed | None:
        """The relaxation in a box: values of the columns, and multipliers that show how far the rows are from kept."""
        columns, count = len(box.low), len(self.rows)
        found = self._relaxation.minimise(Linear([columns], [1]), self._doubled(box), limits)
        if found is None:
            return None
        doubled = np.array(found.dual.multipliers, dtype=np.int64)
        multipliers = doubled[:count] + doubled[count:]
        return Relaxed(
            found.values[:columns],
            weak_duality(self.rows, box, np.zeros(columns, dtype=np.int64), multipliers),
        )


def _free(box: Box) -> int:
    return int(np.count_nonzero(box.low < box.high))
