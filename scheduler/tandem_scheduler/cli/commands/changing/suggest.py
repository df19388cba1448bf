"""`tandem suggest`: who else could go on an evening."""

import threading
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer
from pydantic import TypeAdapter

from tandem_models import ArgumentError, Deployment, Role, Scenario, Schedule, Suggestion, Swap
from tandem_models.base import ROLE_WORDS
from tandem_scheduler.words.plain import count, long_day, period, plain

from ...files.targets import Targets
from ...names import Names, person_meant
from ...options import (
    LONGEST,
    Anonymous,
    ChangedRoster,
    HistoryRoster,
    Json,
    OutFiles,
    PinnedRoster,
    PinsAsFacts,
    ScenarioFile,
    date_of,
    number,
)
from ...output import Code, Inputs, RosterContent, answers, messages, show, show_json, words
from ...pins import pinned, refuse_facts_of_nothing
from ...process.interrupt import in_background, stop_on_signals
from ...progress import waiting
from ...substitutes import ranked, summary, teams_of, together, write_replaced


class Sought(NamedTuple):
    """What is asked for."""

    evenings: Sequence[date]
    role: Role
    instead: str | None
    when: str
    """Which evenings these are: what follows `could go`."""
    away: Sequence[date] = ()
    """When the one replaced takes no evening in exchange."""


def suggest(
    scenario_file: ScenarioFile,
    roster_file: ChangedRoster,
    evening: Annotated[
        str | None, typer.Option(metavar="DATE", help="The evening; left out, those that --instead says.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="With --instead: no evening before this one.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="With --instead: no evening after this one.")
    ] = None,
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="Who is looked for: detective or officer.")] = None,
    instead: Annotated[
        str | None, typer.Option(metavar="WHO", help="Whom they are to replace, by id or name: who drops out.")
    ] = None,
    moves: Annotated[
        int, typer.Option(min=0, max=3, metavar="N", help="Further moves that may come of it, evening for evening.")
    ] = 0,
    everybody: Annotated[
        bool, typer.Option("--all", help="Rank everybody, evening by evening, and say what stops the others.")
    ] = False,
    top: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many to rank with --all.")] = 10,
    time_limit: Annotated[
        float,
        typer.Option(min=0.1, max=LONGEST, callback=number, metavar="SECONDS", help="Longest time for an evening."),
    ] = 10.0,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    out: OutFiles = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Suggest who else could go on an evening, all else as it is.

    Says for each evening who would go: in place of the person named with --instead, of anybody of the role, or in a
    team more where teams are missing. --all ranks everybody by what comes of it, tier by tier, and names those who
    can't go with what stops them. --out writes the roster with the first of every evening in it; a team of which
    nobody can take the place falls away, and pages and workbooks show what changes.

    Of --instead those evenings are looked at that --evening, or --from and --to, name; else those on which they are
    away by the plan; else all on which they go. Evenings that are over (up to the last team that has been worked, a
    fact) are left out. Each is looked at with the first of those before already in the roster. With --moves, whoever
    goes (or, in a team more, their partner) may give up another evening, which somebody else takes, or in exchange the
    one replaced: none of those that --from and --to span, and none at all where no evening is named and the plan knows
    of none on which they are away. The roster may break rules already, as it does once somebody falls ill; what a
    change adds counts, but for what the one who drops out no longer does.

    The exit code is 0 where somebody could go on every evening asked about, 1 where nobody can on one of them, 2 for
    bad input, 74 where a file could not be written, 130 where it was interrupted.
    """
    from tandem_scheduler import api

    refuse_facts_of_nothing(pins_as_facts, pins)
    inputs = Inputs("nothing was suggested")
    wanted = _role(role)
    on, span = date_of(evening, "--evening"), (date_of(first, "--from"), date_of(last, "--to"))
    if span != (None, None) and (instead is None or on is not None):
        option = "--from" if first is not None else "--to"
        raise typer.BadParameter("goes with --instead, and not with --evening", param_hint=option)
    targets = Targets(tuple(out or ()), None, roster_file, anonymous)
    targets.refuse_bad_ones(scenario_file, *filter(None, (roster_file, history, pins)))
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, roster_file, pins)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if pins is not None:
        scenario, _ = pinned(scenario, rosters[pins], pins, pins_as_facts, inputs, anonymous)
    targets.refuse_others(scenario, inputs)
    roster = given = rosters[roster_file]
    if not isinstance(given, Schedule):
        targets.refuse_whole_solves()
    asked = _asked(scenario, teams_of(roster), on, span, wanted, instead)
    found: list[Suggestion] = []
    places: list[Sequence[Deployment]] = []
    exchanges: list[Swap | None] = []
    with stop_on_signals() as stop:
        for each in asked.evenings:
            call = partial(
                api.suggest,
                scenario,
                roster,
                each,
                asked.role,
                instead=asked.instead,
                moves=moves,
                away=asked.away,
                time_limit=time_limit,
                stop=stop,
            )
            try:
                with waiting(messages(), f"Looking at {each}", time_limit) as tick:
                    found.append(in_background(partial(call, on_progress=tick.news), tick))
            except ArgumentError as error:
                raise typer.BadParameter(str(error)) from None
            exchanges.append(_exchange(scenario, roster, asked, found[-1], moves, time_limit, stop))
            places.append([team for team in teams_of(roster) if team.evening == each and _has(team, asked.instead)])
            roster = _with_first(scenario, roster, found[-1])
        stopped = stop.is_set()
    if as_json:
        show_json(TypeAdapter(list[Suggestion]).dump_json(found, indent=2).decode())
    else:
        names = Names(scenario.anonymous() if anonymous else scenario)
        who = f"instead of {names.label(asked.instead)}" if asked.instead else f"as {plain(asked.role)}"
        further = f"with up to {count(moves, 'further move')}" if moves else "with all else as it is"
        parts = [
            words(f"Who could go {who} {asked.when}, {further}:"),
            summary(found, names, places, scenario, exchanges),
        ]
        parts += [ranked(suggestion, names, top, moves) for suggestion in found] if everybody else []
        told = together(found, scenario, api.compare(scenario, teams_of(given), teams_of(roster)).effects)
        way_on = "" if everybody else "--all ranks everybody and says what stops the others."
        more = "" if out else "--out FILE writes the roster with the first of every evening in it."
        show(answers(), *parts, words(" ".join(filter(None, (told, way_on, more)))))
    applied = [one for one in found if one.candidates or one.instead is not None]
    written = write_replaced(scenario, given, applied, targets) if out and not stopped else Code.DONE
    nobody = any(not suggestion.candidates for suggestion in found)
    raise typer.Exit(Code.INTERRUPTED if stopped else written or (Code.BROKEN if nobody else Code.DONE))


def _with_first(scenario: Scenario, roster: RosterContent, suggestion: Suggestion) -> RosterContent:
    """The roster with the first candidate in it; the best values of the tiers stay what they are."""
    from tandem_scheduler import api

    if suggestion.instead is None and not suggestion.candidates:
        return roster
    teams = api.replaced(scenario, teams_of(roster), suggestion)
    return roster.model_copy(update={"deployments": teams}) if isinstance(roster, Schedule) else teams


def _exchange(
    scenario: Scenario,
    roster: RosterContent,
    asked: Sought,
    suggestion: Suggestion,
    moves: int,
    time_limit: float,
    stop: threading.Event,
) -> Swap | None:
    """The best exchange where nobody can go with all else as it is, which --moves would look for."""
    from tandem_scheduler import api

    if moves or suggestion.candidates or asked.instead is None:
        return None
    found = api.swaps(scenario, roster, asked.instead, suggestion.evening, time_limit=time_limit, stop=stop).swaps
    return next((one for one in found if one.evening not in (None, suggestion.evening, *asked.away)), None)


def _has(team: Deployment, person: str | None) -> bool:
    return person in (team.detective, team.officer)


def _role(given: str | None) -> Role | None:
    if given is not None and given.casefold() not in ROLE_WORDS:
        raise typer.BadParameter(f"'{given}' is not detective or officer", param_hint="--role")
    return None if given is None else ROLE_WORDS[given.casefold()]


def _asked(
    scenario: Scenario,
    teams: tuple[Deployment, ...],
    evening: date | None,
    span: tuple[date | None, date | None],
    role: Role | None,
    instead: str | None,
) -> Sought:
    """The evenings asked about, and who is looked for. Raises BadParameter where that is not said."""
    if instead is not None:
        instead = person_meant(scenario, instead, "--instead", role)
        role = role or scenario.person[instead].role
    if role is None:
        raise typer.BadParameter("say who is looked for: detective or officer", param_hint="--role")
    if evening is not None:
        return Sought([evening], role, instead, f"on {long_day(evening)}")
    if instead is None:
        raise typer.BadParameter("say when, or with --instead whom they are to replace", param_hint="--evening")
    mine = sorted({team.evening for team in teams if _has(team, instead)})
    if not mine:
        raise typer.BadParameter(f"{instead} goes on no evening of the roster", param_hint="--instead")
    to_come = [on for on in mine if on >= scenario.opening]
    if not to_come:
        raise typer.BadParameter(f"the evenings on which {instead} goes are over", param_hint="--instead")
    if span == (None, None):
        away = [on for on in to_come if scenario.away(instead, on) is not None]
        if away:
            when = f"on the {len(away)} of {count(len(mine), 'evening')} when they are away"
            return Sought(away, role, instead, when, away)
        return Sought(to_come, role, instead, f"on {_all(len(to_come), len(mine))}", [*scenario.calendar])
    first, last = span[0] or scenario.operation.start, span[1] or scenario.operation.end
    if first > last:
        if span[1] is None:
            raise typer.BadParameter(f"{first} is after the last evening, {last}", param_hint="--from")
        raise typer.BadParameter(f"{last} is before {first}", param_hint="--to")
    within = [on for on in to_come if first <= on <= last]
    if not within:
        raise typer.BadParameter(
            f"{instead} goes on no evening {period(first, last)} that is to come", param_hint="--instead"
        )
    off = [on for on in scenario.calendar if first <= on <= last]
    return Sought(within, role, instead, period(first, last), off)


def _all(to_come: int, all_in_all: int) -> str:
    """The evenings that somebody goes on, and that some of them are over."""
    return count(to_come, "evening") + (f" to come of {all_in_all}" if to_come < all_in_all else "")
