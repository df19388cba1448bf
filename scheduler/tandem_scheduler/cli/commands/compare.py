"""`tandem compare`: what is different from one roster to another."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from tandem_models import Change, Comparison, Deployment, Scenario
from tandem_scheduler.words.plain import count, plain, short_day

from ..names import Names
from ..options import Anonymous, HistoryRoster, Json, ScenarioFile
from ..output import Code, Inputs, answers, show, show_json, words

BeforeFile = Annotated[Path, typer.Argument(metavar="BEFORE", help="The roster before, as `tandem check` reads it.")]
AfterFile = Annotated[Path, typer.Argument(metavar="AFTER", help="The roster after.")]


def compare(
    scenario_file: ScenarioFile,
    before: BeforeFile,
    after: AfterFile,
    history: HistoryRoster = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Compare two rosters: the tiers, and who is told what else.

    Exit code 0 where the rosters could be compared, 2 for bad input.
    """
    from tandem_scheduler import api

    inputs = Inputs("nothing was compared")
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, before, after)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    comparison = api.compare(scenario, rosters[before], rosters[after])
    if as_json:
        show_json(comparison)
    else:
        show(answers(), *_parts(scenario.anonymous() if anonymous else scenario, comparison))
    raise typer.Exit(Code.DONE)


def _parts(scenario: Scenario, comparison: Comparison) -> list[RenderableType]:
    tiers = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    tiers.add_column("Tier", overflow="fold")
    for heading in ("Before", "After", "Change"):
        tiers.add_column(heading, justify="right")
    for effect in comparison.effects:
        more = effect.after - effect.before
        style = "yellow" if more > 0 else "green" if more < 0 else "dim"
        within = " (within tolerance)" if effect.within_tolerance else ""
        numbers = (f"{effect.before:,}", f"{effect.after:,}", f"{more:+,}{within}" if more else "same")
        tiers.add_row(words(plain(effect.tier)), *(words(number, style) for number in numbers))
    parts: list[RenderableType] = [tiers]
    if comparison.broken_before or comparison.broken_after:
        parts.append(words(f"Rules broken that must hold: {comparison.broken_before}, now {comparison.broken_after}."))
    elif comparison.better is not None:
        parts.append(words(f"By its tiers the roster {comparison.better} is better."))
    if not comparison.changes:
        return [*parts, words("Everybody does what they did.")]
    told = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Evening", "Who", "Was", "Is now"):
        told.add_column(heading, overflow="fold", no_wrap=heading == "Evening")
    names = Names(scenario)
    for change in comparison.changes:
        sides = (_side(scenario, names, change, team) for team in (change.before, change.after))
        told.add_row(words(short_day(change.evening)), words(names.label(change.person)), *map(words, sides))
    people = len({change.person for change in comparison.changes})
    who = "1 person is" if people == 1 else f"{people} people are"
    summary = f"{who} told something else, {count(len(comparison.changes), 'change')} in all."
    return [*parts, told, words(summary)]


def _side(scenario: Scenario, names: Names, change: Change, team: Deployment | None) -> str:
    if team is None:
        return "not deployed"
    partner = team.officer if change.person == team.detective else team.detective
    return f"{scenario.area[team.area].label} with {names.label(partner)}"
