"""The evenings of a person as a path through a diagram of all that the hard rules on that person alone allow.

Rows on runs of evenings, on dates free in a row and on weekends forbid little where half an evening may be worked. For
a person who must work much, and in runs, they are weak: the relaxation works a little every evening. Where the evenings
are a path through a diagram, the vertices are whole patterns (as in C. Cote, B. Gendron, L.-M. Rousseau, Modeling the
regular constraint with integer programming, 2007). No rule is added: the path follows from the evenings worked.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from tandem_models import Consecutive, DaysOff, Hours, MinEvenings, Weekends

from ..algebra.diagram import AtMost, Diagram, Path, diagram
from ..algebra.linear import Linear
from ..algebra.rows import UNBOUNDED, Rows
from ..devices import Device
from ..params import SearchParams
from .roster_model import RosterModel


def post_patterns(model: RosterModel, params: SearchParams) -> None:
    """Give everybody who must work much, and in runs, the diagram of their evenings, unless all are too large."""
    people = people_in_runs(model) if params.has(Device.DIAGRAMS) else set()
    if not people:
        return
    rows = model.program.rows()
    drawn = lru_cache(maxsize=None)(diagram)  # people alike have one diagram
    diagrams: dict[int, Diagram] = {}
    for person, mine in _own_rows(model, people, rows).items():
        drawing = drawn(*_keeping(model, person, rows, mine), len(_columns(model, person)), params.diagram_nodes)
        if drawing is not None:
            diagrams[person] = drawing
    nodes = (node for drawing in diagrams.values() for layer in drawing.layers for node in layer)
    arcs = sum(end is not None for node in nodes for end in node)
    if arcs <= params.diagram_arcs:
        for person, drawing in diagrams.items():
            _post(model, person, drawing)


def people_in_runs(model: RosterModel) -> set[int]:
    """Whoever hard rules ask to work at all, and to work, or be free, some evenings in a row."""
    runs: set[int] = set()
    work: set[int] = set()
    for rule in model.problem.scenario.rules_in_force:
        if not rule.hard:
            continue
        match rule:
            case Consecutive(min=int(least)) | DaysOff(min=least) if least > 1:
                runs.update(model.problem.bound(rule))
            case Weekends():
                runs.update(model.problem.bound(rule))
            case Hours(min=float(hours)) if hours > 0:
                work.update(model.problem.bound(rule))
            case MinEvenings(min=least) if least > 0:
                work.update(model.problem.bound(rule))
            case _:
                pass
    return runs & work


def _columns(model: RosterModel, person: int) -> list[int]:
    """The columns of the evenings that a person can work, in order."""
    return [column for e in model.evenings_of(person) for column in model.works(person, e).columns]


def _own_rows(model: RosterModel, people: Iterable[int], rows: Rows) -> dict[int, list[int]]:
    """For each person, the rows that read nothing but their evenings, and whether they work any of some."""
    owner = np.full(len(model.evening_of), -1)
    own: dict[int, list[int]] = {}
    for person in people:
        own[person] = []
        owner[_columns(model, person)] = person
    for definition in model.dependent.definitions:
        column = definition.columns[0]
        if (evenings := _any_of(model, column)) is not None and owner[evenings[0]] >= 0:
            owner[column] = owner[evenings[0]] if len({*owner[evenings].tolist()}) == 1 else -1
    filled = np.flatnonzero(np.diff(rows.starts))
    owners = owner[rows.columns]
    least, most = (reduce.reduceat(owners, rows.starts[filled]) for reduce in (np.minimum, np.maximum))
    for row, person in zip(filled.tolist(), np.where(least == most, least, -1).tolist(), strict=True):
        if person >= 0:
            own[person].append(row)
    return own


def _any_of(model: RosterModel, column: int) -> list[int] | None:
    """The columns any of which at 1 makes this one 1, where it is such a column."""
    definition = model.dependent.definition(column)
    if definition is None or definition.columns != (column,) or definition.per != 1 or len(definition.expressions) != 1:
        return None
    total = definition.expressions[0]
    plain = total.columns and not total.constant and set(total.coefficients) == {1}
    return total.columns if plain and model.range(Linear([column], [1])) == (0, 1) else None


def _keeping(
    model: RosterModel, person: int, rows: Rows, mine: Iterable[int]
) -> tuple[tuple[AtMost, ...], tuple[frozenset[int], ...]]:
    """A person's rows over the numbers of their evenings, and the groups of evenings that some of them read."""
    place = {column: k for k, column in enumerate(_columns(model, person))}
    groups: dict[int, int] = {}
    kept = []
    for row in mine:
        cells = slice(rows.starts[row], rows.starts[row + 1])
        terms: dict[int, int] = {}
        for column, coefficient in zip(rows.columns[cells].tolist(), rows.coefficients[cells].tolist(), strict=True):
            terms[column] = terms.get(column, 0) + coefficient
        for sign, end in ((1, int(rows.high[row])), (-1, -int(rows.low[row]))):
            prices = {column: sign * c for column, c in terms.items() if column not in place and c}
            # A column for any of some evenings may be 1 with none of them: only what it costs is sure.
            if end < UNBOUNDED and all(price > 0 for price in prices.values()):
                paid = tuple((groups.setdefault(column, len(groups)), price) for column, price in prices.items())
                free = tuple((place[column], sign * c) for column, c in terms.items() if column in place and c)
                kept.append(AtMost(free, paid, end))
    members = tuple(frozenset(place[n] for n in _any_of(model, column) or ()) for column in groups)
    return tuple(kept), members


def _post(model: RosterModel, person: int, drawing: Diagram) -> None:
    """One unit flows from the first node to the last; an arc with a 1 is an evening worked."""
    works, arcs = _columns(model, person), []
    flowing: dict[int, Linear] = {0: Linear(constant=1)}
    for column, nodes in zip(works, drawing.layers, strict=True):
        coming: dict[int, Linear] = {}
        worked, layer = Linear([column], [-1]), []
        for number, ends in enumerate(nodes):
            leaving = flowing.get(number, Linear())
            columns: list[tuple[int, int] | None] = []
            through = Linear().add(leaving)
            for value, end in enumerate(ends):
                if end is None:
                    columns.append(None)
                    continue
                arc = model.variable(1)
                columns.append((end, arc))
                through.add_column(arc, -1)
                coming.setdefault(end, Linear()).add_column(arc)
                if value:
                    worked.add_column(arc)
            model.hold(through, low=0, high=0)
            layer.append(tuple(columns))
        if not nodes:
            model.hold(Linear(), low=1)  # Nothing keeps the person's rules: there is no roster.
        model.hold(worked, low=0, high=0)
        arcs.append(tuple(layer))
        flowing = coming
    model.dependent.follow(Path(tuple(works), tuple(arcs)))
