"""Certificates with one thing changed at random, which whoever checks certificates must not take for what they were."""

import re
from collections.abc import Callable, Collection
from fractions import Fraction
from random import Random

KINDS = ("multiplier", "bound", "column", "row", "roster")

Change = Callable[[Random], dict[int, str]]
"""Draws what to put for words, by place."""


def changed(text: str, random: Random) -> tuple[str, str]:
    """A certificate with one change that means something, and the kind of the change.

    - `multiplier`: one of a combination is one more or less, or has the other sign.
    - `bound`: more is claimed, by one: in the relation to prove, or by the constraint derived last. Where infeasibility
      is to be proven, the constraint derived last is no absurdity any more.
    - `column`: a constraint of the problem or a derived one has another variable in place of one.
    - `row`: a reason refers to another constraint in place of one, or the right-hand side of a constraint of the
      problem is one more or less.
    - `roster`: a value of a solution is one more or less, or left out and so 0.

    A change may leave a certificate that is right by itself. In the derivations and the relation it is so where the
    claim is still true: a multiplier was larger than need be, another constraint does as well, nothing depends on what
    was changed. In the problem and the solutions it may be right about another problem, or with another solution:
    whether these are the ones meant, only a reader who knows them can tell. By the kind, a test decides what it may
    expect: `multiplier` and `bound` are changes of the first sort, `roster` of the second, `column` and `row` of
    either, which the constraints in the verdict tell apart.

    Args:
        text: A certificate that the checker takes.
        random: What the kind and the place are drawn with.

    Raises:
        ValueError: There is nothing in it to change.
    """
    certificate = _Certificate(text)
    kinds = [kind for kind in KINDS if certificate.changes[kind]]
    if not kinds:
        raise ValueError("The certificate has nothing to change.")
    kind = random.choice(kinds)
    words = [*certificate.words]
    for place, word in random.choice(certificate.changes[kind])(random).items():
        words[place] = word
    return certificate.head + "".join(map("".join, zip(words, certificate.gaps, strict=True))), kind


class _Certificate:
    """The words of a certificate after its version, and what could be changed, by kind."""

    def __init__(self, text: str):
        version = re.search(r"^VER.*\n", text, re.MULTILINE)
        assert version, "a certificate has a version"
        self.head = text[: version.end()]
        parts = re.split(r"(\s+)", text[version.end() :])
        self.words, self.gaps = parts[::2], [*parts[1::2], ""]
        self.changes: dict[str, list[Change]] = {kind: [] for kind in KINDS}
        self.at = 0
        self._read()

    def _read(self) -> None:
        self._skip("VAR")
        self.variables = self._number()
        self.at += self.variables
        self._skip("INT")
        integers = self._number()
        self.at += integers
        self._skip("OBJ")
        minimal = self._word() == "min"
        self._terms()
        self._skip("CON")
        rows = self._number()
        self.at += 1
        for _ in range(rows):
            self._change("row", self._constraint(), 1, -1)
        self._skip("RTP")
        infeasible = self._word() == "infeas"
        if not infeasible:
            bound = self.at if minimal else self.at + 1
            self.at += 2
            if not self.words[bound].endswith("inf"):
                self._change("bound", bound, 1 if minimal else -1)
        self._skip("SOL")
        for _ in range(self._number()):
            self.at += 1
            number = self.at
            for index in self._terms():
                self._change("roster", index + 1, 1, -1)
                self.changes["roster"].append(self._dropped(number, index))
        self._skip("DER")
        right = None
        for row in range(rows, rows + self._number()):
            right = self._constraint()
            self._reason(row)
            self.at += 1
        if right is not None and infeasible:
            self.changes["bound"].append(lambda _: {right: "0"})
        elif right is not None:
            self._change("bound", right, -1 if self.words[right - 1] == "L" else 1)

    def _constraint(self) -> int:
        """The place of its right-hand side."""
        right = self.at + 2
        self.at += 3
        if self.words[self.at] == "OBJ":
            self.at += 1
        else:
            self._change_indices("column", self._terms(), self.variables)
        return right

    def _reason(self, row: int) -> None:
        self._skip("{")
        kind = self._word()
        if kind in ("lin", "rnd"):
            places = self._terms()
            self._change_indices("row", places, row)
            for place in places:
                value = Fraction(self.words[place + 1])
                self._change("multiplier", place + 1, 1, -1, -2 * value)
        elif kind == "uns":
            for place in range(self.at, self.at + 4):
                self._change_indices("row", [place], row)
            self.at += 4
        self._skip("}")

    def _change(self, kind: str, place: int, *more: Fraction | int) -> None:
        """Note that one of these may be added to a number, those other than 0."""
        value = Fraction(self.words[place])
        self.changes[kind].append(lambda random: {place: str(value + random.choice([each for each in more if each]))})

    def _change_indices(self, kind: str, places: Collection[int], below: int) -> None:
        """Note that each index may become another one that is not among them."""
        taken = {int(self.words[place]) for place in places}
        if len(taken) < below:
            self.changes[kind] += [_another(place, taken, below) for place in places]

    def _dropped(self, number: int, index: int) -> Change:
        less = str(int(self.words[number]) - 1)
        return lambda _: {number: less, index: "", index + 1: ""}

    def _terms(self) -> range:
        """The places of the indices in a count and pairs; values stand behind them."""
        begin = self.at + 1
        self.at = begin + 2 * int(self.words[self.at])
        return range(begin, self.at, 2)

    def _number(self) -> int:
        return int(self._word())

    def _word(self) -> str:
        self.at += 1
        return self.words[self.at - 1]

    def _skip(self, word: str) -> None:
        assert self._word() == word


def _another(place: int, taken: Collection[int], below: int) -> Change:
    def drawn(random: Random) -> dict[int, str]:
        index = random.randrange(below)
        while index in taken:
            index = random.randrange(below)
        return {place: str(index)}

    return drawn
