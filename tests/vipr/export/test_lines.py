"""Lines of derivations, as the format has them."""

from fractions import Fraction

import pytest

from tandem_scheduler.engine.proofs.vipr.lines import Bound, Combination, Line, Multiplier, Terms, in_order

from ..checker import Refused, check

HALVES = Bound(sense="E", right=3, terms={0: 2}, index=0)
"""2x = 3: no whole number is x."""

SUM, LESS = Bound(sense="E", right=4, terms={0: 1, 1: 1}, index=0), Bound(sense="E", right=1, terms={1: 1}, index=1)


def text(given: list[Bound], last: Line) -> str:
    """A certificate that x is at least what a line says."""
    problem = "".join(f"c{n} {row.sense} {row.right} {terms(row.left())}\n" for n, row in enumerate(given))
    lines = []
    for number, line in enumerate(in_order(last), len(given)):
        lines.append(f"d{number} {line.sense} {line.right} {terms(line.left())} {line.reason()} -1\n")
        line.index = number
    return (
        f"VER 1.0\nVAR 2 x y INT 2 0 1 OBJ min 1 0 1\nCON {len(given)} 0\n{problem}"
        f"RTP range {last.right} inf\nSOL 0\nDER {len(lines)}\n{''.join(lines)}"
    )


def terms(of: Terms) -> str:
    return " ".join([str(len(of)), *(f"{column} {times}" for column, times in of.items())])


def rounded(right: int, parts: list[tuple[Multiplier, Line]], sense: str = "G") -> Combination:
    return Combination(sense=sense, right=right, make=lambda: ({0: 1}, parts))


@pytest.mark.parametrize(
    ("given", "parts", "right"),
    [([HALVES], [(Fraction(1, 2), HALVES)], 2), ([SUM, LESS], [(1, SUM), (-1, LESS)], 3)],
    ids=["one that no whole number has", "two"],
)
def test_equations_alone_are_rounded_as_what_they_say_on_one_side(
    given: list[Bound], parts: list[tuple[Multiplier, Line]], right: int
) -> None:
    assert check(text(given, rounded(right, parts))).relation == ("range", right, None)
    with pytest.raises(Refused, match="does not dominate"):
        check(text(given, rounded(right + 1, parts)))


def test_an_equation_that_is_taken_away_again_is_none_of_the_combination() -> None:
    most = Bound(sense="L", right=1, terms={1: 1}, index=1)
    parts: list[tuple[Multiplier, Line]] = [(1, SUM), (-1, LESS), (1, most), (-1, most)]
    given = [SUM, LESS]
    most.index = 2
    assert check(text([*given, most], rounded(3, parts))).relation == ("range", 3, None)
