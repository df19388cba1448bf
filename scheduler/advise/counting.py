"""What counting alone shows, without a search: what is impossible, and where teams will be missing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from models import Finding, MinEvenings, Role, Scenario, TeamSkill, Visits
from models.days import matches
from models.notes import contradictions
from scheduler.checks.words import count, dates, day
from scheduler.engine.problem import Problem

MOST_DATES = 6
"""Dates that a sentence lists; of more it says how many."""


def count_demands(scenario: Scenario) -> Iterator[Finding]:
    """Everything that is asked for beyond what there can be, as far as counting shows it."""
    for sentence in contradictions(scenario):
        message = sentence.removeprefix("no roster can exist: ")
        yield Finding(kind="contradiction", message=f"{message}.")
    free = {role: [_free(scenario, role, on) for on in scenario.calendar] for role in Role}
    places = [min(numbers) for numbers in zip(*free.values(), strict=True)]
    limits = [evening.teams for evening in scenario.calendar.values()]
    teams = sum(most if limit is None else min(most, limit) for most, limit in zip(places, limits, strict=True))
    visits = _visits(scenario)
    if visits > teams:
        yield Finding(
            kind="visits",
            needed=visits,
            possible=teams,
            message=f"The areas must get {visits} visits between them, but at most {teams} teams can be sent.",
        )
    for role in Role:
        evenings = _evenings(scenario, role)
        if evenings > teams:
            yield Finding(
                kind="min_evenings",
                needed=evenings,
                possible=teams,
                message=f"The {role.replace('_', ' ')}s must work {evenings} evenings between them, "
                f"but at most {teams} teams can be sent.",
            )


def count_missing(scenario: Scenario) -> Iterator[Finding]:
    """Where fewer people can go than teams are wanted: teams will be missing, whatever is planned."""
    short = list(_short_evenings(scenario))
    known = {on for _, _, _, on, _ in short}
    short += [entry for entry in _short_of_skill(scenario) if entry[3] not in known]

    def alike(entry: tuple[str, str, int, date, int]) -> tuple[str, str, int, int]:
        kind, who, wanted, _, possible = entry
        return kind, who, wanted, possible

    for (kind, who, wanted, possible), entries in groupby(sorted(short, key=alike), key=alike):
        evenings = tuple(on for _, _, _, on, _ in entries)
        yield Finding(
            kind=kind,
            needed=wanted,
            possible=possible,
            evenings=evenings,
            message=f"On {_told(evenings)} {count(wanted, 'team')} {'is' if wanted == 1 else 'are'} wanted, "
            f"but at most {possible} of the {who} can go.",
        )
    yield from _short_weeks(scenario, known)


def _told(evenings: Sequence[date]) -> str:
    return dates(evenings) if len(evenings) <= MOST_DATES else count(len(evenings), "evening")


def _short_evenings(scenario: Scenario) -> Iterator[tuple[str, str, int, date, int]]:
    """Kind, who, teams wanted, evening, and who could go at the most."""
    for on in scenario.calendar:
        wanted = scenario.wanted(on)
        for role in Role:
            free = _free(scenario, role, on)
            if free < wanted:
                yield "evening", f"{role.replace('_', ' ')}s", wanted, on, free


def _short_of_skill(scenario: Scenario) -> Iterator[tuple[str, str, int, date, int]]:
    """The same where every team needs a skill."""
    for rule in scenario.rules_in_force:
        if not isinstance(rule, TeamSkill) or not rule.hard or rule.areas is not None:
            continue
        for on in scenario.calendar:
            if rule.on is not None and not matches(rule.on, on):
                continue
            wanted = scenario.wanted(on)
            for skill in rule.skills:
                skilled = [_free(scenario, role, on, skill) for role in Role]
                possible = sum(skilled) if rule.at_least == 1 else min(skilled)
                if possible < wanted:
                    who = f"{'people' if rule.at_least == 1 else 'pairs'} with {skill}"
                    yield "skill", who, wanted, on, possible


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _short_weeks(scenario: Scenario, known: set[date]) -> Iterator[Finding]:
    """Calendar weeks in which a role can't fill all teams, without the evenings known to be short."""
    problem = Problem(scenario)
    for monday, group in groupby(scenario.calendar, key=_monday):
        evenings = [on for on in group if on not in known]
        wanted = sum(scenario.wanted(on) for on in evenings)
        numbers = [problem.number(on) for on in evenings]
        for role, people in problem.by_role.items():
            possible = sum(problem.most_of(p, [e for e in numbers if e in problem.release[p]]) for p in people)
            if possible < wanted:
                yield Finding(
                    kind="week",
                    needed=wanted,
                    possible=possible,
                    evenings=tuple(evenings),
                    message=f"In the week of {day(monday)} {count(wanted, 'team')} are wanted, but the limits on the "
                    f"{role.replace('_', ' ')}s' evenings leave room for {possible}.",
                )


def _free(scenario: Scenario, role: Role, on: date, skill: str | None = None) -> int:
    """How many of a role can go on an evening, of those with a skill where one is named."""
    people = (person for person in scenario.of_role(role) if skill is None or skill in person.skills)
    return sum(scenario.release_cost(person.id, on) is not None for person in people)


def _visits(scenario: Scenario) -> int:
    """The visits that all areas must get."""
    least = {area.id: 0 for area in scenario.areas}
    for rule in scenario.rules_in_force:
        if isinstance(rule, Visits) and rule.hard:
            for area in least if rule.areas is None else rule.areas:
                least[area] = max(least[area], rule.min or 0)
    return sum(least.values())


def _evenings(scenario: Scenario, role: Role) -> int:
    """The evenings that all people of a role must work."""
    least = {person.id: 0 for person in scenario.of_role(role)}
    for rule in scenario.rules_in_force:
        if isinstance(rule, MinEvenings) and rule.hard:
            for person in scenario.selected(rule.who):
                if person.role == role:
                    least[person.id] = max(least[person.id], rule.min)
    return sum(least.values())
