"""Places in teams and who takes them: for nothing, or for their own place in another team."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from tandem_models import Deployment, Role
from tandem_scheduler.checks import Roster

Way = tuple[tuple[Deployment, ...], tuple[Deployment, ...]]
"""The teams that are no longer sent, and those that are."""


def member(team: Deployment, role: Role) -> str:
    """Who goes of a role."""
    return team.detective if role is Role.DETECTIVE else team.officer


def replaced(team: Deployment, role: Role, person: str) -> Deployment:
    """A team with somebody else of a role."""
    return team.model_copy(update={"detective" if role is Role.DETECTIVE else "officer": person})


def partner_of(role: Role) -> Role:
    """The other role."""
    return Role.NEIGHBOURHOOD_OFFICER if role is Role.DETECTIVE else Role.DETECTIVE


class Trade(NamedTuple):
    """Somebody would take the place of another of their role: a swap, whatever it breaks."""

    role: Role
    taker: str
    place: Deployment
    """The team in which they would go."""
    given: Deployment | None
    """The team of theirs in which the other would then go; None: none."""

    @property
    def leaver(self) -> str:
        """Whose place is taken."""
        return member(self.place, self.role)

    @property
    def way(self) -> Way:
        """What changes: the place, then what is given for it."""
        taken = replaced(self.place, self.role, self.taker)
        if self.given is None:
            return (self.place,), (taken,)
        return (self.place, self.given), (taken, replaced(self.given, self.role, self.leaver))

    @property
    def notice(self) -> tuple[bool, int]:
        """What those that are as good are sorted by: fewer evenings that change, then later ones."""
        return (False, 0) if self.given is None else (True, -self.given.evening.toordinal())

    def engaged(self, roster: Roster) -> str | None:
        """Who of the two goes on the other's evening already."""
        if self.given is not None and self.given.evening == self.place.evening:
            return None
        if (self.taker, self.place.evening) in roster.worked:
            return self.taker
        there = self.given is not None and (self.leaver, self.given.evening) in roster.worked
        return self.leaver if there else None


def exchanges(
    roster: Roster, role: Role, place: Deployment, taker: str, away: Collection[date] = ()
) -> Iterator[Trade]:
    """A place for each that somebody of its role has on evenings that are not over, the latest first.

    None for those of evenings on which the other is away.
    """
    leaver, opening = member(place, role), roster.index.scenario.opening
    for given in dict.fromkeys(reversed(roster.of_person.get(taker, ()))):
        over = given.evening < opening or given.evening in away
        if not over and replaced(given, role, leaver) != place:
            yield Trade(role, taker, place, given)
