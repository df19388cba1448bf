"""Rosters made public: pages, workbooks and calendars for people, files for programs, and what changed since.

What writes each kind of file is imported when it is needed: together they would take longer to load than the solver.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from tandem_models import (
    CalendarNews,
    Comparison,
    Deployment,
    Effect,
    Fault,
    KindError,
    Pin,
    Report,
    RosterError,
    Scenario,
    Schedule,
    Violation,
)
from tandem_models.ranking import Ranking, Values

from ..advise.substitutes.gaps import explain_gaps
from ..advise.substitutes.trial import Trial
from ..checks import Checker, verify
from ..checks.difference import changes_between
from ..entrance import schedule_of, sound, teams_in, teams_of
from ..io import atomic_write, deployments_csv, path_of, schedule_text
from ..views.brief import Brief
from ..views.phrases import conclusion

WrittenFormat = Literal["csv", "json", "yaml", "html", "xlsx", "ics"]

_FORMATS: dict[str, WrittenFormat] = {
    ".csv": "csv",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".html": "html",
    ".xlsx": "xlsx",
    ".ics": "ics",
}


def written_format(path: str | os.PathLike[str]) -> WrittenFormat:
    """The format that a file's extension stands for; ask before a long solve.

    Raises:
        RosterError: the extension is none of .json, .csv, .yaml, .yml, .html, .xlsx and .ics.
    """
    try:
        return _FORMATS[path_of(path).suffix.lower()]
    except KeyError:
        message = "can't tell its format: name it .json, .csv, .yaml for programs, .html, .xlsx or .ics for people"
        raise RosterError([Fault(file=str(path), message=message)]) from None


def brief_of(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    published: Schedule | Iterable[Deployment] | None = None,
) -> Brief:
    """All that is shown of a roster, its check and the reasons for its gaps among it.

    Raises:
        TypeError, ScenarioError, RosterError: as `tandem_scheduler.entrance` says.
    """
    scenario = sound(scenario)
    teams = teams_in(scenario, roster)
    old = None if published is None else teams_in(scenario, published, "published")
    report = verify(scenario, teams)
    solved = schedule_of(roster, scenario) if isinstance(roster, Schedule) else None
    return Brief(
        scenario=scenario,
        deployments=tuple(sorted(teams, key=lambda team: (team.evening, team.area, team.detective))),
        report=report,
        gaps=solved.gaps if solved else explain_gaps(Trial(scenario, teams), report.gaps),
        tiers=solved.tiers if solved else (),
        conclusion=conclusion(scenario, solved) if solved else "",
        published=old,
        changes=() if old is None else changes_between(old, teams),
        issued=date.today(),
        accepted=accepted(scenario),
    )


def accepted(scenario: Scenario) -> tuple[Violation, ...]:
    """What the teams that have been worked break of what must hold, which rules forgive them."""
    if not scenario.facts:
        return ()
    planned = scenario.changed(pins=[pin.model_copy(update={"fact": False}) for pin in scenario.pins])
    return Checker(planned).lasting(scenario.facts)


def check(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> Report:
    """Find every violation of every rule in a roster, however it was made, and recompute every measure.

    Reads scenario and roster with plain Python; no solver is involved. Teams that name what the scenario does not have
    are violations, too, here alone: all other calls refuse them.

    Args:
        scenario: what was planned.
        roster: a schedule, or the deployments of a roster that was made by hand.

    Returns:
        A Report: violations, gaps, loads and visits, the measures and the tiers' values. `ok` where nothing that must
        hold is broken.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError, RosterError: scenario or deployments were made by what validates nothing, and have faults; or the
            schedule has no roster.
    """
    return verify(sound(scenario), teams_of(roster))


def write_roster(
    path: str | os.PathLike[str],
    roster: Schedule | Iterable[Deployment],
    scenario: Scenario | None = None,
    *,
    published: Schedule | Iterable[Deployment] | None = None,
    exclude_proof: bool = False,
) -> None:
    """Write a roster by the file's extension, whole or not at all.

    Args:
        path: for programs `.json` or `.yaml` (the whole schedule, where it has a roster) or `.csv` (the deployments),
            which `read_roster` reads again, and `.xlsx`, too; for people `.html` (a page that needs no network, to look
            at and print), `.xlsx` (evenings by areas, people by evenings, loads, gaps) and `.ics` (a calendar of all
            teams, which updates the one that is there). `write_calendars` writes one for each person.
        roster: a schedule, or for all formats but JSON and YAML its deployments alone.
        scenario: needed for the formats for people, which show the names and contact details that it has;
            `Scenario.anonymous` is without them.
        published: the roster that people were told before, for the page and the workbook to show what changes.
        exclude_proof: whether JSON and YAML are without the certificate, which can be larger than all else. The other
            formats never have it: `write_proof` writes it apart.

    Raises:
        TypeError: there is no roster.
        RosterError: the extension is not known, the schedule has no roster, or a team is none of the scenario's.
        InputError: the calendar that is there can't be read.
        ArgumentError: scenario or schedule is missing where the format needs it.
        OSError: the file can't be written.
    """
    kind = written_format(path)
    scenario = None if scenario is None else sound(scenario)
    teams = teams_of(roster) if scenario is None else teams_in(scenario, roster)
    match kind:
        case "csv":
            atomic_write(path, deployments_csv(teams))
        case "json" | "yaml":
            if not isinstance(roster, Schedule):
                raise KindError(f"{kind} holds a whole schedule: write deployments alone as .csv", "roster")
            atomic_write(path, schedule_text(schedule_of(roster, scenario), kind, exclude_proof=exclude_proof))
        case "html" | "xlsx" | "ics":
            if scenario is None:
                raise KindError(f"a roster as {kind} needs its scenario", "scenario")
            # What may be an iterator has given its deployments by now.
            given = roster if isinstance(roster, Schedule) else teams
            _write_for_people(path, kind, brief_of(scenario, given, published))


def _write_for_people(path: str | os.PathLike[str], kind: Literal["html", "xlsx", "ics"], brief: Brief) -> None:
    match kind:
        case "html":
            from ..views.page import page

            atomic_write(path, page(brief))
        case "xlsx":
            from ..views.roster_book import roster_book

            atomic_write(path, roster_book(brief))
        case "ics":
            from ..views.calendars import write_calendar

            write_calendar(path, brief)


def write_calendars(
    folder: str | os.PathLike[str], roster: Schedule | Iterable[Deployment], scenario: Scenario
) -> Mapping[Path, CalendarNews]:
    """Write a calendar for each person who is sent out, and `all.ics`, into a folder, made where there is none.

    Where the folder has an earlier publication, its entries are updated, and those that are dropped are cancelled.

    Args:
        folder: where the files go.
        roster: a schedule, or deployments.
        scenario: whose names and contact details the entries show; `Scenario.anonymous` is without them.

    Returns:
        The files, that of all teams first, with the numbers of entries in each that are new, changed, cancelled and
        unchanged.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError: the scenario has faults.
        RosterError: the schedule has no roster, or a team is none of the scenario's.
        InputError: a calendar that is there can't be read.
        OSError: a file can't be written.
    """
    from ..views.calendars import write_calendars as write_all

    return write_all(folder, brief_of(scenario, roster))


def compare(
    scenario: Scenario, before: Schedule | Iterable[Deployment], after: Schedule | Iterable[Deployment]
) -> Comparison:
    """What is different from one roster to another: every tier, and everybody who is told something else.

    Which is better is said by the tiers alone: what hard rules are broken stands beside it. Tolerances count from the
    better value of the two.

    Args:
        scenario: what was planned.
        before: the one roster, such as the published one.
        after: the other.

    Returns:
        A Comparison: the effect on each tier, the changes person by person, how many hard rules each roster breaks, and
        which is better.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError, RosterError: scenario or roster have faults, do not fit each other, or there is no roster.
    """
    scenario = sound(scenario)
    old, new = teams_in(scenario, before, "before"), teams_in(scenario, after, "after")
    first, second = verify(scenario, old), verify(scenario, new)
    hard = [sum(one.strength == "hard" for one in report.violations) for report in (first, second)]
    ranking = Ranking(scenario.objectives)
    levels = zip(*ranking.levelled(first.tiers, second.tiers), strict=True)
    tiers = zip(scenario.objectives, first.tiers, second.tiers, levels, strict=True)
    return Comparison(
        effects=tuple(
            Effect(tier=tier.name, before=was, after=now, within_tolerance=was != now and level[0] == level[1])
            for tier, was, now, level in tiers
        ),
        changes=changes_between(old, new),
        broken_before=hard[0],
        broken_after=hard[1],
        better=_better(ranking, first.tiers, second.tiers),
    )


def _better(ranking: Ranking, before: Values, after: Values) -> Literal["before", "after"] | None:
    if ranking.better(before, after):
        return "before"
    return "after" if ranking.better(after, before) else None


def broken_by_pins(scenario: Scenario) -> tuple[Violation, ...]:
    """What must hold and the pinned teams break by themselves: no roster that has them all keeps it.

    Teams are the pins with area, detective and officer. What others could still mend is not among it, as a visit that
    is missing.

    Args:
        scenario: what is to be planned, with its pins.

    Returns:
        The violations; none where the pins break nothing.

    Raises:
        TypeError: there is no scenario.
        ScenarioError: it has faults.
    """
    return lasting_of_pins(sound(scenario), None)


def lasting_of_pins(scenario: Scenario, checker: Checker | None) -> tuple[Violation, ...]:
    """The same of a scenario that has no faults, by a checker of it where there is one already."""
    teams = {
        Deployment(evening=pin.on, area=pin.area, detective=pin.detective, officer=pin.officer)
        for pin in scenario.pins
        if pin.area is not None and pin.detective is not None and pin.officer is not None and pin.on >= scenario.opening
    }
    return (checker or Checker(scenario)).lasting((*scenario.facts, *teams)) if teams else ()


def pinned(scenario: Scenario, roster: Schedule | Iterable[Deployment], *, facts: bool = False) -> Scenario:
    """The scenario with every team of a roster pinned, besides the pins that it has.

    A roster that was changed by hand is planned on around what it says: leave out of it what is to be decided anew.

    Args:
        scenario: what is planned.
        roster: whose teams are pinned.
        facts: whether they have been worked already. They then stand although they break rules, and the evenings up to
            the last of them are over (`tandem_models.Pin`).

    Returns:
        A new scenario; the one given stays as it is.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError, RosterError: scenario or roster have faults, do not fit each other, or there is no roster.
            ScenarioError also where somebody has worked in two teams on one evening.
    """
    scenario = sound(scenario)
    pins = tuple(
        Pin(on=team.evening, area=team.area, detective=team.detective, officer=team.officer, fact=facts)
        for team in teams_in(scenario, roster)
    )
    known = {_named(pin) for pin in scenario.pins}
    return scenario.changed(pins=(*scenario.pins, *(pin for pin in dict.fromkeys(pins) if _named(pin) not in known)))


def _named(pin: Pin) -> tuple[object, ...]:
    return pin.on, pin.area, pin.detective, pin.officer, pin.fact
