"""Linear expressions: what is added up, its value and its range."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_scheduler.engine.algebra.linear import Linear

X, Y = 0, 1


def test_adds_numbers_columns_and_expressions() -> None:
    total = Linear().add_column(X).add_column(Y, 3).add(4).add(2, -1).add(Linear([X], [2], 5), -2)
    # x + 3y + 4 - 2 - 2 (2x + 5) = -3x + 3y - 8
    assert total.value([2, 1]) == -3 * 2 + 3 * 1 - 8
    assert total.constant == -8
    assert total.dense(3).tolist() == [-3, 3, 0]


def test_a_sum_has_each_column_once() -> None:
    assert Linear.sum([0, 1, 2]).value([1, 0, 1]) == 2
    assert Linear.sum(iter([0, 1, 2])).coefficients == [1, 1, 1]


def test_an_empty_expression_is_its_constant() -> None:
    assert Linear().value([]) == 0
    assert Linear(constant=7).range([], []) == (7, 7)


def test_adding_to_one_leaves_what_was_added_alone() -> None:
    part = Linear([X], [1])
    Linear().add(part).add_column(Y)
    assert (len(part.columns), part.constant) == (1, 0)


term = st.tuples(st.integers(0, 2), st.integers(-5, 5))


@settings(derandomize=True, max_examples=100)
@given(st.lists(term, max_size=5), st.integers(-9, 9), st.lists(st.integers(-3, 3), min_size=6, max_size=6))
def test_the_range_holds_every_value(terms: list[tuple[int, int]], constant: int, numbers: list[int]) -> None:
    ends = [(min(two), max(two)) for two in (numbers[2 * n : 2 * n + 2] for n in range(3))]
    made = Linear([n for n, _ in terms], [coefficient for _, coefficient in terms], constant)
    low, high = made.range([end for end, _ in ends], [end for _, end in ends])
    values = [made.value(point) for point in product(*(range(first, last + 1) for first, last in ends))]
    # Where a column stands twice the range is wider than need be, never narrower.
    assert low <= min(values) <= max(values) <= high
    if len({n for n, _ in terms}) == len(terms):
        assert (low, high) == (min(values), max(values))
