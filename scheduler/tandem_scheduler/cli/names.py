"""Names beside ids, where an answer is printed for people: the sentences of the contract have ids alone."""

import re

from tandem_models import Scenario

_PLAIN_ID = re.compile(r"(?=.*\d)(?=.*[^\W\d])")
"""A letter and a digit: what is letters or digits alone may be a word or a number of the sentence."""


class Names:
    """The names that a scenario has; without any, ids stay as they are."""

    def __init__(self, scenario: Scenario) -> None:
        self._labels = {person.id: person.label for person in scenario.people if person.name is not None}
        # What is an area's id as well may be either.
        ids = sorted(filter(_PLAIN_ID.match, self._labels.keys() - scenario.area.keys()), key=len, reverse=True)
        self._ids = re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, ids))})(?![\w/-]|\.\w)") if ids else None

    def label(self, person: str) -> str:
        """The id, and the name where it is known."""
        return self._labels.get(person, person)

    def with_names(self, sentence: str) -> str:
        """A sentence with the name behind each id where it stands first."""
        seen: set[str] = set()

        def labelled(match: re.Match[str]) -> str:
            person = match[0]
            if person in seen:
                return person
            seen.add(person)
            return self.label(person)

        return self._ids.sub(labelled, sentence) if self._ids else sentence
