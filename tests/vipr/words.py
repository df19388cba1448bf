"""Words and numbers of a certificate, split one line after the other: a large file is never held as words at once."""

import re
from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from reprlib import repr as shown  # a word may be as long as the file

Number = int | Fraction
"""A rational number; an `int` where it is whole, with which sums take a tenth of the time."""

VERSIONS = (["VER", "1.0"], ["VER", "1.1"])

# `split` here and programs elsewhere would not agree on where a word with one of these ends.
STRANGE = re.compile(r"[^\S \t\r\n]")

VALUE = re.compile(r"-?[0-9]+(?:\.[0-9]+|/[0-9]+)?")


class Fault(Exception):  # noqa: N818 - the certificate's, no error of the checker
    """What a certificate has that the specification does not allow; `check` adds the place."""


class _Values(dict[str, Number]):
    """Values by how they are written: few different ones are in a certificate, each many times."""

    def __missing__(self, word: str) -> Number:
        if not VALUE.fullmatch(word):
            raise Fault(f"{shown(word)} is no number: whole numbers, finite decimals and fractions are")
        try:
            fraction = Fraction(word)
        except (ValueError, ZeroDivisionError):
            raise Fault(f"{shown(word)} has a denominator of zero, or more digits than can be read") from None
        value = self[word] = fraction.numerator if fraction.denominator == 1 else fraction
        return value


class _Indices(dict[str, int]):
    """Indices and counts by how they are written."""

    def __missing__(self, word: str) -> int:
        if not (word.isascii() and word.isdigit() and len(word) < 20):
            raise Fault(f"{shown(word)} is no index or count: whole numbers from 0 on are")
        index = self[word] = int(word)
        return index


class Words:
    """The words of a certificate in their order, each taken once.

    Attributes:
        line: Number of the line of the word taken last, from 1 on.
        subject: Name of what is being read, empty where it has none.
        as_value: The value that a word says.
        as_count: The index or count that a word says.
    """

    def __init__(self, text: str):
        self.line = 0
        self.subject = ""
        self._text = text
        self._lines = _lines(text)
        self._row: list[str] = []
        self._at = 0
        self.as_value: Callable[[str], Number] = _Values().__getitem__
        self.as_count: Callable[[str], int] = _Indices().__getitem__

    def heading(self) -> None:
        """Comments and the version, which stand on lines of their own."""
        begin = 0
        for line in self._lines:
            self.line += 1
            begin += len(line) + 1
            if not line.startswith("%"):
                break
        if line.split() not in VERSIONS:
            raise Fault("the first line after comments must be 'VER 1.0' or 'VER 1.1'")
        if strange := STRANGE.search(self._text, begin):
            self.line = self._text.count("\n", 0, strange.start()) + 1
            raise Fault(f"{strange[0]!r} stands where spaces, tabs and line breaks alone may part words")

    def end(self) -> None:
        """Refuse words that are left."""
        rest = self._row[self._at :]
        while not rest and (line := next(self._lines, None)) is not None:
            self.line += 1
            rest = line.split()
        if rest:
            raise Fault(f"{shown(rest[0])} stands after the end")

    def one(self) -> str:
        """The next word."""
        while self._at == len(self._row):
            self._next_line()
        self._at += 1
        return self._row[self._at - 1]

    def several(self, number: int) -> list[str]:
        """The next words, so many."""
        found = self._row[self._at : self._at + number]
        self._at += len(found)
        while len(found) < number:
            self._next_line()
            more = self._row[: number - len(found)]
            self._at = len(more)
            found += more
        return found

    def keyword(self, *allowed: str) -> str:
        """The next word, which is one of these."""
        word = self.one()
        if word not in allowed:
            raise Fault(f"{shown(word)} stands where {' or '.join(map(repr, allowed))} must")
        return word

    def value(self) -> Number:
        """The next word, a value."""
        return self.as_value(self.one())

    def count(self) -> int:
        """The next word, a count."""
        return self.as_count(self.one())

    def indices(self, number: int, below: int, what: str) -> list[int]:
        """The next words, so many indices, each lower than `below`; `what` says in the singular what of."""
        found = list(map(self.as_count, self.several(number)))
        _all_below(below, found, what)
        return found

    def terms(self, number: int, below: int, what: str) -> dict[int, Number]:
        """The next words, so many pairs of an index, different and lower than `below`, and a value."""
        words = self.several(2 * number)
        found = dict(zip(map(self.as_count, words[::2]), map(self.as_value, words[1::2]), strict=True))
        if len(found) < number:
            raise Fault(f"a {what} is named twice")
        _all_below(below, found, what)
        return found

    def _next_line(self) -> None:
        line = next(self._lines, None)
        if line is None:
            raise Fault("the text ends before the certificate does")
        self.line += 1
        self._row = line.split()
        self._at = 0


def _lines(text: str) -> Iterator[str]:
    # `splitlines` would hold all of them at once, and break lines at more than line feeds.
    begin = 0
    while (end := text.find("\n", begin)) >= 0:
        yield text[begin:end]
        begin = end + 1
    yield text[begin:]


def _all_below(below: int, indices: Collection[int], what: str) -> None:
    if indices and (highest := max(indices)) >= below:
        raise Fault(f"{what} {highest} is none of the {below} that there are so far")
