"""`tandem next`: the plan of the operation after another."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType

from tandem_models import ArgumentError, Deployment, Following, InputError, Scenario, ScenarioError
from tandem_models.spelling import ended
from tandem_scheduler.words.plain import count, long_day

from ...files.places import refuse_bad_target, refuse_unreachable
from ...names import Names
from ...options import HistoryRoster, Json, ScenarioFile
from ...output import Code, Inputs, answers, reason, say, show, show_json, tell_marks, tell_notes, words


def next_(
    scenario_file: ScenarioFile,
    after: Annotated[
        Path, typer.Option("--after", metavar="ROSTER", help="The roster of that operation, as it was worked.")
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="NEWPLAN", help="The new plan: .yaml, .json or .xlsx, or a folder; none is replaced."
        ),
    ],
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first evening; left out, the day after the last one.")
    ] = None,
    end: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last; left out, as many evenings as before.")
    ] = None,
    history: HistoryRoster = None,
    as_json: Json = False,
) -> None:
    """Plan on: the next operation, with the last one's roster.

    The same people, areas and rules for the next period. The roster becomes its history: limits, rest, pairs, visit
    gaps and fairness look back on it, and on the history before it, which goes on. Absences, requests, pins, duties and
    days that lie before it are left behind unless rules look back on them, and so are those who have left. Says what
    was taken over, what was not and what to look at.

    The roster may be of any form that `check` reads, and break rules. Exit code 0 where the plan was written, 2 for bad
    input, 74 where it could not be written.
    """
    from tandem_scheduler import api
    from tandem_scheduler.io import read_worked

    refuse_bad_plan(out, "--out")
    inputs = Inputs("nothing was written")
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    roster: tuple[Deployment, ...] = ()
    if scenario is not None:  # without it, nobody knows whose roster it is
        with inputs.reading(after):
            roster = read_worked(after, scenario)
            tell_marks(after)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    try:
        found = api.following(scenario, roster, start=start, end=end)
    except ArgumentError as error:
        option = f"--{error.faults[0].path}" if error.faults[0].path in ("start", "end") else None
        raise typer.BadParameter(str(error), param_hint=option) from None
    write_plan(out, found.scenario, _remarks(found))
    tell_notes(found.scenario, lambda _: "", ())
    if as_json:
        show_json(found.model_dump_json(indent=2, exclude={"scenario"}))
    else:
        show(answers(), *_parts(found))
    say(f"Wrote {out}. Remarks (#) of the last plan are not in it. Look it through, then:")
    say(f"  tandem solve {shlex.quote(str(out))} --out roster.html --out roster.xlsx")
    raise typer.Exit(Code.DONE)


def _parts(found: Following) -> list[RenderableType]:
    """Which operation it is, and what there is to say of it."""
    names = Names(found.scenario)
    operation, evenings = found.scenario.operation, count(len(found.scenario.calendar), "evening")
    parts: list[RenderableType] = [
        words(f"{operation.name}: {long_day(operation.start)} to {long_day(operation.end)}, {evenings}", "bold")
    ]
    for title, sentences in _told(found):
        lines = [words(f"- {names.with_names(sentence)}") for sentence in sentences]
        parts.append(Group(words(f"{title}:"), *lines))
    return parts


def _told(found: Following) -> list[tuple[str, list[str]]]:
    """The sentences by what they are about, those alone of which there are any."""
    groups = (("Taken over", found.taken_over), ("Left behind", found.left_behind), ("To look at", found.look_at))
    return [(title, [_capital(ended(one)) for one in sentences]) for title, sentences in groups if sentences]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def refuse_bad_plan(out: Path, option: str) -> None:
    """Raise BadParameter where the plan can't be written, or something is there already."""
    from tandem_scheduler.io.plans.files import plan_format

    try:
        folder = plan_format(out) == "folder"
    except ScenarioError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    refuse_unreachable(out, option)
    if os.path.lexists(out) and not (folder and out.is_dir() and not any(out.iterdir())):
        raise typer.BadParameter(f"{out} is there already: choose another name", param_hint=option)
    if not folder:
        refuse_bad_target(out, option)
    elif out.parent.exists() and not out.parent.is_dir():
        raise typer.BadParameter(f"{out.parent} is a file: choose another name", param_hint=option)


def write_plan(out: Path, scenario: Scenario, remarks: Sequence[str]) -> None:
    """Write a plan with remarks at its head; end the command where it can't be."""
    from tandem_scheduler.io import atomic_writes
    from tandem_scheduler.io.plans.files import plan_files, plan_format

    try:
        files = plan_files(out, scenario, remarks)
        if plan_format(out) == "folder":
            out.mkdir(parents=True, exist_ok=True)
        atomic_writes({os.fspath(file): content for file, content in files.items()})
    except InputError as error:
        say(f"{out} could not be written: {error}.", "bold red")
        raise typer.Exit(Code.BAD_INPUT) from None
    except OSError as error:
        say(f"{out} could not be written: {reason(error)}.", "bold red")
        raise typer.Exit(Code.NOT_WRITTEN) from None


def _remarks(found: Following) -> Sequence[str]:
    """The head of the plan's text."""
    operation = found.scenario.operation
    said = [f"{title}: {' '.join(sentences)}" for title, sentences in _told(found)]
    return [
        f"{operation.name}, {long_day(operation.start)} to {long_day(operation.end)}. Begun by `tandem next`.",
        *said,
    ]
