"""The cheapest way to fill a gap, with all else as it is: a team, and what has to be accepted for it.

What a team breaks of the rules on each of its two people is known person by person, and no team breaks less than that:
teams are tried in the order of it, until no other can be cheaper.
"""

from collections.abc import Iterator, Mapping

from models import Deployment, Filling, Gap, Role
from scheduler.checks import Key
from scheduler.checks.words import count
from scheduler.engine.limits import Limits

from .repairs import Prices
from .trial import Trial, told

MOST = 400
"""Teams that are tried for one gap."""

LATE = "Time ran out before a team was found."

BASICS = {"absence": "absence", "duty": "duty", "overlap": "duty", "pin": "pin", "teams": "teams"}
"""The price that is asked for what every roster must keep, by kind; what is not here can't be had."""


def filled(trial: Trial, gap: Gap, prices: Prices, limits: Limits) -> Filling:
    """The team that fills a gap at the least price, and of those at that price does most for the tiers."""
    best: tuple[int, tuple[int, ...], Deployment] | None = None
    if limits.over:
        return Filling(gap=gap, verified=False, message=LATE)
    certain = True
    for tried, (least, team) in enumerate(sorted(_teams(trial, gap, prices), key=lambda pair: pair[0])):
        if best is not None and least > best[0]:
            break
        if tried >= MOST or limits.over:
            certain = False
            break
        price = _price(prices, trial.broken((), (team,)))
        if price is None or (best is not None and price > best[0]):
            continue
        tiers = trial.tiers((), (team,))
        if best is None or (price, tiers) < best[:2]:
            best = price, tiers, team
    if best is None:
        nothing = "No team can be formed, whatever is accepted." if certain else LATE
        return Filling(gap=gap, verified=certain, message=nothing)
    price, tiers, team = best
    breaks = trial.breaks((), (team,))
    effects = trial.effects(tiers)
    area = trial.scenario.area[team.area].label
    accepted = f" Accept: {' '.join(each.message for each in breaks)}" if breaks else ""
    left = gap.teams - 1
    more = f" {count(left, 'team')} more {'is' if left == 1 else 'are'} missing then." if left else ""
    return Filling(
        gap=gap,
        team=team,
        price=price,
        breaks=breaks,
        effects=effects,
        verified=certain,
        message=f"With all else as it is, send {team.detective} with {team.officer} to {area}: {told(effects)}."
        f"{accepted}{more}",
    )


def _teams(trial: Trial, gap: Gap, prices: Prices) -> Iterator[tuple[int, Deployment]]:
    """Every team that could fill a gap, with what it costs at the least."""
    scenario = trial.scenario
    for area in scenario.area if gap.area is None else (gap.area,):
        sides: list[list[tuple[int, str]]] = []
        for role in Role:
            alone = [(_alone(trial, gap, person.id, area, prices), person.id) for person in scenario.of_role(role)]
            sides.append([(price, person) for price, person in alone if price is not None])
        for one, detective in sides[0]:
            for two, officer in sides[1]:
                team = Deployment(evening=gap.evening, area=area, detective=detective, officer=officer)
                yield one + two, team


def _alone(trial: Trial, gap: Gap, person: str, area: str, prices: Prices) -> int | None:
    """What sending somebody out costs at the least, whoever goes with them; None where they go already."""
    if person in {p for team in trial.roster.on.get(gap.evening, ()) for p in (team.detective, team.officer)}:
        return None
    return _price(prices, trial.checker.added(trial.roster, person, gap.evening, area))


def _price(prices: Prices, broken: Mapping[Key, int]) -> int | None:
    """The price of what is broken, by units; None where it can't be had."""
    total = 0
    for (kind, number, _), units in broken.items():
        price = prices.of_rule(number) if number is not None else prices.by_kind(BASICS.get(kind))
        if price is None:
            return None
        total += price * units
    return total
