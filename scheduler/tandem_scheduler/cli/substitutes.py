"""Views of who could go instead: a line for each evening, or everybody ranked."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from tandem_models import Deployment, Effect, Excluded, Scenario, Suggestion
from tandem_scheduler.advise.substitutes.outings import besides
from tandem_scheduler.words.plain import count, dates, long_day, plain, short_day

from .names import Names
from .output import words

MOST_REASONS = 3
"""Reasons why nobody can go that a line of the summary names."""


def summary(
    suggestions: Sequence[Suggestion], names: Names, places: Sequence[Sequence[Deployment]], scenario: Scenario
) -> RenderableType:
    """For each evening a line on who would go; `places` are the teams of the one replaced."""
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(no_wrap=True)
    for suggestion, teams in zip(suggestions, places, strict=True):
        for broken in suggestion.breaks:
            lines.add_row(
                words(short_day(suggestion.evening)), words(f"Whoever goes: {names.with_names(broken.message)}")
            )
        if suggestion.candidates:
            told = names.with_names(suggestion.candidates[0].message)
            more = len(suggestion.candidates) - 1
            told += f" {more} more could." if more else " Nobody else could."
        else:
            where = ", ".join(_place(scenario, names, team, suggestion.instead) for team in teams)
            told = f"nobody can go{where and f' {where}'}: {_reasons(suggestion.excluded)}."
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
    for broken in suggestion.breaks:
        lines.add_row("   !", words(f"Whoever goes: {names.with_names(broken.message)}"))
    for n, each in enumerate(suggestion.candidates[:top], 1):
        lines.add_row(f"{n:3}.", words(names.with_names(each.message)))
    if number > top:
        lines.add_row("", f"and {number - top} more (--top)")
    reasons: dict[str, list[str]] = {}
    for one in suggestion.excluded:
        reasons.setdefault(_reason(one), []).append(names.label(one.person))
    for reason, people in sorted(reasons.items(), key=lambda item: -len(item[1])):
        lines.add_row("   -", words(f"{reason}: {', '.join(people)}"))
    if not suggestion.complete:
        lines.add_row("", "Time ran out: not every way was looked at. Give it more with --time-limit.")
    rest = f"with up to {count(moves, 'further move')}" if moves else "with all else as it is"
    heading = f"{long_day(suggestion.evening)}: {who} could go{for_whom}, {rest}."
    return Group(words(heading), lines)


def _place(scenario: Scenario, names: Names, team: Deployment, person: str | None) -> str:
    partner = team.officer if person == team.detective else team.detective
    return f"with {names.label(partner)} in {scenario.area[team.area].label}"


def _reason(excluded: Excluded) -> str:
    return excluded.message.removeprefix(f"{excluded.person}: ").rstrip(".")


def _reasons(excluded: Sequence[Excluded]) -> str:
    """What stops the most: kept by an ordinary duty or rest day (8), absent (1)."""
    found = Counter(map(_reason, excluded)).most_common()
    told = ", ".join(f"{reason} ({number})" for reason, number in found[:MOST_REASONS])
    rest = sum(number for _, number in found[MOST_REASONS:])
    return (f"{told}, other reasons ({rest})" if rest else told) or "there is nobody else of the role"
