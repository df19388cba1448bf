"""`tandem check`: everything a roster breaks and what it is worth, whoever made it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tandem_models import Deployment, Proof, Recheck, Report, Scenario
from tandem_scheduler.io import VIPR
from tandem_scheduler.views.phrases import verdict

from ..options import Anonymous, HistoryRoster, Json, PinnedRoster, PinsAsFacts, ScenarioFile
from ..output import Code, Inputs, answers, messages, show, show_json, tell_marks, tell_notes
from ..page import Page
from ..pins import pinned, refuse_facts_of_nothing
from ..process.interrupt import in_background
from ..progress import waiting

ProofFile = Annotated[
    Path | None,
    typer.Option(
        "--proof",
        metavar="FILE",
        help="Also re-check the certificate that `tandem solve --proof` wrote: .json, or .vipr, a file or a folder.",
    ),
]

RosterIfAny = Annotated[
    Path | None,
    typer.Argument(
        metavar="ROSTER",
        show_default=False,
        help="A roster: .json, .yaml, .csv with evening, area, detective, officer, or .xlsx with a sheet Roster. "
        "Without one, --proof is to prove that no roster can exist.",
    ),
]


def check(
    scenario_file: ScenarioFile,
    roster_file: RosterIfAny = None,
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
    roster that was solved with --pins or --history is checked with the same ones. With --json, the report says under
    `certificate` what comes of that; without a roster, that is all.
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
    if roster_file is None and proof_file is None:
        raise typer.BadParameter("name a roster, or with --proof a certificate that there is none", param_hint="ROSTER")
    deployments: tuple[Deployment, ...] | None = None
    if roster_file is not None:
        with inputs.reading(roster_file):
            deployments = read_roster(roster_file, scenario)
            tell_marks(roster_file)
    teams = inputs.rosters(scenario, pins)
    proof: Proof | None = None
    if proof_file is not None:
        with inputs.reading(proof_file):
            proof = None if _is_vipr(proof_file) else read_proof(proof_file)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if pins is not None:
        scenario, _ = pinned(scenario, teams[pins], pins, pins_as_facts, inputs, anonymous)
    shown = scenario.anonymous() if anonymous else scenario
    tell_notes(shown, place, of_reading)
    found = None
    if proof_file is not None:
        with inputs.reading(proof_file):
            recheck = partial(_rechecked, scenario, deployments, proof, proof_file)
            with waiting(messages(), "Re-checking", None) as tick:
                found = in_background(recheck, tick)
        inputs.finish()
    holds = found is None or found.holds
    if deployments is None:
        assert found is not None  # noqa: S101 - there is a roster or a certificate
        if as_json:
            show_json(found)
        else:
            console = answers()
            show(console, Page(shown, console).last_line(_told(shown, found), good=holds))
        raise typer.Exit(Code.DONE if holds else Code.BROKEN)
    report = api.check(scenario, deployments).model_copy(update={"certificate": found})
    if as_json:
        show_json(report)
    else:
        _show(shown, report)
    raise typer.Exit(Code.DONE if report.ok and holds else Code.BROKEN)


def _show(scenario: Scenario, report: Report) -> None:
    console = answers()
    page = Page(scenario, console)
    parts = [page.heading()]
    parts += [page.violations(report)] if report.violations else []
    parts += [page.gaps(report.gaps)] if report.gaps else []
    parts += [page.measures(report), page.areas(report), page.loads(report)]
    parts += [page.last_line(verdict(report), good=report.ok)]
    found = report.certificate
    show(console, *parts, *([page.last_line(_told(scenario, found), good=found.holds)] if found is not None else []))


def _is_vipr(path: Path) -> bool:
    return path.suffix.lower() == VIPR or path.is_dir()


def _rechecked(
    scenario: Scenario, deployments: Sequence[Deployment] | None, proof: Proof | None, path: Path
) -> Recheck:
    """What comes of a certificate, ours where there is one, else those in the format of VIPR."""
    from tandem_scheduler import api

    if proof is None:
        return api.check_vipr(scenario, deployments, path)
    faults = api.check_proof(scenario, deployments, proof)
    if faults or deployments is None:
        return Recheck(faults=faults, none=not faults)
    if not any(map(proof.certain, range(len(proof.tiers)))):
        return Recheck(faults=("it proves nothing of any tier",))
    bounds = tuple(tier.bound if proof.certain(n) else None for n, tier in enumerate(proof.tiers))
    return Recheck(bounds=bounds, best=tuple(tier.best for tier in proof.tiers))


def _told(scenario: Scenario, found: Recheck) -> str:
    """What is wrong with certificates, or what they prove."""
    if not found.holds:
        first, *more = found.faults
        besides = f" Besides: {'; '.join(more)}." if more else ""
        return f"The certificate does not hold: {first}.{besides}"
    if found.none:
        return "The certificate holds: no roster can exist."
    tiers = list(zip(scenario.objectives, found.bounds, strict=True))
    bounds = ", ".join(f"{tier.name} {bound}" for tier, bound in tiers if bound is not None)
    best = [
        f"{tier.name} {best}" for tier, best in zip(scenario.objectives, found.best, strict=False) if best is not None
    ]
    within = f", or within their tolerances of the best values ({', '.join(best)})" if best else ""
    told = (
        f"The certificate holds: no roster is below {bounds or 'nothing'}, each tier with the earlier ones as "
        f"here{within}."
    )
    others = ", ".join(tier.name for tier, bound in tiers if bound is None)
    return f"{told} It proves nothing of {others}." if others else told
