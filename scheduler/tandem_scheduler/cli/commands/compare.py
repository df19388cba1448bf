"""`tandem compare`: what is different from one roster to another."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from tandem_models import Comparison, Scenario
from tandem_scheduler.words.changes import ChangeWording, digests, how_many
from tandem_scheduler.words.plain import plain

from ..files.targets import Targets
from ..options import Anonymous, DecidedDate, HistoryRoster, Json, NoticesTarget, ScenarioFile, date_of
from ..output import Inputs, answers, show, show_json, words

BeforeFile = Annotated[Path, typer.Argument(metavar="BEFORE", help="The roster before, as `tandem check` reads it.")]
AfterFile = Annotated[Path, typer.Argument(metavar="AFTER", help="The roster after.")]


def compare(
    scenario_file: ScenarioFile,
    before: BeforeFile,
    after: AfterFile,
    history: HistoryRoster = None,
    notices: NoticesTarget = None,
    decided: DecidedDate = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Compare two rosters: the tiers, and who is told what else.

    With --notices, what each person is told is also written, as `tandem export` does. Exit code 0 where the rosters
    could be compared, 2 for bad input, 74 where a file could not be written.
    """
    from tandem_scheduler import api

    targets = Targets((), None, before, anonymous, notices=notices, decided=date_of(decided, "--decided"))
    targets.refuse_bad_ones(scenario_file, *filter(None, (before, after, history)))
    inputs = Inputs("nothing was compared")
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, before, after)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    targets.refuse_others(scenario, inputs)
    comparison = api.compare(scenario, rosters[before], rosters[after])
    if as_json:
        show_json(comparison)
    else:
        show(answers(), *differences(scenario.anonymous() if anonymous else scenario, comparison))
    raise typer.Exit(targets.write(scenario, rosters[after], rosters[before]))


def differences(scenario: Scenario, comparison: Comparison) -> list[RenderableType]:
    """The tiers, and who is told what else, as tables."""
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
    wording, found = ChangeWording(scenario), digests(scenario, comparison.changes)
    told = Table.grid(padding=(0, 1, 0, 0))
    for digest in found:
        told.add_row(words(f"{wording.person(digest.person)}:"), words(wording.sentence(digest)))
    return [*parts, told, words(how_many(found))]
