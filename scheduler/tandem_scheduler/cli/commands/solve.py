"""`tandem solve`: the best roster for a scenario, with how good it is known to be."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Annotated, TypeVar

import typer

from tandem_models import Report, Scenario, Schedule, Violation
from tandem_scheduler.views.phrases import conclusion

from ..files import rescue
from ..files.targets import Targets
from ..names import Names
from ..options import (
    LONGEST,
    Anonymous,
    CalendarFolder,
    HistoryRoster,
    Json,
    OutFiles,
    PinnedRoster,
    PinsAsFacts,
    PublishedRoster,
    ScenarioFile,
    Seed,
    Workers,
    number,
)
from ..output import Code, Inputs, answers, messages, say, show, show_json, tell_notes
from ..page import Page
from ..pins import pinned, pinned_in_words, refuse_facts_of_nothing
from ..process.interrupt import in_background, stop_on_signals
from ..progress import view

T = TypeVar("T")

ProofOut = Annotated[
    Path | None,
    typer.Option(
        "--proof",
        metavar="FILE",
        help="Also write the certificate that `tandem check --proof` re-checks; as .vipr (a folder where there are "
        "several tiers), so that other checkers read it.",
    ),
]

ExcludeProof = Annotated[
    bool,
    typer.Option("--exclude-proof", help="Leave the certificate out of --json and of .json and .yaml files."),
]


def solve(
    scenario_file: ScenarioFile,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=LONGEST,
            callback=number,
            metavar="SECONDS",
            help="Longest time to search; gives the best by then. 60 unless --deterministic ends the search.",
        ),
    ] = None,
    gap: Annotated[
        float,
        typer.Option(
            min=0, max=99, callback=number, metavar="PERCENT", help="Stop where every tier is this near its bound."
        ),
    ] = 0.0,
    stagnation: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=LONGEST,
            callback=number,
            metavar="SECONDS",
            help="Stop when nothing has got better for so long.",
        ),
    ] = None,
    deterministic: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            max=LONGEST,
            callback=number,
            metavar="WORK",
            help="Stop after so much work (a unit is about a second): the same roster on any machine.",
        ),
    ] = None,
    workers: Workers = None,
    seed: Seed = 0,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    out: OutFiles = None,
    calendars: CalendarFolder = None,
    published: PublishedRoster = None,
    anonymous: Anonymous = False,
    proof: ProofOut = None,
    exclude_proof: ExcludeProof = False,
    as_json: Json = False,
) -> None:
    """Plan an operation: who goes when, with whom and where.

    Shows the roster evening by evening, the visits each area gets, the load of each person, every gap with its reason,
    and for each tier of the objective how good the roster is: "proven" by a certificate that can be checked without a
    solver, "optimal" by the search, or "best found" with the gap to the bound.

    Ctrl-C gives the best roster so far. The exit code is 0 where there is a roster, 1 where none can exist, 2 for bad
    input, 3 where none was found in time, 130 where it was interrupted before one was found.
    """
    from tandem_scheduler import api
    from tandem_scheduler.io import read_scenario, schedule_text

    refuse_facts_of_nothing(pins_as_facts, pins)
    targets = Targets(tuple(out or ()), calendars, published, anonymous, proof, exclude_proof)
    targets.refuse_bad_ones(scenario_file, *filter(None, (history, pins, published)))
    inputs = Inputs("nothing was solved")
    scenario = None
    with inputs.reading(scenario_file):
        scenario, place, of_reading = read_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    teams = inputs.rosters(scenario, pins, published)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    broken: tuple[Violation, ...] = ()
    if pins is not None:
        scenario, broken = pinned(scenario, teams[pins], pins, pins_as_facts, inputs, anonymous)
    targets.refuse_others(scenario, inputs)
    shown = scenario.anonymous() if anonymous else scenario
    tell_notes(shown, place, of_reading)
    with stop_on_signals() as stop:
        with inputs.reading(scenario_file):
            if time_limit is None:
                time_limit = 60.0 if deterministic is None else float(LONGEST)
            call = partial(
                api.solve,
                scenario,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                gap=gap / 100,
                stagnation=stagnation,
                deterministic=deterministic,
                stop=stop,
            )
            schedule = solved(call, time_limit, stop)
        inputs.finish()
        if schedule.has_roster:
            rescue.hold(schedule)
        written = targets.write(scenario, schedule, teams[published] if published is not None else None)
        if broken:
            for sentence in pinned_in_words(broken):
                say(Names(shown).with_names(sentence))
        elif schedule.status == "infeasible" and pins is not None:
            say(f"The roster pinned is part of this: tandem check {scenario_file} {pins} says what it breaks,")
            say(f"tandem explain {scenario_file} --pins {pins} what would give.")
        if as_json:
            show_json(schedule_text(schedule, "json", exclude_proof=exclude_proof))
        else:
            report = api.check(scenario, schedule.deployments) if schedule.has_roster else None
            # What pinned teams have to do with it has been told, with the command for that.
            _show(shown, schedule, report, *([""] if pins is not None else []))
    raise typer.Exit(written or code_of(schedule))


def solved(call: Callable[..., T], time_limit: float, stop: Event) -> T:
    """Run a call that solves in the background and show its progress."""
    with view(messages(), time_limit, stop) as progress:
        return in_background(lambda: call(on_progress=progress.news), progress.tick)


def _show(scenario: Scenario, schedule: Schedule, report: Report | None, *way_on: str) -> None:
    console = answers()
    page = Page(scenario, console)
    parts = [page.heading()]
    if report is not None:
        parts += [page.roster(schedule), page.areas(report), page.loads(report)]
        parts += [page.gaps(schedule.gaps)] if schedule.gaps else []
        parts += [page.tiers(schedule)]
    show(console, *parts, page.last_line(conclusion(scenario, schedule, *way_on), good=schedule.status == "optimal"))


def code_of(schedule: Schedule) -> Code:
    """The exit code of a command that solved."""
    match schedule.status:
        case "optimal" | "feasible":
            return Code.DONE
        case "infeasible":
            return Code.INFEASIBLE
        case "unknown":
            return Code.INTERRUPTED if schedule.stop_reason == "interrupted" else Code.NOTHING_FOUND
