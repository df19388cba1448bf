"""`tandem export`: a roster, from here or made by hand, for people to look at."""

import typer

from tandem_models import Report, Scenario, Schedule
from tandem_scheduler.words.plain import count

from ..files.targets import Targets
from ..options import (
    Anonymous,
    CalendarFolder,
    DecidedDate,
    HistoryRoster,
    NoticesTarget,
    OutFiles,
    PinnedRoster,
    PinsAsFacts,
    PublishedRoster,
    RosterFile,
    ScenarioFile,
    date_of,
)
from ..output import Inputs, say
from ..pins import pinned, refuse_facts_of_nothing


def export(
    scenario_file: ScenarioFile,
    roster_file: RosterFile,
    out: OutFiles = None,
    calendars: CalendarFolder = None,
    notices: NoticesTarget = None,
    decided: DecidedDate = None,
    published: PublishedRoster = None,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    anonymous: Anonymous = False,
) -> None:
    """Write a roster as a page, a workbook or calendars.

    A page (.html) needs no network and prints on A4. A workbook (.xlsx) has the roster with evenings down and areas
    across: change it there, then check it, compare it, or plan on around it with `solve --pins`. Calendars (.ics) that
    are there already are updated: entries that changed get their new times, those dropped are cancelled.

    Notices say, person by person, what is different from the roster of --published; without one, everybody's evenings.
    A folder gets a page for each person who is told something, all of them in index.html to print and cut, and
    notices.csv with a column to tick off in. In a folder that has notices already, the list is kept as notices.old.csv,
    and pages of people who are told nothing now are removed.

    Any roster will do, also one that breaks rules: the page says which. One that was solved with --pins or
    --history is shown with the same ones. Exit code 0 where all was written, 2 for bad input, 74 where a file could
    not be written.
    """
    from tandem_scheduler import api

    refuse_facts_of_nothing(pins_as_facts, pins)
    if not out and calendars is None and notices is None:
        message = "say what to write: a file, or a folder with --calendars or --notices"
        raise typer.BadParameter(message, param_hint="--out")
    when = date_of(decided, "--decided")
    targets = Targets(tuple(out or ()), calendars, published, anonymous, notices=notices, decided=when)
    targets.refuse_whole_solves()
    targets.refuse_bad_ones(scenario_file, roster_file, *filter(None, (history, published, pins)))
    inputs = Inputs("nothing was written")
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, roster_file, published, pins)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if pins is not None:
        scenario, _ = pinned(scenario, rosters[pins], pins, pins_as_facts, inputs, anonymous)
    targets.refuse_others(scenario, inputs)
    roster = rosters[roster_file]
    teams = roster.deployments if isinstance(roster, Schedule) else roster
    report = api.check(scenario, teams)
    broken = sum(one.strength == "hard" for one in report.violations)
    if broken:
        say(f"Note: the roster breaks what must hold, {count(broken, 'violation')}: `tandem check` lists them.")
    old = rosters[published] if published is not None else None
    known = isinstance(roster, Schedule) and _fits(roster, scenario, report)
    raise typer.Exit(targets.write(scenario, roster if known else teams, old))


def _fits(schedule: Schedule, scenario: Scenario, report: Report) -> bool:
    """Whether what a schedule says of its roster is of this scenario and of these teams, none changed by hand."""
    same = schedule.stamp.scenario == scenario.fingerprint
    tiers = tuple(tier.value for tier in schedule.tiers)
    gaps, found = ([(gap.evening, gap.area, gap.teams) for gap in some] for some in (schedule.gaps, report.gaps))
    return same and tiers == tuple(report.tiers) and gaps == found
