"""`tandem alternatives`: rosters equally good that differ, to choose from."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from tandem_models import Alternatives, ArgumentError, RosterError, Scenario
from tandem_scheduler.views.phrases import known
from tandem_scheduler.words.plain import plain

from ..failures import failed
from ..files import rescue
from ..files.places import refuse_bad_target, refuse_no_folder, refuse_unreachable
from ..options import (
    LONGEST,
    Anonymous,
    HistoryRoster,
    Json,
    PinnedRoster,
    PinsAsFacts,
    ScenarioFile,
    Seed,
    Workers,
    number,
)
from ..output import Code, Inputs, answers, messages, reason, say, show, show_json, tell_notes, words
from ..pins import pinned, refuse_facts_of_nothing
from ..process.interrupt import in_background, stop_on_signals
from ..progress import waiting


def alternatives(
    scenario_file: ScenarioFile,
    count: Annotated[int, typer.Option("-n", "--count", min=2, max=50, metavar="N", help="How many rosters.")] = 5,
    roster_file: Annotated[
        Path | None,
        typer.Option("--roster", metavar="FILE", help="The roster to begin with; left out, it is solved for."),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(min=0.1, max=LONGEST, callback=number, metavar="SECONDS", help="Longest time for all of them."),
    ] = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE|FOLDER",
            help="Also write a page that compares them (.html), or a new folder with that and each roster as page, "
            "workbook and table. May be repeated.",
        ),
    ] = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Find rosters equally good that differ, to choose from.

    Solves, or begins with --roster; then looks for others as good in every tier that have as little as possible in
    common with those found before. Says how many are told otherwise from one to another, and whether there are more.

    The exit code is 0 where there is a roster, though there be no other; 1 where none can exist, 2 for bad input, 3
    where none was found in time, 74 where a file could not be written, 130 where it was interrupted.
    """
    from tandem_scheduler import api
    from tandem_scheduler.io import read_scenario

    refuse_facts_of_nothing(pins_as_facts, pins)
    places = tuple(out or ())
    for place in places:
        _refuse_bad_place(place)
    inputs = Inputs("nothing was looked for")
    scenario = None
    with inputs.reading(scenario_file):
        scenario, place_of, of_reading = read_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, roster_file, pins)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if pins is not None:
        scenario, _ = pinned(scenario, rosters[pins], pins, pins_as_facts, inputs, anonymous)
    shown = scenario.anonymous() if anonymous else scenario
    tell_notes(shown, place_of, of_reading)
    with stop_on_signals() as stop:
        call = partial(
            api.alternatives,
            scenario,
            count,
            roster=None if roster_file is None else rosters[roster_file],
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            stop=stop,
        )
        try:
            with waiting(messages(), "Looking for rosters", time_limit) as tick:
                found = in_background(partial(call, on_progress=tick.news), tick)
        except ArgumentError as error:
            raise typer.BadParameter(str(error)) from None
        stopped = stop.is_set()
    written = _write(places, found, shown)
    if as_json:
        show_json(found.model_dump_json(indent=2, exclude={"alternatives": {"__all__": {"schedule": {"proof"}}}}))
    else:
        show(answers(), *_told(found, saved=bool(places)))
    raise typer.Exit(written or _code(found, stopped))


def _refuse_bad_place(place: Path) -> None:
    """End the command now where rosters can't be written to a place."""
    from tandem_scheduler.api.writing.alternatives import alternatives_kind

    refuse_unreachable(place, "--out")
    try:
        kind = alternatives_kind(place)
    except RosterError as error:
        raise typer.BadParameter(str(error), param_hint="--out") from None
    if kind == "folder":
        refuse_no_folder(place, "--out")
    else:
        refuse_bad_target(place, "--out")


def _write(places: tuple[Path, ...], found: Alternatives, scenario: Scenario) -> Code:
    """Write all that can be; DONE where that is everything, else the code of what is worst."""
    from tandem_scheduler import api

    code = Code.DONE
    for place in places:
        if not found.alternatives:
            say(f"{place} was not written: there is no roster.")
            continue
        rescue.hold(found.alternatives[0].schedule)
        try:
            with waiting(messages(), f"Writing {place}", None) as tick:
                files = in_background(partial(api.write_alternatives, place, found, scenario), tick)
        except OSError as error:
            code = Code.NOT_WRITTEN
            say(f"{place} could not be written: {reason(error)}.", "bold red")
            rescue.save(found.alternatives[0].schedule, beside=place)
        except Exception as error:  # neither the other files nor the answer are lost for it
            code = max(code, failed(error))
            say(f"{place} was not written.", "bold red")
        else:
            more = f" {len(files)} files, {files[0].name} compares them." if files[1:] else ""
            say(f"Wrote {place}.{more}")
            if files[1:]:
                rescue.release()
    return code


def _told(found: Alternatives, *, saved: bool) -> list[RenderableType]:
    """What was found: how good, how far apart, whether there are more."""
    if not found.alternatives:
        return [words(found.message)]
    parts: list[RenderableType] = [_tiers(found)]
    if len(found.alternatives) > 1:
        parts += [words("How many are told otherwise from one to another:"), _distances(found)]
    hint = "" if saved else "--out choice.html compares them side by side, --out FOLDER writes each of them besides."
    return [*parts, words(found.message), *([words(hint)] if hint and len(found.alternatives) > 1 else [])]


def _tiers(found: Alternatives) -> Table:
    """The tiers, with the values of every roster where they are not the same."""
    schedules = [each.schedule for each in found.alternatives]
    equal = all(len({one.tiers[n].value for one in schedules}) == 1 for n in range(len(schedules[0].tiers)))
    shown = schedules[:1] if equal else schedules
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Tier", overflow="fold")
    for heading in ("All",) if equal else map(str, range(1, len(shown) + 1)):
        table.add_column(heading, justify="right")
    table.add_column("Known")
    for index, tier in enumerate(schedules[0].tiers):
        values = [words(f"{one.tiers[index].value:,}") for one in shown]
        table.add_row(words(plain(tier.name)), *values, words(known(tier)))
    return table


def _distances(found: Alternatives) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Roster")
    for head in range(1, len(found.alternatives)):
        table.add_column(str(head), justify="right")
    for head, each in enumerate(found.alternatives[1:], 2):
        table.add_row(str(head), *map(str, each.distances))
    return table


def _code(found: Alternatives, stopped: bool) -> Code:
    if found.alternatives:
        return Code.DONE
    if found.status == "infeasible":
        return Code.INFEASIBLE
    return Code.INTERRUPTED if stopped else Code.NOTHING_FOUND
