"""All rosters of a small scenario, and some that are no rosters at all."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from math import prod
from random import Random

from tandem_models import Deployment, Role, Scenario

from .reading import evenings, release, setting

Teams = tuple[Deployment, ...]


class AllRosters:
    """Every way of forming teams on every evening of people who can be deployed then, with no more than wanted."""

    def __init__(self, scenario: Scenario) -> None:
        self.nights = [list(_ways(scenario, on)) for on in evenings(scenario)]

    def __len__(self) -> int:
        return prod(map(len, self.nights))

    def __iter__(self) -> Iterator[Teams]:
        for choice in product(*self.nights):
            yield tuple(team for teams in choice for team in teams)

    def sample(self, random: Random) -> Teams:
        """Any one of them."""
        return tuple(team for ways in self.nights for team in random.choice(ways))


def _ways(scenario: Scenario, on: date) -> Iterator[Teams]:
    free = [person for person in scenario.people if release(scenario, person.id, on) is not None]
    detectives = [person.id for person in free if person.role is Role.DETECTIVE]
    officers = [person.id for person in free if person.role is Role.NEIGHBOURHOOD_OFFICER]
    most = setting(scenario, on)[1]

    def ways(left: list[str], others: list[str]) -> Iterator[Teams]:
        if not left:
            yield ()
            return
        yield from ways(left[1:], others)
        for officer in others:
            for area in scenario.areas:
                team = Deployment(evening=on, area=area.id, detective=left[0], officer=officer)
                for more in ways(left[1:], [other for other in others if other != officer]):
                    yield (team, *more)

    for teams in ways(detectives, officers):
        if most is None or len(teams) <= most:
            yield teams


def wild(scenario: Scenario, random: Random) -> Teams:
    """Deployments of anybody, anywhere, at any time: absent people, double bookings, roles mixed up, strangers."""
    people = [person.id for person in scenario.people]
    detectives = [person.id for person in scenario.people if person.role is Role.DETECTIVE]
    officers = [person.id for person in scenario.people if person.role is Role.NEIGHBOURHOOD_OFFICER]
    areas = [area.id for area in scenario.areas]
    nights = evenings(scenario)
    if random.random() < 0.1:
        people, areas = [*people, "stranger"], [*areas, "nowhere"]
        nights = [*nights, date(2020, 1, 1)]
        detectives = officers = people
    return tuple(
        Deployment(
            evening=random.choice(nights),
            area=random.choice(areas),
            detective=random.choice(detectives),
            officer=random.choice(officers),
        )
        for _ in range(random.randint(1, len(nights) + 1))
    )
