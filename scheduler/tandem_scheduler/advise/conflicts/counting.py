"""What counting alone shows, without a search: what is impossible, and where teams will be missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from tandem_models import (
    Consecutive,
    EveningGap,
    Finding,
    MaxEvenings,
    Member,
    MinEvenings,
    Role,
    RollingLimit,
    Scenario,
    TeamSkill,
    Visits,
)
from tandem_scheduler.engine import Problem
from tandem_scheduler.words.plain import count, listing, quoted

from .pieces import Piece, pieces_of
from .sentences import Sentences

MOST_DATES = 6
"""Dates that a sentence lists; of more it says how many."""


def count_demands(scenario: Scenario, sentences: Sentences) -> Iterator[Finding]:
    """What is asked for in all beyond what there can be."""
    free = {role: [_free(scenario, role, on) for on in scenario.calendar] for role in Role}
    places = [min(numbers) for numbers in zip(*free.values(), strict=True)]
    limits = [evening.teams if on in scenario.sending else 0 for on, evening in scenario.calendar.items()]
    teams = sum(most if limit is None else min(most, limit) for most, limit in zip(places, limits, strict=True))
    visits = _visits(scenario)
    needed = sum(least for least, _ in visits.values())
    if needed > teams:
        why, asked = _asking(scenario, sentences, {area: rule for area, (_, rule) in visits.items()})
        yield Finding(
            kind="visits",
            areas=tuple(visits),
            needed=needed,
            possible=teams,
            asked=asked,
            message=f"The areas must get {count(needed, 'visit')} between them{why}, but at most "
            f"{count(teams, 'team')} can be sent.",
        )
    for role in Role:
        evenings = _evenings(scenario, role)
        needed = sum(least for least, _ in evenings.values())
        if needed > teams:
            why, asked = _asking(scenario, sentences, {person: rule for person, (_, rule) in evenings.items()})
            yield Finding(
                kind="min_evenings",
                people=tuple(evenings),
                role=role,
                needed=needed,
                possible=teams,
                asked=asked,
                message=f"The {_plural(role)} must work {count(needed, 'evening')} between them{why}, "
                f"but at most {count(teams, 'team')} can be sent.",
            )


def _asking(scenario: Scenario, sentences: Sentences, rules: Mapping[str, int]) -> tuple[str, tuple[Member, ...]]:
    """What is asked of people or areas by a rule each: the planner's words on it, and the demands."""
    of_rules = [piece for piece in pieces_of(scenario) if piece.rule in rules.values()]
    # What is of no one person or area stands for all of a rule.
    asked = [piece for piece in of_rules if _whole(piece) or piece.rule == rules.get(piece.person or piece.area or "")]
    return _words(scenario, rules.values()), sentences.members(asked)


def _whole(piece: Piece) -> bool:
    return piece.person is None and piece.area is None


def _words(scenario: Scenario, rules: Iterable[int]) -> str:
    """The planner's own words where all is asked by just one rule."""
    numbers = {*rules}
    return quoted(scenario.rules_in_force[numbers.pop()].why) if len(numbers) == 1 else ""


class _Short(NamedTuple):
    """Fewer who can go on an evening than teams are wanted: of a role, or of those with a skill."""

    on: date
    wanted: int
    possible: int
    role: Role | None = None
    skill: str | None = None
    pairs: bool = False
    """Whether both members of a team need the skill."""
    rule: int | None = None
    """Number of the rule that asks for the skill."""

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
        rules = sorted({entry.rule for entry in (first, *more) if entry.rule is not None})
        yield Finding(
            kind=first.kind,
            evenings=evenings,
            role=first.role,
            skill=first.skill,
            needed=first.wanted,
            possible=first.possible,
            asked=sentences.members([Piece("team_skill", rule) for rule in rules]),
            message=f"{_teams(first.wanted)} wanted {_when(evenings, sentences)}, "
            f"but at most {first.possible} of the {first.who}{_words(scenario, rules)} can go.",
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
    for n, rule in enumerate(scenario.rules_in_force):
        if not isinstance(rule, TeamSkill) or not rule.hard or len(scenario.bound_areas(rule)) < len(scenario.areas):
            continue
        for on in scenario.calendar:
            if not scenario.binds_on(rule, on):
                continue
            wanted = scenario.wanted(on)
            for skill in rule.skills:
                skilled = [_free(scenario, role, on, skill) for role in Role]
                possible = sum(skilled) if rule.at_least == 1 else min(skilled)
                if possible < wanted:
                    yield _Short(on, wanted, possible, skill=skill, pairs=rule.at_least > 1, rule=n)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _short_weeks(scenario: Scenario, known: set[date], sentences: Sentences) -> Iterator[Finding]:
    """Calendar weeks in which a role can't fill all teams, without the evenings known to be short."""
    problem, windows = Problem(scenario), _windows(scenario)
    limiting = [piece for piece in pieces_of(scenario) if piece.rule in windows]
    for monday, group in groupby(scenario.calendar, key=_monday):
        evenings = [on for on in group if on not in known]
        wanted = sum(scenario.wanted(on) for on in evenings)
        numbers = [problem.number(on) for on in evenings]
        for role, people in problem.by_role.items():
            possible = sum(problem.most_of(p, [e for e in numbers if e in problem.release[p]]) for p in people)
            if possible < wanted:
                limits = {n for n, most in windows.items() if most < len(evenings)}
                pieces = [piece for piece in limiting if piece.rule in limits and _of_role(scenario, piece, role)]
                yield Finding(
                    kind="week",
                    evenings=tuple(evenings),
                    role=role,
                    needed=wanted,
                    possible=possible,
                    against=sentences.members(pieces),
                    message=f"{_teams(wanted)} wanted in the week of {sentences.day(monday)}, "
                    f"but the limits on the {_plural(role)}' evenings{_words(scenario, _rules(pieces))} leave room for "
                    f"{possible}.",
                )


def _rules(pieces: Iterable[Piece]) -> list[int]:
    return [piece.rule for piece in pieces if piece.rule is not None]


def _of_role(scenario: Scenario, piece: Piece, role: Role) -> bool:
    """Whether a demand binds somebody of a role."""
    if piece.person is not None:
        return scenario.person[piece.person].role == role
    rule = scenario.rules_in_force[piece.rule or 0]
    return any(person.role == role for person in scenario.bound(rule))


def _windows(scenario: Scenario) -> dict[int, int]:
    """The hard rules that limit evenings in windows of days, with the most that each leaves of any."""
    found: dict[int, int] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        match rule:
            case EveningGap():
                most = 1
            case RollingLimit():
                most = rule.limit
            case Consecutive(max=int(longest)):
                most = longest
            case MaxEvenings():
                most = rule.max
            case _:
                continue
        if rule.hard:
            found[n] = most
    return found


def _free(scenario: Scenario, role: Role, on: date, skill: str | None = None) -> int:
    """How many of a role can go on an evening, of those with a skill where one is named."""
    people = (person for person in scenario.of_role(role) if skill is None or skill in person.skills)
    return sum(scenario.release_cost(person.id, on) is not None for person in people)


def _visits(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """The visits that areas must get, of those that must get any, with the rule that asks for them."""
    least: dict[str, tuple[int, int]] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        if (
            isinstance(rule, Visits)
            and rule.hard
            and rule.min
            and any(scenario.binds_on(rule, on) for on in scenario.calendar)
        ):
            for area in scenario.bound_areas(rule):
                if rule.min > least.get(area, (0, n))[0]:
                    least[area] = rule.min, n
    return {area: least[area] for area in scenario.area if area in least}


def _evenings(scenario: Scenario, role: Role) -> dict[str, tuple[int, int]]:
    """The evenings that people of a role must work, of those who must work any, with the rule that asks for them."""
    least: dict[str, tuple[int, int]] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        if isinstance(rule, MinEvenings) and rule.hard:
            for person in scenario.bound(rule):
                if person.role == role and rule.min > least.get(person.id, (0, n))[0]:
                    least[person.id] = rule.min, n
    return {person.id: least[person.id] for person in scenario.of_role(role) if person.id in least}
