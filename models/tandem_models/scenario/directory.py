"""Who was perhaps meant by a word that is nobody's id: said in ids alone, never in names."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ..base import Role
from ..bounds import Sentence
from ..spelling import LONGEST_WORD, MOST_MEANT, SURE, misspelt, with_suggestion

NEARLY = 0.9
"""Likeness of names: one letter wrong, missing or in the other place in ten."""

_BETWEEN = re.compile(r"\s*[,;/&+\n]\s*|\s+and\s+")
"""What people write between the names of several."""

_LONGEST_LIST = 500
"""Characters of a word that may be the names of several."""

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters whose marks Unicode has no letters without."""

_WORDS = re.compile(r"[^\W_]+")


class Listed(NamedTuple):
    """Somebody who has an id; what is not known is None."""

    id: str
    name: str | None = None
    role: Role | None = None


class Directory:
    """The people of a scenario, or those of them who could be read.

    No sentence has anybody's name: neither one that is known nor what was written and is a name or may be one. The
    place of the fault says where that stands.

    Args:
        people: persons, or whatever else has `id`, `name` and `role`.
        ids: the ids of others, of whom no more is known.
    """

    def __init__(self, people: Iterable[Any], ids: Iterable[str] = ()) -> None:
        self._people = [one for one in people if one.id is not None]
        self._ids = {*ids, *(one.id for one in self._people)}

    def meant(self, word: str) -> str | None:
        """The id that a word stands for, in whatever capitals: an id, or the name of one alone; None where it is none.

        Of areas as well as of people.
        """
        if word in self._ids:
            return word
        written = _written(word)
        found = {one for one in self._ids if _written(one) == written}
        found |= {one.id for one in self._people if one.name is not None and _written(one.name) == written}
        return found.pop() if len(found) == 1 else None

    def unknown(self, word: str, role: Role | None = None) -> Sentence:
        """The sentence about a word where an id is asked for, of a role where one alone can stand there."""
        if several := self._several(word):
            return several
        ids = self._ids if role is None else {one.id for one in self._people if one.role == role}
        if named := self.named(word, ids):
            return named
        quoted = f" '{word[:60]}'" if self.quotable(word) else ""
        return with_suggestion("unknown_reference", f"unknown person{quoted}", word, ids, SURE)

    def otherwise_written(self, word: str) -> Sentence | None:
        """The sentence about a word that is somebody's id in another spelling, or a name; None for any other.

        It may be the id of somebody who has left.
        """
        if word in self._ids:
            return None
        if several := self._several(word):
            return several
        named = None if self.quotable(word) else self.named(word)
        if named is not None and named == _NOBODY:
            named = named.saying(
                f"{named}, of somebody who has left the old one, or keep them among the people with `until`"
            )
        return named or misspelt("person", word, self._ids)

    def _several(self, word: str) -> Sentence | None:
        """The sentence about the ids or names of several people where one alone can stand; None for any other word."""
        parts = [part for part in _BETWEEN.split(word[:_LONGEST_LIST].strip()) if part]
        people = [self.meant(part) for part in parts]
        if len(parts) < 2 or None in people:
            return None
        listed = _listing([one for one in people if one is not None])
        return Sentence("wrong_format", f"is of {listed} where one person stands: give each an entry of their own")

    def quotable(self, word: str) -> bool:
        """Whether a word that is nobody's id may be told: where ids have numbers, what has none may well be a name."""
        return _numbered(word) or not any(map(_numbered, self._ids))

    def named(self, word: str, ids: Collection[str] | None = None) -> Sentence | None:
        """What to do about a name, only these ids being hinted at for their likeness; None where a word is none."""
        written = _words(word[:LONGEST_WORD])
        if same := [one for one, name in self._names.items() if sorted(name) == sorted(written)]:
            return _give_id(f"is the name of {_listing(same)}", same)
        if near := self._nearly(" ".join(written), self._ids if ids is None else ids):
            return _give_id(f"nobody has this name, that of {_listing(near)} is nearly the same", near)
        part = [one for one, name in self._names.items() if written and {*written} <= {*name}]
        if part:
            whose = _listing(part) if len(part) <= MOST_MEANT else "several people"
            return _give_id(f"is part of the name of {whose}", part)
        return _NOBODY if " " in word else None

    def _nearly(self, written: str, ids: Collection[str]) -> list[str]:
        """The ids of those whose names are the most like what is written."""
        from rapidfuzz import process  # takes a while to load
        from rapidfuzz.distance import OSA

        names = {one: " ".join(name) for one, name in self._names.items() if one in ids}
        found = process.extract(
            written, names, scorer=OSA.normalized_similarity, score_cutoff=NEARLY, limit=MOST_MEANT + 1
        )
        near = [one for _, likeness, one in found if likeness == found[0][1]]
        return near if len(near) <= MOST_MEANT else []

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The words of names, by the ids of those who have them."""
        names = {one.id: _words(one.name) for one in self._people if one.name is not None}
        return {one: name for one, name in names.items() if name}


def _written(word: str) -> str:
    """A word as it may be written: capitals and the width of gaps make no difference."""
    return " ".join(word.casefold().split())


def _give_id(text: str, meant: Sequence[str] = ()) -> Sentence:
    return Sentence("unknown_reference", f"{text}: give the id", meant[0] if len(meant) == 1 else None)


_NOBODY = _give_id("nobody has this name")


def _words(name: str) -> list[str]:
    """The words of a name, without the marks on letters, which many keyboards lack."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return _WORDS.findall("".join(letter for letter in folded if not unicodedata.combining(letter)))


def _numbered(word: str) -> bool:
    return any(map(str.isdecimal, word))


def _listing(ids: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(ids[:-1]), ids[-1])))
