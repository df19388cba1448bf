"""`tandem swaps`: whose evening could be exchanged for somebody's; and `tandem swap`, which makes one."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tandem_models import ArgumentError, Scenario, Schedule, Swaps
from tandem_scheduler.words.plain import dates

from ...files.targets import Targets
from ...names import Names, person_meant
from ...options import (
    LONGEST,
    Anonymous,
    CalendarFolder,
    ChangedRoster,
    DecidedDate,
    HistoryRoster,
    Json,
    NoticesTarget,
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
from ...substitutes import swaps_ranked, teams_of, write_replaced
from ..compare import differences

Whose = Annotated[str, typer.Option("--person", metavar="WHO", help="Whose evening, by id or name.")]
WhichEvening = Annotated[str, typer.Option("--evening", metavar="DATE", help="The evening.")]


class SwapAsked(NamedTuple):
    """What is asked about."""

    scenario: Scenario
    roster: RosterContent
    person: str
    evening: date
    other: str | None


def swaps(
    scenario_file: ScenarioFile,
    roster_file: ChangedRoster,
    person: Whose,
    evening: WhichEvening,
    other: Annotated[
        str | None, typer.Option("--with", metavar="WHO", help="With whom alone, by id or name; else with everybody.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many to rank.")] = 10,
    time_limit: Annotated[
        float, typer.Option(min=0.1, max=LONGEST, callback=number, metavar="SECONDS", help="Longest time.")
    ] = 10.0,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Say whose evening could be exchanged for somebody's.

    Ranks everybody of the role who could go instead, in exchange for an evening of theirs or for nothing, by what
    comes of it, tier by tier, and says what stops the others. All else stays as it is, and no swap breaks a rule that
    must hold; what the roster breaks already may stay. Of swaps as good the one that leaves more notice comes first.
    `tandem swap` makes one.

    The exit code is 0 where there is a swap, 1 where there is none, 2 for bad input, 130 where it was interrupted.
    """
    targets = Targets((), None, roster_file, anonymous)
    asked = _read(scenario_file, roster_file, person, evening, other, history, pins, pins_as_facts, targets)
    found, stopped = _asked(asked, time_limit)
    if as_json:
        show_json(found)
    else:
        names = Names(asked.scenario.anonymous() if anonymous else asked.scenario)
        show(answers(), *swaps_ranked(found, names, top, asked.other))
    raise typer.Exit(Code.INTERRUPTED if stopped else Code.DONE if found.swaps else Code.BROKEN)


def swap(
    scenario_file: ScenarioFile,
    roster_file: ChangedRoster,
    person: Whose,
    evening: WhichEvening,
    other: Annotated[str, typer.Option("--with", metavar="WHO", help="Who goes instead, by id or name.")],
    given: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="DATE",
            help="The evening of theirs given in exchange; the same one: the two change places. Left out: none.",
        ),
    ] = None,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    out: OutFiles = None,
    calendars: CalendarFolder = None,
    notices: NoticesTarget = None,
    decided: DecidedDate = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Let another take somebody's evening, in exchange or not.

    Says what comes of it, tier by tier, and who is told what else. --out writes the new roster, pages and workbooks of
    it with what changes; --calendars updates calendars, --notices tells everybody what changes for them. A swap that
    would break what must hold is not made: the reason is told, and for which other evenings the two could exchange.

    The exit code is 0 where the swap could be made, 1 where it would break a rule, 2 for bad input, 74 where a file
    could not be written, 130 where it was interrupted.
    """
    from tandem_scheduler import api

    back = date_of(given, "--for")
    targets = Targets(
        tuple(out or ()),
        calendars,
        roster_file,
        anonymous,
        notices=notices,
        decided=date_of(decided, "--decided"),
    )
    asked = _read(scenario_file, roster_file, person, evening, other, history, pins, pins_as_facts, targets)
    scenario = asked.scenario
    found, stopped = _asked(asked, LONGEST)
    if stopped:
        raise typer.Exit(Code.INTERRUPTED)
    made = found.model_copy(
        update={
            "swaps": tuple(each for each in found.swaps if each.evening == back)[:1],
            "excluded": tuple(each for each in found.excluded if each.evening == back)[:1],
        }
    )
    if not made.swaps and not made.excluded:
        raise typer.BadParameter(f"{asked.other} does not go on {given}: there is nothing to give", param_hint="--for")
    names = Names(scenario.anonymous() if anonymous else scenario)
    if as_json:
        show_json(made)
    if not made.swaps:
        if not as_json:
            show(answers(), words(names.with_names(f"{made.excluded[0].message}{_otherwise(found)}")))
        raise typer.Exit(Code.BROKEN)
    (chosen,) = made.swaps
    writes = bool(out or calendars or notices)
    if not as_json:
        new = api.replaced(scenario, teams_of(asked.roster), chosen)
        told = differences(scenario.anonymous() if anonymous else scenario, api.compare(scenario, asked.roster, new))
        more = "" if writes else "--out FILE writes the new roster, --calendars FOLDER updates calendars."
        show(answers(), words(names.with_names(chosen.message)), *told, *([words(more)] if more else []))
    written = write_replaced(scenario, asked.roster, chosen, targets) if writes else Code.DONE
    raise typer.Exit(written)


def _read(
    scenario_file: Path,
    roster_file: Path,
    person: str,
    evening: str,
    other: str | None,
    history: Path | None,
    pins: Path | None,
    pins_as_facts: bool,
    targets: Targets,
) -> SwapAsked:
    """What is asked about, once all that is read and written has been looked at."""
    from tandem_scheduler import api

    refuse_facts_of_nothing(pins_as_facts, pins)
    on = date_of(evening, "--evening")
    targets.refuse_bad_ones(scenario_file, *filter(None, (roster_file, history, pins)))
    inputs = Inputs("nothing was swapped")
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, roster_file, pins)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if pins is not None:
        scenario, _ = pinned(scenario, rosters[pins], pins, pins_as_facts, inputs, targets.anonymous)
    targets.refuse_others(scenario, inputs)
    if not isinstance(rosters[roster_file], Schedule):
        targets.refuse_whole_solves()
    who = person_meant(scenario, person, "--person")
    role = scenario.person[who].role
    taker = None if other is None else person_meant(scenario, other, "--with", role)
    return SwapAsked(scenario, rosters[roster_file], who, on, taker)


def _asked(asked: SwapAsked, time_limit: float) -> tuple[Swaps, bool]:
    """The swaps that can be and those that can't; whether it was interrupted."""
    from tandem_scheduler import api

    with stop_on_signals() as stop:
        call = partial(
            api.swaps,
            asked.scenario,
            asked.roster,
            asked.person,
            asked.evening,
            other=asked.other,
            time_limit=time_limit,
            stop=stop,
        )
        try:
            with waiting(messages(), f"Looking at {asked.evening}", time_limit) as tick:
                found = in_background(partial(call, on_progress=tick.news), tick)
        except ArgumentError as error:
            raise typer.BadParameter(str(error)) from None
        return found, stop.is_set()


def _otherwise(found: Swaps) -> str:
    """How else two could swap."""
    for_nothing = any(each.evening is None for each in found.swaps)
    given = sorted(each.evening for each in found.swaps if each.evening is not None)
    ways = [*(["for nothing"] if for_nothing else []), *([f"for {dates(given)}"] if given else [])]
    return f" They could swap {' or '.join(ways)}." if ways else " They can't swap that evening at all."
