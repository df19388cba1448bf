"""`tandem suggest`: who else could go on an evening."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Group, RenderableType
from rich.table import Table

from tandem_models import ArgumentError, Candidate, Deployment, Effect, Role, Scenario, Schedule, Suggestion
from tandem_models.base import ROLE_WORDS
from tandem_models.scenario.directory import Directory
from tandem_scheduler.advise.substitutes.trial import effects_in_words
from tandem_scheduler.words.plain import count, long_day, plain

from ..names import Names
from ..options import LONGEST, Anonymous, Json, ScenarioFile, number
from ..output import Code, Inputs, RosterContent, answers, messages, show, show_json, words
from ..process.interrupt import in_background, stop_on_signals
from ..progress import waiting


def suggest(
    scenario_file: ScenarioFile,
    roster_file: Annotated[Path, typer.Option("--roster", metavar="FILE", help="The roster that is to be changed.")],
    evening: Annotated[
        str | None, typer.Option(metavar="DATE", help="The evening; left out, every one on which --instead goes.")
    ] = None,
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="Who is looked for: detective or officer.")] = None,
    instead: Annotated[
        str | None, typer.Option(metavar="WHO", help="Whom they are to replace, by id: somebody who drops out.")
    ] = None,
    moves: Annotated[
        int, typer.Option(min=0, max=3, metavar="N", help="Further moves that may come of it, evening for evening.")
    ] = 0,
    top: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many to name.")] = 10,
    time_limit: Annotated[
        float,
        typer.Option(min=0.1, max=LONGEST, callback=number, metavar="SECONDS", help="Longest time for an evening."),
    ] = 10.0,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Suggest who else could go on an evening, with all else as it is.

    Ranks everybody of a role by what comes of it, tier by tier: in place of the person named with --instead, of
    anybody of the role who goes then, or in a team more where teams are missing. Those who can't go are named with what
    stops them. Without --evening, every evening on which --instead goes is looked at in turn, with the first candidate
    of those before already in the roster. With --moves, whoever goes (or, in a team more, their partner) may give up
    another evening, which somebody else takes, but not the one replaced. The roster may break rules already, as it does
    once somebody falls ill; what a change adds counts, but for what the one who drops out no longer does.

    The exit code is 0 where somebody could go on every evening asked about, 1 where nobody can on one of them, 2 for
    bad input, 130 where it was interrupted.
    """
    from tandem_scheduler import api

    inputs = Inputs("nothing was suggested")
    wanted = _role(role)
    on = None if evening is None else _date(evening)
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    rosters = inputs.rosters(scenario, roster_file)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    roster = rosters[roster_file]
    asked = _asked(scenario, _teams(roster), on, wanted, instead)
    found: list[Suggestion] = []
    with stop_on_signals() as stop:
        for each, whom in asked:
            if found and found[-1].candidates:
                roster = _taken(roster, found[-1].candidates[0])
            call = partial(
                api.suggest,
                scenario,
                roster,
                each,
                whom,
                instead=instead,
                moves=moves,
                time_limit=time_limit,
                stop=stop,
            )
            try:
                with waiting(messages(), f"Looking at {each}", time_limit) as tick:
                    found.append(in_background(call, tick))
            except ArgumentError as error:
                raise typer.BadParameter(str(error)) from None
        stopped = stop.is_set()
    if as_json:
        show_json(TypeAdapter(list[Suggestion]).dump_json(found, indent=2).decode())
    else:
        names = Names(scenario.anonymous() if anonymous else scenario)
        show(answers(), *(_shown(suggestion, names, top, moves) for suggestion in found))
        if len(found) > 1:
            show(answers(), words(_together(found)))
    nobody = any(not suggestion.candidates for suggestion in found)
    raise typer.Exit(Code.INTERRUPTED if stopped else Code.BROKEN if nobody else Code.DONE)


def _taken(roster: RosterContent, candidate: Candidate) -> RosterContent:
    """The roster with a candidate's change; the best values of the tiers stay what they are."""
    teams = (*(team for team in _teams(roster) if team not in candidate.removed), *candidate.added)
    return roster.model_copy(update={"deployments": teams}) if isinstance(roster, Schedule) else teams


def _teams(roster: RosterContent) -> tuple[Deployment, ...]:
    return roster.deployments if isinstance(roster, Schedule) else roster


def _together(found: list[Suggestion]) -> str:
    """What the first candidates of several evenings do to the tiers, all of them together."""
    chosen = [suggestion.candidates[0] for suggestion in found if suggestion.candidates]
    if not chosen:
        return "Nobody could go on any of these evenings."
    whole = [
        Effect(tier=first.tier, before=first.before, after=last.after)
        for first, last in zip(chosen[0].effects, chosen[-1].effects, strict=True)
    ]
    nobody = len(found) - len(chosen)
    but = f" On {count(nobody, 'evening')} nobody could go." if nobody else ""
    return (
        f"Each evening is looked at with the first candidate of those before already in the roster. The first of "
        f"every evening together: {effects_in_words(whole)}.{but}"
    )


def _role(given: str | None) -> Role | None:
    if given is not None and given.casefold() not in ROLE_WORDS:
        raise typer.BadParameter(f"'{given}' is not detective or officer", param_hint="--role")
    return None if given is None else ROLE_WORDS[given.casefold()]


def _date(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"'{given}' is not a date, as in 2021-03-05", param_hint="--evening") from None


def _asked(
    scenario: Scenario, teams: tuple[Deployment, ...], evening: date | None, role: Role | None, instead: str | None
) -> list[tuple[date, Role]]:
    """The evenings asked about, with the role. Raises BadParameter where that is not said."""
    if instead is not None:
        if instead not in scenario.person:
            raise typer.BadParameter(Directory(scenario.people).unknown(instead, role), param_hint="--instead")
        role = role or scenario.person[instead].role
    if role is None:
        raise typer.BadParameter("say who is looked for: detective or officer", param_hint="--role")
    if evening is not None:
        return [(evening, role)]
    if instead is None:
        raise typer.BadParameter("say when, or with --instead whom they are to replace", param_hint="--evening")
    mine = sorted({team.evening for team in teams if instead in (team.detective, team.officer)})
    if not mine:
        raise typer.BadParameter(f"{instead} goes on no evening of the roster", param_hint="--instead")
    return [(on, role) for on in mine]


def _shown(suggestion: Suggestion, names: Names, top: int, moves: int) -> RenderableType:
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
        reasons.setdefault(one.message.removeprefix(f"{one.person}: ").rstrip("."), []).append(names.label(one.person))
    for reason, people in sorted(reasons.items(), key=lambda item: -len(item[1])):
        lines.add_row("   -", words(f"{reason}: {', '.join(people)}"))
    if not suggestion.complete:
        lines.add_row("", "Time ran out: not every way was looked at. Give it more with --time-limit.")
    rest = f"with up to {count(moves, 'further move')}" if moves else "with all else as it is"
    heading = f"{long_day(suggestion.evening)}: {who} could go{for_whom}, {rest}."
    return Group(words(heading), lines)
