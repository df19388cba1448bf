"""Names beside ids: printed for people, as the sentences of the contract have ids alone, and taken in questions."""

import re

import typer

from tandem_models import Role, Scenario
from tandem_models.scenario.directory import Directory
from tandem_models.scenario.references import unknown

_PLAIN_ID = re.compile(r"(?=.*\d)(?=.*[^\W\d])")
"""A letter and a digit: what is letters or digits alone may be a word or a number of the sentence."""


class Names:
    """The names that a scenario has; without any, ids stay as they are."""

    def __init__(self, scenario: Scenario) -> None:
        self._labels = {person.id: person.label for person in scenario.people if person.name is not None}
        # What is an area's id as well may be either.
        ids = sorted(filter(_PLAIN_ID.match, self._labels.keys() - scenario.area.keys()), key=len, reverse=True)
        known = "|".join(map(re.escape, ids))
        self._ids = re.compile(rf"`[^`]*`|(?<![\w./-])(?:{known})(?![\w/-]|\.\w)") if ids else None

    def label(self, person: str) -> str:
        """The id, and the name where it is known."""
        return self._labels.get(person, person)

    def with_names(self, sentence: str) -> str:
        """A sentence with the name behind each id where it stands first; what is to be typed stays as it is."""
        seen: set[str] = set()

        def labelled(match: re.Match[str]) -> str:
            person = match[0]
            if person in seen or person.startswith("`"):
                return person
            seen.add(person)
            return self.label(person)

        return self._ids.sub(labelled, sentence) if self._ids else sentence


def person_meant(scenario: Scenario, word: str, option: str, role: Role | None = None) -> str:
    """The id of a person given by id or name. Raises BadParameter where it is nobody's, or that of several people."""
    people = Directory(scenario.people)
    if (found := people.meant(word)) is None:
        raise typer.BadParameter(people.unknown(word, role), param_hint=option)
    return found


def area_meant(scenario: Scenario, word: str, option: str) -> str:
    """The id of an area given by id or name. Raises BadParameter where there is no such area, or there are several."""
    if (found := Directory(scenario.areas).meant(word)) is None:
        names = {area.name: [area.id] for area in scenario.areas if area.name is not None}
        raise typer.BadParameter(unknown("area", word, scenario.area, names), param_hint=option)
    return found
