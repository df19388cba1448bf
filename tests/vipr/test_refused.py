"""Certificates that break one rule of the specification each, and the reason that they are refused for."""

import pytest

from .checker import Refused, check
from .examples import BRANCHES, CUTOFF, CUTS, EQUATIONS, GREATEST, NESTED, SPLIT, replaced

SECTIONS = {
    "no version": (CUTS, "VER 1.0\n", "", "the first line"),
    "another version": (CUTS, "VER 1.0", "VER 1.2", "the first line"),
    "more behind the version": (CUTS, "VER 1.0\n", "VER 1.0 ", "the first line"),
    "a comment further down": (CUTS, "INT 2", "% whole\nINT 2", "'%' stands where 'INT' must"),
    "a comment set in": (CUTS, "% a sixth", " % a sixth", "the first line"),
    "an empty line before the version": (CUTS, "VER 1.0", "\nVER 1.0", "the first line"),
    "a strange space": (CUTS, "x y", "x\u00a0y", "spaces, tabs and line breaks"),
    "a form feed": (CUTS, "INT 2\n", "INT 2\f", "spaces, tabs and line breaks"),
    "too few variables": (CUTS, "VAR 2", "VAR 1", "'y' stands where 'INT' must"),
    "too many variables": (CUTS, "VAR 2", "VAR 3", "'2' stands where 'INT' must"),
    "far too many variables": (CUTS, "VAR 2", "VAR 2000000000000000000", "ends before"),
    "one name for two variables": (CUTS, "x y", "x x", "two variables"),
    "too few integers": (CUTS, "INT 2", "INT 1", "'1' stands where 'OBJ' must"),
    "too many integers": (CUTS, "INT 2", "INT 3", "'OBJ' is no index"),
    "an integer twice": (CUTS, "INT 2\n0 1", "INT 2\n1 1", "named twice"),
    "an integer that is no variable": (CUTS, "INT 2\n0 1", "INT 2\n0 2", "variable 2 is none of the 2"),
    "no aim": (CUTS, "OBJ min", "OBJ", "'2' stands where 'min' or 'max' must"),
    "an objective with too few terms": (CUTS, "OBJ min\n2", "OBJ min\n1", "'1' stands where 'CON' must"),
    "an objective with a variable twice": (CUTS, "OBJ min\n2  0 1", "OBJ min\n2  1 1", "variable is named twice"),
    "an objective with another variable": (CUTS, "OBJ min\n2  0 1", "OBJ min\n2  7 1", "variable 7 is none of the 2"),
    "too few constraints": (CUTS, "CON 2 0", "CON 1 0", "'C2' stands where 'RTP' must"),
    "too many constraints": (CUTS, "CON 2 0", "CON 3 0", "'range' stands where"),
    "more bounds than constraints": (CUTS, "CON 2 0", "CON 2 3", "can't be bounds"),
    "a bound with two variables": (CUTS, "CON 2 0", "CON 2 1", "a bound must have one variable"),
    "a constraint with too few terms": (CUTS, "C1 G 1  2", "C1 G 1  1", "'1' stands where"),
    "a constraint with too many terms": (CUTS, "C1 G 1  2", "C1 G 1  3", "'C2' is no index"),
    "a constraint with a variable twice": (CUTS, "2  0 6  1 -1", "2  1 6  1 -1", "variable is named twice"),
    "a constraint with another variable": (CUTS, "2  0 6  1 -1", "2  0 6  2 -1", "variable 2 is none of the 2"),
    "a constraint with a negative variable": (CUTS, "2  0 6  1 -1", "2  0 6  -1 -1", "'-1' is no index"),
    "a constraint of another sense": (CUTS, "C2 L", "C2 <=", "'<=' stands where 'E' or 'L' or 'G' must"),
    "a name twice": (CUTS, "C2 L", "C1 L", "another constraint"),
    "a name of the problem's again": (CUTS, "C3 G", "C1 G", "another constraint"),
    "nothing to prove": (CUTS, "RTP range 1 1\n", "", "'SOL' stands where 'RTP' must"),
    "another relation": (CUTS, "RTP range", "RTP bounds", "'bounds' stands where"),
    "one bound alone": (CUTS, "RTP range 1 1", "RTP range 1", "'SOL' is no number"),
    "an infinite lower bound": (CUTS, "RTP range 1 1", "RTP range inf inf", "'inf' is no number"),
    "an upper bound less than all": (CUTS, "RTP range 1 1", "RTP range -inf -inf", "'-inf' is no number"),
    "too few solutions": (GREATEST, "SOL 2", "SOL 1", "'none' stands where 'DER' must"),
    "too many solutions": (CUTS, "SOL 2", "SOL 3", "'C3' is no index"),
    "too few derivations": (EQUATIONS, "DER 3", "DER 2", "'end' stands after the end"),
    "too many derivations": (CUTS, "DER 4", "DER 5", "the text ends before"),
    "the end is missing": (CUTS, "{ rnd 1  4 1 } 0\n", "{ rnd 1  4 1 }", "the text ends before"),
    "text after the end": (CUTS, "{ rnd 1  4 1 } 0\n", "{ rnd 1  4 1 } 0\n\n\n END", "'END' stands after the end"),
    "no text at all": (CUTS, CUTS, "", "the first line"),
}

NUMBERS = {
    number: (CUTS, "C3 G -1/2", f"C3 G {number}", "is no number|denominator of zero")
    for number in (
        "half",
        "1e5",
        "+1",
        "1/-2",
        "1/0",
        "0.5/2",
        ".5",
        "5.",
        "1_0",
        "--1",
        "1/2/3",
        "\u0661",
        "0x1",
        "nan",
    )
} | {
    "too long": (CUTS, "C3 G -1/2", f"C3 G {'1' * 10_000}", "more digits"),
    "a count with a point": (CUTS, "OBJ min\n2", "OBJ min\n2.0", "'2.0' is no index"),
    "an index in other digits": (CUTS, "lin 2  0 1/2", "lin 2  \u00b2 1/2", "is no index"),
    "an index with a plus": (CUTS, "lin 2  0 1/2", "lin 2  +0 1/2", "'\\+0' is no index"),
}

SOLUTIONS = {
    "a variable twice": (CUTS, "good 2  0 1 ", "good 2  1 1 ", "variable is named twice"),
    "another variable": (CUTS, "good 2  0 1 ", "good 2  2 1 ", "variable 2 is none of the 2"),
    "at least": (CUTS, "good 2  0 1 ", "good 2  0 -1 ", "breaks the constraint C1"),
    "at most": (CUTS, "good 2  0 1 ", "good 2  0 2 ", "breaks the constraint C2"),
    "an equation": (EQUATIONS, "1 0.75\n", "1 0.7\n", "breaks the constraint sum"),
    "a bound": (GREATEST, "best 2  0 2  1 1", "best 2  0 3  1 0", "breaks the constraint most_x"),
    "a fraction": (CUTS, "good 2  0 1 ", "good 2  0 1/2 ", "has a fraction"),
    "none good enough for a minimum": (CUTS, "best 1  1 1", "best 1  1 2", "no solution is as good"),
    "none good enough for a maximum": (GREATEST, "best 2  0 2  1 1", "best 2  0 1  1 2", "no solution is as good"),
    "none at all": (GREATEST, "SOL 2\nbest 2  0 2  1 1\nnone 0", "SOL 0", "no solution is as good"),
    "better than there are": (CUTS, "RTP range 1 1", "RTP range 0 1/2", "no solution is as good"),
    "one of an infeasible problem": (CUTS, "RTP range 1 1", "RTP infeas", "is not infeasible"),
}

DERIVATIONS = {
    "stronger than the combination": (CUTS, "C3 G -1/2", "C3 G -1/3", "does not dominate"),
    "of a minimum, the other sense": (CUTS, "C3 G -1/2", "C3 L -1/2", "does not dominate"),
    "an equation from a relation": (CUTS, "C3 G -1/2", "C3 E -1/2", "does not dominate"),
    "an equation with another side": (EQUATIONS, "half E 5/4", "half E 1", "does not dominate"),
    "another coefficient": (CUTS, "C4 G 0  1  1 1 ", "C4 G 0  1  1 2 ", "does not dominate"),
    "another variable": (CUTS, "C4 G 0  1  1 1 ", "C4 G 0  1  0 1 ", "does not dominate"),
    "a coefficient more": (CUTS, "C3 G -1/2  1  1 1 ", "C3 G -1/2  2  1 1  0 1 ", "does not dominate"),
    "a coefficient less": (EQUATIONS, "half E 5/4  2  0 1/2  1 1 ", "half E 5/4  1  1 1 ", "does not dominate"),
    "a triviality from nothing": (CUTS, "{ lin 2  0 1/2  1 -1/2 }", "{ lin 0 }", "does not dominate"),
    "another multiplier": (CUTS, "1 -1/2 }", "1 -1/3 }", "does not dominate"),
    "signs that don't go together": (CUTS, "1 -1/2 }", "1 1/2 }", "not suitable"),
    "both the wrong way round": (CUTS, "lin 2  0 1/2  1 -1/2", "lin 2  0 -1/2  1 1/2", "does not dominate"),
    "too few terms": (CUTS, "lin 2  0 1/2", "lin 1  0 1/2", "does not dominate"),
    "too many terms": (CUTS, "lin 2  0 1/2", "lin 3  0 1/2", "'}' is no index"),
    "a constraint twice": (CUTS, "lin 2  0 1/2", "lin 2  1 1/2", "constraint is named twice"),
    "itself": (CUTS, "rnd 1  2 1", "rnd 1  3 1", "constraint 3 is none of the 3"),
    "a later one": (CUTS, "rnd 1  2 1", "rnd 1  4 1 } 3 C3 G", "constraint 4 is none of the 3"),
    "no reason": (CUTS, "{ lin 2  0 1/2  1 -1/2 }", "", "'3' stands where '{' must"),
    "another reason": (CUTS, "{ lin 2  0 1/2", "{ sum 2  0 1/2", "'sum' stands where"),
    "a weak combination": (CUTS, "lin 2  0 1/2", "lin weak { 0 } 2  0 1/2", "'weak': only complete"),
    "a weak rounding": (CUTS, "rnd 1  2 1", "rnd weak { 0 } 1  2 1", "'weak': only complete"),
    "an incomplete one": (CUTS, "lin 2  0 1/2  1 -1/2", "lin incomplete 0 1", "'incomplete': only complete"),
    "braces not set apart": (CUTS, "{ lin 2  0 1/2", "{lin 2  0 1/2", "'{lin' stands where '{' must"),
    "no brace at the end": (CUTS, "1 -1/2 } 3\n", "1 -1/2 3\n", "'3' stands where '}' must"),
    "no last use": (CUTS, "1 -1/2 } 3\n", "1 -1/2 }\n", "'C4' is no index"),
    "a negative last use": (CUTS, "1 -1/2 } 3\n", "1 -1/2 } -2\n", "'-2' is no index"),
    "a last use beyond the end": (CUTS, "1 -1/2 } 3\n", "1 -1/2 } 6\n", "no constraint 6"),
    "used after its last use": (CUTS, "1 -1/2 } 3\n", "1 -1/2 } 2\n", "constraint 2 is used after"),
    "split by one after its last use": (
        NESTED,
        "down L 0  1  1 1  { asm } 12",
        "down L 0  1  1 1  { asm } 11",
        "after",
    ),
    "rounded by too much": (CUTS, "C6 G 1  OBJ", "C6 G 2  OBJ", "does not dominate"),
    "rounded the other way": (GREATEST, "whole L 3", "whole L 2", "does not dominate"),
    "rounded with fractions": (CUTS, "{ rnd 1  4 1 }", "{ rnd 1  4 1/2 }", "that may have a fraction"),
    "rounded with half multipliers": (CUTS, "{ rnd 1  2 1 }", "{ rnd 1  0 1/4 }", "that may have a fraction"),
    "rounded with variables that are not whole": (CUTS, "INT 2\n0 1", "INT 1\n0", "that may have a fraction"),
    "an equation rounded": (EQUATIONS, "{ lin 1  3 1 }", "{ rnd 1  1 2 }", "an equation can't be rounded"),
    "nothing rounded": (CUTS, "{ rnd 1  2 1 }", "{ rnd 0 }", "an equation can't be rounded"),
    "better than the solution": (CUTOFF, "cut L 2", "cut L 1", "no solution is so good"),
    "a cutoff of another sum": (CUTOFF, "cut L 2  OBJ", "cut L 2  1  0 2", "no solution is so good"),
    "a cutoff the other way": (CUTOFF, "cut L 2", "cut G 2", "no solution is so good"),
    "a cutoff without solution": (BRANCHES, "{ asm } 7\nhigh", "{ sol } 7\nhigh", "no solution is so good"),
}

SPLIT_BY = "low L {0}  1  {2}  {{ asm }} 5\nhigh G {1}  1  {2}  {{ asm }} 5\n"
SIDES = SPLIT_BY.format(4, 5, "0 3")

ALTERNATIVES = {
    "too few indices": (NESTED, "uns 10 7  11 8", "uns 10 7  11", "'}' is no index"),
    "too many indices": (NESTED, "uns 10 7  11 8", "uns 10 7  11 8 9", "'9' stands where '}' must"),
    "a later one": (NESTED, "uns 10 7  11 8", "uns 10 7  12 8", "constraint 12 is none of the 12"),
    "the first says another thing": (NESTED, "uns 10 7  11 8", "uns 4 7  11 8", "does not dominate"),
    "the second says another thing": (NESTED, "uns 10 7  11 8", "uns 10 7  4 8", "does not dominate"),
    "one side twice": (NESTED, "uns 10 7  11 8", "uns 10 7  11 7", "at most a number and at least the next"),
    "sides of two sums": (NESTED, "uns 10 7  11 8", "uns 10 7  11 6", "at most a number and at least the next"),
    "both sides at least": (NESTED, "uns 10 7  11 8", "uns 10 6  11 8", "at most a number and at least the next"),
    "an equation for the other side": (SPLIT, "high G 5", "high E 5", "at most a number and at least the next"),
    "two steps the same way": (
        replaced(SPLIT, "uns 4 2  4 3", "uns 4 3  4 2"),
        "low L 4",
        "low G 4",
        "at most a number and at least the next",
    ),
    "a gap of two": (SPLIT, "high G 5", "high G 6", "at most a number and at least the next"),
    "no gap": (SPLIT, "high G 5", "high G 4", "at most a number and at least the next"),
    "an equation for a side": (SPLIT, "low L 4", "low E 4", "at most a number and at least the next"),
    "sums of other multiples": (SPLIT, "low L 4  1  0 3", "low L 4  1  0 6", "at most a number and at least the next"),
    "not between whole numbers": (SPLIT, SIDES, SPLIT_BY.format("9/2", "11/2", "0 3"), "there may be values"),
    "coefficients that are not whole": (SPLIT, SIDES, SPLIT_BY.format(4, 5, "0 1/2"), "there may be values"),
    "a variable that is not whole": (SPLIT, SIDES, SPLIT_BY.format(4, 5, "1 3"), "there may be values"),
    "one used after its last use": (SPLIT, "low L 4  1  0 3  { asm } 5", "low L 4  1  0 3  { asm } 4", "is used after"),
}

RELATIONS = {
    "a bound higher than proven": (CUTS, "RTP range 1 1", "RTP range 2 inf", "does not prove"),
    "a bound of a maximum lower than proven": (GREATEST, "RTP range 8 8", "RTP range -inf 7", "does not prove"),
    "the other way": (CUTS, "OBJ min", "OBJ max", "does not prove"),
    "no absurdity": (NESTED, "none G 1  0 ", "none G 0  0 ", "does not prove"),
    "an assumption left by itself": (NESTED, "{ uns 9 5  12 6 }", "{ lin 1  9 1 }", "has assumptions"),
    "alternatives the wrong way round": (NESTED, "uns 9 5  12 6", "uns 12 5  9 6", "has assumptions"),
    "an assumption of the first alternative": (
        replaced(NESTED, "uns 10 7  11 8", "uns 11 8  10 7"),
        "{ uns 9 5  12 6 }",
        "{ lin 1  12 1 }",
        "has assumptions",
    ),
    "an assumption at the end": (CUTOFF, "{ uns 4 2  3 3 }", "{ asm }", "has assumptions"),
    "an assumption of an inner branch": (NESTED, "{ uns 10 7  11 8 }", "{ lin 1  10 -1 }", "has assumptions"),
    "an assumption with a multiplier of zero": (CUTOFF, "{ uns 4 2  3 3 }", "{ lin 2  3 1  2 0 }", "has assumptions"),
    "an assumption though nothing is to prove": (
        replaced(CUTOFF, "range 2 2", "range -inf 2"),
        "{ uns 4 2  3 3 }",
        "{ lin 1  3 1 }",
        "has assumptions",
    ),
    "no derivations": (CUTS, CUTS[CUTS.index("DER") :], "DER 0\n", "does not prove"),
    "no derivations of infeasibility": (BRANCHES, BRANCHES[BRANCHES.index("DER") :], "DER 0\n", "does not prove"),
    "another constraint last": (CUTS, "C6 G 1  OBJ  { rnd", "C6 G 1/6  OBJ  { lin", "does not prove"),
    "another sum last": (CUTS, "C6 G 1  OBJ  { rnd 1  4 1 }", "C6 G 1  2  0 6  1 1  { lin 1  0 1 }", "does not prove"),
}


@pytest.mark.parametrize(
    ("text", "old", "new", "reason"),
    [
        pytest.param(*case, id=f"{group}: {name}")
        for group, cases in {
            "section": SECTIONS,
            "number": NUMBERS,
            "solution": SOLUTIONS,
            "derivation": DERIVATIONS,
            "alternative": ALTERNATIVES,
            "relation": RELATIONS,
        }.items()
        for name, case in cases.items()
    ],
)
def test_one_broken_rule(text, old, new, reason):
    check(text)
    with pytest.raises(Refused, match=reason) as caught:
        check(replaced(text, old, new))
    assert caught.value.place.startswith("line ")
