"""Files in the format of VIPR re-checked against a scenario and a roster, in exact numbers and without a solver.

The problem of a file has to be the one that the scenario has, line by line; its solution the roster's; and each line of
its derivation has to follow from those before it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, lcm

import numpy as np

from ...formulation.frames import Framed
from .record import Statement

Exact = int | Fraction

DEEPEST = 1_000
"""Assumptions that a line may rest on at once: branchings above one another."""

_WHOLE, _NUMBER = re.compile("-?[0-9]+"), re.compile("-?[0-9]+(/[0-9]+)?")

_STRANGE = re.compile(r"[^\S \t\r\n]")
"""What parts words or lines here, and does not in every other reader."""


class UnprovenError(ValueError):
    """What in a file proves nothing."""


@dataclass(frozen=True, eq=False)
class Claimed:
    """What a file says it proves, before that is checked."""

    scenario: str
    """The fingerprint of that which it is of."""
    part: int
    tier: int | None
    """None: that no roster can exist."""
    meetings: bool
    held: tuple[int, ...]
    """Where the earlier tiers are held."""
    bound: int
    value: int
    """Where there is a roster, what the tier comes to in it."""
    stated: list[str]
    """The words of the problem."""
    solution: Mapping[int, int]
    derivation: list[str]
    """Its lines."""


@dataclass(frozen=True, slots=True)
class _Constraint:
    sense: int
    """1: at least, -1: at most, 0: equal."""
    right: Exact
    terms: Mapping[int, Exact]
    assumes: frozenset[int] = frozenset()

    @property
    def absurd(self) -> bool:
        """Whether nothing has it."""
        return not any(self.terms.values()) and (
            self.right > 0 if self.sense > 0 else self.right < 0 if self.sense < 0 else self.right != 0
        )

    def dominates(self, other: "_Constraint") -> bool:
        """Whether all that has it has the other, too."""
        if self.absurd:
            return True
        if {n: times for n, times in self.terms.items() if times} != {n: k for n, k in other.terms.items() if k}:
            return False
        if other.sense == 0:
            return self.sense == 0 and self.right == other.right
        return self.sense in (0, other.sense) and (
            self.right >= other.right if other.sense > 0 else self.right <= other.right
        )


def claimed(text: str) -> Claimed:
    """What a file says. Raises UnprovenError where it is none that Tandem wrote."""
    lines = text.splitlines()
    about = dict(line[2:].split(": ", 1) for line in lines if line.startswith("% ") and ": " in line)
    words = about.get("tandem", "").replace(",", " ").split()
    try:
        part = _whole(words[words.index("part") + 1]) - 1 if "part" in words else 0
        tier = _whole(words[words.index("tier") + 1]) - 1 if "tier" in words else None
        begin = next(n for n, line in enumerate(lines) if not line.startswith("%"))
        relation = next(n for n, line in enumerate(lines) if line.startswith("RTP "))
        derivation = next(n for n, line in enumerate(lines) if line.startswith("DER "))
        if not words or lines[begin] != "VER 1.0" or part < 0 or (tier is not None and tier < 0):
            raise ValueError
        if _STRANGE.search(text):
            raise ValueError
        held = [_whole(line.split()[2]) for line in lines[begin:relation] if line.startswith("held.")]
        bound, value = _claims(lines[relation].split(), tier)
        found = _solution(" ".join(lines[relation + 1 : derivation]).split(), tier)
        if lines[derivation].split() != ["DER", str(len(lines) - derivation - 1)]:
            raise ValueError
    except (ValueError, IndexError, StopIteration):
        raise UnprovenError("it is no certificate that Tandem wrote: its parts can't be told apart") from None
    return Claimed(
        about.get("scenario", ""),
        part,
        tier,
        about.get("meetings") == "yes",
        tuple(held),
        bound,
        value,
        " ".join(lines[begin + 1 : relation]).split(),
        found,
        lines[derivation + 1 :],
    )


def _claims(words: Sequence[str], tier: int | None) -> tuple[int, int]:
    """The bound and the value that a file is to prove. Raises ValueError where it is not of this tier."""
    if tier is None:
        if words != ["RTP", "infeas"]:
            raise ValueError
        return 0, 0
    if words[:2] != ["RTP", "range"] or len(words) != 4:
        raise ValueError
    return _whole(words[2]), _whole(words[3])


def _solution(words: Sequence[str], tier: int | None) -> dict[int, int]:
    """The values of a file's solution, of which a tier has one. Raises ValueError where it is another."""
    if tier is None:
        if words != ["SOL", "0"]:
            raise ValueError
        return {}
    if words[:3] != ["SOL", "1", "roster"]:
        raise ValueError
    found = {_whole(n): _whole(value) for n, value in zip(words[4::2], words[5::2], strict=True)}
    if len(found) != _whole(words[3]) or len(words) != 4 + 2 * len(found):
        raise ValueError
    return found


def faults_of_file(
    of: Claimed, part: Framed, statement: Statement, stated: Iterator[str], solution: Sequence[int]
) -> str:
    """What is wrong with a file whose problem should be this one, and its solution this; empty where it holds."""
    expected = "".join(stated).split()
    if expected != of.stated:
        place = next((n for n, two in enumerate(zip(expected, of.stated, strict=False)) if two[0] != two[1]), None)
        near = "" if place is None else f", by word {place + 1}: {of.stated[place][:40]}"
        return f"its problem is not that of the scenario{near}"
    if of.tier is not None and of.solution != {n: value for n, value in enumerate(solution) if value}:
        return "its solution is not the roster"
    objective = None if of.tier is None else part.frame.columns[of.tier]
    if objective is not None:
        if not all(solution[column] <= most for column, most in zip(part.frame.columns, of.held, strict=False)):
            return "the roster does not hold the earlier tiers"
        values, box = np.array(solution, dtype=np.int64), part.frame.box
        if not (part.frame.rows.keep(values) and (box.low <= values).all() and (values <= box.high).all()):
            return "the roster does not keep the constraints"
        if of.value != solution[objective]:
            return f"it says that the tier comes to {of.value}, which is not what it does in the roster"
    given = [
        _Constraint({"G": 1, "L": -1, "E": 0}[line.sense], line.right, line.left()) for _, line in statement.constraints
    ]
    try:
        last = _derived(of.derivation, given, objective, len(statement.names))
    except UnprovenError as error:
        return str(error)
    if last is None or last.assumes:
        return "its last line rests on an assumption" if last is not None else "it derives nothing"
    if objective is None:
        return "" if last.absurd else "its last line is no contradiction"
    goal = _Constraint(1, of.bound, {objective: 1})
    return "" if last.dominates(goal) else f"its last line does not say that the tier is at least {of.bound}"


def _derived(lines: Sequence[str], known: list[_Constraint], objective: int | None, columns: int) -> _Constraint | None:
    """The last constraint of a derivation, line by line. Raises UnprovenError at the first that does not follow."""
    last = None
    for line in lines:
        name, _, rest = line.partition(" ")
        try:
            if name != f"d{len(known)}":
                raise UnprovenError("it has another name than its number")
            last = _next(rest, known, objective, columns)
        except (ValueError, IndexError, KeyError, ZeroDivisionError) as error:
            why = str(error) if isinstance(error, UnprovenError) else "it can't be read"
            raise UnprovenError(f"line {name[:20]} does not follow: {why}") from None
        known.append(last)
    return last


def _next(text: str, known: Sequence[_Constraint], objective: int | None, columns: int) -> _Constraint:
    every = text.split()
    words, why = every[: every.index("{")], every[every.index("{") + 1 : -2]
    if every[-2:] != ["}", "-1"]:
        raise ValueError
    sense, right = {"G": 1, "L": -1, "E": 0}[words[0]], _number(words[1])
    terms: Mapping[int, Exact] = {}
    if words[2] == "OBJ":
        if objective is None or len(words) > 3:
            raise UnprovenError("it names an objective that there is not")
        terms = {objective: 1}
    else:
        terms = _pairs(words[2:], columns)
    made = _Constraint(sense, right, terms)
    match why:
        case ["asm"]:
            return _Constraint(sense, right, terms, frozenset({len(known)}))
        case ["lin" | "rnd" as kind, *pairs]:
            combined = _combined(_pairs(pairs, len(known)), known)
            if kind == "rnd":
                combined = _rounded(combined)
            if not combined.dominates(made):
                raise UnprovenError("the combination says less")
            return _Constraint(sense, right, terms, combined.assumes)
        case ["uns", *of]:
            places = [_earlier(_whole(word), len(known)) for word in of]
            one, first, two, second = (known[place] for place in places)
            if not (one.dominates(made) and two.dominates(made) and _apart(first, second)):
                raise UnprovenError("the two branches do not show it")
            return _Constraint(sense, right, terms, _few((one.assumes - {places[1]}) | (two.assumes - {places[3]})))
    raise UnprovenError("it has no reason that is known")


def _combined(multipliers: Mapping[int, Exact], known: Sequence[_Constraint]) -> _Constraint:
    """A linear combination; all of one direction, or equal."""
    # Over one denominator, so that most of the work is on whole numbers.
    scale = lcm(*(times.denominator for times in multipliers.values()))
    terms: dict[int, Exact] = {}
    right: Exact = 0
    senses, assumes = set[int](), frozenset[int]()
    for place, times in multipliers.items():
        one, whole = known[place], int(times * scale)
        if whole and one.sense:
            senses.add(one.sense if whole > 0 else -one.sense)
        assumes = _few(assumes | one.assumes) if not one.assumes <= assumes else assumes
        right += whole * one.right
        for column, coefficient in one.terms.items():
            terms[column] = terms.get(column, 0) + whole * coefficient
    if len(senses) > 1:
        raise UnprovenError("it combines what is at least with what is at most")
    exact = {n: _over(times, scale) for n, times in terms.items() if times}
    return _Constraint(next(iter(senses), 0), _over(right, scale), exact, assumes)


def _over(times: Exact, scale: int) -> Exact:
    """A quotient, whole where it can be: whole numbers are much faster."""
    return Fraction(times, scale) if times % scale else times // scale


def _rounded(of: _Constraint) -> _Constraint:
    if any(Fraction(times).denominator != 1 for times in of.terms.values()) or not of.sense:
        raise UnprovenError("it rounds what is not whole")
    return _Constraint(of.sense, ceil(of.right) if of.sense > 0 else floor(of.right), of.terms, of.assumes)


def _apart(first: _Constraint, second: _Constraint) -> bool:
    """Whether one of two constraints holds of whatever is whole: at most so much, and at least one more."""
    low, high = (first, second) if first.sense < 0 else (second, first)
    whole = all(Fraction(times).denominator == 1 for times in low.terms.values())
    return (
        (low.sense, high.sense) == (-1, 1)
        and dict(low.terms) == dict(high.terms)
        and whole
        and Fraction(low.right).denominator == 1
        and high.right == low.right + 1
    )


def _earlier(place: int, count: int) -> int:
    if not 0 <= place < count:
        raise UnprovenError("it rests on what does not stand before it")
    return place


def _pairs(words: Sequence[str], below: int) -> dict[int, Exact]:
    """A count, and so many numbers of what there is below a number, each with what it is taken times."""
    found = {_whole(n): _number(times) for n, times in zip(words[1::2], words[2::2], strict=True)}
    for place in found:
        _earlier(place, below)
    if len(found) != _whole(words[0]) or len(words) != 1 + 2 * len(found):
        raise UnprovenError("it names something twice, or another number of things than it says")
    return found


@lru_cache(1 << 16)
def _whole(word: str) -> int:
    if not _WHOLE.fullmatch(word):
        raise ValueError
    return int(word)


@lru_cache(1 << 16)
def _number(word: str) -> Exact:
    if not _NUMBER.fullmatch(word):
        raise ValueError
    return Fraction(word) if "/" in word else int(word)


def _few(assumes: frozenset[int]) -> frozenset[int]:
    if len(assumes) > DEEPEST:
        raise UnprovenError("it rests on more assumptions than can be followed")
    return assumes
