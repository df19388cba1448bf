"""What is different from one roster to another."""

from collections.abc import Iterable
from datetime import date

from tandem_models import Change, Deployment


def changes_between(before: Iterable[Deployment], after: Iterable[Deployment]) -> tuple[Change, ...]:
    """Everybody who is told something else, evening by evening, by evening and person.

    A change is another area or partner, a first deployment of that evening, or none any more. Where somebody stands in
    several teams of an evening, which no valid roster has, the last counts.
    """
    old, new = _by_person(before), _by_person(after)
    return tuple(
        Change(person=person, evening=on, before=old.get((on, person)), after=new.get((on, person)))
        for on, person in sorted(old.keys() | new.keys())
        if old.get((on, person)) != new.get((on, person))
    )


def _by_person(roster: Iterable[Deployment]) -> dict[tuple[date, str], Deployment]:
    return {(team.evening, person): team for team in roster for person in (team.detective, team.officer)}
