"""Certificates written by hand, the problem and why the claim is true above each; and a way to see a false claim."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

from .checker import Verdict
from .constraints import holds, value_at
from .words import Number

CUTS = """\
% Least x + y with 6x + y >= 1 and 6x - y <= 2, whole: half their difference is y >= -1/2, so y >= 0; then
% a sixth of the first and five sixths of that are x + y >= 1/6, so 1.
VER 1.0
VAR 2
x y
INT 2
0 1
OBJ min
2  0 1  1 1
CON 2 0
C1 G 1  2  0 6  1 1
C2 L 2  2  0 6  1 -1
RTP range 1 1
SOL 2
good 2  0 1  1 4
best 1  1 1
DER 4
C3 G -1/2  1  1 1  { lin 2  0 1/2  1 -1/2 } 3
C4 G 0  1  1 1  { rnd 1  2 1 } 4
C5 G 1/6  OBJ  { lin 2  0 1/6  3 5/6 } 5
C6 G 1  OBJ  { rnd 1  4 1 } 0
"""

BRANCHES = """\
% 2y <= 1, 3x + y >= 2 and y - 3x >= -1 have no whole x: with x <= 0 the second one asks for y >= 2, with x >= 1 the
% third one does.
VER 1.1
VAR 2
x y
INT 1
0
OBJ min
1  1 1
CON 3 1
B1 L 1  1  1 2
C1 G 2  2  0 3  1 1
C2 G -1  2  0 -3  1 1
RTP infeas
SOL 0
DER 5
low L 0  1  0 1  { asm } 7
high G 1  1  0 1  { asm } 7
left G 3  0  { lin 3  0 -1  1 2  3 -6 } 7
right G 1/2  0  { lin 3  0 -1/2  2 1  4 3 } 7
none G 1/4  0  { uns 5 3  6 4 } -1
"""

GREATEST = """\
% Greatest 3x + 2y with 2x + 2y <= 7 and x from 0 to 2, whole: x + y <= 3, twice which and x <= 2 are the objective.
VER 1.1
VAR 2
x y
INT 2
0 1
OBJ max
2  0 3  1 2
CON 4 3
least_x G 0  1  0 1
least_y G 0  1  1 1
most_x L 2  1  0 1
both L 7  2  0 2  1 2
RTP range 8 8
SOL 2
best 2  0 2  1 1
none 0
DER 2
whole L 3  2  0 1  1 1  { rnd 1  3 0.5 } -1
end L 8  OBJ  { lin 2  2 1  4 2 } -1
"""

EQUATIONS = """\
% Least z with x + 2z = 2.5, x whole and at most 1; z is not.
VER 1.1
VAR 2
x z
INT 1
0
OBJ min
1  1 1
CON 2 1
most L 1  1  0 1
sum E 2.5  2  0 1  1 2
RTP range 0.75 3/4
SOL 1
best 2  0 1  1 0.75
DER 3
half E 5/4  2  0 1/2  1 1  { lin 1  1 1/2 } 3
least G 3/4  OBJ  { lin 2  0 -1/2  2 1 } -1
end G 3/4  1  1 1  { lin 1  3 1 } -1
"""

NESTED = """\
% 2x + 2y = 3 has no solution with x and y in {0, 1}: for each of the four pairs, one of both sides is the other's.
VER 1.1
VAR 2
x y
INT 2
0 1
OBJ min
0
CON 5 4
x0 G 0  1  0 1
x1 L 1  1  0 1
y0 G 0  1  1 1
y1 L 1  1  1 1
sum E 3  2  0 2  1 2
RTP infeas
SOL 0
DER 9
left L 0  1  0 1  { asm } 13
right G 1  1  0 1  { asm } 13
down L 0  1  1 1  { asm } 12
up G 1  1  1 1  { asm } 12
none_left G 1  0  { lin 3  4 1  5 -2  3 -2 } 13
none_down L -1  0  { lin 3  4 -1  1 2  7 2 } 12
none_up G 1  0  { lin 3  4 -1  6 2  8 2 } 12
none_right G 1  0  { uns 10 7  11 8 } 13
none G 1  0  { uns 9 5  12 6 } -1
"""

CUTOFF = """\
% Least x with 2x >= 3, whole: x <= 1 has none, x >= 2 is the claim. What is worse than 2 was not looked at.
VER 1.1
VAR 1
x
INT 1
0
OBJ min
1  0 1
CON 1 0
C1 G 3  1  0 2
RTP range 2 2
SOL 1
two 1  0 2
DER 5
cut L 2  OBJ  { sol } -1
low L 1  OBJ  { asm } -1
high G 2  1  0 1  { asm } -1
none G 1  0  { lin 2  0 1  2 -2 } -1
end G 2  OBJ  { uns 4 2  3 3 } -1
"""

SPLIT = """\
% x >= 1 and x <= 0: no solution, split or not, and whatever it is split by.
VER 1.1
VAR 2
x z
INT 1
0
OBJ max
0
CON 2 2
least G 1  1  0 1
most L 0  1  0 1
RTP infeas
SOL 0
DER 4
low L 4  1  0 3  { asm } 5
high G 5  1  0 3  { asm } 5
none G 1  0  { lin 2  0 1  1 -1 } -1
end L -1  0  { uns 4 2  4 3 } -1
"""

ALL = {
    "cuts": CUTS,
    "branches": BRANCHES,
    "greatest": GREATEST,
    "equations": EQUATIONS,
    "nested": NESTED,
    "cutoff": CUTOFF,
    "split": SPLIT,
}


def replaced(text: str, old: str, new: str) -> str:
    """The text with what stands in it once replaced."""
    assert text.count(old) == 1
    return text.replace(old, new)


def refuted(verdict: Verdict) -> bool:
    """Whether a point with whole and quarter coordinates near 0 keeps all constraints and yet is none or too good."""
    grids: list[Sequence[Number]] = [
        range(-5, 6) if index in verdict.integers else [Fraction(quarter, 4) for quarter in range(-8, 9)]
        for index in range(len(verdict.variables))
    ]
    for point in itertools.product(*grids):
        values: dict[int, Number] = dict(enumerate(point))
        if all(holds(value_at(row.left, values), row) for row in verdict.constraints):
            if not isinstance(verdict.relation, tuple):
                return True
            _, lower, upper = verdict.relation
            value = value_at(verdict.objective, values)
            if verdict.aim == "min" and lower is not None and value < lower:
                return True
            if verdict.aim == "max" and upper is not None and value > upper:
                return True
    return False
