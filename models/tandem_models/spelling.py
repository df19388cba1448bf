"""What was perhaps meant by a word that is not known."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .bounds import FaultCode, Sentence

MOST_LISTED = 12
"""Known words of which all are named where none is near."""

MOST_MEANT = 3
"""Words equally near that are named."""

LONGEST_WORD = 100
"""Characters of a word that may be near to one that is known."""

NEAR, SURE = 0.65, 0.8
"""Likeness of words, and of those that stand for people: a wrong hint would put one's leave on another."""

_PARTS = re.compile(r"\d+|[^\W\d_]+")


class _Shape(NamedTuple):
    """A word without what makes no other word of it: capitals, separators, zeros before a number."""

    letters: str
    numbers: tuple[str, ...]


def suggestion(word: str, known: Iterable[str], likeness: float = NEAR) -> str:
    """`, did you mean 'x'?` where one known word is close, else a list of the known ones if they are few.

    A word with another number is another word: N27 is never meant by N7, and N07 always is. Where several are equally
    close, all are named.

    Args:
        word: what is not known.
        known: what is.
        likeness: how alike letters must be, of 1.
    """
    options = _indexed(frozenset(known))
    if meant := _meant(word[: LONGEST_WORD + 1], options, likeness):
        quoted = (f"'{option}'" for option in meant)
        return f", did you mean {' or '.join(quoted)}?"
    alike = options.by_letters.get(_shape(word[:LONGEST_WORD]).letters, [])
    if 1 < len(alike) < len(options.words) and len(alike) <= MOST_LISTED:
        return f": alike are {', '.join(alike)}"
    return f": known are {', '.join(options.words)}" if 0 < len(options.words) <= MOST_LISTED else ""


def misspelt(noun: str, word: str, known: Iterable[str]) -> Sentence | None:
    """The sentence about a word that is a known one but for capitals, separators and zeros; None for any other."""
    options, (letters, numbers) = _indexed(frozenset(known)), _shape(word[:LONGEST_WORD])
    same = options.by_numbers.get(numbers, {}).get(letters, []) if letters or numbers else []
    meant = " or ".join(f"'{one}'" for one in same)
    if not same or word in same:
        return None
    text = f"unknown {noun} '{word[:60]}', did you mean {meant}?"
    return Sentence("unknown_reference", text, same[0] if len(same) == 1 else None)


def with_suggestion(code: FaultCode, text: str, word: str, known: Iterable[str], likeness: float = NEAR) -> Sentence:
    """A sentence about a word that is not known, with what was perhaps meant: as `suggestion` has it."""
    known = frozenset(known)
    return Sentence(code, text + suggestion(word, known, likeness), nearest(word, known, likeness))


def nearest(word: str, known: Iterable[str], likeness: float = NEAR) -> str | None:
    """The one known word that is close, if there is one."""
    meant = _meant(word[: LONGEST_WORD + 1], _indexed(frozenset(known)), likeness)
    return meant[0] if len(meant) == 1 else None


def ended(text: str) -> str:
    """A text as a sentence: with a full stop, unless a question mark ends it already."""
    return text if text.endswith("?") else f"{text}."


class _Known(NamedTuple):
    """The words that are known, in order, and those that have the same letters or numbers."""

    words: list[str]
    by_letters: dict[str, list[str]]
    by_numbers: dict[tuple[str, ...], dict[str, list[str]]]
    """By numbers, then by letters."""


@lru_cache(maxsize=32)
def _indexed(known: frozenset[str]) -> _Known:
    found = _Known(sorted(known), {}, {})
    for word in found.words:
        letters, numbers = _shape(word)
        found.by_numbers.setdefault(numbers, {}).setdefault(letters, []).append(word)
        if letters:
            found.by_letters.setdefault(letters, []).append(word)
    return found


def _shape(word: str) -> _Shape:
    parts = _PARTS.findall(word.casefold())
    numbers = tuple(part.lstrip("0") for part in parts if part.isdecimal())
    return _Shape("".join(part for part in parts if not part.isdecimal()), numbers)


def _meant(word: str, known: _Known, likeness: float) -> list[str]:
    """The known words that are the nearest, where they are few."""
    letters, numbers = _shape(word)
    options = known.by_numbers.get(numbers, {}) if len(word) <= LONGEST_WORD and (letters or numbers) else {}
    found = options.get(letters) or _most_alike(letters, options, likeness)
    if not found:
        begun = [word for known_letters, same in options.items() if known_letters.startswith(letters) for word in same]
        found = begun if len(begun) == 1 and letters else []
    return found if len(found) <= MOST_MEANT else []


def _most_alike(letters: str, options: dict[str, list[str]], likeness: float) -> list[str]:
    """The words with the most letters in common, in the same order."""
    from rapidfuzz import process  # takes a while to load
    from rapidfuzz.distance import Indel

    near = process.extract(letters, [*options], scorer=Indel.normalized_similarity, score_cutoff=likeness, limit=None)
    most = max((score for _, score, _ in near), default=0)
    return [word for same, score, _ in near if score == most for word in options[same]]
