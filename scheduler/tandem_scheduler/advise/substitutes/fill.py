"""The cheapest way to fill a gap, with all else as it is: a team, and what has to be accepted for it.

What a team breaks of the rules on each of its two people is known person by person, and no team breaks less than that:
teams are tried in the order of it, until no other can be cheaper, or as cheap and better.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from operator import add
from typing import NamedTuple

from tandem_models import Deployment, Filling, Gap, Role
from tandem_scheduler.checks import Key
from tandem_scheduler.engine import Limits, TimeUp, heeding
from tandem_scheduler.words.plain import count

from ..conflicts.repairs import Prices
from .outings import Outings, besides, in_words
from .trades import replaced
from .trial import Order, Trial

MOST = 2_000
"""Teams that are tried for one gap."""

LATE = "Time ran out before a team was found."
NONE_YET = f"None of the {MOST:,} teams that promised most can be formed at any price; the others were not tried."

PRICE_KINDS = {
    "not_there": "not_there",
    "absence": "absence",
    "not_available": "available",
    "duty": "duty",
    "overlap": "duty",
    "pin": "pin",
    "teams": "teams",
}
"""The price that is asked for what every roster must keep, by kind; what is not here can't be had."""


def filled(trial: Trial, gap: Gap, prices: Prices, limits: Limits) -> Filling:
    """The team that fills a gap at the least price, and of those at that price does most for the tiers."""
    best: tuple[int, Order, Deployment] | None = None
    if limits.over:
        return Filling(gap=gap, verified=False, message=LATE)
    certain, doubt = True, "No team can be formed, whatever is accepted."
    try:
        for tried, (least, order, team) in enumerate(_teams(trial, gap, prices, limits)):
            if best is not None and (least, order) >= best[:2]:
                break
            if tried >= MOST or limits.over:
                # No team that is left costs less than this.
                certain = best is not None and least >= best[0]
                doubt = LATE if limits.over else NONE_YET
                break
            price = _price(prices, trial.broken((), (team,)))
            if price is not None and (best is None or price <= best[0]):
                order = trial.order(trial.tiers((), (team,)))
                if best is None or (price, order) < best[:2]:
                    best = price, order, team
    except TimeUp:
        certain, doubt = False, LATE
    if best is None:
        return Filling(gap=gap, verified=certain, message=doubt)
    price, (_, tiers), team = best
    breaks = trial.breaks((), (team,))
    effects = trial.effects(tiers)
    area = trial.scenario.area[team.area].label
    accepted = f" Accept: {' '.join(each.message for each in breaks)}" if breaks else ""
    outings = Outings(trial)
    members = [outings.of(person, gap.evening, (), (team,)) for person in (team.detective, team.officer)]
    pair = " with ".join(f"{one.person} ({in_words(one, gap.evening)})" for one in members)
    words, left = besides(trial.scenario, effects) or "nothing else changes", gap.teams - 1
    more = f" {count(left, 'team')} more {'is' if left == 1 else 'are'} missing then." if left else ""
    perhaps = "" if certain else " Perhaps there is a cheaper way: not every team was tried."
    return Filling(
        gap=gap,
        team=team,
        price=price,
        breaks=breaks,
        effects=effects,
        verified=certain,
        outings=tuple(members),
        message=f"With all else as it is, send {pair} to {area}: {words}.{accepted}{perhaps}{more}",
    )


def _teams(trial: Trial, gap: Gap, prices: Prices, limits: Limits) -> Iterator[tuple[int, Order, Deployment]]:
    """Every team that could fill a gap, with the least that it costs and that the tiers come to, in this order.

    Raises TimeUp where the limits come first.
    """
    busy = {person for team in trial.roster.on.get(gap.evening, ()) for person in (team.detective, team.officer)}
    sides = [[person.id for person in trial.scenario.of_role(role) if person.id not in busy] for role in Role]
    if not all(sides):
        return
    by_price: dict[int, list[tuple[str, _Alone, _Alone]]] = {}
    base: dict[str, tuple[int, ...]] = {}
    for area in trial.scenario.area if gap.area is None else (gap.area,):
        team = Deployment(evening=gap.evening, area=area, detective=sides[0][0], officer=sides[1][0])
        base[area] = tuple(map(add, trial.before, trial.place(team)))
        one_side, other_side = ([*heeding(limits, _alone(trial, people, team, prices), 8)] for people in sides)
        for one, two in heeding(limits, product(one_side, other_side)):
            by_price.setdefault(one.price + two.price, []).append((area, one, two))
    for price in sorted(by_price):
        teams = by_price[price]
        added = heeding(limits, teams)
        least = (tuple(map(sum, zip(base[area], one.tiers, two.tiers, strict=True))) for area, one, two in added)
        orders = map(trial.order, least)
        for order, (area, one, two) in sorted(zip(orders, teams, strict=True), key=lambda pair: pair[0]):
            yield price, order, Deployment(evening=gap.evening, area=area, detective=one.person, officer=two.person)


class _Alone(NamedTuple):
    """What sending somebody out costs at the least, whoever goes with them, and adds to the tiers."""

    price: int
    tiers: tuple[int, ...]
    person: str


def _alone(trial: Trial, people: Iterable[str], team: Deployment, prices: Prices) -> Iterator[_Alone]:
    """Everybody who could be sent where a team goes."""
    for person in people:
        change = trial.joining(person, replaced(team, trial.scenario.person[person].role, person))
        price = _price(prices, {key: units for key, units in change.broken.items() if units > 0})
        if price is not None:
            yield _Alone(price, change.tiers, person)


def _price(prices: Prices, broken: Mapping[Key, int]) -> int | None:
    """The price of what is broken, by units; None where it can't be had."""
    total = 0
    for (kind, number, _), units in broken.items():
        price = prices.of_rule(number) if number is not None else prices.by_kind(PRICE_KINDS.get(kind))
        if price is None:
            return None
        total += price * units
    return total
