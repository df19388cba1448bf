"""Linear expressions: what is added up, its value and its range."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduler.engine.linear import Linear


def model_of(*ends: tuple[int, int]) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    return model, [model.new_int_var(low, high, "") for low, high in ends]


def test_adds_numbers_variables_and_expressions() -> None:
    _, (x, y) = model_of((0, 5), (0, 5))
    total = Linear().add(x).add(y, 3).add(4).add(2, -1).add(Linear([x], [2], 5), -2)
    # x + 3y + 4 - 2 - 2 (2x + 5) = -3x + 3y - 8
    assert total.value([2, 1]) == -3 * 2 + 3 * 1 - 8
    assert total.constant == -8


def test_a_sum_has_each_variable_once() -> None:
    _, variables = model_of((0, 1), (0, 1), (0, 1))
    assert Linear.sum(variables).value([1, 0, 1]) == 2
    assert Linear.sum(iter(variables)).coefficients == [1, 1, 1]


def test_an_empty_expression_is_its_constant() -> None:
    assert Linear().value([]) == 0
    assert Linear(constant=7).range([]) == (7, 7)


def test_adding_to_one_leaves_what_was_added_alone() -> None:
    _, (x, y) = model_of((0, 1), (0, 1))
    part = Linear([x], [1])
    Linear().add(part).add(y)
    assert (len(part.variables), part.constant) == (1, 0)


term = st.tuples(st.integers(0, 2), st.integers(-5, 5))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(term, max_size=5), st.integers(-9, 9), st.lists(st.integers(-3, 3), min_size=6, max_size=6))
def test_the_solver_reads_the_same_value_and_the_range_holds_it(
    terms: list[tuple[int, int]], constant: int, numbers: list[int]
) -> None:
    ends = [(min(two), max(two)) for two in (numbers[2 * n : 2 * n + 2] for n in range(3))]
    model, variables = model_of(*ends)
    made = Linear([variables[n] for n, _ in terms], [coefficient for _, coefficient in terms], constant)
    low, high = made.range(ends)
    best: dict[Callable[..., object], int] = {}
    for direction in (model.minimize, model.maximize):
        direction(made.expression())
        solver = cp_model.CpSolver()
        assert solver.solve(model) == cp_model.OPTIMAL
        best[direction] = round(solver.objective_value)
        assert made.value(list(solver.response_proto.solution)) == best[direction]
    # Where a variable stands twice the range is wider than need be, never narrower.
    assert low <= min(best.values()) <= max(best.values()) <= high
    if len({n for n, _ in terms}) == len(terms):
        assert (low, high) == (min(best.values()), max(best.values()))
