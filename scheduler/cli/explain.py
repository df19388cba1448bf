"""`tandem explain`: why no roster can exist."""

from functools import partial
from typing import Annotated

import typer

from models import Explanation

from .interrupt import in_background, stop_on_signals
from .options import Json, ScenarioFile
from .output import Code, Inputs, answers, count, show, show_json, without_native_output, words


def explain(
    scenario_file: ScenarioFile,
    conflicts: Annotated[
        int, typer.Option("--conflicts", min=1, max=100, metavar="N", help="Look for so many conflicts at most.")
    ] = 3,
    time_limit: Annotated[
        float,
        typer.Option(min=0.1, max=604_800, metavar="SECONDS", help="Longest time to search; tells what is known then."),
    ] = 10.0,
    as_json: Json = False,
) -> None:
    """Explain why no roster can exist for a scenario.

    Names the demands (rules for one person or area, pins, absences, patterns, duties, teams of an evening) that can't
    all be met: with these alone there is no roster, and as soon as any one of them is given up there is. Both were
    seen by solving. Several such conflicts are told where they share no demand.

    The exit code is 0 where this was explained or where a roster can exist, 2 for bad input, 3 where time ran out
    before either was known, 130 where it was interrupted before.
    """
    with stop_on_signals() as stop:
        from scheduler import api
    inputs = Inputs("nothing was explained")
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    inputs.finish()
    with stop_on_signals() as stop:
        call = partial(api.explain, scenario, conflicts=conflicts, time_limit=time_limit, stop=stop)
        with without_native_output():
            explanation = in_background(call, lambda: None)
        if as_json:
            show_json(explanation)
        else:
            _show(explanation)
        unknown = Code.INTERRUPTED if stop.is_set() else Code.NOTHING_FOUND
    raise typer.Exit(unknown if explanation.status == "unknown" else Code.DONE)


def _show(explanation: Explanation) -> None:
    told = [f"Counting shows: {finding.message}" for finding in explanation.findings]
    told += [conflict.message for conflict in explanation.conflicts]
    show(answers(), *(words(sentence) for sentence in (*told, _conclusion(explanation))))


def _conclusion(explanation: Explanation) -> str:
    """One sentence on what is known."""
    time = f"{explanation.seconds:.1f} s"
    if explanation.status == "feasible":
        return f"A roster can exist: there is nothing to explain ({time})."
    if explanation.status == "unknown":
        return f"In {time} no roster was found, and none ruled out: give it more time with --time-limit."
    found = count(len(explanation.conflicts), "conflict")
    loose = sum(not conflict.minimal for conflict in explanation.conflicts)
    if loose:
        return f"{found}, {loose} of them not narrowed down for want of time: give it more with --time-limit ({time})."
    if explanation.complete:
        return f"{found}, and nothing else in the way of a roster ({time})."
    return f"{found}; there may be more: ask for them with --conflicts, or give it more time ({time})."
