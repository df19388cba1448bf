"""Derivations made up at random, right and wrong ones: whatever the checker takes as proven is true."""

from collections import Counter
from fractions import Fraction
from math import ceil, floor
from random import Random

from ..times import TIMES
from .checker import Refused, check
from .examples import refuted

NO = Fraction()
MULTIPLIERS = [Fraction(word) for word in ("1", "2", "3", "1/2", "1/3", "2/3")]

Row = tuple[str, Fraction, dict[int, Fraction]]
"""Sense, right-hand side, coefficients."""


class Attempt:
    """A problem of two variables, and what was derived of it as far as the checker takes it."""

    def __init__(self, random: Random):
        self.random = random
        self.integers = [index for index in range(2) if random.random() < 0.85]
        self.given: list[Row] = [self.drawn() for _ in range(random.randint(2, 4))]
        self.rows = [*self.given]
        self.reasons: list[str] = []
        self.sides: list[tuple[int, int]] = []

    def drawn(self) -> Row:
        left = {index: Fraction(self.random.randint(-3, 3)) for index in range(2)}
        return self.random.choice("GGLLE"), Fraction(self.random.randint(-4, 4)), left

    def split(self) -> None:
        """Assume either side of what mostly is a split, now and then of none."""
        _, low, left = self.drawn()
        left = self.random.choice([left, {self.random.randint(0, 1): Fraction(1)}])
        gap = self.random.choice([1, 1, 1, 1, 2])
        number = len(self.rows)
        if self.taken(("L", low, left), "asm") and self.taken(("G", low + gap, left), "asm"):
            self.sides.append((number, number + 1))

    def combine(self) -> None:
        """A combination, rounded or not, which is sometimes said to be more than it is."""
        random = self.random
        used = random.sample(range(len(self.rows)), min(len(self.rows), random.randint(1, 4)))
        aim = random.choice("GL")
        terms: dict[int, Fraction] = {}
        for index in used:
            sign = random.choice([1, -1]) if self.rows[index][0] == "E" else 1 if self.rows[index][0] == aim else -1
            terms[index] = random.choice(MULTIPLIERS) * (sign if random.random() < 0.95 else -sign)
        sums = {
            index: sum((terms[each] * self.rows[each][2].get(index, NO) for each in used), NO) for index in range(2)
        }
        left = {index: value for index, value in sums.items() if value}
        right = sum((terms[each] * self.rows[each][1] for each in used), NO)
        kind = random.choice(["lin", "rnd"])
        if kind == "rnd":
            right = Fraction(ceil(right) if aim == "G" else floor(right))
        if random.random() < 0.2:
            right += Fraction(random.choice(["1", "-1", "1/2"]))
        if not left and random.random() < 0.2:
            aim, right, left = self.drawn()  # of an absurdity, any
        reason = f"{kind} {len(terms)}  " + "  ".join(f"{index} {value}" for index, value in terms.items())
        self.taken((aim if random.random() < 0.9 else "E", right, left), reason)

    def join(self) -> None:
        """Two constraints that may say alike, without what may be the sides of a split."""
        if not self.sides:
            return
        low, high = self.random.choice(self.sides)
        for _ in range(10):
            one, other = (self.random.randrange(len(self.rows)) for _ in range(2))
            if self.taken(self.rows[one], f"uns {one} {low} {other} {high}"):
                return

    def taken(self, row: Row, reason: str) -> bool:
        """Add it if the checker takes it, whatever it depends on."""
        self.rows.append(row)
        self.reasons.append(reason)
        try:
            check(self.text("max 0", "range -inf inf", (("G", NO, {}), "lin 0")))
        except Refused:
            del self.rows[-1], self.reasons[-1]
            return False
        return True

    def text(self, objective: str, relation: str, last: tuple[Row, str]) -> str:
        derived = zip([*self.rows[len(self.given) :], last[0]], [*self.reasons, last[1]], strict=True)
        given = "\n".join(f"c{number} {told(row)}" for number, row in enumerate(self.given))
        lines = "\n".join(f"d{number} {told(row)} {{ {reason} }} -1" for number, (row, reason) in enumerate(derived))
        integers = " ".join(map(str, [len(self.integers), *self.integers]))
        return (
            f"VER 1.1\nVAR 2 x y INT {integers} OBJ {objective}\nCON {len(self.given)} 0\n{given}\n"
            f"RTP {relation} SOL 0 DER {len(self.reasons) + 1}\n{lines}\n"
        )

    def claims(self, index: int) -> str:
        """That a row holds without assumptions."""
        row = sense, right, left = self.rows[index]
        again = (row, f"lin 1 {index} 1")
        if not any(left.values()) and (right > 0 if sense == "G" else right < 0 if sense == "L" else right):
            return self.text("min 0", "infeas", again)
        if sense == "L":
            return self.text(f"max {terms_of(left)}", f"range -inf {right}", again)
        return self.text(f"min {terms_of(left)}", f"range {right} inf", again)


def told(row: Row) -> str:
    sense, right, left = row
    return f"{sense} {right}  {terms_of(left)}"


def terms_of(left: dict[int, Fraction]) -> str:
    return f"{len(left)}  " + "  ".join(f"{index} {value}" for index, value in left.items())


def test_what_is_taken_is_true():
    random = Random(11)  # noqa: S311 - the same in every run
    proven = Counter[str]()
    for _ in range(30 * TIMES):
        attempt = Attempt(random)
        for _ in range(25):
            random.choice([attempt.split, attempt.combine, attempt.combine, attempt.combine, attempt.join])()
        for index in range(len(attempt.given), len(attempt.rows)):
            text = attempt.claims(index)
            reason = attempt.reasons[index - len(attempt.given)].split()[0]
            try:
                verdict = check(text)
            except Refused as refusal:
                if "has assumptions" not in refusal.reason:
                    raise
                proven[f"{reason}, assumed"] += 1
                continue
            assert reason != "asm"
            assert not refuted(verdict), text
            proven[f"{reason}, {'infeasible' if verdict.relation == 'infeas' else 'bounded'}"] += 1
    for reason in ("lin", "rnd", "uns"):
        assert all(proven[f"{reason}, {what}"] for what in ("assumed", "bounded")), proven
