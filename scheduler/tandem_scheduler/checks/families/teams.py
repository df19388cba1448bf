"""Who forms a team with whom."""

from collections.abc import Collection, Iterator
from datetime import date

from tandem_models import KeepApart, KeepTogether, PairRepeat, TeamSkill
from tandem_scheduler.words.plain import count, dates, day, listing

from ..breach import Breach
from ..roster import Roster
from ..scenario.index import DAY, PairIds


def among(people: Collection[str], pair: PairIds) -> int:
    """How many of a pair are among some people."""
    return (pair[0] in people) + (pair[1] in people)


def pair_repeat(rule: PairRepeat, roster: Roster) -> Iterator[Breach]:
    """The same two form a team only so often, those meetings counted that stand in the history."""
    selected, spared = roster.index.selected(rule.who), roster.index.spared(rule)
    enough = roster.index.scenario.spared_of_pair(rule)
    for pair, evenings in roster.meetings.items():
        if not among(selected, pair) or among(spared, pair) >= enough:
            continue
        if rule.within is not None:
            yield from _repeats_within(rule, rule.within, pair, evenings, roster.index.met.get(pair, ()))
            continue
        before = len(roster.index.met.get(pair, ()))
        units = len(evenings) - max(0, rule.limit - before)
        if units > 0:
            noted = f" and {before} {roster.index.before}" if before else ""
            yield Breach(
                sentence=f"{pair[0]} and {pair[1]} form a team on {count(len(evenings), 'evening')}{noted}, "
                f"at most {rule.limit} are allowed",
                allowed=f"at most {count(rule.limit, 'evening')}",
                found=count(len(evenings) + before, "evening"),
                units=units,
                people=pair,
                evenings=evenings,
            )


def _repeats_within(
    rule: PairRepeat, days: int, pair: PairIds, evenings: tuple[date, ...], before: tuple[date, ...]
) -> Iterator[Breach]:
    """A breach for each cluster of meetings that lie too close: the units of all windows that share a meeting."""
    clusters: list[tuple[set[date], int, date]] = []
    for first in sorted({on - n * DAY for on in evenings for n in range(days)}):
        last = first + (days - 1) * DAY
        inside = {on for on in evenings if first <= on <= last}
        past = {on for on in before if first <= on <= last}
        units = len(inside) - max(0, rule.limit - len(past))
        if units > 0:
            if clusters and min(inside | past) <= clusters[-1][2]:
                met, units_before, latest = clusters.pop()
                clusters.append((met | inside | past, units_before + units, max(latest, *inside)))
            else:
                clusters.append((inside | past, units, max(inside)))
    for met, units, _ in clusters:
        yield Breach(
            sentence=f"{pair[0]} and {pair[1]} form a team on {dates(sorted(met))}, at most {rule.limit} in "
            f"{count(days, 'day')} {'is' if rule.limit == 1 else 'are'} allowed",
            allowed=f"at most {count(rule.limit, 'evening')} in {count(days, 'day')}",
            found=count(len(met), "evening"),
            units=units,
            people=pair,
            evenings=tuple(on for on in evenings if on in met),
        )


def keep_apart(rule: KeepApart, roster: Roster) -> Iterator[Breach]:
    """Two people of those named never form a team."""
    selected, spared = roster.index.selected(rule.who), roster.index.spared(rule)
    enough = roster.index.scenario.spared_of_pair(rule)
    for pair, evenings in roster.meetings.items():
        if among(selected, pair) == 2 and among(spared, pair) < enough:
            yield Breach(
                sentence=f"{pair[0]} and {pair[1]} form a team on {listing([day(on) for on in evenings])}, "
                "but are to be kept apart",
                allowed="no team",
                found=count(len(evenings), "team"),
                units=len(evenings),
                people=pair,
                evenings=evenings,
            )


def keep_together(rule: KeepTogether, roster: Roster) -> Iterator[Breach]:
    """Whoever of those named works forms a team with another of them."""
    selected, spared = roster.index.selected(rule.who), roster.index.spared(rule)
    enough = roster.index.scenario.spared_of_pair(rule)
    for pair, evenings in roster.meetings.items():
        if among(selected, pair) == 1 and among(spared, pair) < enough:
            inside, outside = pair if pair[0] in selected else pair[::-1]
            yield Breach(
                sentence=f"{inside} forms a team with {outside} on {listing([day(on) for on in evenings])}, "
                "but is to be kept together with others",
                allowed="no team",
                found=count(len(evenings), "team"),
                units=len(evenings),
                people=pair,
                evenings=evenings,
            )


def team_skill(rule: TeamSkill, roster: Roster) -> Iterator[Breach]:
    """Enough members of every team have a skill."""
    people = roster.index.scenario.person
    teams: dict[PairIds, dict[date, None]] = {}
    areas, evenings_bound = roster.index.scenario.bound_areas(rule), roster.index.evenings(rule)
    for team in roster.to_come:
        if team.area in areas and (evenings_bound is None or team.evening in evenings_bound):
            teams.setdefault((team.detective, team.officer), {})[team.evening] = None
    everywhere = len(areas) == len(roster.index.scenario.area)
    where = "" if everywhere else f"in {listing([roster.index.label(area) for area in areas])} "
    for skill in rule.skills:
        for pair, meetings in teams.items():
            evenings = tuple(meetings)
            skilled = sum(skill in people[person].skills for person in pair)
            if skilled < rule.at_least:
                yield Breach(
                    sentence=f"{pair[0]} and {pair[1]} form a team {where}on {listing([day(on) for on in evenings])}, "
                    f"{skilled} of them with {skill}, at least {rule.at_least} must be",
                    allowed=f"at least {rule.at_least} with {skill}",
                    found=f"{skilled} with {skill}",
                    units=len(evenings) * (rule.at_least - skilled),
                    people=pair,
                    evenings=evenings,
                )
