"""Who could go instead, and swaps: shown, and the roster with them written."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from tandem_models import (
    Candidate,
    Deployment,
    Effect,
    Excluded,
    ExcludedSwap,
    RosterError,
    Scenario,
    Schedule,
    Suggestion,
    Swap,
    Swaps,
)
from tandem_scheduler.advise.substitutes.outings import besides
from tandem_scheduler.advise.substitutes.suggest import caused
from tandem_scheduler.words.plain import count, dates, day, long_day, plain, short_day, some

from .files import rescue
from .files.targets import Targets
from .names import Names
from .output import Code, RosterContent, say, words

MOST_REASONS = 3
"""Reasons why nobody can go that a line of the summary names."""


def summary(
    suggestions: Sequence[Suggestion],
    names: Names,
    places: Sequence[Sequence[Deployment]],
    scenario: Scenario,
    exchanges: Sequence[Swap | None],
) -> RenderableType:
    """For each evening a line on who would go.

    `places` are the teams of the one replaced, and `exchanges` what could be where nobody can go.
    """
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(no_wrap=True)
    for suggestion, teams, exchange in zip(suggestions, places, exchanges, strict=True):
        first = suggestion.candidates[0] if suggestion.candidates else None
        for broken in () if first is not None and _exchanged(suggestion, first) else suggestion.breaks:
            lines.add_row(
                words(short_day(suggestion.evening)), words(f"Whoever goes: {names.with_names(broken.message)}")
            )
        if first is not None:
            told = names.with_names(first.message)
            more = len(suggestion.candidates) - 1
            told += f" {more} more could." if more else " Nobody else could."
        else:
            where = ", ".join(_place(scenario, names, team, suggestion.instead) for team in teams)
            told = f"nobody can go{where and f' {where}'}: {_reasons(suggestion.excluded)}."
            if exchange is not None:
                told += f" With --moves 1, in exchange: {names.with_names(exchange.message)}"
        lines.add_row(words(short_day(suggestion.evening)), words(told))
        if not suggestion.complete:
            lines.add_row("", words("Time ran out: not every way was looked at. Give it more with --time-limit."))
    return lines


def together(suggestions: Sequence[Suggestion], scenario: Scenario, effects: Sequence[Effect]) -> str:
    """What comes of all evenings, each with its first candidate; and where nobody can go."""
    told = []
    if len(suggestions) > 1:
        told.append("Each evening is looked at with the first of those before already in the roster.")
        if changed := besides(scenario, effects):
            told.append(f"All evenings together: {changed}.")
    if empty := [suggestion for suggestion in suggestions if not suggestion.candidates]:
        on = dates([suggestion.evening for suggestion in empty])
        teams = "the team falls" if len(empty) == 1 else "these teams fall"
        alone = f", and alone the other can't: {teams} away" if any(one.instead for one in empty) else ""
        told.append(f"Nobody can go on {on}{alone}.")
    return " ".join(told)


def ranked(suggestion: Suggestion, names: Names, top: int, moves: int) -> RenderableType:
    """Everybody who could go on an evening, and what stops the others."""
    for_whom = f" instead of {names.label(suggestion.instead)}" if suggestion.instead else ""
    number = len(suggestion.candidates)
    who = count(number, plain(suggestion.role)) if number else "nobody"
    lines = Table.grid(padding=(0, 1))
    exchanged = any(_exchanged(suggestion, each) for each in suggestion.candidates)
    whoever = "Whoever goes, but in exchange" if exchanged else "Whoever goes"
    for broken in suggestion.breaks:
        lines.add_row("   !", words(f"{whoever}: {names.with_names(broken.message)}"))
    for n, each in enumerate(suggestion.candidates[:top], 1):
        lines.add_row(f"{n:3}.", words(names.with_names(each.message)))
    if number > top:
        lines.add_row("", f"and {number - top} more (--top)")
    reasons: dict[str, list[str]] = {}
    for one in suggestion.excluded:
        reasons.setdefault(caused(one), []).append(names.label(one.person))
    for reason, people in sorted(reasons.items(), key=lambda item: -len(item[1])):
        lines.add_row("   -", words(f"{reason}: {', '.join(people)}"))
    if not suggestion.complete:
        lines.add_row("", "Time ran out: not every way was looked at. Give it more with --time-limit.")
    rest = f"with up to {count(moves, 'further move')}" if moves else "with all else as it is"
    heading = f"{long_day(suggestion.evening)}: {who} could go{for_whom}, {rest}."
    return Group(words(heading), lines)


def _exchanged(suggestion: Suggestion, candidate: Candidate) -> bool:
    """Whether the one replaced takes another evening for theirs."""
    return any(suggestion.instead in (team.detective, team.officer) for team in candidate.added)


def swaps_ranked(found: Swaps, names: Names, top: int, other: str | None) -> list[RenderableType]:
    """The swaps that can be, best first, and what stops the others, with one person or with everybody."""
    number = len(found.swaps)
    whose = f"{names.label(found.person)}'s evening"
    who = "could be swapped in" if number else "can't be swapped"
    ways = f" {count(number, 'way')}" if number else ""
    with_whom = f" with {names.label(other)}" if other else ""
    heading = f"{long_day(found.evening)}: {whose} {who}{ways}{with_whom}, with all else as it is."
    lines = Table.grid(padding=(0, 1))
    for n, each in enumerate(found.swaps[:top], 1):
        lines.add_row(f"{n:3}.", words(names.with_names(each.message)))
    if number > top:
        lines.add_row("", f"and {number - top} more (--top)")
    reasons: dict[str, dict[str, None]] = {}
    for one in found.excluded:
        reasons.setdefault(caused(one), {})[_concerned(one, found.person, names)] = None
    for cause, concerned in sorted(reasons.items(), key=lambda item: -len(item[1])):
        lines.add_row("   -", words(f"{cause}: {some([*concerned]) if other is None else ', '.join(concerned)}"))
    if not found.complete:
        lines.add_row("", "Time ran out: not every swap was looked at. Give it more with --time-limit.")
    return [words(heading), lines]


def _concerned(one: ExcludedSwap, person: str, names: Names) -> str:
    """About whom the reason is that a swap can't be, and when, where it is about the one whose evening it is."""
    who = " with ".join(map(names.label, one.people))
    return who if one.evening is None or person not in one.people else f"{who} on {day(one.evening)}"


def write_replaced(
    scenario: Scenario,
    roster: RosterContent,
    chosen: Suggestion | Candidate | Swap | Iterable[Suggestion | Candidate | Swap],
    targets: Targets,
) -> Code:
    """Write the roster with those in it who were chosen, what changes being told of the one that was given."""
    from tandem_scheduler import api

    teams = teams_of(roster)
    new: RosterContent = api.replaced(scenario, teams, chosen)
    if isinstance(roster, Schedule):
        try:
            new = api.replaced(scenario, roster, chosen)
        except RosterError:
            say("Note: the new roster breaks what must hold: `tandem check` lists it.")
            targets.refuse_whole_solves()
    rescue.hold(new)
    return targets.write(scenario, new, teams)


def teams_of(roster: RosterContent) -> tuple[Deployment, ...]:
    """The teams of a roster as it was read."""
    return roster.deployments if isinstance(roster, Schedule) else roster


def _place(scenario: Scenario, names: Names, team: Deployment, person: str | None) -> str:
    partner = team.officer if person == team.detective else team.detective
    return f"with {names.label(partner)} in {scenario.area[team.area].label}"


def _reasons(excluded: Sequence[Excluded]) -> str:
    """What stops the most: kept by an ordinary duty or rest day (8), absent (1)."""
    found = Counter(map(caused, excluded)).most_common()
    told = ", ".join(f"{reason} ({number})" for reason, number in found[:MOST_REASONS])
    rest = sum(number for _, number in found[MOST_REASONS:])
    return (f"{told}, other reasons ({rest})" if rest else told) or "there is nobody else of the role"
