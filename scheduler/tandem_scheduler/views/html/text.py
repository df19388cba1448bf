"""Text from files made harmless to look at: what can't be seen becomes visible, and nothing runs on for pages."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tandem_models import Person

LONGEST_NAME = 80
"""Characters of a name that are shown: it comes again in many places."""

LONGEST_SENTENCE = 1_000

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Controls, marks that turn the direction of what follows, and halves of characters."""


def shown(value: object) -> object:
    """A value as the template writes it, before it is escaped: all text goes through here."""
    # Markup, a kind of text, is what the template itself has made.
    return _UNSEEN.sub(_visible, value) if type(value) is str else value


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def cut(text: str, most: int = LONGEST_NAME) -> str:
    """A text of at most so many characters; where some are left out, it ends in an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class Who(NamedTuple):
    """A person as the page names them."""

    id: str
    name: str
    """Empty where the scenario has none."""

    @classmethod
    def of(cls, person: Person) -> "Who":
        """How a person is named."""
        return cls(person.id, cut(person.name or ""))


_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def isolated(text: str) -> str:
    """A text of a file as it goes into a sentence for `taken_apart`: its direction does not turn what stands around."""
    return f"{_ISOLATE}{shown(cut(text))}{_POP}"


def taken_apart(sentence: str) -> Sequence[str]:
    """A sentence with texts that were `isolated`, for the macro `sentence`: ours and theirs in turn, ours first."""
    return re.split(f"[{_ISOLATE}{_POP}]", sentence)
