"""`tandem check`: everything a roster breaks and what it is worth, whoever made it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from tandem_models import Deployment, Proof, Report, Scenario
from tandem_scheduler.views.phrases import verdict

from ..options import Anonymous, HistoryRoster, Json, PinnedRoster, PinsAsFacts, RosterFile, ScenarioFile
from ..output import Code, Inputs, answers, say, show, show_json, tell_marks, tell_notes
from ..page import Page
from ..pins import pinned, refuse_facts_of_nothing

ProofFile = Annotated[
    Path | None,
    typer.Option("--proof", metavar="FILE", help="Also re-check the certificate that `tandem solve --proof` wrote."),
]


def check(
    scenario_file: ScenarioFile,
    roster_file: RosterFile,
    proof_file: ProofFile = None,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Check a roster, made here or by hand, against a scenario.

    Names every violation with the people, the evenings, what is allowed and what was found, and works out every measure
    anew. The check shares no code with the solver. A certificate is re-checked in whole numbers; no solver is asked. A
    roster that was solved with --pins or --history is checked with the same ones. With --json, standard output has the
    report alone, and what comes of the certificate is told on standard error.
    The exit code is 0 where everything that must hold does, 1 where something is broken or the certificate does not
    hold, 2 for bad input.
    """
    from tandem_scheduler import api
    from tandem_scheduler.io import read_proof, read_roster, read_scenario

    refuse_facts_of_nothing(pins_as_facts, pins)
    inputs = Inputs("nothing was checked")
    scenario = None
    with inputs.reading(scenario_file):
        scenario, place, of_reading = read_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    deployments: tuple[Deployment, ...] = ()
    with inputs.reading(roster_file):
        deployments = read_roster(roster_file, scenario)
        tell_marks(roster_file)
    teams = inputs.rosters(scenario, pins)
    proof = None
    if proof_file is not None:
        with inputs.reading(proof_file):
            proof = read_proof(proof_file)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if pins is not None:
        scenario, _ = pinned(scenario, teams[pins], pins, pins_as_facts, inputs, anonymous)
    shown = scenario.anonymous() if anonymous else scenario
    tell_notes(shown, place, of_reading)
    report = api.check(scenario, deployments)
    holds, told = (True, []) if proof is None else _rechecked(scenario, deployments, proof)
    if as_json:
        show_json(report)
        for sentence in told:
            say(sentence)
    else:
        _show(shown, report, told, holds)
    raise typer.Exit(Code.DONE if report.ok and holds else Code.BROKEN)


def _show(scenario: Scenario, report: Report, of_proof: Sequence[str], holds: bool) -> None:
    console = answers()
    page = Page(scenario, console)
    parts = [page.heading()]
    parts += [page.violations(report)] if report.violations else []
    parts += [page.gaps(report.gaps)] if report.gaps else []
    parts += [page.measures(report), page.areas(report), page.loads(report)]
    parts += [page.last_line(verdict(report), good=report.ok)]
    show(console, *parts, *([page.last_line(" ".join(of_proof), good=holds)] if of_proof else []))


def _rechecked(scenario: Scenario, deployments: Sequence[Deployment], proof: Proof) -> tuple[bool, list[str]]:
    """Whether a certificate holds; what is wrong with it, or what it proves."""
    from tandem_scheduler import api

    if faults := api.check_proof(scenario, deployments, proof):
        return False, [f"The certificate does not hold: {fault}." for fault in faults]
    tiers = list(enumerate(scenario.objectives))
    bounds = ", ".join(f"{tier.name} {proof.tiers[n].bound}" for n, tier in tiers if proof.certain(n))
    best = [f"{tier.name} {proof.tiers[n].best}" for n, tier in tiers if proof.tiers[n].best is not None]
    within = f", or within their tolerances of the best values ({', '.join(best)})" if best else ""
    told = [
        f"The certificate holds: no roster is below {bounds or 'nothing'}, each tier with the earlier ones as "
        f"here{within}."
    ]
    if searched := ", ".join(tier.name for n, tier in tiers if not proof.certain(n)):
        told.append(f"It proves nothing of {searched}: the bound there is the search's word.")
    return True, told
