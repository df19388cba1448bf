"""What the checker takes, and what it says then."""

from fractions import Fraction

import pytest

from .__main__ import main
from .checker import Refused, check
from .examples import ALL, BRANCHES, CUTOFF, CUTS, EQUATIONS, GREATEST, NESTED, SPLIT, replaced


@pytest.mark.parametrize(
    ("text", "relation", "solutions", "derivations"),
    [
        (CUTS, ("range", 1, 1), 2, 4),
        (BRANCHES, "infeas", 0, 5),
        (GREATEST, ("range", 8, 8), 2, 2),
        (EQUATIONS, ("range", Fraction(3, 4), Fraction(3, 4)), 1, 3),
        (NESTED, "infeas", 0, 9),
        (CUTOFF, ("range", 2, 2), 1, 5),
        (SPLIT, "infeas", 0, 4),
    ],
    ids=ALL,
)
def test_what_is_proven(text, relation, solutions, derivations):
    verdict = check(text)
    assert (verdict.relation, verdict.solutions, verdict.derivations) == (relation, solutions, derivations)


def test_the_problem_is_told():
    verdict = check(EQUATIONS)
    assert verdict.variables == ("x", "z")
    assert verdict.integers == {0}
    assert (verdict.aim, verdict.objective) == ("min", {1: Fraction(1)})
    assert [tuple(row) for row in verdict.constraints] == [
        ("most", "L", 1, {0: 1}),
        ("sum", "E", Fraction(5, 2), {0: 1, 1: 2}),
    ]
    assert check(GREATEST).aim == "max"


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_only_words_count(text):
    """Sections may break lines anywhere, or nowhere."""
    comments, version, rest = text.partition("VER 1.1\n" if "VER 1.1\n" in text else "VER 1.0\n")
    words = rest.split()
    for gap in (" ", "\n", " \t\r\n\n "):
        assert check(f"{comments}{version}{gap.join(words)}") == check(text)
    assert check(f"% ä comment\x0b\n%{comments}{version}{rest}\n\n") == check(text)


TAKEN = {
    "no bounds to prove": (CUTS, "RTP range 1 1", "RTP range -inf inf"),
    "no lower bound to prove": (CUTS, "RTP range 1 1", "RTP range -inf 1"),
    "no upper bound to prove": (CUTS, "RTP range 1 1", "RTP range 1 inf"),
    "no bound of a maximum to prove": (GREATEST, "RTP range 8 8", "RTP range -inf inf"),
    "less than is proven": (CUTS, "RTP range 1 1", "RTP range -0.5 7/2"),
    "a lower bound of a maximum": (GREATEST, "RTP range 8 8", "RTP range 5 10"),
    "a lower bound needs no solution": (
        CUTS,
        "range 1 1\nSOL 2\ngood 2  0 1  1 4\nbest 1  1 1\n",
        "range 1 inf\nSOL 0\n",
    ),
    "an upper bound needs no derivation": (CUTS, CUTS[CUTS.index("RTP") :], "RTP range -inf 1\nSOL 1 s 1 1 1 DER 0"),
    "coefficients of zero": (CUTS, "C4 G 0  1  1 1 ", "C4 G 0  2  1 1  0 0 "),
    "a weaker constraint": (CUTS, "C3 G -1/2", "C3 G -2/3"),
    "fractions not reduced": (CUTS, "lin 2  0 1/2  1 -1/2", "lin 2  0 2/4  1 -007/14"),
    "anything from an absurdity": (
        replaced(BRANCHES, "none G 1/4  0 ", "none G 17  OBJ"),
        "RTP infeas",
        "RTP range 17 inf",
    ),
    "a bound of two solutions": (CUTS, "C6 G 1  OBJ  { rnd 1  4 1 } 0", "C6 G 1  OBJ  { rnd 1  4 1 } 5"),
    "alternatives the other way round": (NESTED, "uns 9 5  12 6", "uns 12 6  9 5"),
    "alternatives that are no assumptions": (SPLIT, "low L 4  1  0 3  { asm }", "low L 4  1  0 3  { lin 1  1 3 }"),
    "alternatives of no variable": (
        SPLIT,
        "low L 4  1  0 3  { asm } 5\nhigh G 5  1  0 3 ",
        "low L 4  0  { asm } 5\nhigh G 5  1  1 0 ",
    ),
    "multipliers of several denominators": (
        replaced(replaced(GREATEST, "RTP range 8 8", "RTP range 8 33/4"), "most_x L 2  1  0 1", "most_x L 6  1  0 3"),
        "end L 8  OBJ  { lin 2  2 1  4 2 }",
        "end L 33/4  OBJ  { lin 3  2 1/3  4 3/2  3 1/4 }",
    ),
    "the objective in the problem": (
        replaced(CUTOFF, "lin 2  0 1  2 -2", "lin 2  0 2  2 -2"),
        "C1 G 3  1  0 2",
        "C1 G 3/2  OBJ",
    ),
    "a weaker cutoff": (CUTOFF, "cut L 2  OBJ", "cut L 5/2  OBJ"),
    "a cutoff in full": (CUTOFF, "cut L 2  OBJ", "cut L 2  1 0 1"),
    "infeasible, so any bound": (BRANCHES, "RTP infeas", "RTP range 17 inf"),
}


@pytest.mark.parametrize(("text", "old", "new"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken(text, old, new):
    check(replaced(text, old, new))


def test_the_command(tmp_path, capsys):
    for name, text in (("cuts", CUTS), ("nested", NESTED), ("open", replaced(CUTS, "range 1 1", "range -inf 1"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main([str(tmp_path / name) for name in ("cuts", "nested", "open")]) == 0
    assert [line.split(": ", 1)[1] for line in capsys.readouterr().out.splitlines()] == [
        "proven: the min is from 1 to 1 (2 solutions, 4 derivations)",
        "proven: there is no solution (0 solutions, 9 derivations)",
        "proven: the min is from open to 1 (2 solutions, 4 derivations)",
    ]
    (tmp_path / "bad").write_text(replaced(CUTS, "C4 G 0", "C4 G 1"), encoding="utf-8")
    (tmp_path / "bytes").write_bytes(b"\xff")
    assert main([str(tmp_path / name) for name in ("bad", "bytes", "missing", "cuts")]) == 1
    bad, octets, missing, good = capsys.readouterr().out.splitlines()
    assert bad.endswith("bad: refused: line 19, C4: the combination does not dominate the constraint derived")
    assert all("refused" in line for line in (octets, missing))
    assert "proven" in good


def test_a_refusal_says_where():
    with pytest.raises(Refused) as caught:
        check(replaced(NESTED, "12 6 } -1", "12 7 } -1"))
    assert caught.value.place == "line 26, none"
    assert str(caught.value) == f"{caught.value.place}: {caught.value.reason}"
