"""What was perhaps meant by a word that is not known."""

import difflib
from collections.abc import Iterable
from functools import lru_cache


def suggestion(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'x'?` where a known word is close, else a list of the known ones if they are few."""
    return _suggestion(word, frozenset(known))


def ended(text: str) -> str:
    """A text as a sentence: with a full stop, unless a question mark ends it already."""
    return text if text.endswith("?") else f"{text}."


@lru_cache(maxsize=4096)  # one misspelt id may stand in thousands of lines
def _suggestion(word: str, known: frozenset[str]) -> str:
    options = sorted(known)
    same = [option for option in options if option.casefold() == word.casefold()]
    close = same or difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    begun = [option for option in options if option.lower().startswith(word.lower())]
    if close or len(begun) == 1:
        return f", did you mean '{(close or begun)[0]}'?"
    return f": known are {', '.join(options)}" if 0 < len(options) <= 12 else ""
