"""Checks certificates in the VIPR format, versions 1.0 and 1.1, by exact arithmetic, from their specification alone.

The specification is `cert_spec_v1_0.md` and `cert_spec_v1_1.md` of https://github.com/scipopt/vipr. Incomplete
derivations of 1.1 (`weak`, `incomplete`) are refused: they are proofs only once another program has completed them.
Where the specification leaves something open, the stricter reading holds:

- `{ sol }`, which it names and does not define, is a bound on the objective that the best solution listed keeps:
  whatever is worse need not be looked at. It has no assumptions.
- An equation can't be rounded, nor can a combination that is one.
- A bound constraint has one variable; others may have one, too. Variables have names of their own, as constraints do.
- With nothing for derivations to prove (`-inf` of a minimum, `inf` of a maximum) there may be none of them; if there
  are, the last one has no assumptions all the same.
- Words are parted by spaces, tabs and line breaks alone. Numbers have no plus sign and no exponent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .constraints import Constraint, combined, dominates, holds, value_at
from .words import Fault, Number, Words

Relation = Literal["infeas"] | tuple[Literal["range"], Fraction | None, Fraction | None]

Assumptions = frozenset[int]

NONE: Assumptions = frozenset()


class Refused(Exception):  # noqa: N818 - an answer, no error of the checker
    """The certificate proves nothing.

    Attributes:
        place: The line, and the constraint or solution where there is one.
        reason: What the specification does not allow.
    """

    def __init__(self, place: str, reason: str):
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True)
class Verdict:
    """What a certificate proves, and of which problem.

    Attributes:
        relation: "infeas", or "range" and the bounds on the best objective, None where infinite.
        solutions: Number of solutions, all feasible.
        derivations: Number of constraints derived.
        variables: Their names; elsewhere their places here are what they are named by.
        integers: The variables that are integers.
        aim: Whether the objective is to be least or greatest.
        objective: Coefficients other than 0, by variable.
        constraints: The problem's; those derived are not among them.
    """

    relation: Relation
    solutions: int
    derivations: int
    variables: tuple[str, ...]
    integers: frozenset[int]
    aim: str
    objective: dict[int, Fraction]
    constraints: tuple[Constraint, ...]


def check(text: str) -> Verdict:
    """What the certificate proves; raises `Refused` where it does not."""
    words = Words(text)
    try:
        return _Certificate(words).verdict()
    except Fault as fault:
        raise Refused(f"line {words.line}{words.subject and f', {words.subject[:40]}'}", str(fault)) from None


class _Certificate:
    """A certificate while it is read: the problem, and constraints of the problem and derived ones by index.

    Rows that may be used no more are dropped.
    """

    def __init__(self, words: Words):
        self.words = words
        words.heading()
        words.keyword("VAR")
        self.variables = tuple(words.several(words.count()))
        if len(set(self.variables)) < len(self.variables):
            raise Fault("two variables have one name")
        words.keyword("INT")
        integers = words.indices(words.count(), len(self.variables), "variable")
        self.integers = frozenset(integers)
        if len(self.integers) < len(integers):
            raise Fault("a variable is named twice")
        words.keyword("OBJ")
        self.aim = words.keyword("min", "max")
        self.objective = self._sum(words.count())
        self.names = set[str]()
        self.rows: dict[int, Constraint] = {}
        self.assumptions: list[Assumptions] = []
        self.last_uses: dict[int, int] = {}

    def verdict(self) -> Verdict:
        words = self.words
        constraints = self._problem()
        relation = self._relation()
        # Of a minimum, solutions prove the upper bound and derivations the lower one; of a maximum the other way round.
        lower, upper = relation[1:] if isinstance(relation, tuple) else (None, None)
        by_solution, by_derivation = (upper, lower) if self.aim == "min" else (lower, upper)
        solutions, best = self._solutions(constraints)
        if relation == "infeas" and best is not None:
            raise Fault("what has a solution is not infeasible")
        if by_solution is not None and not (best and dominates(best, self._no_worse(by_solution))):
            raise Fault("no solution is as good as the relation to prove says")
        words.keyword("DER")
        derivations = words.count()
        last: Constraint | None = None
        for index in range(len(constraints), len(constraints) + derivations):
            last = self._derived(index, len(constraints) + derivations, best)
        name, words.subject = words.subject, ""
        words.end()
        words.subject = name
        if last and self.assumptions[-1]:
            raise Fault("the last derived constraint has assumptions")
        claim = Constraint("", "G", 1, {}) if relation == "infeas" else None
        if by_derivation is not None:
            claim = self._no_better(by_derivation)
        if claim and not (last and dominates(last, claim)):
            raise Fault("the last derived constraint does not prove the relation")
        return Verdict(
            relation=relation,
            solutions=solutions,
            derivations=derivations,
            variables=self.variables,
            integers=self.integers,
            aim=self.aim,
            objective={index: Fraction(value) for index, value in self.objective.items()},
            constraints=constraints,
        )

    def _problem(self) -> tuple[Constraint, ...]:
        words = self.words
        words.keyword("CON")
        number, bounds = words.count(), words.count()
        if bounds > number:
            raise Fault(f"of {number} constraints, {bounds} can't be bounds")
        for index in range(number):
            row = self.rows[index] = self._constraint()
            self.assumptions.append(NONE)
            if index < bounds and len(row.left) != 1:
                raise Fault("a bound must have one variable")
        words.subject = ""
        return tuple(self.rows.values())

    def _relation(self) -> Relation:
        words = self.words
        words.keyword("RTP")
        if words.keyword("infeas", "range") == "infeas":
            return "infeas"
        lower, upper = (
            None if word == infinite else Fraction(words.as_value(word))
            for word, infinite in zip(words.several(2), ("-inf", "inf"), strict=True)
        )
        return "range", lower, upper

    def _no_worse(self, value: Number) -> Constraint:
        """That the objective is as good as the value or better."""
        return Constraint("", "L" if self.aim == "min" else "G", value, self.objective)

    def _no_better(self, value: Number) -> Constraint:
        return Constraint("", "G" if self.aim == "min" else "L", value, self.objective)

    def _solutions(self, constraints: Sequence[Constraint]) -> tuple[int, Constraint | None]:
        """How many there are, and that the objective is no worse than the best one's."""
        words = self.words
        words.keyword("SOL")
        number = words.count()
        best: Number | None = None
        for _ in range(number):
            words.subject = words.one()
            values = words.terms(words.count(), len(self.variables), "variable")
            if any(values[index].denominator != 1 for index in values.keys() & self.integers):
                raise Fault("a variable that is an integer has a fraction")
            for row in constraints:
                if not holds(value_at(row.left, values), row):
                    raise Fault(f"the solution breaks the constraint {row.name}")
            value = value_at(self.objective, values)
            if best is None or (value < best if self.aim == "min" else value > best):
                best = value
        words.subject = ""
        return number, None if best is None else self._no_worse(best)

    def _sum(self, number: int) -> dict[int, Number]:
        terms = self.words.terms(number, len(self.variables), "variable")
        return {index: value for index, value in terms.items() if value} if 0 in terms.values() else terms

    def _constraint(self) -> Constraint:
        words = self.words
        name = words.subject = words.one()
        if name in self.names:
            raise Fault("another constraint has this name")
        self.names.add(name)
        sense, right, number = words.keyword("E", "L", "G"), words.value(), words.one()
        # All that are the objective share its sum, which is compared at once with itself.
        return Constraint(name, sense, right, self.objective if number == "OBJ" else self._sum(words.as_count(number)))

    def _derived(self, index: int, end: int, best: Constraint | None) -> Constraint:
        """The constraint derived with this index, once its reason holds."""
        words = self.words
        row = self._constraint()
        words.keyword("{")
        kind = words.keyword("asm", "lin", "rnd", "sol", "uns")
        used: Sequence[int] = ()
        assumptions = NONE
        if kind == "asm":
            assumptions = frozenset([index])
        elif kind == "sol":
            if not (best and dominates(best, row)):
                raise Fault("no solution is so good")
        elif kind == "uns":
            used = first, low, second, high = words.indices(4, index, "constraint")
            self._check_used(used, index)
            if not all(dominates(self.rows[each], row) for each in (first, second)):
                raise Fault("a constraint of an alternative does not dominate the one derived")
            self._check_split(self.rows[low], self.rows[high])
            assumptions = (self.assumptions[first] - {low}) | (self.assumptions[second] - {high})
        else:
            number = words.one()
            if number in ("weak", "incomplete"):
                raise Fault(f"a derivation is {number!r}: only complete ones are checked")
            multipliers = words.terms(words.as_count(number), index, "constraint")
            used = tuple(multipliers)
            self._check_used(used, index)
            combination, scale = combined([(self.rows[each], value) for each, value in multipliers.items()])
            if kind == "rnd":
                combination = self._rounded(combination, scale)
            if not dominates(combination, row, scale):
                raise Fault("the combination does not dominate the constraint derived")
            # Most have none, and those that have some mostly share a set.
            several = {self.assumptions[each] for each in used} - {NONE}
            assumptions = several.pop() if len(several) == 1 else NONE.union(*several)
        words.keyword("}")
        for each in used:
            if self.last_uses.get(each) == index:
                self.rows.pop(each, None)
        last_use = words.one()
        if last_use != "-1":
            self.last_uses[index] = words.as_count(last_use)
            if self.last_uses[index] >= end:
                raise Fault(f"there is no constraint {last_use}")
        self.rows[index] = row
        self.assumptions.append(assumptions)
        return row

    def _check_used(self, used: Sequence[int], index: int) -> None:
        for each in used:
            if self.last_uses.get(each, index) < index:
                raise Fault(f"constraint {each} is used after its last use")

    def _check_split(self, one: Constraint, other: Constraint) -> None:
        """Every value that a sum may take must be on either side."""
        low, high = (one, other) if one.sense == "L" else (other, one)
        if (low.sense, high.sense) != ("L", "G") or low.left != high.left or low.right + 1 != high.right:
            raise Fault("the alternatives are not at most a number and at least the next one, of one sum")
        if low.right.denominator != 1 or not self._integral(low.left):
            raise Fault("between the alternatives there may be values")

    def _rounded(self, row: Constraint, scale: int) -> Constraint:
        if row.sense == "E":
            raise Fault("an equation can't be rounded")
        if not self._integral(row.left, scale):
            raise Fault("a sum that may have a fraction can't be rounded")
        right = row.right // scale if row.sense == "L" else -(-row.right // scale)
        return row._replace(right=right * scale)

    def _integral(self, left: Mapping[int, Number], scale: int = 1) -> bool:
        return left.keys() <= self.integers and not any(value % scale for value in left.values())
