"""Who of the people is still there: those who have left go on in the history alone."""

from collections.abc import Iterable
from datetime import date

from tandem_models import Person, Scenario
from tandem_models.scenario.directory import Directory


def staying(scenario: Scenario, start: date) -> tuple[Person, ...]:
    """The people without those who have left before the next operation starts.

    Whoever has left all the same stays among them, never to be sent out, where a rule has a word that nobody else has,
    or where the history would take the id for another's.
    """
    gone = [person for person in scenario.people if person.until is not None and person.until < start]
    here = {person.id for person in scenario.people} - {person.id for person in gone}
    asked = set(_asked(scenario))
    while True:
        people = tuple(person for person in scenario.people if person.id in here)
        known = {word for person in people for word in _words(person)}
        directory = Directory(people)
        more = {
            person.id
            for person in gone
            if person.id not in here
            and ((asked & _words(person)) - known or directory.otherwise_written(person.id) is not None)
        }
        if not more:
            return people
        here.add(min(more))  # one of several who have the same word will do


def _asked(scenario: Scenario) -> Iterable[str]:
    """The words by which rules select people."""
    for rule in scenario.rules_in_force:
        for key in ("who", "exempt", "skill"):
            yield from getattr(rule, key, None) or ()


def _words(person: Person) -> set[str]:
    return {person.id, *person.skills, *person.tags, *([person.home] if person.home else [])}
