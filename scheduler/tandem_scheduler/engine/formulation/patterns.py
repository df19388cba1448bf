"""The evenings of a person as a path through a diagram of all that the hard rules on that person alone allow.

Rows say of runs of evenings, of dates free in a row and of weekends only what holds of halves of evenings too. Where a
person must work so much and so in runs, that is weak: the relaxation works a little every evening. The paths of a
diagram have the whole patterns for corners (as in C. Cote, B. Gendron, L.-M. Rousseau, Modeling the regular constraint
with integer programming, 2007). Everything that follows from works already: no rule is added.
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


def post_patterns(roster: RosterModel, params: SearchParams) -> None:
    """Give everybody who must work so much, and in runs, the diagram of their evenings, as far as there is room."""
    people = in_runs(roster) if params.has(Device.DIAGRAMS) else set()
    if not people:
        return
    rows = roster.model.rows()
    drawn = lru_cache(maxsize=None)(diagram)  # people alike have one diagram
    found: dict[int, Diagram] = {}
    for person, mine in _own_rows(roster, people, rows).items():
        made = drawn(*_keeping(roster, person, rows, mine), len(_columns(roster, person)), params.diagram_nodes)
        if made is not None:
            found[person] = made
    arcs = sum(end is not None for made in found.values() for layer in made.layers for node in layer for end in node)
    if arcs <= params.diagram_arcs:
        for person, made in found.items():
            _post(roster, person, made)


def in_runs(roster: RosterModel) -> set[int]:
    """Whoever hard rules ask to work, and to have evenings or dates free in a row."""
    runs: set[int] = set()
    work: set[int] = set()
    for rule in roster.problem.scenario.rules_in_force:
        if not rule.hard:
            continue
        match rule:
            case Consecutive(min=int(least)) | DaysOff(min=least) if least > 1:
                runs.update(roster.problem.selected(rule.who))
            case Weekends():
                runs.update(roster.problem.selected(rule.who))
            case Hours(min=float(hours)) if hours > 0:
                work.update(roster.problem.selected(rule.who))
            case MinEvenings(min=least) if least > 0:
                work.update(roster.problem.selected(rule.who))
            case _:
                pass
    return runs & work


def _columns(roster: RosterModel, person: int) -> list[int]:
    """The columns of the evenings that a person can work, in order."""
    return [column for e in roster.evenings_of(person) for column in roster.works(person, e).columns]


def _own_rows(roster: RosterModel, people: Iterable[int], rows: Rows) -> dict[int, list[int]]:
    """The rows that speak of one person's evenings and of nothing else, or of whether any of some is worked."""
    owner = np.full(len(roster.evening_of), -1)
    found: dict[int, list[int]] = {}
    for person in people:
        found[person] = []
        owner[_columns(roster, person)] = person
    for column in roster.follows:
        if (evenings := _any_of(roster, column)) is not None and owner[evenings[0]] >= 0:
            owner[column] = owner[evenings[0]] if len({*owner[evenings].tolist()}) == 1 else -1
    filled = np.flatnonzero(np.diff(rows.starts))
    owners = owner[rows.columns]
    least, most = (reduce.reduceat(owners, rows.starts[filled]) for reduce in (np.minimum, np.maximum))
    for row, person in zip(filled.tolist(), np.where(least == most, least, -1).tolist(), strict=True):
        if person >= 0:
            found[person].append(row)
    return found


def _any_of(roster: RosterModel, column: int) -> list[int] | None:
    """The columns any of which at 1 makes this one 1, where it is such a column."""
    follower = roster.follows.get(column)
    if follower is None or follower.columns != [column] or follower.per != 1 or len(follower.expressions) != 1:
        return None
    total = follower.expressions[0]
    plain = total.columns and not total.constant and set(total.coefficients) == {1}
    return total.columns if plain and roster.range(Linear([column], [1])) == (0, 1) else None


def _keeping(
    roster: RosterModel, person: int, rows: Rows, mine: Iterable[int]
) -> tuple[tuple[AtMost, ...], tuple[frozenset[int], ...]]:
    """A person's rows over the numbers of their evenings, and the groups of evenings that some of them read."""
    place = {column: k for k, column in enumerate(_columns(roster, person))}
    groups: dict[int, int] = {}
    found = []
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
                found.append(AtMost(free, paid, end))
    members = tuple(frozenset(place[n] for n in _any_of(roster, column) or ()) for column in groups)
    return tuple(found), members


def _post(roster: RosterModel, person: int, made: Diagram) -> None:
    """One unit flows from the first node to the last; an arc with a 1 is an evening worked."""
    works, arcs = _columns(roster, person), []
    flowing: dict[int, Linear] = {0: Linear(constant=1)}
    for column, nodes in zip(works, made.layers, strict=True):
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
                arc = roster.variable(1)
                columns.append((end, arc))
                through.add_column(arc, -1)
                coming.setdefault(end, Linear()).add_column(arc)
                if value:
                    worked.add_column(arc)
            roster.hold(through, low=0, high=0)
            layer.append(tuple(columns))
        if not nodes:
            roster.hold(Linear(), low=1)  # Nothing keeps the person's rules: there is no roster.
        roster.hold(worked, low=0, high=0)
        arcs.append(tuple(layer))
        flowing = coming
    roster.paths.append(Path(tuple(works), tuple(arcs)))
