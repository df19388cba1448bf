"""Diagrams: the paths are the ways to keep the rows, all of them and no others."""

from itertools import product
from random import Random

import pytest

from tandem_scheduler.engine.algebra.diagram import AtMost, Diagram, Path, diagram


def paths(made: Diagram) -> set[tuple[int, ...]]:
    """Every path as the values along it."""
    found = {(): 0} if not made.layers or made.layers[0] else {}
    for layer in made.layers:
        found = {
            (*values, value): end
            for values, node in found.items()
            for value, end in enumerate(layer[node])
            if end is not None
        }
    return set(found)


def kept(row: AtMost, groups: list[frozenset[int]], values: tuple[int, ...]) -> bool:
    total = sum(c * values[k] for k, c in row.terms)
    return total + sum(price for g, price in row.groups if any(values[k] for k in groups[g])) <= row.limit


def drawn(random: Random) -> tuple[list[AtMost], list[frozenset[int]], int]:
    count = random.randint(1, 7)
    groups = [
        frozenset(random.sample(range(count), random.randint(1, min(3, count)))) for _ in range(random.randint(0, 3))
    ]
    rows = []
    for _ in range(random.randint(0, 4)):
        terms = tuple(
            (k, random.choice([-2, -1, 1, 1, 3])) for k in random.sample(range(count), random.randint(0, count))
        )
        paid = tuple(
            (g, random.randint(1, 2)) for g in random.sample(range(len(groups)), random.randint(0, len(groups)))
        )
        rows.append(AtMost(terms, paid, random.randint(-2, 4)))
    return rows, groups, count


@pytest.mark.parametrize("seed", range(200))
def test_paths_are_the_ways_to_keep_the_rows(seed):
    rows, groups, count = drawn(Random(seed))  # noqa: S311 - a draw that is the same in every run
    made = diagram(rows, groups, count, largest=3_000)
    assert made is not None
    wanted = {values for values in product((0, 1), repeat=count) if all(kept(row, groups, values) for row in rows)}
    assert paths(made) == wanted
    assert all(len(set(layer)) == len(layer) for layer in made.layers)
    assert all(node != (None, None) for layer in made.layers for node in layer)


def test_at_most_one_in_a_row_has_two_nodes_a_layer():
    rows = [AtMost(((k, 1), (k + 1, 1)), (), 1) for k in range(9)]
    made = diagram(rows, [], 10, largest=3_000)
    assert made is not None
    assert [len(layer) for layer in made.layers] == [1] + [2] * 8 + [2]


def test_too_large():
    assert diagram([AtMost(tuple((k, 2**k) for k in range(10)), (), 341)], [], 10, largest=20) is None


def test_following():
    # Works of two evenings in columns 0 and 1, at most one of them; arcs in columns 2 to 6.
    path = Path((0, 1), ((((0, 2), (1, 3)),), (((0, 4), (0, 5)), ((0, 6), None))))
    for works, arcs in {(0, 1): [1, 0, 0, 1, 0], (1, 0): [0, 1, 0, 0, 1], (1, 1): [0, 1, 0, 0, 0]}.items():
        values = [*works, 1, 1, 1, 1, 1]
        path.follow(values)
        assert values == [*works, *arcs]
