"""The ways to send somebody out on an evening: in place of another, or in a team more; and with further moves.

A further move: whoever goes, or their partner in a team more, gives up another evening, which somebody of their role
takes, who may give up an evening in turn; or the one whose place they take has it, which is an exchange. Of those who
could take an evening over and go on no other, the best is the best whatever became of the place: the rest of what
changes is about other people and pairs. So the chains are made from their ends (F. Glover, Ejection chains, reference
structures and alternating path methods for traveling salesman problems, 1996).
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from operator import add

from tandem_models import Deployment, Role
from tandem_scheduler.checks import Block
from tandem_scheduler.engine import Limits, TimeUp

from .trades import Way, exchanges, member, partner_of, replaced
from .trial import Order, Trial

Tiers = tuple[int, ...]

NOTHING: Way = ((), ())


class Ways:
    """Ways to send somebody of a role out on an evening. Raises TimeUp where it is time to stop."""

    def __init__(
        self,
        trial: Trial,
        evening: date,
        role: Role,
        instead: str | None,
        limits: Limits,
        away: Collection[date] = (),
    ) -> None:
        """`away` are evenings that the one replaced does not take in exchange."""
        self._trial = trial
        self._evening = evening
        self._role = role
        self._instead = instead
        self._limits = limits
        self._away = away
        teams = trial.roster.on.get(evening, [])
        self.places = [team for team in teams if instead in (None, member(team, role))]
        wanted = trial.scenario.calendar[evening].teams
        # Whether teams are missing that evening, and a team more is looked for.
        self.missing = instead is None and (wanted is None or len(teams) < wanted)
        self._takers_of: dict[tuple[Role, Deployment], list[tuple[Order, str, Way]]] = {}
        self._handed: dict[tuple[str, Deployment, int, frozenset[str]], Way | None] = {}
        self._partners_in: dict[tuple[str, int], list[tuple[Tiers, str, Way]]] = {}

    def block(self, person: str) -> Block | None:
        """What keeps a person from the evening whatever the team: in every area where they could go."""
        areas = list(self._trial.scenario.area) if self.missing else sorted({team.area for team in self.places})
        blocks = [self._trial.blocked(person, self._evening, area) for area in areas]
        return blocks[0] if blocks and all(blocks) else None

    def of(self, person: str, moves: int, better: Callable[[Tiers], bool]) -> Iterator[Way]:
        """With so many further moves, in a team more, where one is missing, and in place of each of those who go.

        Left out is what could have no tiers that are better.
        """
        for area in self._trial.scenario.area if self.missing else ():
            for mine in dict.fromkeys((moves, 0)):
                yield from self._joining(person, area, mine, moves - mine, better)
        for team in self.places:
            if moves == 1:
                # First: where another way is no better, fewer people go on other evenings.
                for trade in exchanges(self._trial.roster, self._role, team, person, self._away):
                    if trade.engaged(self._trial.roster) is None:
                        yield trade.way
            gone = frozenset([member(team, self._role)])
            for removed, added in self._freed(self._role, person, team.evening, team.area, moves, gone):
                yield (team, *removed), (replaced(team, self._role, person), *added)

    def _joining(
        self, person: str, area: str, mine: int, others: int, better: Callable[[Tiers], bool]
    ) -> Iterator[Way]:
        """In a team more in an area, with so many further moves for the person, and so many for the partner."""
        partners = self._partners(area, others)
        for removed, added in self._freed(self._role, person, self._evening, area, mine, frozenset()):
            base: Tiers | None = None
            for least, partner, (left, joined) in partners:
                team = self._team(person, partner, area)
                if base is None:
                    alone = self._trial.alone(person, team, removed, added)
                    base = tuple(map(sum, zip(self._trial.before, self._trial.place(team), alone, strict=True)))
                if not better(tuple(map(add, base, least))):
                    if any(self._trial.ranking.gives):
                        continue  # Within a tolerance the order of the partners is another.
                    break
                yield (*removed, *left), (team, *added, *joined)

    def _partners(self, area: str, moves: int) -> list[tuple[Tiers, str, Way]]:
        """Everybody who could go along to an area, with what that adds to the tiers at the least, best first."""
        if (area, moves) not in self._partners_in:
            role = partner_of(self._role)
            found = list[tuple[Tiers, str, Way]]()
            anybody = next(iter(self._trial.scenario.of_role(self._role))).id
            for partner in self._trial.scenario.of_role(role):
                self._look()
                for way in self._freed(role, partner.id, self._evening, area, moves, frozenset()):
                    least = self._trial.alone(partner.id, self._team(anybody, partner.id, area), *way)
                    found.append((least, partner.id, way))
            self._partners_in[area, moves] = sorted(found, key=lambda one: one[0])
        return self._partners_in[area, moves]

    def _team(self, person: str, partner: str, area: str) -> Deployment:
        one, two = (person, partner) if self._role is Role.DETECTIVE else (partner, person)
        return Deployment(evening=self._evening, area=area, detective=one, officer=two)

    def _freed(
        self, role: Role, person: str, evening: date, area: str, moves: int, used: frozenset[str]
    ) -> Iterator[Way]:
        """What else has to change, in exactly so many moves, for a person to be free on an evening.

        For each evening that they could give up, the best of it; nobody used already takes an evening.
        """
        if not moves:
            if self._trial.blocked(person, evening, area) is None:
                yield NOTHING
            return
        for other in self._trial.roster.of_person.get(person, ()):
            if self._trial.blocked(person, evening, area, without=[other]) is None:
                way = self._handover(role, person, other, moves, used)
                if way is not None:
                    yield way

    def _handover(self, role: Role, person: str, team: Deployment, moves: int, used: frozenset[str]) -> Way | None:
        """The best way for others to take a person's place in a team, in exactly so many moves."""
        if moves == 1:
            takers = self._takers(role, team)
            return next((way for _, taker, way in takers if taker != person and taker not in used), None)
        key = person, team, moves, used
        if key not in self._handed:
            best: tuple[Order, Way] | None = None
            used |= {person}
            for taker in self._trial.scenario.of_role(role):
                if taker.id in used:
                    continue
                for removed, added in self._freed(role, taker.id, team.evening, team.area, moves - 1, used):
                    way = (team, *removed), (replaced(team, role, taker.id), *added)
                    order = self._valued(way, person)
                    if order is not None and (best is None or order < best[0]):
                        best = order, way
            self._handed[key] = None if best is None else best[1]
        return self._handed[key]

    def _takers(self, role: Role, team: Deployment) -> list[tuple[Order, str, Way]]:
        """Everybody who could take the place of a role in a team with nothing else changed, best first."""
        key = role, team
        if key not in self._takers_of:
            found = list[tuple[Order, str, Way]]()
            for taker in self._trial.scenario.of_role(role):
                if self._trial.blocked(taker.id, team.evening, team.area) is None:
                    way = (team,), (replaced(team, role, taker.id),)
                    order = self._valued(way, member(team, role))
                    if order is not None:
                        found.append((order, taker.id, way))
            self._takers_of[key] = sorted(found, key=lambda one: one[0])
        return self._takers_of[key]

    def _valued(self, way: Way, leaver: str) -> Order | None:
        """What a way is worth; None where it breaks more, but for what the one who leaves breaks."""
        self._look()
        spared = {leaver, self._instead}
        if all(not spared.isdisjoint(people) for _, _, people in self._trial.broken(*way)):
            return self._trial.order(self._trial.tiers(*way))
        return None

    def _look(self) -> None:
        if self._limits.over:
            raise TimeUp
