"""All ways in which 0-1 variables can keep some rows, as paths through a diagram (a reduced decision diagram).

Layer by layer the next variable is set to 0 or 1; what leaves the same room to the rest of every row meets in one node.
See D. Bergman, A. Cire, W.-J. van Hoeve, J. Hooker, Decision Diagrams for Optimization, 2016, chapters 3 and 4.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AtMost:
    """A sum of coefficients times variables, and of prices of groups with any variable at 1, is at most `limit`."""

    terms: tuple[tuple[int, int], ...]
    """Variable and coefficient."""
    groups: tuple[tuple[int, int], ...]
    """Group and its price, above 0."""
    limit: int


Node = tuple[int | None, int | None]
"""The node of the next layer that a 0 and a 1 lead to; None: to nothing."""


@dataclass(frozen=True)
class Diagram:
    """Paths from the first node of layer 0 to the one node after the last layer."""

    layers: tuple[tuple[Node, ...], ...]
    """A layer for each variable."""


@dataclass(frozen=True)
class Path:
    """The columns of one person's diagram."""

    works: tuple[int, ...]
    arcs: tuple[tuple[tuple[tuple[int, int] | None, ...], ...], ...]
    """For each layer, node and value the next node and the arc's column; None where there is no arc."""

    @property
    def columns(self) -> Iterator[int]:
        """Those of the arcs."""
        for nodes in self.arcs:
            yield from (arc[1] for ends in nodes for arc in ends if arc is not None)

    def follow(self, values: list[int]) -> None:
        """Set the columns of the arcs by those of the evenings worked."""
        for column in self.columns:
            values[column] = 0
        node: int | None = 0
        for column, nodes in zip(self.works, self.arcs, strict=True):
            taken = None if node is None or not nodes else nodes[node][values[column]]
            node = None
            if taken is not None:
                node, values[taken[1]] = taken[0], 1


def diagram(rows: Sequence[AtMost], groups: Sequence[frozenset[int]], count: int, largest: int) -> Diagram | None:
    """The diagram of so many variables; None where it would have more nodes than `largest` before it is reduced.

    `groups` are sets of variables: a row pays for a group once, as soon as any of it is 1. Where nothing keeps the
    rows, layer 0 is empty.
    """
    grown = _Growing(rows, groups, count).layers(largest)
    return None if grown is None else _reduced(grown)


PathState = tuple[tuple[int | None, ...], tuple[bool, ...]]
"""What is left of each row's limit (None: the rest can't break it), and which groups have a 1."""


class _Growing:
    """Grows a diagram from the first variable on."""

    def __init__(self, rows: Sequence[AtMost], groups: Sequence[frozenset[int]], count: int) -> None:
        self._count = count
        self._rows = rows
        self._terms: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        """For each variable, the rows that it stands in, with its coefficient."""
        self._groups: list[list[int]] = [[n for n, group in enumerate(groups) if k in group] for k in range(count)]
        self._prices: list[list[tuple[int, int]]] = [[] for _ in groups]
        self._last = [max(group) for group in groups]
        for n, row in enumerate(rows):
            for variable, coefficient in row.terms:
                self._terms[variable].append((n, coefficient))
            for group, price in row.groups:
                self._prices[group].append((n, price))
        self._ranges = [self._rest(k) for k in range(count + 1)]

    def _rest(self, first: int) -> list[tuple[int, int]]:
        """The least and the most that the variables from one on can add to each row."""
        ranges = []
        for row in self._rows:
            rest = [coefficient for variable, coefficient in row.terms if variable >= first]
            prices = sum(price for group, price in row.groups if self._last[group] >= first)
            ranges.append((sum(c for c in rest if c < 0), sum(c for c in rest if c > 0) + prices))
        return ranges

    def layers(self, largest: int) -> list[list[Node]] | None:
        """The nodes of each layer, equal ones not yet made one; None where there are more than so many."""
        start = self._settled([row.limit for row in self._rows], [False] * len(self._prices), 0, range(len(self._rows)))
        here: dict[PathState, int] = {} if start is None else {start: 0}
        layers: list[list[Node]] = []
        total = 0
        for k in range(self._count):
            there: dict[PathState, int] = {}
            nodes: list[Node] = []
            for state in here:
                nexts = [self._next(state, k, value) for value in (0, 1)]
                ends = [None if state is None else there.setdefault(state, len(there)) for state in nexts]
                nodes.append((ends[0], ends[1]))
            total += len(nodes)
            if total > largest:
                return None
            layers.append(nodes)
            here = there
        return layers

    def _next(self, state: PathState, k: int, value: int) -> PathState | None:
        room, used = list(state[0]), list(state[1])
        touched = [n for n, _ in self._terms[k]]
        if value:
            for n, coefficient in self._terms[k]:
                if (left := room[n]) is not None:
                    room[n] = left - coefficient
        for group in self._groups[k]:
            if value and not used[group]:
                used[group] = True
                for n, price in self._prices[group]:
                    if (left := room[n]) is not None:
                        room[n] = left - price
            touched += [n for n, _ in self._prices[group]]
            if self._last[group] == k:
                used[group] = False
        return self._settled(room, used, k + 1, touched)

    def _settled(self, room: list[int | None], used: list[bool], k: int, touched: Sequence[int]) -> PathState | None:
        """The state with what can't be broken any more left out; None where a row can't be kept."""
        for n in touched:
            left = room[n]
            if left is not None:
                least, most = self._ranges[k][n]
                if left < least:
                    return None
                if left >= most:
                    room[n] = None
        return tuple(room), tuple(used)


def _reduced(layers: list[list[Node]]) -> Diagram:
    """The same with nodes merged from which the same ways lead on, and without those on no path."""
    merged: list[list[Node]] = []
    place: Mapping[int, int] = {0: 0}  # of each node of the layer after: the one after the last is node 0
    for nodes in reversed(layers):
        kinds: dict[Node, int] = {}
        mine: dict[int, int] = {}
        for n, (zero, one) in enumerate(nodes):
            kind = (None if zero is None else place.get(zero), None if one is None else place.get(one))
            if kind != (None, None):
                mine[n] = kinds.setdefault(kind, len(kinds))
        merged.append(list(kinds))
        place = mine
    return Diagram(tuple(map(tuple, reversed(merged))))
