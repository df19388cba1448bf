"""What counting alone shows, without a search: what is impossible, and where teams will be missing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from models import Finding, MinEvenings, Role, Scenario, TeamSkill, Visits
from models.days import matches
from scheduler.checks.words import count, listing
from scheduler.engine.problem import Problem

from .sentences import Sentences

MOST_DATES = 6
"""Dates that a sentence lists; of more it says how many."""


def count_demands(scenario: Scenario) -> Iterator[Finding]:
    """What is asked for in all beyond what there can be."""
    free = {role: [_free(scenario, role, on) for on in scenario.calendar] for role in Role}
    places = [min(numbers) for numbers in zip(*free.values(), strict=True)]
    limits = [evening.teams for evening in scenario.calendar.values()]
    teams = sum(most if limit is None else min(most, limit) for most, limit in zip(places, limits, strict=True))
    visits = _visits(scenario)
    if sum(visits.values()) > teams:
        yield Finding(
            kind="visits",
            areas=tuple(visits),
            needed=sum(visits.values()),
            possible=teams,
            message=f"The areas must get {count(sum(visits.values()), 'visit')} between them, but at most "
            f"{count(teams, 'team')} can be sent.",
        )
    for role in Role:
        evenings = _evenings(scenario, role)
        if sum(evenings.values()) > teams:
            yield Finding(
                kind="min_evenings",
                people=tuple(evenings),
                role=role,
                needed=sum(evenings.values()),
                possible=teams,
                message=f"The {_plural(role)} must work {count(sum(evenings.values()), 'evening')} between them, "
                f"but at most {count(teams, 'team')} can be sent.",
            )


class _Short(NamedTuple):
    """Fewer who can go on an evening than teams are wanted: of a role, or of those with a skill."""

    on: date
    wanted: int
    possible: int
    role: Role | None = None
    skill: str | None = None
    pairs: bool = False
    """Whether both members of a team need the skill."""

    @property
    def kind(self) -> Literal["evening", "skill"]:
        """The finding's kind."""
        return "evening" if self.skill is None else "skill"

    @property
    def who(self) -> str:
        """Of whom there are too few."""
        if self.role is not None:
            return _plural(self.role)
        return f"{'pairs' if self.pairs else 'people'} with {self.skill}"


def count_missing(scenario: Scenario, sentences: Sentences) -> Iterator[Finding]:
    """Where fewer people can go than teams are wanted: teams will be missing, whatever is planned."""
    short = list(_short_evenings(scenario))
    known = {entry.on for entry in short}
    short += [entry for entry in _short_of_skill(scenario) if entry.on not in known]

    def alike(entry: _Short) -> tuple[str, str, int, int]:
        return entry.kind, entry.who, entry.wanted, entry.possible

    for _, entries in groupby(sorted(short, key=alike), key=alike):
        first, *more = entries
        evenings = tuple(sorted({entry.on for entry in (first, *more)}))
        yield Finding(
            kind=first.kind,
            evenings=evenings,
            role=first.role,
            skill=first.skill,
            needed=first.wanted,
            possible=first.possible,
            message=f"{_teams(first.wanted)} wanted {_when(evenings, sentences)}, "
            f"but at most {first.possible} of the {first.who} can go.",
        )
    yield from _short_weeks(scenario, known, sentences)


def _plural(role: Role) -> str:
    return f"{role.replace('_', ' ')}s"


def _teams(wanted: int) -> str:
    return f"{count(wanted, 'team')} {'is' if wanted == 1 else 'are'}"


def _when(evenings: Sequence[date], sentences: Sentences) -> str:
    """Evenings in order: on each, from the first to the last, or so many."""
    if len(evenings) > 2 and (evenings[-1] - evenings[0]).days == len(evenings) - 1:
        return f"each evening from {sentences.day(evenings[0])} to {sentences.day(evenings[-1])}"
    if len(evenings) > MOST_DATES:
        return f"on each of {count(len(evenings), 'evening')}"
    each = "each of " if len(evenings) > 1 else ""
    return f"on {each}{listing([sentences.day(on) for on in evenings])}"


def _short_evenings(scenario: Scenario) -> Iterator[_Short]:
    """Evenings for which too few of a role can go."""
    for on in scenario.calendar:
        wanted = scenario.wanted(on)
        for role in Role:
            free = _free(scenario, role, on)
            if free < wanted:
                yield _Short(on, wanted, free, role=role)


def _short_of_skill(scenario: Scenario) -> Iterator[_Short]:
    """Evenings for which too few with a skill can go that every team needs."""
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
                    yield _Short(on, wanted, possible, skill=skill, pairs=rule.at_least > 1)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _short_weeks(scenario: Scenario, known: set[date], sentences: Sentences) -> Iterator[Finding]:
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
                    evenings=tuple(evenings),
                    role=role,
                    needed=wanted,
                    possible=possible,
                    message=f"{_teams(wanted)} wanted in the week of {sentences.day(monday)}, "
                    f"but the limits on the {_plural(role)}' evenings leave room for {possible}.",
                )


def _free(scenario: Scenario, role: Role, on: date, skill: str | None = None) -> int:
    """How many of a role can go on an evening, of those with a skill where one is named."""
    people = (person for person in scenario.of_role(role) if skill is None or skill in person.skills)
    return sum(scenario.release_cost(person.id, on) is not None for person in people)


def _visits(scenario: Scenario) -> dict[str, int]:
    """The visits that areas must get, of those that must get any."""
    least = {area.id: 0 for area in scenario.areas}
    for rule in scenario.rules_in_force:
        if isinstance(rule, Visits) and rule.hard:
            for area in least if rule.areas is None else rule.areas:
                least[area] = max(least[area], rule.min or 0)
    return {name: number for name, number in least.items() if number}


def _evenings(scenario: Scenario, role: Role) -> dict[str, int]:
    """The evenings that people of a role must work, of those who must work any."""
    least = {person.id: 0 for person in scenario.of_role(role)}
    for rule in scenario.rules_in_force:
        if isinstance(rule, MinEvenings) and rule.hard:
            for person in scenario.selected(rule.who):
                if person.role == role:
                    least[person.id] = max(least[person.id], rule.min)
    return {name: number for name, number in least.items() if number}
